"""The calls into durable-rules' C module: one record in, the names of the rules that fired out.
docs/engines.md says why each.

In: ruleset definitions and records (JSON made by durable_plan). Out: prefixes of fired rules, or an
`EngineFault`.
The surprising thing: any doubt throws the compiled rulesets away. After a fault the C module's state is
unknown, and touching it again may end the process; the next check compiles anew. No Host, no `durable.lang`:
they keep global state and threads.
"""

from __future__ import annotations

import os
import re
import threading
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from itertools import count
from typing import Protocol

from checker.engines.durable_plan import DONE, SID, Batch
from checker.engines.fault import EngineFault
from checker.finding import Text

__all__ = ["RuleModule", "Session"]

_CODE = re.compile(r"error code: ([0-9]+)")
_FAILED = Text(zh="规则引擎出错", en="the engine failed")
_NOT_DRAINED = Text(zh="规则引擎没有执行完", en="the engine did not run to its end")


class RuleModule(Protocol):
    """The six functions of `durable_rules_engine` that are used, and its exception."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Compile; the handle."""
        ...

    def delete_ruleset(self, handle: int, /) -> None:
        """Give the memory of a handle back."""
        ...

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Match one record; (return code, state offset)."""
        ...

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """The first rule that fired: (state, message)."""
        ...

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """The next rule that fired: its message."""
        ...

    def delete_state(self, handle: int, sid: str, /) -> None:
        """Forget the record."""
        ...


class _Process:
    """What belongs to one operating-system process: a lock and the compiled handles, least recently used
    first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.handles: OrderedDict[int, tuple[int, ...]] = OrderedDict()


class Session:
    """Compiled rulesets of one engine, at most about `keep` handles, and the one lock around every sequence
    of C calls.

    A forked worker starts with empty hands: its parent may have been in the middle of a check, and its lock
    may be held.
    """

    def __init__(self, module: RuleModule, keep: int) -> None:
        self._module = module
        self._keep = keep
        self._numbers = count(1)
        self._processes: dict[int, _Process] = {}
        finalizer = weakref.finalize(self, _close, module, self._processes)
        finalizer.atexit = False

    def number(self) -> int:
        """A new key for a program; ruleset names are made of it, so each compile has its own."""
        return next(self._numbers)

    @property
    def handle_count(self) -> int:
        """How many compiled rulesets this process holds now."""
        return sum(len(handles) for handles in self._process().handles.values())

    def prepare(self, program: int, batches: Sequence[Batch]) -> None:
        """Compile now, so that a ruleset that C refuses is found when the catalogue is loaded."""
        with self._process().lock:
            self._handles(program, batches)

    def fired(self, program: int, batches: Sequence[Batch], records: Sequence[str]) -> frozenset[str]:
        """The prefixes of all rules that fire on `records`, one record a batch."""
        process = self._process()
        fired: set[str] = set()
        clean = False
        with process.lock:
            try:
                for handle, record in zip(self._handles(program, batches), records, strict=True):
                    fired.update(self._drain(handle, record))
                clean = True
            except (self._module.error, MemoryError) as error:
                raise _fault(error) from None  # the cause could carry the record
            finally:
                if not clean:  # also on KeyboardInterrupt
                    self._discard(process, program)
        return frozenset(fired)

    def _drain(self, handle: int, record: str) -> set[str]:
        code, state = self._module.assert_fact(handle, record)
        if code != 0:
            raise EngineFault("durable", Text(f"规则引擎返回代码 {code}", f"the engine returned code {code}"))
        fired: set[str] = set()
        last = None
        first = self._module.start_action_for_state(handle, state)
        message = first[1] if first is not None else None
        while message is not None:
            last = message[2 : message.index('"', 2)]  # {"name":{"m":{the record}}}
            fired.add(last.partition("#")[0])
            message = self._module.complete_and_start_action(handle, state)
        if last != DONE:  # no delete_state here: where nothing fired it frees an uninitialised pointer
            raise EngineFault("durable", _NOT_DRAINED)
        self._module.delete_state(handle, SID)
        return fired

    def _process(self) -> _Process:
        own = os.getpid()
        return self._processes.get(own) or self._processes.setdefault(own, _Process())

    def _handles(self, program: int, batches: Sequence[Batch]) -> tuple[int, ...]:
        """The handles of a program, compiled if they were evicted; the caller holds the lock."""
        held = self._process().handles
        if program in held:
            held.move_to_end(program)
            return held[program]
        made: list[int] = []
        try:
            for n, batch in enumerate(batches):
                made.append(self._module.create_ruleset(f"r{program}-{n}", batch.definition))
        except (self._module.error, MemoryError) as error:
            for handle in made:
                self._module.delete_ruleset(handle)
            raise _fault(error) from None
        held[program] = tuple(made)
        while len(held) > 1 and sum(map(len, held.values())) > self._keep:
            self._discard(self._process(), next(iter(held)))
        return held[program]

    def _discard(self, process: _Process, program: int) -> None:
        for handle in process.handles.pop(program, ()):
            self._module.delete_ruleset(handle)


def _fault(error: Exception) -> EngineFault:
    """Only the number of the C module's message ("Could not assert fact, error code: 303") is passed on."""
    code = _CODE.search(str(error))
    if code is not None:
        return EngineFault(
            "durable", Text(f"规则引擎出错，代码 {code[1]}", f"the engine failed with code {code[1]}")
        )
    return EngineFault("durable", _FAILED)


def _close(module: RuleModule, processes: dict[int, _Process]) -> None:
    process = processes.pop(os.getpid(), _Process())
    while process.handles:
        for handle in process.handles.popitem()[1]:
            module.delete_ruleset(handle)

"""Every doubt about the C module is a fault without the record in it, and nothing of a doubtful ruleset is used again."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from checker.engines.durable_plan import Batch
from checker.engines.durable_session import Session
from checker.engines.fault import EngineFault

BATCH = Batch('{"0t#0":{}}', '{"DONE":1', ())
RECORD = '{"DONE":1,"secret":"张三"}'


class ModuleError(Exception):
    """Stands for durable_rules_engine.error."""


class Fake:
    """The C module in Python: fires `fires`, and goes wrong in one place when told to."""

    error: type[Exception] = ModuleError

    def __init__(self, fires: tuple[str, ...] = ("0t#0", "~done"), code: int = 0) -> None:
        self.fires = list(fires)
        self.code = code
        self.failing: dict[str, BaseException] = {}
        self.made: list[int] = []
        self.deleted: list[int] = []
        self.states_deleted = 0
        self.waiting: list[str] = []

    def _maybe_fail(self, where: str) -> None:
        if where in self.failing:
            raise self.failing[where]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        self._maybe_fail("create")
        self.made.append(len(self.made) + 1)
        return self.made[-1]

    def delete_ruleset(self, handle: int, /) -> None:
        assert handle in self.made
        assert handle not in self.deleted
        self.deleted.append(handle)

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        self._maybe_fail("assert")
        self.waiting = [f'{{"{name}":{{"m":{fact}}}}}' for name in self.fires]
        return self.code, 1

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        self._maybe_fail("start")
        return ("{}", self.waiting.pop(0)) if self.waiting else None

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        self._maybe_fail("complete")
        return self.waiting.pop(0) if self.waiting else None

    def delete_state(self, handle: int, sid: str, /) -> None:
        self._maybe_fail("forget")
        self.states_deleted += 1


def told(fault: BaseException) -> str:
    """Everything that a log would show of it."""
    return "".join(traceback.format_exception(fault))


def test_a_good_check_reads_the_prefixes_and_forgets_the_record() -> None:
    module = Fake(("0t#0", "0t#1", "3f#0", "~done"))
    session = Session(module, 8)
    assert session.fired(1, (BATCH,), (RECORD,)) == {"0t", "3f", "~done"}
    assert module.states_deleted == 1
    assert module.deleted == []


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda module: setattr(module, "code", 1), id="not-handled"),
        pytest.param(lambda module: setattr(module, "code", 2), id="observed-before"),
        pytest.param(lambda module: setattr(module, "fires", []), id="nothing-fired"),
        pytest.param(lambda module: setattr(module, "fires", ["0t#0"]), id="done-did-not-fire"),
        pytest.param(lambda module: setattr(module, "fires", ["~done", "0t#0"]), id="done-fired-too-early"),
        pytest.param(lambda module: _fail(module, "assert"), id="assert"),
        pytest.param(lambda module: _fail(module, "start"), id="start"),
        pytest.param(lambda module: _fail(module, "complete"), id="complete"),
        pytest.param(lambda module: _fail(module, "forget"), id="delete-state"),
        pytest.param(lambda module: _fail(module, "assert", MemoryError()), id="out-of-memory"),
    ],
)
def test_every_doubt_is_a_fault(prepare: Callable[[Fake], object]) -> None:
    module = Fake()
    session = Session(module, 8)
    session.prepare(1, (BATCH,))
    prepare(module)
    with pytest.raises(EngineFault) as fault:
        session.fired(1, (BATCH,), (RECORD,))
    assert "张三" not in told(fault.value)
    assert fault.value.__suppress_context__ or fault.value.__context__ is None
    assert module.deleted == [1]
    assert module.states_deleted == 0  # deleting a state in which nothing fired kills the process

    healthy = Fake()
    module.__dict__.update(failing=healthy.failing, code=0, fires=healthy.fires)
    assert session.fired(1, (BATCH,), (RECORD,)) == {"0t", "~done"}
    assert module.made == [1, 2]


def test_an_interrupted_check_leaves_nothing_behind() -> None:
    module = Fake()
    session = Session(module, 8)
    _fail(module, "complete", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        session.fired(1, (BATCH,), (RECORD,))
    assert module.deleted == module.made == [1]
    assert session.handle_count == 0


def test_a_ruleset_that_does_not_compile_is_a_fault_and_its_siblings_are_given_back() -> None:
    class SecondFails(Fake):
        def create_ruleset(self, name: str, rules: str, /) -> int:
            if self.made:
                raise ModuleError("Could not create ruleset, error code: 113")
            return super().create_ruleset(name, rules)

    module = SecondFails()
    with pytest.raises(EngineFault, match="113"):
        Session(module, 8).prepare(1, (BATCH, BATCH))
    assert module.deleted == [1]


def test_names_and_numbers_are_never_used_twice() -> None:
    class Names(Fake):
        seen: tuple[str, ...] = ()

        def create_ruleset(self, name: str, rules: str, /) -> int:
            self.seen = (*self.seen, name)
            return super().create_ruleset(name, rules)

    module = Names()
    session = Session(module, 8)
    for _ in range(3):
        session.prepare(session.number(), (BATCH, BATCH))
    assert len(set(module.seen)) == 6


def test_the_oldest_goes_first_and_use_makes_young() -> None:
    module = Fake()
    session = Session(module, 2)
    for program in (1, 2):
        session.prepare(program, (BATCH,))
    session.fired(1, (BATCH,), (RECORD,))
    session.prepare(3, (BATCH,))
    assert module.deleted == [2]


def test_a_collected_session_gives_its_handles_back() -> None:
    module = Fake()
    session = Session(module, 8)
    session.prepare(1, (BATCH, BATCH))
    del session
    assert sorted(module.deleted) == [1, 2]


def _fail(module: Fake, where: str, error: BaseException | None = None) -> None:
    module.failing[where] = error or ModuleError(f"Could not do it, error code: 303 {RECORD}")

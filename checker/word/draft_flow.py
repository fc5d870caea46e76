"""The steps of a Word guide as the catalogue's flow.

In: rows of a table of steps, or lines and arrows. Out: `flow` of the draft.
The surprising thing: applying and accepting are left out. The program adds them itself, with all their branches, from
rules/acceptance.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from checker.finding import Text
from checker.word.sorting import Field, Record, Sorted
from checker.word.values import duration

if TYPE_CHECKING:
    from checker.word.draft import Draft

__all__ = ["flow"]

Tell = Callable[[Field, str, int, Text], None]
_NUMBER = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳]|[-·•])\s*")
_READ = Text("读懂了", "understood")
_ROLES = (("申请人", "applicant"), ("窗口", "window"), ("受理", "window"), ("审查", "reviewer"), ("审核", "reviewer"),
    ("勘验", "reviewer"),
          ("核查", "reviewer"), ("专家", "expert"), ("评审", "expert"), ("决定", "approver"), ("审批", "approver"), ("批准",
              "approver"),
          ("负责人", "approver"), ("发证", "window"), ("送达", "window"), ("颁发", "window"), ("制证", "window"), ("领取",
              "window"),
          ("办结", "window"))  # fmt: skip
_OWN = re.compile(r"(?:窗口|申请人|经办人)?(?:提出|提交|递交|网上)?(?:申请|受理|接收|收件|申报)")


def flow(made: Draft, found: Sorted, tell: Tell) -> None:
    """The steps after acceptance. Applying and accepting are added by the program itself."""
    told: list[tuple[str, str, str, bool]] = []
    for record in found.records:
        if record.kind == "process":
            told.append(_step(record, tell))
    for item in found.every("process"):
        pieces = [
            piece for line in item.lines for piece in re.split(r"→|—>|➔|⟶|--+>?", line) if piece.strip()
        ]
        if told:
            tell(
                item,
                "",
                100,
                Text("流程表旁边的话，没有写进草稿", "words beside the table of steps, not in the draft"),
            )
            continue
        told += [(_NUMBER.sub("", piece).strip(), "", duration(piece), False) for piece in pieces]
        tell(item, "flow", 60, Text("从一行行的文字读出环节", "steps read from lines of text"))
    # applying and accepting come first; a later step that says 受理 is another one
    steps = [
        entry for place, entry in enumerate(told) if entry[0] and not (place < 2 and _OWN.match(entry[0]))
    ]
    roles = [_role(does, who) for does, who, _, _ in steps]
    if "approver" not in roles:
        made.missing.append("flow")
        return
    made.edition["flow"] = _flow(steps, roles)


def _step(record: Record, tell: Tell) -> tuple[str, str, str, bool]:
    does = next((record.cells[role].lines[0] for role in ("content", "step") if role in record.cells), "")
    if "step" in record.cells and "content" in record.cells:
        does = f"{record.cells['step'].lines[0]}：{does}"
    who = record.cells["who"].text if "who" in record.cells else ""
    limit = duration(record.cells["limit"].text) if "limit" in record.cells else ""
    together = any("同时进行" in cell.text for cell in record.cells.values())
    item = Field("process", tuple(cell.text for cell in record.cells.values()), 90, _READ, record.place)
    tell(item, "flow.steps", 90, _READ)
    return does, who, limit, together


def _role(does: str, who: str) -> str:
    by_name = next((role for word, role in _ROLES if who and word in who), "")
    return by_name or next((role for word, role in _ROLES if word in does), "reviewer")


def _flow(steps: list[tuple[str, str, str, bool]], roles: list[str]) -> dict[str, Any]:
    decides = len(roles) - 1 - roles[::-1].index("approver")
    entries: list[dict[str, Any]] = []
    group: list[str] = []
    before: list[str] = []
    for number, ((does, _, limit, together), role) in enumerate(zip(steps, roles, strict=True), 1):
        key = f"step-{number}"
        entry: dict[str, Any] = {"id": key, "role": role if role != "applicant" else "window", "does": does}
        if together and group:
            entry["parallel_with"] = group[0]
        else:
            before = group or before
            if before:
                entry["after"] = before
            group = []
        group = [*group, key]
        if limit and limit != "at_once":
            entry["limit"] = limit
        if number - 1 == decides:
            entry["branches"] = ["granted", "refused"]
        entries.append(entry)
    used = {"applicant", "window", *(entry["role"] for entry in entries)}
    return {
        "roles": [
            role
            for role in ("applicant", "window", "reviewer", "expert", "other-organ", "approver")
            if role in used
        ],
        "steps": entries,
    }

"""Sentences about fields: unknown, missing, needed beside another, forbidden here, wrongly spelt.

In: a fault and the view of its file. Out: findings at the key concerned.
The surprising thing: an unknown field that is nearly the name of a missing one is told once, as the question "did you mean".
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding, Text
from checker.schema import sentences as say
from checker.schema.codes import misfit
from checker.schema.fault import MAX_FAULTS, Fault, View, follow_pattern, given, short
from checker.schema.library import extra_keys
from checker.schema.values import other

__all__ = [
    "excluded",
    "forbidden",
    "missing_field",
    "needs_field",
    "note_renames",
    "unknown_field",
    "wrong_key",
]


def unknown_keys(view: View, fault: Fault) -> list[str]:
    if fault.keyword == "additionalProperties":
        return extra_keys(fault.schema, fault.value)
    # unevaluatedProperties: a field counts as unevaluated also when its branch failed; only the really unknown are told.
    named = view.library.fields(fault.schema)
    return [key for key in fault.value if key not in named]


def note_renames(view: View, fault: Fault) -> None:
    """Find the fields that unknown ones were meant to be, so that they are not called missing as well."""
    free = [name for name in view.library.fields(fault.schema) if name not in fault.value]
    for key in unknown_keys(view, fault)[:MAX_FAULTS]:
        near = say.nearest(key, free)
        if near is not None:
            view.meant[fault.pointer, key] = near


def unknown_field(view: View, fault: Fault) -> Iterator[Finding]:
    pointer = fault.pointer
    free = [name for name in view.library.fields(fault.schema) if name not in fault.value]
    inside = view.inside(pointer)
    for key in view.some(unknown_keys(view, fault)):
        near = view.meant.get((pointer, key))
        if near is not None:
            help = Text(f"是不是 `{near}`{view.title((*pointer, near))}？", f"Did you mean `{near}`?")
        elif free:
            names = say.listed(say.by_nearness(key, free))
            help = Text(
                f"删掉它，或移到它所属的层次。这里还可以写 {names.zh}。",
                f"Delete it, or move it to where it belongs. Fields that can be added here: {names.en}.",
            )
        else:
            help = Text("删掉它，或移到它所属的层次。", "Delete it, or move it to where it belongs.")
        yield misfit(
            "F02", view.source.key_place((*pointer, key)),
            Text(f"{inside.zh}没有名为 `{short(key)}` 的字段", f"{inside.en}there is no field `{short(key)}`"),
            help,
        )  # fmt: skip


def missing_field(view: View, fault: Fault) -> Iterator[Finding]:
    pointer = fault.pointer
    inside = view.inside(pointer)
    renamed = {near for (where, _), near in view.meant.items() if where == pointer}
    for key in fault.wanted:
        if key in fault.value or key in renamed:
            continue
        child = view.library.fields(fault.schema).get(key) or next(
            iter(view.library.at(view.root, (*pointer, key))), {}
        )
        description = view.library.word(child, "description")
        yield misfit(
            "F03", view.source.place(pointer),
            Text(f"{inside.zh}缺少必填字段 `{key}`{view.title((*pointer, key))}",
                 f"{inside.en}the required field `{key}` is missing"),
            say.plus(Text(f"补上 `{key}: …`。{description}", f"Add `{key}: …`."), view.example(child)),
        )  # fmt: skip


def needs_field(view: View, fault: Fault) -> Iterator[Finding]:
    pointer = fault.pointer
    for key, needed in fault.wanted.items():
        missing = [name for name in needed if name not in fault.value] if key in fault.value else []
        if missing:
            names = say.listed(missing)
            yield misfit(
                "F13", view.source.key_place((*pointer, key)),
                Text(f"写了 `{key}` 就要同时写 {names.zh}", f"`{key}` needs {names.en} beside it"),
                Text(f"补上 {names.zh}，或删掉 `{key}`。", f"Add {names.en}, or delete `{key}`."),
            )  # fmt: skip


def forbidden(view: View, fault: Fault) -> Finding:
    pointer = fault.pointer
    name = view.name(pointer)
    return misfit(
        "F12", view.source.key_place(pointer),
        Text(f"这里不能写 {name.zh}", f"{name.en} cannot stand here"),
        say.plus(Text("删掉它，或改动与它冲突的字段。",
                      "Delete it, or change the field that excludes it."), view.hint(fault)),
    )  # fmt: skip


def wrong_key(view: View, fault: Fault) -> Finding:
    pointer = fault.pointer
    key = short(fault.value)
    return misfit(
        "F14", view.source.key_place((*pointer, fault.value)),
        Text(f"键 `{key}` 的写法不对", f"the key `{key}` is not written as it must be"),
        view.hint(fault) or follow_pattern(fault),
    )  # fmt: skip


def excluded(view: View, fault: Fault) -> Iterator[Finding]:
    """`not: {required: [a, b]}`: they exclude each other."""
    pointer, names = fault.pointer, list(given(fault.wanted, fault.value))
    if not names:
        yield other(view, fault)
        return
    places = [view.source.key_place((*pointer, name)) for name in names]
    fields, inside = say.listed(names), view.inside(pointer)
    together = (
        Text("不能同时写", "cannot stand together")
        if len(names) > 1
        else Text("不能写在这里", "cannot stand here")
    )
    yield misfit(
        "F12", max(places),
        Text(f"{inside.zh}{fields.zh} {together.zh}", f"{inside.en}{fields.en} {together.en}"),
        say.plus(Text("删掉其中一个。", "Delete one of them."), view.hint(fault)),
        tuple(sorted(places)[:-1]),
    )  # fmt: skip

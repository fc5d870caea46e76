"""A file of the wrong shape, told in plain sentences: where, what is wrong, what to write instead.

In: a source that the fast validator refused. Out: at most 100 findings, and one that says how many more there are.
The surprising thing: a file written for a newer format gets one finding only, since everything else would follow from that;
and a misspelt field is told once, not also as missing under its right name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

import jsonschema_rs

from checker.finding import Finding, Place, Text, in_order
from checker.schema import fields, values
from checker.schema.alternatives import no_alternative, settle
from checker.schema.codes import misfit
from checker.schema.errors import Errors
from checker.schema.fault import MAX_FAULTS, Fault, View
from checker.schema.library import Library
from checker.source import Source
from checker.source.codes import MAX_FINDINGS

__all__ = ["Explainer"]


class Explainer:
    """Explains files against one library of schemas."""

    def __init__(self, library: Library, registry: jsonschema_rs.Registry) -> None:
        self._library = library
        self._errors = Errors(library, registry)

    def findings(self, name: str, source: Source) -> tuple[Finding, ...]:
        """What is wrong with `source` under the schema file `name`, in the order of the file."""
        view = View(self._library, self._library.documents[name], source)
        newer = _newer_format(view)
        if newer is not None:
            return (newer,)
        faults = list(islice(self._errors.faults(name, source.data), MAX_FAULTS))
        settled = [inner for fault in faults for inner in settle(fault)]
        for fault in settled:
            if fault.keyword in ("additionalProperties", "unevaluatedProperties"):
                fields.note_renames(view, fault)
        findings = in_order(finding for fault in settled for finding in _tell(view, fault))
        if len(findings) <= MAX_FINDINGS:
            return findings
        more = len(findings) - MAX_FINDINGS + view.skipped
        return (*findings[:MAX_FINDINGS], _more(source, more, exact=len(faults) < MAX_FAULTS))


_KEYWORDS: Mapping[str, Callable[[View, Fault], Iterator[Finding]]] = {
    "type": values.wrong_type,
    "enum": values.not_a_choice,
    "const": values.fixed_value,
    "pattern": values.wrong_form,
    "format": values.no_such_day,
    "uniqueItems": values.repeated_item,
    "required": fields.missing_field,
    "dependentRequired": fields.needs_field,
    "additionalProperties": fields.unknown_field,
    "unevaluatedProperties": fields.unknown_field,
    "not": fields.excluded,
    "oneOf": no_alternative,
    "anyOf": no_alternative,
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
        values.wrong_length,
    ),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), values.out_of_range),
}


def _tell(view: View, fault: Fault) -> Iterator[Finding]:
    if fault.about_key:
        yield fields.wrong_key(view, fault)
    elif fault.keyword is None:
        yield fields.forbidden(view, fault)
    elif fault.keyword in _KEYWORDS:
        yield from _KEYWORDS[fault.keyword](view, fault)
    else:
        yield values.other(view, fault)


def _newer_format(view: View) -> Finding | None:
    """The one finding for a file whose `format` is beyond the one that the schema knows."""
    data = view.source.data
    written = data.get("format") if isinstance(data, dict) else None
    known = view.library.fields(view.root).get("format", {}).get("const")
    if not (type(written) is int and type(known) is int and written > known):
        return None
    return misfit(
        "F05", view.source.place(("format",)),
        Text(f"这个文件按格式 {written} 编写，而这个 Banshi 只认得格式 {known}",
             f"this file is written for format {written}; this Banshi knows format {known}"),
        Text(f"升级 Banshi；若是笔误，写 `format: {known}`。",
             f"Upgrade Banshi; if it is a slip, write `format: {known}`."),
    )  # fmt: skip


def _more(source: Source, count: int, exact: bool) -> Finding:
    more = Text(f"还有 {count} 个问题", f"{count} more problems are")
    if not exact:
        more = Text(f"还有 {count} 个以上的问题", f"more than {count} other problems are")
    return misfit(
        "F16", Place(source.path),
        Text(f"{more.zh}没有列出", f"{more.en} not listed"),
        Text("先改好列出的，再检查一遍。", "Mend those that are listed and check again."),
    )  # fmt: skip

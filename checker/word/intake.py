"""A Word guide as files for a catalogue: the draft, its new papers, the registers' entries that it needs, and the review.

In: a path, the catalogue whose registers are known, an id and a day. Out: texts by path, and findings.
The surprising thing: nothing is written here, and nothing is refused for being incomplete; only a file that cannot be
opened safely, or that holds no guide, gives no files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Text
from checker.sheets.yaml_writing import document
from checker.source import parse
from checker.word.archive import unpack
from checker.word.codes import refuse, told
from checker.word.draft import Draft, draft
from checker.word.reading import read_blocks
from checker.word.review import Rest, comments, markdown
from checker.word.sorting import sort
from checker.word.values import day as day_in

__all__ = ["Intake", "take_in_word"]

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LEAST_FIELDS = 2
_UNSURE = 60


@dataclass(slots=True)
class Intake:
    """Files by path; what was understood; findings. With an error there are no files."""

    files: dict[str, str] = field(default_factory=dict)
    draft: Draft | None = None
    rest: Rest = ()
    findings: list[Finding] = field(default_factory=list)


def take_in_word(path: Path, catalogue: Catalogue, root: Path, matter: str, today: date) -> Intake:
    """Read the guide. `matter` empty: an id is made from the file's name."""
    archive = unpack(path)
    if archive.refused:
        return Intake(findings=archive.findings)
    reading = read_blocks(archive.parts, path.name)
    found = sort(reading.blocks)
    findings = [*archive.findings, *reading.findings]
    if len({item.key for item in found.fields} | {record.kind for record in found.records}) < _LEAST_FIELDS:
        findings.append(
            refuse("X38", Place(path.name), Text("没有认出办事指南的栏目（如“设定依据”“申请材料”）",
                                                 "no field of a guide was recognised (such as 设定依据 or 申请材料)"),
                   Text("确认文件；或者用 `banshi new` 从头写", "check the file; or begin with `banshi new`"))
        )  # fmt: skip
        return Intake(findings=findings)
    key = matter or _key(path)
    effective = found.best("effective")
    day = (day_in(effective.text) if effective else "") or today.isoformat()
    scaffold = _scaffold(root, key, day, path.name, today)
    if scaffold is None:
        findings.append(
            refuse("X38", Place("rules/new/edition.yaml"), Text("没有新事项的底稿", "there is no scaffold for a new matter"),
                   Text("恢复 rules/new/edition.yaml", "restore rules/new/edition.yaml"))
        )  # fmt: skip
        return Intake(findings=findings)
    made = draft(found, scaffold, catalogue)
    if not effective:
        made.missing.append("effective")
    rest = [*found.unplaced, *((note.text, note.place) for note in reading.notes)]
    intake = Intake(draft=made, rest=rest, findings=findings)
    intake.findings += _told(made, rest)
    intake.files = dict(_files(made, rest, key, day, path.name))
    return intake


def _key(path: Path) -> str:
    """An id from the file's name; where that is Chinese, one that is the same for the same name."""
    plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    if _ID.fullmatch(plain) and len(plain) <= 64:
        return plain
    return f"imported-{hashlib.sha256(path.stem.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _scaffold(root: Path, matter: str, day: str, source: str, today: date) -> dict[str, Any] | None:
    """The edition that `banshi new` would write, as data, with nothing of its example left in it."""
    path = root / "rules" / "new" / "edition.yaml"
    if not path.is_file():
        return None
    text = (
        path.read_text(encoding="utf-8").replace("MATTER-ID", matter).replace("MATTER-NAME", "待填：事项名称")
    )
    parsed, _ = parse(text.replace("EFFECTIVE-FROM", day).encode(), "rules/new/edition.yaml")
    if parsed is None or not isinstance(parsed.data, dict):
        return None
    made = dict(parsed.data)
    made["verified"] = {
        "by": "knowledge",
        "on": today.isoformat(),
        "note": f"待填：从 {source} 导入，对照法律原文复核以后改成 text。",
    }
    made["facts"] = []
    made["conditions"] = []
    made["materials"] = [made["materials"][0] | {"material": f"{matter}-application"}]
    return made


def _told(made: Draft, rest: Rest) -> Iterator[Finding]:
    for item in made.told:
        if item.put and item.confidence < _UNSURE:
            yield told("X39", item.place, Text(f"{item.put} 只有 {item.confidence} 分把握：{item.why.zh}",
                                               f"{item.put} is only {item.confidence} sure: {item.why.en}"),
                       Text("对照原文改好", "compare it with the guide"))  # fmt: skip
        elif not item.put and not item.key.startswith(("remade.", "office.")):
            yield told("X37", item.place, Text(f"没有放进草稿（{item.why.zh}）：{item.text[:80]}",
                                               f"not in the draft ({item.why.en}): {item.text[:80]}"))  # fmt: skip
    for text, place in rest:
        yield told("X37", place, Text(f"没有读懂：{text[:80]}", f"not understood: {text[:80]}"))


def _files(made: Draft, rest: Rest, key: str, day: str, source: str) -> Iterator[tuple[str, str]]:
    review = f"review/{key}.md"
    used = {
        form["material"]
        for paper in made.edition["materials"]
        for form in paper.get("one_of", [paper])
        if "material" in form
    }
    form = f"{key}-application"
    if form in used and form not in made.materials and form not in made.papers:
        made.materials[form] = _application(made, key)
    text = document(made.edition, "../../../rules/schema/edition.schema.json")
    first, _, others = text.partition("\n")
    yield f"catalogue/matters/{key}/{day}.yaml", f"{first}\n{comments(made, rest, source, review)}{others}"
    for name, paper in made.materials.items():
        yield f"catalogue/materials/{name}.yaml", document(paper, "../../rules/schema/material.schema.json")
    yield review, markdown(made, rest, source)


def _application(made: Draft, key: str) -> dict[str, Any]:
    return {
        "format": 1, "id": f"{key}-application", "name": "待填：申请表的名称", "name_en": "待填：英文名称", "kind": "form",
        "issuer": {"kind": "self"}, "medium": "both", "data_sharing": False, "verified": dict(made.edition["verified"]),
    }  # fmt: skip

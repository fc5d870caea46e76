"""The material list of a Word guide as the catalogue's requirements.

In: rows of material tables, or lines under the heading. Out: `materials` of the draft, and new papers for those that the
library lacks.
The surprising thing: a paper is the library's only when its name or a known other name is the same; a likeness is not
enough, because two papers that are called alike are two papers until somebody says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.catalogue import Catalogue
from checker.finding import Text
from checker.word.sorting import Field, Record, Sorted
from checker.word.values import Counted, cited, counted, number

if TYPE_CHECKING:
    from checker.word.draft import Draft

__all__ = ["papers"]

Tell = Callable[[Field, str, int, Text], None]
_MARKS = re.compile(r"[✓◎△◇*＊★☆]|（必要）|（非必要）")
_NUMBER = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[①-⑳])\s*")
_NAME_END = re.compile(r"原件|复印件|（?一式|[0-9一二三四五六七八九十]+\s*份|[，；,;。]")
_WAY_END = re.compile(
    r" (?:原件|复印件|免提交|带原件|只收|可交|签字|盖章|在有效期|自备|[^ ]{2,16}出具|[^ ]{2,12}内出具)"
)
_NEEDED_IF = re.compile(r"(.{2,60}?)(?:的，要交|的，才涉及|时需要|时提供|的需提供|的应当提交|的，需提交)")
_OPTIONAL = re.compile(r"非必要|非必须|非必需|视情况|有条件|情形")
_SHARED = re.compile(r"共享|免提交|免于提交|系统核验|无需提交|告知承诺")
_LONGEST = 60
_ROW = Text("申请材料表里的一行", "a row of the table of papers")
_LINE = Text("“申请材料”下面的一行", "a line below the heading of the papers")
_NEW = Text("材料库里没有，新建了一份", "not in the library: a new paper was made")
_ALIKE = Text("没有写份数，按一份原件填", "its number was not said: one original was put")


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper as the guide tells it."""

    name: str
    told: Counted
    notes: tuple[str, ...]
    condition: str
    shared: bool
    issuer: str
    ways: tuple[tuple[str, Counted], ...]
    basis: tuple[tuple[str, str], ...]
    confidence: int
    why: Text
    field: Field
    source: Field | None = None


def papers(made: Draft, found: Sorted, catalogue: Catalogue, tell: Tell) -> None:
    """Fill in `materials`."""
    listed = list(_records(found)) or list(_lines(found, tell))
    if not listed:
        made.missing.append("materials")
        return
    names = _library(catalogue)
    electronic = any("都可以交电子件" in line for item in found.every("materials") for line in item.lines)
    requirements: list[dict[str, Any]] = []
    seen: set[str] = set()
    for place, paper in enumerate(listed, 1):
        same = "；".join([paper.name, *(name for name, _ in paper.ways)])
        if same in seen:
            tell(paper.field, "", 50, Text("这份材料前面已经有了", "this paper stands above already"))
            continue
        seen.add(same)
        key = f"paper-{place}"
        requirement: dict[str, Any] = {"id": key}
        why = paper.why
        if paper.ways:
            requirement["one_of"] = [
                _form(name, _also(told, electronic), made, names, False, "")[0] for name, told in paper.ways
            ]
        else:
            form, new = _form(
                paper.name,
                _also(paper.told, electronic and not paper.shared),
                made,
                names,
                paper.shared,
                paper.issuer,
            )
            requirement |= form
            why = _NEW if new else why
            if (
                paper.told.originals is None
                and paper.told.copies is None
                and not paper.shared
                and not paper.told.shown
            ):
                why = _ALIKE
        if paper.condition:
            requirement["when"] = {_asked(made, f"imported.{key}", paper.condition): True}
        if paper.notes:
            requirement["standard"] = "；".join(paper.notes)
        requirement["basis"] = _basis(paper.basis, made)
        requirements.append(requirement)
        tell(
            paper.field,
            f"materials.{key}",
            paper.confidence if why is not _ALIKE else paper.confidence // 2,
            why,
        )
    made.edition["materials"] = requirements
    for item in found.every("materials", "spared"):
        if not any(paper.source is item for paper in listed):
            tell(
                item,
                "",
                100,
                Text("材料表旁边的话，没有写进草稿", "words beside the table of papers, not in the draft"),
            )


def _also(told: Counted, electronic: bool) -> Counted:
    """A rule above the table holds for every paper that does not say otherwise."""
    return replace(told, electronic=told.electronic or (electronic and not told.paper_only))


def _records(found: Sorted) -> Iterator[_Paper]:
    for record in found.records:
        if record.kind == "materials" and "name" in record.cells:
            yield _of_record(record)


def _of_record(record: Record) -> _Paper:
    lines = [_MARKS.sub("", line).strip() for line in record.cells["name"].lines]
    name = _NUMBER.sub("", lines[0]).strip("《》 ")
    form = " ".join(record.cells[role].text for role in ("form", "note") if role in record.cells)
    told = counted(form)
    originals, copies, count = (_cell_number(record, role) for role in ("originals", "copies", "count"))
    if originals is not None or copies is not None:
        told = Counted(
            originals, copies, told.electronic, told.paper_only, told.signed, told.sealed, told.shown
        )
    elif count is not None:
        both = "复印件" in form and "原件" not in form.replace("复印件", "")
        told = Counted(None if both else count, count if both else None, told.electronic, told.paper_only, told.signed,
                       told.sealed, told.shown)  # fmt: skip
    ways, notes, basis, condition = [], [], [], ""
    for line in lines[1:]:
        match = _NEEDED_IF.match(line)
        if line.startswith("·"):
            words = line.removeprefix("·").strip()
            end = _WAY_END.search(words) or _NAME_END.search(words)
            ways.append((words[: end.start()].strip() if end else words, counted(words)))
        elif match:
            condition = match[1]
        elif list(cited(line)) and len(line) < _LONGEST:
            basis += [(each.title, each.article) for each in cited(line)]
        elif line:
            notes.append(line)
    need = record.cells["need"].text if "need" in record.cells else ""
    note = record.cells["note"].text if "note" in record.cells else ""
    if note and note not in ("无", "/", "-", "—"):
        match = _NEEDED_IF.match(note)
        condition = condition or (match[1] if match else "")
        notes += [] if match and match[0] == note else [note]
    if not condition and _OPTIONAL.search(need):
        condition = f"待填：什么情形要交“{name}”（{need}）"
    source = record.cells["source"].text if "source" in record.cells else ""
    shared = record.under == "spared" or bool(_SHARED.search(form + source))
    kept = [text for text in notes if not (shared and "共享" in text)]
    item = Field(
        "materials",
        tuple(cell.text for cell in record.cells.values()),
        90,
        _ROW,
        record.place,
    )
    return _Paper(
        name, told, tuple(kept), condition, shared, source, tuple(ways), tuple(basis), 100, _ROW, item
    )


def _cell_number(record: Record, role: str) -> int | None:
    if role not in record.cells:
        return None
    match = re.search(r"[0-9一二三四五六七八九十两]+", record.cells[role].text)
    return number(match[0]) if match else None


def _lines(found: Sorted, tell: Tell) -> Iterator[_Paper]:
    """1.《营业执照》复印件1份; 2. 申请书（原件，签字）."""
    for item in found.every("materials"):
        for line in item.lines:
            text = _MARKS.sub("", _NUMBER.sub("", line)).strip()
            end = _NAME_END.search(text)
            name = (text[: end.start()] if end else text).strip("《》（( ：:")
            rest = text[len(name) :].strip("《》（）() ")
            one = Field("materials", (line,), item.confidence, _LINE, item.place)
            if not name or len(name) > _LONGEST or text.endswith("："):
                tell(one, "", 20, Text("不像一份材料的名称", "it does not look like the name of a paper"))
                continue
            match = _NEEDED_IF.search(rest)
            yield _Paper(
                name,
                counted(text),
                (),
                match[1] if match else "",
                bool(_SHARED.search(rest)),
                "",
                (),
                (),
                70,
                _LINE,
                one,
                item,
            )


def _library(catalogue: Catalogue) -> Mapping[str, str]:
    found = {name: material.id for material in catalogue.materials.values() for name in material.also_called}
    return found | {material.name.zh: material.id for material in catalogue.materials.values()}


def _form(
    name: str, told: Counted, made: Draft, names: Mapping[str, str], shared: bool, issuer: str
) -> tuple[dict[str, Any], bool]:
    """The paper with its form; whether it is new."""
    known = names.get(name) or names.get(name.strip("《》")) or names.get(re.sub(r"（[^（）]*）$", "", name))
    new = known is None
    if known is None:
        known = _new(name, made, shared, issuer)
    else:
        made.papers.add(known)
    form: dict[str, Any] = {"material": known}
    if told.shown:
        form |= {"originals": 1, "check_only": True}
    if told.originals is not None:
        form["originals"] = told.originals
    if told.copies is not None:
        form["copies"] = told.copies
    if not shared and not {"originals", "copies"} & set(form):
        form["originals"] = 1
    if shared:
        form |= {"copies": form.get("copies", 1), "shared_data": True}
    form |= {word: True for word in ("electronic", "signed", "sealed") if getattr(told, word)}
    return form, new


def _new(name: str, made: Draft, shared: bool, issuer: str) -> str:
    """A new paper of the library, to be looked through."""
    matter = made.edition["matter"]
    there = next((key for key, paper in made.materials.items() if paper["name"] == name), "")
    if there:
        return there
    key = f"{matter}-paper-{len(made.materials) + 1}"
    kinds = (("申请", "form"), ("表", "form"), ("合同", "contract"), ("协议", "contract"), ("承诺", "statement"), ("说明",
        "statement"),
             ("报告", "report"), ("证", "certificate"), ("图", "plan"), ("照片", "photo"))  # fmt: skip
    made.materials[key] = {
        "format": 1,
        "id": key,
        "name": name,
        "name_en": "待填：英文名称",
        "kind": next((kind for word, kind in kinds if word in name), "other"),
        "issuer": _issuer(issuer),
        "medium": "both",
        "data_sharing": shared,
        "verified": dict(made.edition["verified"]),
    }
    return key


def _issuer(source: str) -> dict[str, str]:
    """Who makes it out; which organ, a person has to say."""
    official = any(word in source for word in ("政府", "核发", "机关", "部门", "局"))
    return {"kind": "agency", "agency_kind": "other-government"} if official else {"kind": "self"}


def _asked(made: Draft, name: str, label: str) -> str:
    """The fact that this case is; one fact for all papers of the same case."""
    facts = made.edition["facts"]
    same = next((fact["id"] for fact in facts if fact["label"] == label), "")
    if not same:
        facts.append(
            {"id": name, "type": "boolean", "label": label, "ask": f"待填：怎样向申请人提问？（{label}）"}
        )
    return same or name


def _basis(wanted: tuple[tuple[str, str], ...], made: Draft) -> list[str]:
    """The ids of the citations that the draft has; the setting one where none is known."""
    found = [made.cites[key] for key in wanted if key in made.cites]
    return list(dict.fromkeys(found)) or ["setting"]

"""What a publication lacks: no implementation list, nobody to call, statements nobody has checked, texts without English.

In: a `Booklet`. Out: findings, one for each matter and kind of gap, with the places to mend.
The surprising thing: nothing here stops the press. A gap that is printed honestly (the guide says that the place is
not known, the mark says that a date is not checked) is still a gap, and the office should read of it before its
readers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from checker.finding import Finding, Place, Text
from checker.model.parts import Verified
from checker.model.registers import Office
from generators.booklet_plan import Booklet
from generators.subject import Subject

__all__ = ["missing"]

_UNCHECKED = ("knowledge", "sample")
_SHOWN = 5


def missing(booklet: Booklet) -> tuple[Finding, ...]:
    """All gaps, matter by matter in the order of the booklet."""
    english = booklet.phrases.language == "en" or booklet.second is not None
    found: list[Finding] = list(booklet.findings)
    for chapter in booklet.chapters:
        for subject in chapter.subjects:
            found += _gaps(subject, bool(booklet.recipe.offices), english)
    return tuple(found)


def _gaps(subject: Subject, local: bool, english: bool) -> Iterator[Finding]:
    edition, office = subject.edition, subject.office
    name = edition.name
    if edition.state != "in-use":
        yield Finding(
            "B59",
            "matter-not-in-force",
            "warning",
            edition.place,
            Text(
                f"“{name.zh}”现在{_state(edition.state).zh}，书里照印",
                f"“{name.en or name.zh}” is {edition.state} and is printed all the same",
            ),
            Text("不印的，写进 matters.except", "to leave it out, list it under `matters.except`"),
        )
    if office is None:
        yield Finding(
            "B55",
            "no-implementation-list",
            "warning",
            edition.place,
            Text(
                f"“{name.zh}”没有实施清单，印的是全国统一的版本，没有地点和电话",
                f"“{name.en or name.zh}” has no implementation list: the national edition is printed, without place and phone",
            ),
            Text("在 catalogue/offices/ 写这个事项的实施清单", "write its list in catalogue/offices/")
            if local
            else Text("在出版单中写上 offices", "name divisions under `offices` in the recipe"),
        )
    else:
        yield from _contact(office, name)
    unchecked = [(place, mark) for place, mark in _marks(edition) if mark.by in _UNCHECKED]
    if office is not None:
        unchecked += [(place, mark) for place, mark in _marks(office) if mark.by in _UNCHECKED]
    if unchecked:
        places = tuple(dict.fromkeys(place for place, _ in unchecked))
        known = sum(mark.by == "knowledge" for _, mark in unchecked)
        total, sample = len(unchecked), len(unchecked) - known
        yield Finding(
            "B57",
            "statement-not-checked",
            "warning",
            places[0],
            Text(
                f"“{name.zh}”有 {total} 处没有核对（凭业务知识 {known} 处，示例数据 {sample} 处）",
                f"“{name.en or name.zh}” has {total} unchecked statements ({known} from knowledge, {sample} sample data)",
            ),
            Text(
                "对照原文以后，把 verified 改成 text 或者 page",
                "compare them with the source, then set `verified` to text or page",
            ),
            places[1:],
        )
    if english:
        texts = tuple(dict.fromkeys(_chinese_only(edition, edition.place)))
        if texts:
            yield Finding(
                "B58",
                "no-english",
                "warning",
                texts[0],
                Text(
                    f"“{name.zh}”有 {len(texts)} 处没有英文，印的是中文",
                    f"“{name.en or name.zh}” lacks English in {len(texts)} places; Chinese is printed there",
                ),
                Text("把文字写成 {zh: 中文, en: English}", "write the text as {zh: 中文, en: English}"),
                texts[1:],
            )


def _state(state: str) -> Text:
    return {"suspended": Text("暂停", "suspended")}.get(state, Text("取消", "cancelled"))


def _contact(office: Office, name: Text) -> Iterator[Finding]:
    lacking = [
        word
        for word, there in (
            (Text("办理地点", "place"), bool(office.places) or office.in_hall),
            (
                Text("咨询电话或者网址", "enquiry number or address"),
                bool(office.enquiries.phone or office.enquiries.online),
            ),
            (
                Text("投诉电话或者网址", "complaint number or address"),
                bool(office.complaints.phone or office.complaints.online),
            ),
        )
        if not there
    ]
    if lacking:
        yield Finding(
            "B56",
            "no-contact",
            "warning",
            office.place,
            Text(
                f"“{name.zh}”的实施清单没有写{'、'.join(word.zh for word in lacking)}",
                f"the implementation list of “{name.en or name.zh}” gives no {', no '.join(word.en for word in lacking)}",
            ),
            Text("在实施清单中补上", "add it to the implementation list"),
        )


def _marks(item: object, place: Place | None = None) -> Iterator[tuple[Place, Verified]]:
    """Every mark of the item and its parts, with the place of the part that bears it; a basis is told where the
    article is cited."""
    place = getattr(item, "place", place)
    for member in fields(item) if is_dataclass(item) else ():
        value = getattr(item, member.name)
        if isinstance(value, Verified):
            if place is not None:
                yield place, value
        elif member.name in ("basis", "material"):
            continue
        elif isinstance(value, tuple):
            for part in value:
                yield from _marks(part, place)
        elif is_dataclass(value):
            yield from _marks(value, place)


def _chinese_only(item: object, place: Place) -> Iterator[Place]:
    """Where a text stands that has no English."""
    place = getattr(item, "place", place)
    if isinstance(item, Text):
        if item.zh and not item.en:
            yield place
        return
    values: Iterator[object] = (
        (getattr(item, member.name) for member in fields(item)) if is_dataclass(item) else iter(())
    )
    for value in values:
        if isinstance(value, tuple):
            for part in value:
                yield from _chinese_only(part, place)
        elif is_dataclass(value):
            yield from _chinese_only(value, place)

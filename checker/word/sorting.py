"""The blocks of a Word guide sorted into the fields of a matter.

In: `Paragraph`s and `Grid`s. Out: `Field`s, each with its place, a confidence and why; rows of papers, steps, limits and
fees; and whatever found no place. The surprising thing: a confidence says how a text was recognised, never how true it is:
a label in a cell beside its value is surer than lines under a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.finding import Place, Text
from checker.word.labels import OFFICE, REMADE, column_of, field_of, plain_label
from checker.word.reading import Block, Box, Grid, Paragraph

__all__ = ["Field", "Record", "Sorted", "sort"]

_CELL, _CARD, _COLON, _HEADING, _TITLE, _COLUMN, _SUMMARY = 95, 85, 80, 70, 65, 90, 50
_WHY = {
    _CELL: Text("表格里标签旁边的一格", "the cell beside its label"),
    _CARD: Text("一格里标签下面的文字", "below its label in one cell"),
    _COLON: Text("冒号后面的文字", "behind its label and a colon"),
    _HEADING: Text("标题下面的文字", "the lines below its heading"),
    _TITLE: Text("文档的标题", "the title of the document"),
    _SUMMARY: Text("标题下面的一句话", "the sentence below the title"),
    _COLUMN: Text("表格里有表头的一列", "a column with a known heading"),
}
_TOP = 6  # paragraphs: what stands at the top of a guide
_LISTS = (
    "conditions",
    "acceptance",
    "prohibitions",
    "materials",
    "spared",
    "process",
    "legal",
    "faq",
    "mistakes",
    "notes",
)
_KINDS = {
    "materials": (
        {"name"},
        {"form", "originals", "copies", "count", "source", "need", "note", "number", "sample", "basis"},
    ),
    "limits": ({"promised", "statutory"}, {"limit", "starts"}),
    "fee": ({"item", "amount"}, {"case", "basis"}),
    "process": ({"step"}, {"limit", "who", "content", "number"}),
}
"""A table is of this kind when its head has one of the first columns and one of the others."""


@dataclass(frozen=True, slots=True)
class Field:
    """One text for one field. `lines` are its paragraphs."""

    key: str
    lines: tuple[str, ...]
    confidence: int
    why: Text
    place: Place

    @property
    def text(self) -> str:
        """All of it on one line."""
        return "；".join(self.lines)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table with a head: column role -> cell. `kind` is what the table lists; `under` the label above it."""

    kind: str
    cells: dict[str, Box]
    place: Place
    under: str = ""


@dataclass(slots=True)
class Sorted:
    """What was found."""

    fields: list[Field] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    unplaced: list[tuple[str, Place]] = field(default_factory=list)

    def best(self, key: str) -> Field | None:
        """The surest text of a field, the first of equals."""
        return max(
            (item for item in self.fields if item.key == key), key=lambda item: item.confidence, default=None
        )

    def every(self, *keys: str) -> Iterator[Field]:
        """All texts of these fields in order."""
        return (item for item in self.fields if item.key in keys)


def sort(blocks: Sequence[Block]) -> Sorted:
    """Sort the blocks of one document."""
    walk = _Walk()
    for block in blocks:
        if isinstance(block, Paragraph):
            walk.paragraph(block)
        else:
            walk.grid(block)
    walk.close()
    return walk.found


class _Walk:
    """One walk over the blocks; `section` is the label under which the text now stands."""

    def __init__(self) -> None:
        self.found = Sorted()
        self.section = ""
        self.sure = 0
        self.heading = ""
        self.lines: list[tuple[str, Place]] = []
        self.began = self.named = False
        self.count = 0

    def close(self) -> None:
        """What stood under the last heading belongs to it."""
        if self.section and self.lines:
            texts = tuple(text for text, _ in self.lines)
            confidence = _HEADING * self.sure // 100
            self.found.fields.append(Field(self.section, texts, confidence, _WHY[_HEADING], self.lines[0][1]))
        self.lines = []

    def open(self, key: str, sure: int, heading: str) -> None:
        self.close()
        self.section, self.sure, self.heading = key, sure, heading

    def add(self, key: str, lines: Sequence[str], how: int, sure: int, place: Place) -> None:
        texts = tuple(line for line in lines if line)
        if texts:
            self.found.fields.append(Field(key, texts, how * sure // 100, _WHY[how], place))

    def paragraph(self, block: Paragraph) -> None:
        text = block.text
        self.count += 1
        key, sure = field_of(text)
        if key and (block.level or len(plain_label(text)) <= 12) and not text.endswith("。"):
            self.open(key, sure if block.level else sure * 9 // 10, text)
        elif self.inline(block):
            pass
        elif (
            not self.began
            and not self.section
            and _title(text)
            and (block.level == 1 or text.endswith("指南"))
        ):
            self.add("name", [_title(text)], _TITLE, 100, block.place)
            self.began = True
        elif self.began and not self.named and not block.level and text.endswith("。") and self.count <= _TOP:
            # the sentence below the title says what the matter is
            self.add("summary", [text], _SUMMARY, 100, block.place)
            self.named = True
        elif block.level and not key:
            # a heading that nobody knows: what follows is told, not swallowed by the section before
            if block.level == 1 or not self.section:
                self.open("", 0, text)
            self.keep(text, block.place)
        else:
            self.keep(text, block.place)

    def keep(self, text: str, place: Place) -> None:
        if self.section:
            self.lines.append((text, place))
        else:
            self.found.unplaced.append((text, place))

    def inline(self, block: Paragraph) -> bool:
        """`label：value`, several in a line where each label is known."""
        pairs = list(_pairs(block.text))
        if not pairs:
            return False
        in_list = self.section in _LISTS and pairs[0][0] in ("summary", "name", "scope", "notes")
        if in_list or (self.section.startswith(REMADE) and not pairs[0][0].startswith((OFFICE, REMADE))):
            return False
        for key, sure, value in pairs:
            self.add(key, [value], _COLON, sure, block.place)
        return True

    def grid(self, grid: Grid) -> None:
        self.named = True
        kind, roles, last = "", {}, 0
        for row in grid.rows:
            shown = [cell for cell in row if not cell.below]
            head, cells = _head(row, self.section)
            if head:
                key, sure = field_of(row[0].text) if 0 not in cells else ("", 0)
                if key:
                    self.open(key, sure, row[0].text)
                kind, roles, last = head, cells, len(row)
                continue
            if kind and self.record(kind, roles, row, last):
                continue
            kind = ""
            if not self.row(shown):
                for cell in shown:
                    if cell.text:
                        self.keep(cell.text, cell.place)

    def record(self, kind: str, roles: dict[int, str], row: Sequence[Box], width: int) -> bool:
        """A row below a head; False when the row begins something else."""
        first = next((cell for cell in row if cell.lines and not cell.below), None)
        if first is None:
            return True
        if len(row) != width or (
            field_of(first.text)[0]
            and row[0] is first
            and roles.get(0) not in ("name", "item", "step", "limit")
        ):
            return False
        cells = {role: row[place] for place, role in roles.items() if place < len(row) and row[place].lines}
        if not cells:
            return False
        known = set(roles)
        self.found.records.append(Record(kind, cells, first.place, self.section))
        for place, cell in enumerate(row):
            if (
                place not in known
                and cell.text
                and not cell.below
                and not (cell.text.isdigit() or field_of(cell.text)[0])
            ):
                self.found.unplaced.append((cell.text, cell.place))
        return True

    def row(self, row: Sequence[Box]) -> bool:
        """Labels beside their values; cards; rows of a section's own tables. False when nothing of it was understood."""
        if len(row) == 1 and row[0].lines:
            key, sure = field_of(row[0].text)
            if key:
                self.open(key, sure, row[0].text)
                return True
            return False
        if self.section == "process" and self.step(row):
            return True
        if self.section == "legal" and len(row) == 2 and "第" in row[0].text[:1]:
            self.lines.append((f"{row[0].text} {row[1].text}", row[0].place))
            return True
        understood = False
        place = 0
        while place < len(row):
            cell = row[place]
            key, sure = field_of(cell.text) if len(cell.lines) == 1 else ("", 0)
            if key and place + 1 < len(row) and not field_of(row[place + 1].text)[0]:
                value = row[place + 1]
                if value.lines:
                    self.add(key, value.lines, _CELL, sure, value.place)
                else:
                    self.open(key, sure, cell.text)  # its value is a table inside the cell, which comes next
                understood = True
                place += 2
                continue
            if len(cell.lines) > 1 and field_of(cell.lines[0])[0]:
                key, sure = field_of(cell.lines[0])
                self.add(key, cell.lines[1:], _CARD, sure, cell.place)
                understood = True
            elif understood and cell.text:
                self.found.unplaced.append((cell.text, cell.place))
            elif cell.text and place + 1 == len(row) and not understood:
                return False
            place += 1
        return understood

    def step(self, row: Sequence[Box]) -> bool:
        """A row of a table of steps without a head: number, who, what, how long."""
        if len(row) < 3 or (row[0].text and not row[0].text.strip("（）().、").isdigit()):
            return False
        roles = ("number", "who", "content", "limit")
        cells = {role: cell for role, cell in zip(roles, row, strict=False) if cell.lines}
        self.found.records.append(Record("process", cells, row[0].place, self.section))
        return True


def _head(row: Sequence[Box], section: str) -> tuple[str, dict[int, str]]:
    """The kind of table that this row heads, and its columns."""
    found = {place: column_of(cell.text) for place, cell in enumerate(row) if len(cell.lines) <= 2}
    if "name" in found.get(0, ()) and any("name" in options for place, options in found.items() if place):
        found[0] = ()  # 申请材料 | 序号 | 材料名称: the label of the whole, not a column of it
    for kind, (one, other) in _KINDS.items():
        roles: dict[int, str] = {}
        for place, options in found.items():
            role = next((each for each in options if each in one | other and each not in roles.values()), "")
            if role:
                roles[place] = role
        named = set(roles.values())
        if named & one and len(named) >= 2 and (kind == "materials" or section in ("", kind, "limits", "fee", "process")
                                                or len(named) > 2):  # fmt: skip
            return kind, roles
    return "", {}


def _pairs(text: str) -> Iterator[tuple[str, int, str]]:
    """The labels of a line with what stands behind them. The first must be known, or the line is a sentence."""
    pieces = text.replace(":", "：").split("：")
    if len(pieces) < 2:
        return
    key, sure = field_of(pieces[0])
    if not key or len(plain_label(pieces[0])) > 12:
        return
    rest = "：".join(pieces[1:])
    # 类型：行政许可 版本：2013年…: a known label behind a space begins the next pair
    for place in range(1, len(pieces) - 1):
        before, _, label = pieces[place].rpartition(" ")
        if before and field_of(label)[0]:
            yield key, sure, "：".join([*pieces[1:place], before]).strip()
            yield from _pairs("：".join([label, *pieces[place + 1 :]]))
            return
    if rest.strip():
        yield key, sure, rest.strip()


def _title(text: str) -> str:
    """劳务派遣经营许可办事指南 names the matter before its last word."""
    for word in ("办事指南", "服务指南", "办理指南", "审批服务指南"):
        text = text.removesuffix(word).removeprefix(word)
    return text.strip(" —-·“”《》")

"""Is this file safe to open as a workbook? Looked at as an archive, before any spreadsheet library sees it.

In: a path. Out: findings, and how many rows and merged ranges each sheet has. The surprising thing: the sizes that an archive
declares are trusted only because zipfile reads no byte more than declared; so a bomb is refused by its own declaration.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from checker.archives import BROKEN, DECLARED, ZIP, odd_packing
from checker.finding import Finding, Place, Text
from checker.sheets.codes import at_cell, refuse, warn

__all__ = ["MOST_ROWS", "Package", "inspect"]

MOST_ROWS = 100_000
_FILE_LIMIT = 64 * 1024**2
_SHEET_LIMIT = 256 * 1024**2
_PART_LIMIT = 64 * 1024**2
_WHOLE_LIMIT = 512 * 1024**2
_CHUNK = 1024**2
_OVERLAP = 256
_OLD = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx under a password
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{1,30})"')
_LEFT_OUT = (
    ("xl/externalLinks/", Text("指向别的文件的链接", "links to other files")),
    ("xl/comments", Text("批注", "comments")),
    ("xl/threadedComments/", Text("批注", "comments")),
    ("xl/media/", Text("图片", "pictures")),
    ("xl/charts/", Text("图表", "charts")),
    ("xl/embeddings/", Text("嵌入的文件", "embedded files")),
    ("xl/pivotTables/", Text("数据透视表", "pivot tables")),
)
_MACROS = re.compile(r"vbaProject|macrosheets/|xl/ctrlProps/|activeX/", re.IGNORECASE)


@dataclass(slots=True)
class Package:
    """What the archive holds: `merged` is sheet name -> merged ranges."""

    merged: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the workbook must not be opened."""
        return any(finding.severity == "error" for finding in self.findings)


def inspect(path: Path) -> Package:
    """Look at the file. What is refused here is not opened."""
    found = Package()
    place = Place(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_OLD))
    except OSError as error:
        reason = error.strerror or str(error)
        found.findings.append(
            refuse("X01", place, Text(f"读不出这个文件（{reason}）", f"this file cannot be read ({reason})"),
                   Text("检查文件名和权限", "check its name and permissions"))
        )  # fmt: skip
        return found
    if path.suffix.lower() in (".xlsm", ".xltm", ".xlam", ".xlsb"):
        found.findings.append(_macros(place, path.suffix.lower()))
    elif start == _OLD:
        found.findings.append(
            refuse("X01", place, Text("这是旧的 .xls 格式，或者设了密码",
                                      "this is the old .xls format, or protected by a password"),
                   Text("在表格软件里去掉密码，另存为 .xlsx", "remove the password and save it as .xlsx"))
        )  # fmt: skip
    elif start != ZIP or size > _FILE_LIMIT:
        found.findings.append(_not_a_workbook(place, size))
    else:
        _look(path, place, found)
    return found


def _look(path: Path, place: Place, found: Package) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            found.findings.extend(_outside(archive, place))
            if not found.refused:
                _contents(archive, place, found)
    except BROKEN as error:
        found.findings.append(_broken(place, str(error) or type(error).__name__))


def _outside(archive: zipfile.ZipFile, place: Place) -> Iterator[Finding]:
    """Names and declared sizes, before a single part is read."""
    names = archive.namelist()
    for reason in odd_packing(archive):
        yield _broken(place, reason)
    if any(_MACROS.search(name) for name in names):
        yield _macros(place, "vbaProject")
    if sum(part.file_size for part in archive.infolist()) > _WHOLE_LIMIT or any(
        part.file_size > (_SHEET_LIMIT if part.filename.startswith("xl/worksheets/") else _PART_LIMIT)
        for part in archive.infolist()
    ):
        yield _broken(place, "it declares more content than any catalogue has")
    for beginning, what in _LEFT_OUT:
        if any(name.startswith(beginning) for name in names):
            yield warn("X14", place, Text(f"工作簿里有{what.zh}，不会导入，也不会打开",
                                          f"the workbook has {what.en}; they are neither imported nor opened"),
                       Text("要保留的内容写进单元格", "put what must stay into cells"))  # fmt: skip


def _contents(archive: zipfile.ZipFile, place: Place, found: Package) -> None:
    names = _sheet_names(archive)
    for part in archive.infolist():
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        rows, merged = 0, []
        tail = b""
        with archive.open(part) as stream:
            first = True
            while chunk := stream.read(_CHUNK):
                if first and not chunk.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                    found.findings.append(_broken(place, f"{part.filename} is no XML in UTF-8"))
                    return
                first = False
                window = tail + chunk
                if DECLARED.search(window):
                    found.findings.append(_broken(place, f"{part.filename} declares entities"))
                    return
                if part.filename in names:
                    rows += len(_ROW.findall(window)) - len(_ROW.findall(tail))
                    merged += _MERGED.findall(window)
                tail = window[-_OVERLAP:]
        name = names.get(part.filename, "")
        if rows > MOST_ROWS + 2:
            found.findings.append(_too_many(name, rows - 2))
        if merged:
            found.merged[name] = list(dict.fromkeys(each.decode("ascii") for each in merged))


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part -> name of the sheet in it."""
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        with archive.open(part) as stream:
            if DECLARED.search(stream.read()):
                raise ValueError(f"{part} declares entities")
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            if not part.endswith(".xml"):
                raise ValueError(f"a sheet is called {part[:60]!r}")
            found[part] = sheet.get("name", "")
    return found


def _not_a_workbook(place: Place, size: int) -> Finding:
    large = size > _FILE_LIMIT
    return refuse(
        "X01", place,
        Text("文件超过 64 MB", "the file is larger than 64 MB") if large
        else Text("这不是 .xlsx 工作簿", "this is not an .xlsx workbook"),
        Text("分成几个文件", "split it") if large
        else Text("用 `banshi export --xlsx` 导出的文件作模板；CSV 先另存为 .xlsx",
                  "start from a file made by `banshi export --xlsx`; save CSV as .xlsx first"),
    )  # fmt: skip


def _macros(place: Place, sign: str) -> Finding:
    return refuse(
        "X03", place,
        Text(f"工作簿带宏或者控件（{sign}），不打开", f"the workbook holds macros or controls ({sign}) and is not opened"),
        Text("另存为不带宏的 .xlsx", "save it as .xlsx without macros"),
    )  # fmt: skip


def _broken(place: Place, reason: str) -> Finding:
    return refuse(
        "X02", place,
        Text(f"工作簿损坏，或者不是表格软件做的（{reason}）",
             f"the workbook is damaged, or no spreadsheet program made it ({reason})"),
        Text("用表格软件打开，另存为新的 .xlsx 再导入", "open it in a spreadsheet program and save it as a new .xlsx"),
    )  # fmt: skip


def _too_many(sheet: str, rows: int) -> Finding:
    return refuse(
        "X04", at_cell(sheet),
        Text(f"这张工作表有 {rows} 行，最多 {MOST_ROWS} 行；什么都没有导入",
             f"this sheet has {rows} rows, {MOST_ROWS} at most; nothing was imported"),
        Text("删去空行，或者分成几个工作簿", "delete empty rows, or split the workbook"),
    )  # fmt: skip

"""Is this file safe to read as a Word document? Looked at as an archive, before any of its XML is parsed.

In: a path. Out: the parts that hold text, parsed, and findings. The surprising thing: the sizes that an archive declares
are trusted only because zipfile reads no byte more than declared; so a bomb is refused by its own declaration.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from checker.archives import BROKEN, DECLARED, ZIP, odd_packing, reaches_out
from checker.finding import Finding, Place, Text
from checker.word.codes import refuse, told

__all__ = ["Archive", "unpack"]

_FILE_LIMIT = 64 * 1024**2
_XML_LIMIT = 16 * 1024**2
_WHOLE_LIMIT = 256 * 1024**2
_DEEPEST = 200
_OLD = b"\xd0\xcf\x11\xe0"  # .doc, and .docx under a password
_MACROS = re.compile(r"vbaProject|vbaData|activeX/|\.bin$", re.IGNORECASE)
_WANTED = re.compile(
    r"word/(?:document|styles|numbering|footnotes|endnotes|comments|header[0-9]*|footer[0-9]*)\.xml"
)
_LEFT_OUT = (
    ("word/media/", Text("图片", "pictures")),
    ("word/embeddings/", Text("嵌入的文件", "embedded files")),
    ("word/charts/", Text("图表", "charts")),
    ("word/diagrams/", Text("示意图", "diagrams")),
    ("word/comments", Text("批注", "comments")),
    ("word/glossary/", Text("构建基块", "building blocks")),
)


@dataclass(slots=True)
class Archive:
    """The parts with text by their path, and what is to be known about the rest."""

    parts: dict[str, ElementTree.Element] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the document must not be read."""
        return any(finding.severity == "error" for finding in self.findings)


def unpack(path: Path) -> Archive:
    """Look at the file and parse what holds text. What is refused is not parsed."""
    found = Archive()
    place = Place(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_OLD))
    except OSError as error:
        reason = error.strerror or str(error)
        found.findings.append(
            refuse("X33", place, Text(f"读不出这个文件（{reason}）", f"this file cannot be read ({reason})"),
                   Text("检查文件名和权限", "check its name and permissions"))
        )  # fmt: skip
        return found
    if path.suffix.lower() in (".docm", ".dotm"):
        found.findings.append(_macros(place, path.suffix.lower()))
    elif start == _OLD:
        found.findings.append(
            refuse("X33", place, Text("这是旧的 .doc 格式，或者设了密码",
                "this is the old .doc format, or protected by a password"),
                   Text("在 Word 或者 WPS 里去掉密码，另存为 .docx", "remove the password and save it as .docx"))
        )  # fmt: skip
    elif start != ZIP or size > _FILE_LIMIT:
        large = size > _FILE_LIMIT
        message = Text("文件超过 64 MB", "the file is larger than 64 MB") if large else Text(
            "这不是 .docx 文档", "this is not a .docx document")  # fmt: skip
        found.findings.append(
            refuse("X33", place, message, Text("另存为 .docx，去掉图片", "save it as .docx without pictures"))
        )
    else:
        _look(path, place, found)
    return found


def _look(path: Path, place: Place, found: Archive) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            found.findings.extend(_outside(archive, place))
            if not found.refused:
                _contents(archive, place, found)
    except BROKEN as error:
        found.findings.append(_broken(place, str(error) or type(error).__name__))
    if not found.refused and "word/document.xml" not in found.parts:
        found.findings.append(
            refuse("X33", place, Text("这不是 Word 文档（没有 word/document.xml）",
                "this is no Word document (no word/document.xml)"),
                   Text("工作簿用 .xlsx 结尾；网页先在 Word 里另存为 .docx",
                   "a workbook ends in .xlsx; save a web page as .docx first"))
        )  # fmt: skip


def _outside(archive: zipfile.ZipFile, place: Place) -> Iterator[Finding]:
    """Names and declared sizes, before a single part is read."""
    entries = archive.infolist()
    names = archive.namelist()
    for reason in odd_packing(archive):
        yield _broken(place, reason)
    if any(_MACROS.search(name) and not name.startswith("word/embeddings/") for name in names):
        yield _macros(place, "vbaProject")
    if sum(entry.file_size for entry in entries) > _WHOLE_LIMIT or any(
        entry.file_size > _XML_LIMIT for entry in entries if _WANTED.fullmatch(entry.filename)
    ):
        yield _broken(place, "it declares more content than any guide has")
    for beginning, what in _LEFT_OUT:
        if any(name.startswith(beginning) for name in names):
            yield told("X36", place, Text(f"文档里有{what.zh}，不会导入，也不会打开",
                                          f"the document has {what.en}; they are neither imported nor opened"),
                       Text("要保留的内容写成文字", "put what must stay into words"))  # fmt: skip


def _contents(archive: zipfile.ZipFile, place: Place, found: Archive) -> None:
    for entry in archive.infolist():
        name = entry.filename
        if not name.endswith((".xml", ".rels")) or (
            not _WANTED.fullmatch(name) and not name.endswith(".rels")
        ):
            continue
        data = archive.read(entry)
        if DECLARED.search(data) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            found.findings.append(_broken(place, f"{name} declares entities"))
            return
        if name.endswith(".rels"):
            if reaches_out(data):
                found.findings.append(_linked(place))
            continue
        root = _parsed(data)
        if root is None:
            found.findings.append(_broken(place, f"{name} is nested too deeply"))
            return
        found.parts[name] = root


def _parsed(data: bytes) -> ElementTree.Element | None:
    """The tree; None when it is so deep that walking it could fail."""
    depth = 0
    root: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return None
    return root


def _linked(place: Place) -> Finding:
    return told(
        "X36",
        place,
        Text("文档引用了外部的文件，不会去取", "the document refers to outside files; they are not fetched"),
    )


def _macros(place: Place, sign: str) -> Finding:
    return refuse("X35", place, Text(f"文档带宏或者控件（{sign}），不打开",
        f"the document holds macros or controls ({sign}) and is not opened"),
                  Text("另存为不带宏的 .docx", "save it as .docx without macros"))  # fmt: skip


def _broken(place: Place, reason: str) -> Finding:
    return refuse("X34", place, Text(f"文档损坏，或者不是 Word、WPS 做的（{reason}）",
                                     f"the document is damaged, or no Word or WPS made it ({reason})"),
                  Text("在 Word 或者 WPS 里打开，另存为新的 .docx 再导入",
                  "open it in Word or WPS and save it as a new .docx"))  # fmt: skip

"""Can this Word template be used? Looked at before anything is written from it.

In: the bytes of a template, its name. Out: `WordFault` with every finding, each with the part and the paragraph where it stands.
The surprising thing: an unknown field is an error, not an empty place. A letter without its date would look finished.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from xml.etree import ElementTree

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment

from checker.archives import BROKEN, DECLARED, odd_packing
from checker.finding import Finding, Place, Text, near_names

__all__ = ["WordFault", "check_template", "engine", "not_rendered"]

_WHOLE_LIMIT = 64 * 1024**2
_PART_LIMIT = 32 * 1024**2
_MOST_PARTS = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{%(?:p|tr|tc|r)\s|\{\{(?:p|tr|tc|r)\s")
_STANDING = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*)\.xml")


class WordFault(Exception):
    """A template that cannot be used; `findings` say where and why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message.en for finding in self.findings))


def engine() -> SandboxedEnvironment:
    """The template engine: fields that nobody filled are errors, values are escaped, nothing outside can be reached."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def check_template(data: bytes, name: str, known: Collection[str]) -> None:
    """Raises `WordFault` with everything that is wrong. `known` are the fields that will be filled."""
    parts = _parts(data, name)
    findings = [
        finding
        for path, found in parts.items()
        if _STANDING.fullmatch(path)
        for finding in _part(path, found, name, known)
    ]
    main = "".join(_told(parts["word/document.xml"]))
    if not findings and not re.search(r"\{\{\s*content\s*\}\}", main):
        findings.append(
            Finding(
                "B63", "template-without-content", "error", Place(name),
                Text("模板的正文里没有写 {{ content }}，内容没有地方放", "the text of the template has no {{ content }}"),
                Text("在放正文的地方单独一段写上 {{ content }}", "write {{ content }} as a paragraph of its own"),
            )
        )  # fmt: skip
    if findings:
        raise WordFault(findings)


def not_rendered(name: str, error: Exception) -> WordFault:
    """The template is well formed, but asks something of a field that it cannot give."""
    reason = str(error) or type(error).__name__
    return WordFault(
        [
            Finding(
                "B62", "template-field", "error", Place(name),
                Text(f"模板里的一个字段取不到（{reason}）", f"a field of the template cannot be filled ({reason})"),
                Text("字段的名字见 docs/word.md", "the names of the fields are in docs/word.md"),
            )
        ]
    )  # fmt: skip


def _parts(data: bytes, name: str) -> dict[str, ElementTree.Element]:
    """The XML parts of the archive, each small enough, none with declarations."""
    found: dict[str, ElementTree.Element] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if (
                any(odd_packing(archive, _MOST_PARTS))
                or sum(entry.file_size for entry in entries) > _WHOLE_LIMIT
                or any(entry.file_size > _PART_LIMIT for entry in entries)
            ):
                raise _unusable(
                    name, Text("压缩包的大小或者名字不正常", "its archive has odd sizes or names")
                )
            if any("vbaProject" in each or "activeX" in each for each in names):
                raise _unusable(name, Text("带有宏或者控件", "it holds macros or controls"))
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    text = archive.read(entry)
                    if DECLARED.search(text):
                        raise _unusable(name, Text("里面声明了实体", "it declares entities"))
                    found[entry.filename] = ElementTree.fromstring(text)
    except BROKEN as error:
        raise _unusable(name, Text(f"打不开（{error}）", f"it cannot be opened ({error})")) from None
    if "word/document.xml" not in found or "[Content_Types].xml" not in found:
        raise _unusable(name, Text("不是 Word 文件", "it is no Word file"))
    kinds = {part.get("PartName"): part.get("ContentType", "") for part in found["[Content_Types].xml"]}
    if not kinds.get("/word/document.xml", "").endswith("wordprocessingml.document.main+xml"):
        raise _unusable(
            name,
            Text(
                "不是普通的 .docx（可能是 .dotx 或者 .docm）",
                "it is no plain .docx (a .dotx or .docm, perhaps)",
            ),
        )
    return found


def _unusable(name: str, reason: Text) -> WordFault:
    return WordFault(
        [
            Finding(
                "B60", "template-not-usable", "error", Place(name),
                Text(f"这个模板不能用：{reason.zh}", f"this template cannot be used: {reason.en}"),
                Text("在 Word 或者 WPS 里打开，另存为 .docx；或者从 rules/templates 里的模板重新做起",
                     "open it in Word or WPS and save it as .docx; or begin again from those in rules/templates"),
            )
        ]
    )  # fmt: skip


def _told(part: ElementTree.Element) -> Iterator[str]:
    """The paragraphs of a part as text, template tags as they stand."""
    for paragraph in part.iter(f"{_W}p"):
        yield "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))


def _part(path: str, part: ElementTree.Element, name: str, known: Collection[str]) -> Iterator[Finding]:
    """Syntax and fields of one part. Its paragraphs are compiled together, a line each, as they will be rendered."""
    lines = [_TAG.sub(lambda found: f"{found[0][:2]} ", line.replace("\n", " ")) for line in _told(part)]
    where = {
        "document": Text("正文", "text"),
        "header": Text("页眉", "header"),
        "footer": Text("页脚", "footer"),
    }
    kind = next(text for key, text in where.items() if key in path)
    try:
        tree = engine().parse("\n".join(lines))
    except TemplateSyntaxError as error:
        number = min(max(error.lineno or 1, 1), max(len(lines), 1))
        shown = lines[number - 1][:60] if lines else ""
        yield Finding(
            "B61", "template-syntax", "error", Place(f"{name}!{kind.zh}", number, 1),
            Text(f"模板的写法有错（{error.message}）：{shown}", f"the template has an error ({error.message}): {shown}"),
            Text("字段写成 {{ 名字 }}，循环写成 {%p for … %} 和 {%p endfor %}，各占一段",
                 "write a field as {{ name }}, a loop as {%p for … %} and {%p endfor %}, each a paragraph of its own"),
        )  # fmt: skip
        return
    except TemplateError as error:
        raise not_rendered(name, error) from None
    for unknown in sorted(meta.find_undeclared_variables(tree) - set(known)):
        number = next(
            (at for at, line in enumerate(lines, 1) if re.search(rf"\b{re.escape(unknown)}\b", line)), 1
        )
        yield Finding(
            "B62", "template-field", "error", Place(f"{name}!{kind.zh}", number, 1),
            Text(f"没有叫 {unknown} 的字段", f"there is no field called {unknown}"),
            near_names(unknown, known) or Text(f"可用的字段：{'、'.join(sorted(known))}", f"fields: {', '.join(sorted(known))}"),
        )  # fmt: skip

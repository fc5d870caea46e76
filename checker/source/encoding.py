"""Bytes to text: the checks that come before any parser, for YAML and JSON alike.

In: the bytes of a file. Out: the text, if there is one to go on with, and findings about size, encoding and invisible characters.
The surprising thing: text may come back *together with* errors. A file with a byte order mark or a stray control character
is refused, but parsing goes on (the character replaced by a space), so that all its faults are told at once.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from checker.finding import Finding, Place, Text
from checker.source.codes import refuse

__all__ = ["INVISIBLE", "decode", "name_of", "place_at"]

# C0 (without tab, line feed, carriage return), DEL, C1 (with NEL), zero-width space, line and paragraph separators, bidirectional
# overrides and isolates ("Trojan Source"), word joiner, BOM, noncharacters. Surrogates can only come from escapes.
# The joiners U+200C/D and marks U+200E/F stay: Uyghur, Mongolian and emoji need them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile("\r\n|\r|\n")
_SHOWN = 20  # invisible characters told one by one; more of them means that this is no text file
_SURROGATE = re.compile(b"\xed[\xa0-\xbf][\x80-\xbf]")

_TO_UTF8 = Text(
    "用编辑器“另存为”选 UTF-8（不带 BOM），或运行 `iconv -f {from_} -t UTF-8 旧文件 > 新文件`。",
    "Save it again as UTF-8 (without BOM), or run `iconv -f {from_} -t UTF-8 OLD > NEW`.",
)


def place_at(path: str, text: str, offset: int) -> Place:
    """The line and column of the character at `offset`, counted as YAML counts them: CR, LF and CR LF end a line."""
    line, start = 1, 0
    for found in _BREAK.finditer(text, 0, offset):
        line, start = line + 1, found.end()
    return Place(path, line, offset - start + 1)


def name_of(character: str) -> str:
    """`U+200B ZERO WIDTH SPACE`; control characters have no Unicode name: `U+0007`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def decode(
    data: bytes, path: str, limit: int, invisible: bool = False
) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of `data`, to be parsed even when there are findings; None when there is nothing to parse.

    `invisible` lets invisible characters pass: JSON has its own rule for them, and a name is not wrong for holding one.
    """
    if len(data) > limit:
        return None, (too_large(path, len(data), limit),)
    wide = _wide_encoding(data)
    if wide:
        return None, (_wrong_encoding(Place(path, 1, 1), wide, wide),)
    findings: list[Finding] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(_byte_order_mark(path))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(_not_utf8(path, data, error.start))
        return None, tuple(findings)
    if not invisible:
        hidden = list(islice(INVISIBLE.finditer(text), _SHOWN + 1))
        places = [place_at(path, text, found.start()) for found in hidden]
        if len(hidden) > _SHOWN:
            return None, (*findings, _binary(places[0]))
        if hidden:
            findings += [
                _invisible(place, found.group()) for place, found in zip(places, hidden, strict=True)
            ]
            text = INVISIBLE.sub(" ", text)
    return text, tuple(findings)


def too_large(path: str, size: int, limit: int) -> Finding:
    """The finding for a file of `size` bytes where `limit` are allowed."""
    return refuse(
        "S04", Place(path),
        Text(f"文件有 {size:,} 字节，最多允许 {limit:,} 字节", f"the file has {size:,} bytes; at most {limit:,} are allowed"),
        Text("把内容拆成几个文件；确认没有误放扫描件或导出的数据。",
             "Split it into several files, and make sure that no scan or data export was put here by mistake."),
    )  # fmt: skip


def _wide_encoding(data: bytes) -> str:
    """The name of the UTF-16 or UTF-32 form that shows in the mark, or in every second byte being NUL; else nothing."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    sample = data[:1024]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 2 or max(even, odd) * 8 < len(sample) or min(even, odd) * 8 > max(even, odd):
        return ""
    return "UTF-16LE" if odd > even else "UTF-16BE"


def _not_utf8(path: str, data: bytes, offset: int) -> Finding:
    """The finding at the first byte that is not UTF-8: half a character, a GBK file, or plain damage."""
    before = data[:offset].decode("utf-8")
    place = place_at(path, before, len(before))
    if _SURROGATE.match(data, offset):
        return refuse(
            "S16", place,
            Text("这里有半个字符（落单的 UTF-16 代理码）", "here stands half a character (a lone UTF-16 surrogate)"),
            Text("删掉它，重新输入这个字。", "Delete it and type the character again."),
        )  # fmt: skip
    # A file with proper UTF-8 Chinese before the fault is a damaged UTF-8 file. In a GBK file, a pair of bytes can pass for a
    # two-byte character of UTF-8 (食 is ʳ), but hardly ever two pairs for a three-byte one.
    if max(before, default="") < "\u0800" and _reads_as_chinese(data):
        return _wrong_encoding(place, "GBK（GB 18030）", "GB18030")
    return refuse(
        "S01", place,
        Text(f"字节 0x{data[offset]:02X} 不是 UTF-8：文件已损坏，或用了别的编码",
             f"byte 0x{data[offset]:02X} is not UTF-8: the file is damaged or in another encoding"),
        Text("在编辑器里重新输入这一处，并以 UTF-8 保存；文件若是图片或 Office 文档，请放到别处。",
             "Type this part again and save as UTF-8; if the file is an image or an Office document, keep it elsewhere."),
    )  # fmt: skip


def _reads_as_chinese(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    other = [character for character in text if not character.isascii()]
    chinese = sum(
        "\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in other
    )
    return chinese * 10 >= len(other) * 8


def _wrong_encoding(place: Place, encoding: str, iconv: str) -> Finding:
    return refuse(
        "S01", place,
        Text(f"文件不是 UTF-8，看起来是 {encoding}", f"the file is not UTF-8; it looks like {iconv}"),
        Text(_TO_UTF8.zh.format(from_=iconv), _TO_UTF8.en.format(from_=iconv)),
    )  # fmt: skip


def _byte_order_mark(path: str) -> Finding:
    return refuse(
        "S02", Place(path, 1, 1),
        Text("文件以字节顺序标记（BOM）开头", "the file begins with a byte order mark (BOM)"),
        Text("另存为“UTF-8（不带 BOM）”；记事本里选“UTF-8”，不要选“带有 BOM 的 UTF-8”。",
             "Save it as “UTF-8” and not as “UTF-8 with BOM”."),
    )  # fmt: skip


def _binary(place: Place) -> Finding:
    return refuse(
        "S03", place,
        Text(f"从这里起有 {_SHOWN} 个以上看不见的字符：这多半不是文本文件",
             f"more than {_SHOWN} invisible characters from here on: this is hardly a text file"),
        Text("确认文件没有放错；是文本就用编辑器另存为 UTF-8。",
             "Make sure that it is the right file; if it is text, save it again as UTF-8."),
    )  # fmt: skip


def _invisible(place: Place, character: str) -> Finding:
    name = name_of(character)
    return refuse(
        "S03", place,
        Text(f"这里有看不见的字符 {name}", f"here stands an invisible character {name}"),
        Text("删掉它；多半是从网页或 Word 里粘贴带进来的。",
             "Delete it; it was most likely pasted from a web page or from Word."),
    )  # fmt: skip

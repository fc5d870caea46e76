"""What can be wrong with a Word guide: codes X33 to X39, with their rules in both languages.

In: nothing. Out: `WORD_CODES`, and `refuse` and `told`, which make findings of them.
The surprising thing: most are warnings. A guide that is half understood is worth more than none; only what cannot be opened
safely, or holds no guide at all, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.finding import Finding, Place, Text

__all__ = ["WORD_CODES", "WORD_WARNINGS", "refuse", "told"]

_TABLE = (
    ("X33", "not-a-word-file", "要导入的文件是 .docx 文档", "what is imported is a .docx document"),
    ("X34", "word-file-not-opened", "文档的压缩包要正常：大小、名称和内容都可信",
        "the archive of a document is sound in size, names and content"),
    ("X35", "word-file-has-macros", "带宏或者控件的文档不导入", "a document with macros or controls is not imported"),
    ("X36", "not-read-in-word", "图片、批注、删去的和隐藏的文字不导入，只告知",
        "pictures, comments, deleted and hidden text are told, not imported"),
    ("X37", "not-placed", "没有读懂的文字要逐处列出", "text that was not understood is listed place by place"),
    ("X38", "no-guide-in-word", "文档里要有办事指南的内容", "the document holds a service guide"),
    ("X39", "to-review", "从 Word 读出的每个栏目都要有人复核", "every field that was read from Word is reviewed by a person"),
)  # fmt: skip

WORD_CODES: Mapping[str, tuple[str, Text]] = MappingProxyType(
    {code: (name, Text(f"{zh}。", f"{en[0].upper()}{en[1:]}.")) for code, name, zh, en in _TABLE}
)
WORD_WARNINGS = frozenset({"X36", "X37", "X39"})


def refuse(code: str, place: Place, message: Text, help: Text) -> Finding:
    """A finding that stops the import."""
    return Finding(code, WORD_CODES[code][0], "error", place, message, help)


def told(code: str, place: Place, message: Text, help: Text | None = None) -> Finding:
    """A finding to know about."""
    return Finding(code, WORD_CODES[code][0], "warning", place, message, help)

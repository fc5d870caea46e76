"""The sentences of the loader: one function for each thing the YAML subset leaves out, each with its remedy.

In: a place and the words at fault. Out: a `Finding`. (Broken syntax is in yaml_errors.py, bytes and encodings in encoding.py.)
The surprising thing: a remedy here is always something to type, never "see the manual".
"""

from __future__ import annotations

from checker.finding import Finding, Place, Severity, Text
from checker.source.codes import MAX_DEPTH, MAX_FINDINGS, refuse
from checker.source.encoding import name_of

__all__ = [
    "alias", "anchor", "collection_as_key", "directive", "duplicate", "empty", "invisible_escape", "key_not_text", "merge_key",
    "more", "several_documents", "tag", "tilde", "too_deep", "wide_colon", "wide_comma", "wide_space",
]  # fmt: skip


def empty(path: str) -> Finding:
    return refuse(
        "S05", Place(path),
        Text("文件里没有内容", "the file holds nothing"),
        Text("写上内容，或删掉这个文件；`banshi new` 可以生成骨架。",
             "Write its content or delete the file; `banshi new` makes a skeleton."),
    )  # fmt: skip


def duplicate(place: Place, key: str, first: Place) -> Finding:
    return refuse(
        "S08", place,
        Text(f"键 `{key}` 写了两次：第 {first.line} 行已有一个",
             f"the key `{key}` stands twice: line {first.line} has it already"),
        Text("留下一个；若本是两项，给它们不同的键，或写成列表。",
             "Keep one of the two; if they are two things, give them different keys or write a list."),
        (first,),
    )  # fmt: skip


def anchor(place: Place, name: str) -> Finding:
    return refuse(
        "S09", place,
        Text(f"这里有锚点 `&{name}`；本格式不用锚点", f"here stands the anchor `&{name}`; this format has no anchors"),
        Text(f"删掉 `&{name}`，用到它的地方写出全文；若 & 是文字的一部分，给整段加引号。",
             f"Delete `&{name}` and write the content out where it is used; if & belongs to the text, put quotes around it."),
    )  # fmt: skip


def alias(place: Place, name: str) -> Finding:
    return refuse(
        "S09", place,
        Text(f"这里有别名 `*{name}`；本格式不用别名", f"here stands the alias `*{name}`; this format has no aliases"),
        Text("在这里写出全文；若 * 是文字的一部分，给整段加引号。",
             "Write the content out here; if * belongs to the text, put quotes around it."),
    )  # fmt: skip


def tag(place: Place, name: str) -> Finding:
    shown = name.replace("tag:yaml.org,2002:", "!!")
    return refuse(
        "S10", place,
        Text(f"这里有类型标签 `{shown}`；本格式不用标签", f"here stands the tag `{shown}`; this format has no tags"),
        Text("删掉标签，只写值；若 ! 是文字的一部分，给整段加引号。",
             "Delete the tag and keep the value; if ! belongs to the text, put quotes around it."),
    )  # fmt: skip


def directive(place: Place) -> Finding:
    return refuse(
        "S10", place,
        Text("文件以 % 指令开头；本格式不用指令", "the file begins with a % directive; this format has none"),
        Text("删掉以 % 开头的行。", "Delete the lines that begin with %."),
    )  # fmt: skip


def merge_key(place: Place) -> Finding:
    return refuse(
        "S11", place,
        Text("这里有合并键 `<<`；本格式不用合并键", "here stands the merge key `<<`; this format has none"),
        Text("把要合并的字段逐个写在这里。", "Write the fields that it would bring in here, one by one."),
    )  # fmt: skip


def several_documents(place: Place) -> Finding:
    return refuse(
        "S12", place,
        Text("`---` 之后开始了第二份文档；一个文件只放一份", "`---` begins a second document; one file holds one"),
        Text("把第二份移到另一个文件；若只是分隔线，删掉这一行。",
             "Move the second document to a file of its own; if the line is only a ruler, delete it."),
    )  # fmt: skip


def key_not_text(place: Place, value: str) -> Finding:
    if not value:
        return refuse(
            "S13", place,
            Text("冒号前没有键", "there is no key before the colon"),
            Text("在冒号前写上字段名。", "Write the name of the field before the colon."),
        )  # fmt: skip
    return refuse(
        "S13", place,
        Text(f"键 `{value}` 不是文字", f"the key `{value}` is not text"),
        Text(f"加上引号：`\"{value}\":`", f'Put it in quotes: `"{value}":`'),
    )  # fmt: skip


def collection_as_key(place: Place) -> Finding:
    return refuse(
        "S13", place,
        Text("这里用列表或映射作键", "a list or a mapping stands here as a key"),
        Text("键只能是一个词；若本意是文字，给整段加引号。",
             "A key is one word; if this is meant as text, put quotes around it."),
    )  # fmt: skip


def too_deep(place: Place) -> Finding:
    return refuse(
        "S14", place,
        Text(f"从这里起嵌套超过 {MAX_DEPTH} 层", f"from here on nesting is deeper than {MAX_DEPTH} levels"),
        Text("减少层次；条件太复杂时，把一部分写成命名条件（rules/conditions/）。",
             "Use fewer levels; if a condition is too complex, give a part of it a name (rules/conditions/)."),
    )  # fmt: skip


def wide_colon(place: Place, key: str, severity: Severity) -> Finding:
    return refuse(
        "S15", place,
        Text(f"`{key}：` 用了全角冒号，整段会被当成一句话",
             f"`{key}：` has a full-width colon, so that the whole is read as one sentence"),
        Text(f"若是字段，改成半角冒号加空格：`{key}: …`；若确是一句话，加引号。",
             f"If it is a field, type an ASCII colon and a space: `{key}: …`; if it is a sentence, put quotes around it."),
        severity=severity,
    )  # fmt: skip


def wide_comma(place: Place, value: str) -> Finding:
    split = value.replace("，", ", ").replace("、", ", ").replace("；", ", ").replace(",  ", ", ")
    shown = split if len(split) <= 60 else split[:60] + "…"
    return refuse(
        "S15", place,
        Text("这里用了全角标点分隔，会被当成一个值",
             "full-width punctuation stands between the words, so that they are one value"),
        Text(f"若是几个值，用半角逗号：`[{shown}]`；若确是一段文字，加引号。",
             f"If these are several values, use ASCII commas: `[{shown}]`; if it is one text, put quotes around it."),
        severity="warning",
    )  # fmt: skip


def wide_space(place: Place) -> Finding:
    return refuse(
        "S15", place,
        Text("键的前后有全角空格或不换行空格", "a full-width or no-break space stands before or after the key"),
        Text("删掉它，缩进只用半角空格。", "Delete it, and indent with ASCII spaces only."),
    )  # fmt: skip


def invisible_escape(place: Place, character: str) -> Finding:
    if "\ud800" <= character <= "\udfff":
        return half_character(place)
    name = name_of(character)
    return refuse(
        "S03", place,
        Text(f"引号里的转义写出了看不见的字符 {name}", f"an escape in the quotes spells the invisible character {name}"),
        Text("删掉这个转义。", "Delete the escape."),
    )  # fmt: skip


def half_character(place: Place) -> Finding:
    return refuse(
        "S16", place,
        Text("这个转义不成一个字（落单的 UTF-16 代理码之类）",
             "this escape is no whole character (such as a lone UTF-16 surrogate)"),
        Text("删掉 \\u 转义，直接输入这个字。", "Delete the \\u escape and type the character itself."),
    )  # fmt: skip


def tilde(place: Place) -> Finding:
    return refuse(
        "S17", place,
        Text("`~` 是什么不清楚", "what `~` stands for is not clear"),
        Text("表示没有就写 `null` 或删掉这个字段；若是文字，加引号：`\"~\"`。",
             'Write `null` or leave the field out; if it is meant as text, put it in quotes: `"~"`.'),
    )  # fmt: skip


def more(place: Place) -> Finding:
    return refuse(
        "S22", place,
        Text(f"已列出 {MAX_FINDINGS} 个问题，从这里起不再读", f"{MAX_FINDINGS} problems are listed; reading stops here"),
        Text("先改好列出的，再检查一遍。", "Mend those that are listed and check again."),
    )  # fmt: skip

"""What a person has to look at after an import: every field with its confidence, every text that found no place.

In: a `Draft`, the texts without a place, the name of the file. Out: Markdown for the review, comment lines for the draft,
plain data.
The surprising thing: all text of the document is in it, in the draft or in one of its lists, word for word; a test counts
the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.finding import Language, Place
from checker.word.draft import Draft

__all__ = ["Rest", "as_data", "comments", "markdown"]

Rest = Sequence[tuple[str, Place]]
_NAMES = {
    "name": "事项名称", "summary": "简介", "kind": "事项类型", "level": "行使层级", "organ": "实施机关", "audience": "服务对象",
    "handling": "办件类型", "quota": "数量限制", "legal": "设定依据", "legal_basis": "设定依据", "conditions": "条件",
        "acceptance": "受理条件",
    "prohibitions": "禁止情形", "materials": "申请材料", "spared": "免交的材料", "limits": "时限", "statutory": "法定期限",
    "time_limits.statutory": "法定期限", "promised": "承诺期限", "fee": "收费", "fees": "收费", "process": "办理流程",
        "flow": "办理流程",
    "result": "办理结果", "result_kind": "结果类型", "validity": "有效期", "renewal": "延续", "delivery": "送达方式",
        "visits": "到现场次数",
    "channels": "办理形式", "depth": "网上办理深度", "appointment": "预约", "faq": "常见问题", "mistakes": "常见错误",
        "notes": "说明",
    "code": "编码", "scope": "适用范围", "effective": "施行日期", "special": "特别程序", "intermediary": "中介服务",
    "office.enquiries": "咨询", "office.complaints": "投诉", "office.place": "地点", "office.hours": "时间",
        "office.online": "网上地址",
    "remade.rights": "权利义务", "remade.remedies": "救济", "remade.chart": "流程图", "remade.legend": "版本信息",
    "remade.elsewhere": "不在这里办的情形", "remade.longer": "延长和不计入",
}  # fmt: skip


def as_data(draft: Draft, rest: Rest, language: Language) -> dict[str, Any]:
    """For `--format json`."""
    return {
        "fields": [
            {
                "field": told.key,
                "text": told.text,
                "put": told.put or None,
                "confidence": told.confidence,
                "why": told.why.in_language(language),
                "place": str(told.place),
            }
            for told in draft.told
        ],
        "missing": list(draft.missing),
        "unplaced": [{"text": text, "place": str(place)} for text, place in rest],
    }


def comments(draft: Draft, rest: Rest, source: str, review: str) -> str:
    """The head of the draft: where it comes from, and what is not in it."""
    lines = [
        f"# 从 {source} 导入的草稿，没有复核，不能公布；每个栏目的可信度和出处见 {review}。",
        "# 写着“待填”的地方 lint 都会提醒；条件都还只是“是或者否”，要写成真正的条件。",
    ]
    left = [(told.place, told.text) for told in draft.told if not told.put]
    left += [(place, text) for text, place in rest]
    if left:
        lines.append("# 没有放进草稿的文字：")
        lines += [f"#   {place}  {_line(text)}" for place, text in sorted(left)]
    return "\n".join(lines) + "\n"


def markdown(draft: Draft, rest: Rest, source: str) -> str:
    """The list for the reviewer."""
    return "\n".join(_markdown(draft, rest, source)) + "\n"


def _markdown(draft: Draft, rest: Rest, source: str) -> Iterator[str]:
    yield f"# 复核：{_cell(draft.edition['name'])}"
    yield ""
    yield f"来源：{_cell(source)}。可信度是读取的把握（0 至 100），不是内容的对错；每一行都要有人对照原文。"
    yield ""
    yield "## 读到的栏目"
    yield ""
    yield "| 栏目 | 放在草稿的 | 可信度 | 原文 | 为什么 | 出处 |"
    yield "|---|---|---:|---|---|---|"
    for told in draft.told:
        name = _NAMES.get(told.key, told.key)
        put = f"`{told.put}`" if told.put else "（没有放进）"
        yield f"| {name} | {put} | {told.confidence} | {_cell(told.text)} | {told.why.zh} | {_cell(str(told.place))} |"
    if draft.missing:
        yield ""
        yield "## 没有找到的栏目"
        yield ""
        for key in dict.fromkeys(draft.missing):
            yield f"- {_NAMES.get(key, key)}"
    if rest:
        yield ""
        yield "## 没有读懂的文字"
        yield ""
        for text, place in rest:
            yield f"- {_cell(str(place))}：{_cell(text)}"


def _cell(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|" else sign for sign in _line(text))


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())

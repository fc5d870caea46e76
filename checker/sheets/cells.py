"""One value of the catalogue in one cell, and back.

In: a value and the form of its column; or what a cell holds. Out: text or a whole number; or the value, or why it is none.
The surprising thing: each form is exact both ways for every value that it takes, and says so (`NotHeld`) for one that it
does not;
the caller then has something to report instead of something to lose.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime, time

from checker.finding import Text
from checker.sheets.layout import Form
from checker.sheets.yaml_writing import block, flow
from checker.source import YAML_LIMIT, parse

__all__ = ["EMPTY_LIST", "LONGEST", "Content", "NotHeld", "NotUnderstood", "Seen", "held", "understood"]

Content = str | int | None
"""What the exporter writes into a cell."""
Seen = str | int | float | bool | datetime | date | time | None
"""What a workbook's cell can hold."""

EMPTY_LIST = "无"
LONGEST = 32767  # characters of a cell, in Excel
_INTEGER = re.compile(r"-?[1-9][0-9]{0,14}|0")
_YES = frozenset(["是", "true", "TRUE", "True", "有", "√"])
_NO = frozenset(["否", "false", "FALSE", "False", "×"])


class NotHeld(ValueError):
    """The form of the column cannot hold this value."""


class NotUnderstood(ValueError):
    """What the cell holds is no value of this column: why, and what to write instead."""

    def __init__(self, message: Text, help: Text) -> None:
        super().__init__(message.en)
        self.message, self.help = message, help


def held(value: object, form: Form) -> Content:
    """What stands in the cell for `value`."""
    found = _held(value, form)
    if isinstance(found, str) and len(found) > LONGEST:
        raise NotHeld
    return found


def _held(value: object, form: Form) -> Content:
    if form in ("text", "zh", "en", "date") and isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if _needs_quotes(value) else value
    if form == "integer" and type(value) is int:
        return value
    if form == "boolean" and isinstance(value, bool):
        return "是" if value else "否"
    if form == "list" and isinstance(value, list):
        return _list_held(value)
    if form == "yaml" and value is not None:
        return block(value)
    raise NotHeld


def _list_held(value: list[object]) -> str:
    if not value:
        return EMPTY_LIST
    lines = [item for item in value if isinstance(item, str)]
    plain = len(lines) == len(value) and all(
        item and item == item.strip() and len(item.splitlines()) == 1 for item in lines
    )
    joined = "\n".join(lines)
    return joined if plain and joined != EMPTY_LIST and not joined.startswith("[") else flow(value)


def _needs_quotes(text: str) -> bool:
    """Text that an empty or a quoted cell would stand for: written as a JSON string, so that it comes back."""
    if not text.strip():
        return True
    inner = _quoted(text)
    return inner is not None and _needs_quotes(inner)


def _quoted(text: str) -> str | None:
    if len(text) < len('""') or not (text.startswith('"') and text.endswith('"')):
        return None
    try:
        inner = json.loads(text)
    except ValueError:
        return None
    return inner if isinstance(inner, str) else None


def understood(seen: Seen, form: Form) -> object:
    """The value that a cell stands for; a cell that is empty is never asked. Raises NotUnderstood."""
    if form == "integer":
        return _integer(seen)
    if form == "boolean":
        return _boolean(seen)
    if form == "date" and isinstance(seen, (datetime, date)):
        return _day(seen)
    text = _text(seen)
    if form == "list":
        return _list(text)
    if form == "yaml":
        return _yaml(text)
    inner = _quoted(text)
    return inner if inner is not None and _needs_quotes(inner) else text


def _integer(seen: Seen) -> int:
    if isinstance(seen, int) and not isinstance(seen, bool):
        return seen
    if isinstance(seen, float) and math.isfinite(seen) and seen.is_integer():
        return int(seen)
    if isinstance(seen, str) and _INTEGER.fullmatch(seen.strip()):
        return int(seen.strip())
    raise NotUnderstood(
        Text(f"这里应为整数，不是 {_shown(seen)}", f"a whole number is wanted here, not {_shown(seen)}"),
        Text("只写数字，例如 5；单位不写在这一格", "write digits alone, such as 5, without a unit"),
    )


def _boolean(seen: Seen) -> bool:
    if isinstance(seen, bool):
        return seen
    word = seen.strip() if isinstance(seen, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise NotUnderstood(
        Text(f"这里应为“是”或“否”，不是 {_shown(seen)}", f"`是` or `否` is wanted here, not {_shown(seen)}"),
        Text("写“是”或“否”；不知道就空着", "write 是 or 否, or leave it empty"),
    )


def _day(seen: datetime | date) -> str:
    if isinstance(seen, datetime):
        if seen.time() != time():
            raise NotUnderstood(
                Text("这里应为日期，却带有钟点", "a day is wanted here, and the cell has a time of day"),
                Text("写成 2026-02-13 这样的文本", "write text such as 2026-02-13"),
            )
        seen = seen.date()
    return seen.isoformat()


def _text(seen: Seen) -> str:
    if isinstance(seen, str):
        return seen.replace("\r\n", "\n")
    if isinstance(seen, bool):
        return "true" if seen else "false"
    if isinstance(seen, int):
        return str(seen)
    if isinstance(seen, float) and math.isfinite(seen) and seen.is_integer() and abs(seen) < 10**15:
        return str(int(seen))
    raise NotUnderstood(
        Text(
            f"这里应为文本，单元格里却是 {_shown(seen)}，原来写的是什么已经看不出来",
            f"text is wanted here; the cell holds {_shown(seen)}, and what was typed can no longer be seen",
        ),
        Text("把单元格格式设为“文本”，再照原样写一遍", "format the cell as text and type it again"),
    )


def _list(text: str) -> list[object]:
    if text.strip() == EMPTY_LIST:
        return []
    if text.lstrip().startswith("["):
        found = _yaml(text)
        if isinstance(found, list):
            return found
    return [line.strip() for line in text.splitlines() if line.strip()]


def _yaml(text: str) -> object:
    source, findings = parse(text.encode("utf-8", "surrogatepass"), "-", YAML_LIMIT)
    errors = [finding for finding in findings if finding.severity == "error"]
    if source is None or errors:
        first = (errors or list(findings))[0]
        line = first.place.line or 1
        raise NotUnderstood(
            Text(
                f"单元格里的第 {line} 行读不懂：{first.message.zh}",
                f"line {line} in the cell cannot be read: {first.message.en}",
            ),
            first.help or Text("照导出的样子写", "write it as the export does"),
        )
    return source.data


def _shown(seen: Seen) -> str:
    text = "TRUE" if seen is True else "FALSE" if seen is False else str(seen)
    return f"`{text[:40]}…`" if len(text) > len("`…`") + 40 else f"`{text}`"

"""docs/lint.md, made from the docstrings of the checks: `python -m checker.lint.pages docs/lint.md` writes it.

In: the checks. Out: Markdown. The surprising thing: nobody edits the page. A test compares it with what this module makes,
so a check that changes its rule changes the page in the same commit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from checker.finding import Text
from checker.lint import CHECKS
from checker.lint.registry import Check

__all__ = ["lint_page", "main"]

_TITLES = {
    "editions": Text("整个版本", "The edition as a whole"),
    "declarations": Text("声明的编号、情形和依据", "Declared ids, facts and bases"),
    "law": Text("设定依据", "Legal basis"),
    "limits": Text("时限", "Time limits"),
    "counting": Text("时限怎么算", "What counts towards a limit"),
    "materials": Text("申请材料", "Papers"),
    "demands": Text("什么情形要什么", "What is demanded when"),
    "fees": Text("收费", "Fees"),
    "results": Text("审批结果和数量", "Results and numbers"),
    "flow": Text("办理流程", "Procedure"),
    "identifiers": Text("编码和词表", "Codes and lists"),
    "wording": Text("用词", "Words"),
    "numbers": Text("文字里的数目", "Numbers in prose"),
    "service": Text("服务方式和实施清单", "Service and implementation lists"),
    "lifecycle": Text("清单、清理和地方参数", "Published lists, decisions and local parameters"),
    "graph": Text("事项之间", "Between matters"),
    "publications": Text("出版单", "Publication recipes"),
}
_HEAD = """\
# 检查 / Checks

`banshi lint` 检查目录内容；`banshi explain L03` 打印下面的一节。例子是覆盖在一个完整事项（`tests/lint/example`）上的片段，
列表按编号合并；`# <-` 标出报告的那一行，`# file:` 开始另一个文件。每个例子都由测试执行。

`banshi lint` checks what a catalogue means; `banshi explain L03` prints one section of this page. The examples are fragments
laid over one complete matter (`tests/lint/example`), lists merged by id; `# <-` marks the line that is reported, `# file:`
begins another file. The tests run every example. This page is made by `python -m checker.lint.pages docs/lint.md`.

暂时不改的，写进 `catalogue/lint-exceptions.yaml`（编号、路径、原因、到哪一天）；到期以后照常报告（L90）。
What cannot be mended now is listed there with its code, path, reason and last day; after that day it is reported again (L90).

严重程度 `error` 使 `banshi lint` 以 1 结束；`warning` 只在 `--strict` 时如此。
An `error` makes `banshi lint` end with 1, a `warning` only with `--strict`.
"""


def lint_page() -> str:
    """The whole page."""
    order = list(_TITLES)
    checks = sorted(CHECKS, key=lambda check: (order.index(check.family), check.code))
    parts = [_HEAD]
    for family, members in groupby(checks, key=lambda check: check.family):
        title = _TITLES[family]
        parts.append(f"## {title.zh} / {title.en}\n")
        parts.extend("\n".join(_section(check)) for check in members)
    return "\n".join(parts)


def _section(check: Check) -> Iterator[str]:
    yield f"### {check.code} {check.name}\n"
    yield f"{check.rule.zh}\n"
    yield f"{check.rule.en}\n"
    yield f"`{check.severity}` · {check.basis}\n"
    for title, example in (("错误 / Wrong", check.bad), ("正确 / Right", check.good)):
        yield f"{title}\n\n```yaml\n{example.rstrip()}\n```\n"


def main() -> None:
    """Write the page to the file named."""
    Path(sys.argv[1]).write_text(lint_page(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""docs/proofs.md, made from the docstrings of the proofs: `python -m checker.prove.pages docs/proofs.md` writes it.

In: the proofs. Out: Markdown. The surprising thing: as with docs/lint.md nobody edits the page; a test compares it with what this
module makes, and the examples on it are the ones that the tests run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from checker.prove.proofs import PROOFS
from checker.prove.registry import Proof

__all__ = ["main", "proofs_page"]

_HEAD = """\
# 证明 / Proofs

`banshi prove` 不看例子，而是对所有可能的申请人证明一份目录：有没有谁也达不到的条件、谁也用不到的材料、同时适用的两个时限。
每个结果都附一位申请人，用平常话写出他的情形；这位申请人先在 compiled 引擎上办过一遍，结果不符就不会印出来。

`banshi prove` looks at no examples. It proves a catalogue over every applicant there can be: whether there is a condition that
nobody meets, a paper that nobody needs, two limits for one case. Each finding shows an applicant in plain words, who was first
tried on the compiled engine; one that does not come out as claimed is a fault of the program and is never printed.

```
banshi prove [--matters ID,ID] [--office CODE] [--format text|json] [--strict]
```

以 0 结束：没有发现；1：有 `error`（加 `--strict` 时也算 `warning`）；2：不能证明，例如没有安装 z3 或者文件有错误。
Exit 0: nothing found; 1: an `error` (with `--strict` also a `warning`); 2: cannot prove: no z3, a faulty file.

z3 是可选的：`pip install "banshi[prove]"`；在仓库里 `./run banshi prove` 会自己装好。
z3 is an extra: `pip install "banshi[prove]"`; in a checkout `./run banshi prove` installs it.

## 证明的范围 / What the proofs range over

- 完整的申请：每个情形都已经填写。只有写了 `known` 的情形可以不填，那时按三值逻辑计算。
  Complete submissions: every fact is given. Only facts that some condition asks with `known` may be missing; three values then.
- 收到申请的日期在版本（和实施清单）的有效期内；没有终止日期的，往后算五十年。
  Papers are received while the edition (and the office's list) is in force; without a last day, for fifty years.
- 数字是填写时允许的所有数字（整数部分最多14位；金额两位、小数四位），也可以是负数：不作别的假定。
  Numbers are all that can be answered (14 digits before the point, 2 or 4 behind it), negative ones too: nothing else is assumed.
- 日期是公历的每一天；年龄、月数、天数都从同一个日期推算，所以不会互相矛盾。
  Dates are all days of the calendar; ages, months and days are counted from one date, so they never contradict each other.
- 文字只分相同和不同。地方参数（`local.`）是任意值；加 `--office` 时，关于案件的证明（P05、P06、P09 到 P14）用这个地方的值。
  关于写法的证明仍然用任意值：参数是开关，在一个地方关掉的规定不是错误。
  Texts are equal or not. A local parameter is any value; with `--office` the proofs about cases (P05, P06, P09 to P14) use the
  value of that office. Those about the text still take any: a parameter is a switch, and what it turns off is no defect.
- 取消的事项不证明；文件有错误的不证明，并以 2 结束。
  Cancelled matters are left out; files with errors cannot be proven, and end with 2.
- 一个问题 z3 到了规定的步数还答不出来，就报告 P90，不当作没有问题。
  A question on which z3 gives up after a fixed number of steps is reported as P90, never taken for an answer.

“没有人”对尽量宽的范围证明，“有人”在尽量窄的范围举例：所以两种结论都不会错。
"Nobody" is proven over the widest circle, "somebody" is shown in the narrowest, so neither can be wrong.

例子是盖在 `tests/prove/base.yaml` 上的片段，每个都由测试执行；`# <-` 标出报告的那一行。
The examples are fragments laid over `tests/prove/base.yaml`, and the tests run each; `# <-` marks the line that is reported.
This page is made by `python -m checker.prove.pages docs/proofs.md`.
"""


def proofs_page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *("\n".join(_section(proof)) for proof in PROOFS)])


def _section(proof: Proof) -> Iterator[str]:
    yield f"## {proof.code} {proof.name}\n"
    yield f"{proof.rule.zh}\n"
    yield f"{proof.rule.en}\n"
    yield f"`{proof.severity}` · {proof.basis}\n"
    for title, example in (("错误 / Wrong", proof.bad), ("正确 / Right", proof.good)):
        yield f"{title}\n\n```yaml\n{example.rstrip()}\n```\n"


def main() -> None:
    """Write the page to the file named."""
    Path(sys.argv[1]).write_text(proofs_page(), encoding="utf-8")


if __name__ == "__main__":
    main()

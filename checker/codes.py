"""Every code that the tool can say, in one table: what `banshi explain CODE` prints.

In: the tables of the modules that raise the codes, and here the short ones of the readers (R), submissions (B)
and verdicts (V). Out: `EXPLAINED`. The surprising thing: nothing is looked up by name at run time; a test reads
the sources and holds every code it finds there to this table, so that no message is without its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checker.acceptance_proof import ACCEPTANCE_CODES
from checker.conditions.refusals import REFUSALS
from checker.desk.faults import GIT_CODES
from checker.durations import DURATION_CODES
from checker.engines.durable_limits import ENGINE_CODES
from checker.finding import Severity, Text
from checker.lint import CHECKS
from checker.prove.proofs import PROOFS
from checker.reading.calendar import CALENDAR_CODES
from checker.schema import SHAPE_CODES
from checker.sheets.codes import SHEET_CODES, SHEET_WARNINGS
from checker.source import LOADER_CODES
from checker.words import WORDS_CODES

__all__ = ["EXPLAINED", "FAMILIES", "Explained"]


@dataclass(frozen=True, slots=True)
class Explained:
    """One code: its rule in both languages, the article it rests on (for lint), and examples, where there are any."""

    code: str
    name: str
    severity: Severity
    rule: Text
    basis: str = ""
    bad: str = ""
    good: str = ""


FAMILIES: Mapping[str, Text] = MappingProxyType(
    {
        "S": Text("读取文件", "Reading files"),
        "F": Text("文件的形状", "Shape of files"),
        "R": Text("登记册、版本和清单", "Registers, editions and lists"),
        "K": Text("期限和日历", "Durations and calendar"),
        "C": Text("条件", "Conditions"),
        "E": Text("规则引擎", "Rules engines"),
        "A": Text("受理规则表", "Acceptance table"),
        "W": Text("公布用语", "Words for citizens"),
        "L": Text("事项内容的检查", "Checks of the content"),
        "P": Text("对所有申请人的证明", "Proofs over all applicants"),
        "B": Text("申请数据", "Submissions"),
        "V": Text("预检结果", "Results of a check"),
        "G": Text("Git 里的历史", "History in Git"),
        "X": Text("电子表格和上传表", "Spreadsheets and upload tables"),
    }
)

_OURS = (
    ("R01", "no-such-day", "日期要是日历上有的一天", "a date is a day of the calendar"),
    ("R02", "unknown-id", "引用的编号要存在", "an id that is named must exist"),
    ("R03", "on-the-spot-without-demand", "当场可改的，要是本来就要求的", "only what is asked for can be mended on the spot"),
    ("R04", "fact-declared-twice", "一个情形只声明一次", "a fact is declared once"),
    ("R05", "not-a-local-parameter", "地方参数以 local. 开头，先声明", "a local parameter begins with local. and is declared"),
    ("R06", "parameter-misfit", "地方参数的值要合它的类型", "the value of a local parameter fits its type"),
    ("R10", "name-and-content-differ", "文件和文件夹按编号、日期命名", "files and folders are named after their id or day"),
    ("R11", "no-such-folder", "根目录里要有 catalogue/ 和 rules/", "the root holds catalogue/ and rules/"),
    ("R12", "file-not-read", "目录里只读 .yaml 文件", "only .yaml files are read"),
    ("R20", "no-such-base", "案例引用的 base 要在 bases 里", "the base that a case names is listed under bases"),
    ("R30", "no-pattern", "用词清单里的说法要是正则表达式", "the entries of a word list are regular expressions"),
    ("R13", "matter-without-edition", "每个事项文件夹至少有一个版本", "each folder of a matter holds an edition"),
    ("A06", "acceptance-words", "受理规则引用的句子要在 rules/words 里", "sentences named by the table are in rules/words"),
    ("A07", "acceptance-law", "受理规则引用的法律要在登记册里", "laws named by the table are in the register"),
    ("B00", "empty-submission", "申请数据不能是空的", "a submission is not empty"),
    ("B01", "too-many-documents", "一份申请的材料份数有上限", "a submission holds only so many papers"),
    ("B02", "fact-given-twice", "一个情形只填一次", "a fact is given once"),
    ("B03", "unknown-fact", "填写的情形要是这个事项声明的", "a fact that is given is declared by the matter"),
    ("B04", "derived-fact-given", "推算的情形不用填", "a derived fact is not given"),
    ("B05", "unknown-material", "交来的材料要在材料库里", "a paper that is handed in is in the library"),
    ("B06", "unknown-matter", "事项要在目录里", "the matter is in the catalogue"),
    ("B07", "no-edition-on-that-day", "收到申请那一天要有有效的版本", "an edition is in force on the day of receipt"),
    ("B08", "unknown-office", "办理地点在那一天要有实施清单", "the office has an implementation list on that day"),
    ("B09", "faulty-file", "有错误的文件不能据以作出结论", "no verdict rests on a file with errors"),
    ("B10", "matter-not-in-use", "暂停和取消的事项不能办理", "a matter that is suspended or cancelled cannot be handled"),
    ("B11", "unknown-format", "要生成的格式要存在", "the formats to build must exist"),
    ("B12", "nothing-to-build", "那一天要有可以生成的事项", "there must be a matter to build on that day"),
    ("B13", "cannot-write", "要生成到能写入的文件夹", "the folder to build into can be written to"),
    ("B20", "cannot-start-matter", "新事项的编号要没有用过", "the id of a new matter is unused"),
    ("B21", "corpus-not-readable", "一致性案例文件要能读", "a corpus of conformance cases can be read"),
    ("B22", "unknown-law", "法律要在登记册里", "the law is in the register"),
    ("B23", "no-such-article", "条要存在", "the article exists"),
    ("B31", "notice-for-several", "一份文书对应一件申请", "one notice goes with one submission"),
    ("B32", "unknown-notice-format", "文书的文件名以 .html 或者 .txt 结尾", "a notice's file name ends in .html or .txt"),
    ("B33", "notice-not-written", "文书要能写到那个位置", "a notice can be written where it is wanted"),
    ("E90", "engine-fault", "引擎之间不一致时不作结论", "no verdict where the engines differ"),
    ("V01", "not-required", "依法不需要办理（行政许可法第三十二条第一款第一项）", "no licence is needed (art. 32(1))"),
    ("V02", "not-competent", "不属于本机关职权（行政许可法第三十二条第一款第二项）", "another organ is competent (art. 32(2))"),
    ("V03", "refused", "依法不予受理", "by law not accepted"),
    ("V04", "acceptance-condition-unmet", "受理的条件没有达到", "a condition of acceptance is not met"),
    ("V05", "decision-condition-unmet", "批准的条件没有达到，只作提示", "a condition of the decision is not met; advice only"),
    ("V11", "paper-missing", "缺材料", "a paper is missing"),
    ("V12", "too-few-originals", "原件份数不够", "too few originals"),
    ("V13", "too-few-copies", "复印件份数不够", "too few copies"),
    ("V14", "original-not-shown", "没有交验原件", "the original was not shown"),
    ("V15", "not-signed", "没有签字", "not signed"),
    ("V16", "not-sealed", "没有盖章", "not sealed"),
    ("V17", "expired", "材料已经过期", "the paper has expired"),
    ("V18", "expiry-not-shown", "看不出有效期", "the paper does not show until when it is valid"),
    ("V19", "outdated", "材料出具得太早", "the paper was issued too long ago"),
    ("V20", "issue-date-not-shown", "看不出出具日期", "the paper does not show when it was issued"),
    ("V21", "may-follow", "可以容缺后补", "the paper may follow later"),
    ("V22", "dated-later", "出具日期晚于收到申请之日", "the paper bears a date after the day of receipt"),
    ("P90", "proof-undecided", "太复杂、证明不了的要报告", "what is too hard to prove is reported"),
    ("L90", "exception-lapsed", "到期的、没有用处的例外要删去", "an exception that ran out, or spares nothing, is taken out"),
)  # fmt: skip
_WARNINGS = frozenset({"R12", "L90"})


def _all() -> Iterator[Explained]:
    for table in (
        LOADER_CODES,
        SHAPE_CODES,
        DURATION_CODES,
        CALENDAR_CODES,
        ENGINE_CODES,
        ACCEPTANCE_CODES,
        WORDS_CODES,
        GIT_CODES,
    ):
        for entry in table.values():
            yield Explained(entry.code, entry.name, entry.severity, entry.summary, "", entry.bad, entry.good)
    for refusal in REFUSALS.values():
        yield Explained(refusal.code, refusal.name, "error", refusal.summary, "", refusal.bad, refusal.good)
    for check in CHECKS:
        yield Explained(
            check.code, check.name, check.severity, check.rule, check.basis, check.bad, check.good
        )
    for proof in PROOFS:
        yield Explained(
            proof.code, proof.name, proof.severity, proof.rule, proof.basis, proof.bad, proof.good
        )
    for code, (name, rule) in SHEET_CODES.items():
        yield Explained(code, name, "warning" if code in SHEET_WARNINGS else "error", rule)
    for code, name, zh, en in _OURS:
        yield Explained(
            code,
            name,
            "warning" if code in _WARNINGS else "error",
            Text(f"{zh}。", f"{en[0].upper()}{en[1:]}."),
        )


EXPLAINED: Mapping[str, Explained] = MappingProxyType(
    {entry.code: entry for entry in sorted(_all(), key=lambda entry: entry.code)}
)

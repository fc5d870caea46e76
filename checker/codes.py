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
from checker.uploads.codes import UPLOAD_CODES
from checker.word.codes import WORD_CODES, WORD_WARNINGS
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
        "X": Text("电子表格、上传表和 Word 指南", "Spreadsheets, upload tables and Word guides"),
        "U": Text("附件、密钥和保存的文件", "Attached files, keys and saved files"),
        "H": Text("网络请求", "Requests over the network"),
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
    ("B32", "unknown-notice-format", "没有这种文书格式；文件名的结尾决定格式",
     "no notice is written in this format; the ending of the file name chooses it"),
    ("B33", "notice-not-written", "文书要能写到那个位置", "a notice can be written where it is wanted"),
    ("B40", "font-missing", "印刷要用的字体文件要在", "the font files that printing needs are there"),
    ("B41", "cannot-typeset", "排版程序要能排出这份文件", "the typesetter can set the document"),
    ("B42", "no-glyph", "印刷的字体里要有每一个字", "the fonts for print have every character"),
    ("B43", "does-not-fit", "一纸清、折页、海报要放得下", "a leaflet or poster holds what it must"),
    ("B90", "no-pre-check", "预检页要有现行有效、没有错误的版本", "a pre-check page needs an edition in force without errors"),
    ("B70", "reviewed-term-twice", "一个术语只核定一次", "a term is reviewed once"),
    ("B72", "file-name-taken", "事项的编号不与整个目录的文件同名", "no matter is called like the file of the whole catalogue"),
    ("B73", "matrix-too-wide", "材料矩阵的列数有上限", "a matrix of papers has only so many columns"),
    ("B71", "reviewed-term-length", "繁简转换只换字，字数不变", "conversion changes characters, never their number"),
    ("B60", "template-not-usable", "Word 模板要是完好的、不带宏的 .docx", "a Word template is a sound .docx without macros"),
    ("B61", "template-syntax", "Word 模板里字段的写法要对", "the fields of a Word template are written rightly"),
    ("B62", "template-field", "Word 模板只能用有的字段", "a Word template names only fields that there are"),
    ("B63", "template-without-content", "Word 模板的正文里要有 {{ content }}", "the text of a Word template has {{ content }}"),
    ("B64", "letter-does-not-fit", "文书的种类要合预检结论", "the kind of a letter fits the verdict"),
    ("B65", "letter-other-edition", "文书依据的版本要和目录里的相同", "a letter rests on the edition that the catalogue holds"),
    ("B66", "letter-not-written", "文书要能写到那个位置", "a letter can be written where it is wanted"),
    ("B67", "unknown-letter-format", "文书的格式和文件名要一致", "the format of a letter and the ending of its name agree"),
    ("B68", "redline-not-written", "修订稿要写到 .docx 文件", "a redline is written to a .docx file"),
    ("B69", "not-one-verdict", "一份文书对应一个预检结论", "one letter goes with one verdict"),
    ("B50", "no-such-recipe", "出版单的文件要存在", "the file of the recipe exists"),
    ("B51", "recipe-not-usable", "有错误的出版单不印", "a recipe with errors is not printed"),
    ("B52", "no-format", "至少要做成一种格式", "at least one format is made"),
    ("B53", "nothing-to-publish", "那一天至少要有一个可以印的事项", "at least one matter can be printed on that day"),
    ("B54", "booklet-not-set", "成册的指南要排得出来", "a booklet can be typeset"),
    ("B55", "no-implementation-list", "印出的事项要有本地的实施清单", "a matter that is printed has a local implementation list"),
    ("B56", "no-contact", "实施清单要写地点、咨询和投诉方式", "an implementation list gives place, enquiries and complaints"),
    ("B57", "statement-not-checked", "印出以前，内容要核对过", "statements are checked before they are printed"),
    ("B58", "no-english", "印英文的，文字要有英文", "where English is printed, texts have English"),
    ("B59", "matter-not-in-force", "点名要印的事项，那一天要有效、在用",
     "a matter that is named is in force and in use on that day"),
    ("B80", "unfit-file-name", "事项编号要能作网页的文件名", "a matter's id can be the name of a page"),
    ("B81", "no-flow", "要写出受理以后的办理步骤", "the steps after acceptance are written"),
    ("B82", "flow-in-a-circle", "步骤不能互相等待", "steps do not wait for each other"),
    ("B83", "step-after-nothing", "步骤只能排在已有的步骤之后", "a step comes after steps that there are"),
    ("B84", "no-english-name", "英文网站要有英文名称", "an English site needs English names"),
    ("B85", "broken-address", "网址要完整", "an address on the web is whole"),
    ("B86", "two-matters-one-name", "事项的名称要分得清", "matters can be told apart by name"),
    ("B87", "link-to-nothing", "网站里的链接要有目标", "a link within the site leads somewhere"),
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
    ("V30", "saved-for-another-matter", "存下的回答要用在同一个事项", "saved answers belong to the matter they were given for"),
    ("V31", "edition-changed", "接着答的时候换了版本，要说明",
     "that another edition applies now is said when answers are taken up again"),
    ("V32", "catalogue-changed", "接着答的时候目录更新了，要说明",
     "that the catalogue changed is said when answers are taken up again"),
    ("V33", "question-gone", "不再问的情形，回答不再用", "the answer to a question that is gone is dropped"),
    ("V34", "answer-no-longer-counts", "不能再用的回答，重新问", "an answer that no longer counts is asked again"),
    ("V35", "paper-gone", "不再需要的材料，不再用", "a paper that is no longer asked for is dropped"),
    ("V36", "day-changed", "收到申请的日期变了，要说明", "that the day of receipt moved is said"),
    ("V37", "office-changed", "办理地变了，要说明", "that the office changed is said"),
    ("V38", "answers-not-saved", "回答要能存到那个位置", "the answers can be saved where it is wanted"),
    ("V39", "result-not-written", "结果要能写到那个位置", "the result can be written where it is wanted"),
    ("P90", "proof-undecided", "太复杂、证明不了的要报告", "what is too hard to prove is reported"),
    ("L90", "exception-lapsed", "到期的、没有用处的例外要删去", "an exception that ran out, or spares nothing, is taken out"),
    ("U20", "not-a-key", "密钥文件要是 Ed25519 的 PEM 文件", "a key file holds an Ed25519 key in PEM"),
    ("U21", "not-a-saved-file", "要验证和继续的是预检保存的文件", "what is verified or resumed is a file saved in a pre-check"),
    ("U22", "saved-by-another-version", "保存的文件要是这个版本能读的", "a saved file is of a version that can be read"),
    ("U23", "key-exists", "已有的密钥不覆盖", "a key that is there is not overwritten"),
    ("U24", "cannot-listen", "要提供服务的地址没有被占用", "the address to listen on is free"),
    ("U25", "key-not-read", "密钥文件要能读", "a key file can be read"),
    ("U26", "key-not-written", "密钥要能写到那个位置", "a key can be written where it is wanted"),
    ("U27", "no-fork", "网站要在能分出进程的系统上运行", "the server runs where processes can be forked"),
    ("H01", "no-such-page", "没有这个页面", "there is no such page"),
    ("H02", "no-such-matter", "没有这个事项，或者这一天没有有效的版本", "no such matter on that day"),
    ("H03", "method-not-allowed", "这个地址不能这样请求", "this address does not take that method"),
    ("H04", "body-too-large", "提交的内容太大", "what was sent is too large"),
    ("H05", "media-type", "这个地址不接受这种格式的内容", "this address does not take content of that type"),
    ("H06", "not-readable", "提交的内容不能识别", "what was sent cannot be read"),
    ("H07", "not-usable", "提交的内容有错误", "there are errors in what was sent"),
    ("H08", "bad-parameter", "地址里的参数不对", "a parameter of the address is wrong"),
    ("H09", "too-many-requests", "请求太频繁", "too many requests"),
    ("H10", "busy", "现在使用的人太多", "the server is busy"),
    ("H11", "took-too-long", "处理的时间太长，已经停止", "this took too long and was stopped"),
    ("H12", "from-elsewhere", "请求来自别的网站", "the request comes from another site"),
    ("H13", "fault", "程序出错了，没有保存任何内容", "the program failed; nothing was stored"),
    ("H14", "too-slow", "内容传得太慢，已经停止", "what was sent came too slowly"),
    ("H15", "cannot-decide", "规则引擎出错，没有作出结论", "the rules engine failed; nothing was decided"),
    ("H16", "no-such-format", "没有这种格式", "there is no such format"),
    ("H17", "step-lost", "页面不完整，接不上前面的步骤", "the page was not complete"),
    ("H18", "not-started", "服务正在启动", "the server is starting"),
)  # fmt: skip
_WARNINGS = frozenset(
    {
        "R12",
        "L90",
        "V31",
        "V32",
        "V33",
        "V34",
        "V35",
        "V36",
        "V37",
        "B81",
        "B82",
        "B83",
        "B84",
        "B85",
        "B86",
        "B87",
    }
)


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
    for upload in UPLOAD_CODES.values():
        yield Explained(
            upload.code, upload.name, upload.severity, Text(f"{upload.rule.zh}。", f"{upload.rule.en}.")
        )
    for code, (name, rule) in WORD_CODES.items():
        yield Explained(code, name, "warning" if code in WORD_WARNINGS else "error", rule)
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

"""What can be wrong with a file that somebody attaches: codes U01 to U19, in both languages.

In: nothing. Out: `UPLOAD_CODES`, and `finding`, which makes a `Finding` of a code and its numbers.
The surprising thing: no message repeats the name of a file, which may hold the name of a person; the place names the paper
that the file was attached to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from checker.finding import Finding, Place, Severity, Text

__all__ = ["UPLOAD_CODES", "UploadCode", "finding"]


@dataclass(frozen=True, slots=True)
class UploadCode:
    """One check: its rule for `banshi explain`, what it says, and what to do. `{n}` and the like are filled in."""

    code: str
    name: str
    severity: Severity
    rule: Text
    says: Text
    remedy: Text


_TABLE = (
    UploadCode(
        "U01", "upload-empty", "error",
        Text("附件不能是空文件", "an attached file holds something"),
        Text("这个文件是空的", "this file is empty"),
        Text("重新保存或者扫描后再选", "save or scan it again, then choose it"),
    ),
    UploadCode(
        "U02", "upload-too-large", "error",
        Text("附件大小有上限", "an attached file is only so large"),
        Text("这个文件有 {size}，最大 {limit}", "this file has {size}; at most {limit} can be read"),
        Text("降低扫描的分辨率，或者拆成几个文件", "scan with a lower resolution, or split it"),
    ),
    UploadCode(
        "U03", "upload-kind", "error",
        Text("附件的种类要能接受，种类按内容辨认", "a file is of a kind that is taken, told from its content"),
        Text("从内容看，这个文件不是可以接受的种类", "by its content, this file is of no kind that can be taken"),
        Text("改用{kinds}", "use {kinds}"),
    ),
    UploadCode(
        "U04", "upload-misnamed", "warning",
        Text("文件名的结尾要和内容一致", "the ending of a file's name fits its content"),
        Text("文件名的结尾和内容不一致：内容是{kind}", "the ending of its name does not fit: the content is {kind}"),
        Text("请核对是不是选对了文件；没选错就不用管", "please make sure it is the right file; if it is, go on"),
    ),
    UploadCode(
        "U05", "upload-encrypted", "error",
        Text("附件不能设密码", "an attached file has no password"),
        Text("这个文件设了密码或者使用限制，窗口打不开", "this file has a password or restrictions; the counter cannot open it"),
        Text("去掉密码，另存一份再选", "save a copy without the password and choose that"),
    ),
    UploadCode(
        "U06", "upload-broken", "error",
        Text("附件要能打开", "an attached file can be opened"),
        Text("这个文件坏了，打不开", "this file is broken and cannot be opened"),
        Text("用原来的程序打开，重新保存；扫描件请重新扫描", "open it in its own program and save it again, or scan anew"),
    ),
    UploadCode(
        "U07", "upload-pages", "error",
        Text("附件页数有上限", "an attached file has only so many pages"),
        Text("这个文件有 {n} 页，最多 {limit} 页", "this file has {n} pages; at most {limit} can be read"),
        Text("拆成几个文件", "split it into several files"),
    ),
    UploadCode(
        "U08", "picture-small", "warning",
        Text("图片要看得清", "a picture is large enough to be read"),
        Text("图片只有 {width}×{height} 像素，短边不到 {limit}，可能看不清",
             "the picture has only {width}×{height} pixels; below {limit} on the short side it may not be readable"),
        Text("请核对文字看不看得清；看不清就重新拍一张", "please see whether the words can be read; if not, take a new one"),
    ),
    UploadCode(
        "U09", "picture-large", "error",
        Text("图片的像素有上限", "a picture has only so many pixels"),
        Text("图片的像素太多，超过 {limit} 万", "the picture has more than {limit}0 thousand pixels"),
        Text("缩小以后再选", "make it smaller and choose it again"),
    ),
    UploadCode(
        "U10", "upload-active", "error",
        Text("附件里不能有会自己运行的内容", "nothing in an attached file runs by itself"),
        Text("这个 PDF 里有会自己运行的内容（脚本、启动程序或者自动提交）",
             "this PDF holds something that runs by itself (a script, a program to start, or a form that sends itself)"),
        Text("打印成新的 PDF 再选", "print it to a new PDF and choose that"),
    ),
    UploadCode(
        "U11", "upload-embedded", "error",
        Text("附件里不能再夹带文件", "no further file is hidden in an attached file"),
        Text("这个文件里还夹带着别的文件", "this file carries other files inside"),
        Text("把夹带的文件单独附上", "attach those files on their own"),
    ),
    UploadCode(
        "U12", "upload-bomb", "error",
        Text("附件解开以后的大小有上限", "an attached file unpacks to only so much"),
        Text("这个文件解开以后大得不正常，没有读", "this file would unpack to an abnormal size and was not read"),
        Text("用原来的程序打开，重新保存", "open it in its own program and save it again"),
    ),
    UploadCode(
        "U13", "upload-macros", "error",
        Text("附件里不能有宏", "an attached file holds no macros"),
        Text("这个 Word 文件里有宏", "this Word file holds macros"),
        Text("另存为不带宏的 .docx，或者导出成 PDF", "save it as a .docx without macros, or as a PDF"),
    ),
    UploadCode(
        "U14", "upload-outside", "error",
        Text("附件不能从网上取内容", "an attached file fetches nothing from elsewhere"),
        Text("这个 Word 文件打开时要从别处取内容", "this Word file fetches something from elsewhere when it is opened"),
        Text("导出成 PDF 再选", "export it as a PDF and choose that"),
    ),
    UploadCode(
        "U15", "upload-twice", "warning",
        Text("同一个文件只附一次", "a file is attached once"),
        Text("这个文件和另一份材料的附件一模一样", "this file is exactly the one attached to another paper"),
        Text("请核对是不是选错了文件", "please make sure that you chose the right file"),
    ),
    UploadCode(
        "U16", "upload-blank", "warning",
        Text("附件不能是空白页", "an attached file is not blank"),
        Text("这个文件看起来是空白的", "this file looks blank"),
        Text("请核对扫描时纸是不是放反了", "please see whether the paper lay the wrong way round"),
    ),
    UploadCode(
        "U17", "upload-unreadable", "error",
        Text("附件要在规定的时间和内存里读得完", "an attached file can be read within limits of time and memory"),
        Text("这个文件在规定的时间和内存里读不完", "this file could not be read within the limits of time and memory"),
        Text("重新保存成简单的 PDF 或者 JPG 再选", "save it as a plain PDF or JPG and choose that"),
    ),
    UploadCode(
        "U18", "too-many-uploads", "error",
        Text("一次附上的文件个数有上限", "only so many files are attached at once"),
        Text("选了 {n} 个文件，一次最多 {limit} 个", "{n} files were chosen; at most {limit} at once"),
        Text("分几次选，或者合成一个 PDF", "choose fewer at a time, or merge them into one PDF"),
    ),
    UploadCode(
        "U19", "upload-damaged", "warning",
        Text("附件最好没有损坏", "an attached file should not be damaged"),
        Text("这个文件有一点损坏，但是还能打开", "this file is slightly damaged, but can be opened"),
        Text("请打开看看内容全不全", "please open it and see that nothing is missing"),
    ),
)  # fmt: skip

UPLOAD_CODES: Mapping[str, UploadCode] = MappingProxyType({entry.code: entry for entry in _TABLE})


def finding(code: str, paper: str, fields: Mapping[str, Text] | None = None) -> Finding:
    """The finding of one check about the file attached to `paper`."""
    entry = UPLOAD_CODES[code]
    place = Place(f"uploads/{paper}" if paper else "uploads")
    return Finding(
        code,
        entry.name,
        entry.severity,
        place,
        _filled(entry.says, fields or {}),
        _filled(entry.remedy, fields or {}),
    )


def _filled(text: Text, fields: Mapping[str, Text]) -> Text:
    zh, en = text.zh, text.en
    for name, value in fields.items():
        zh, en = zh.replace(f"{{{name}}}", value.zh), en.replace(f"{{{name}}}", value.en)
    return Text(zh, en)

"""From a job to a PDF: the one place where Typst is called.

In: the name of a template and its job as plain data. Out: the bytes of a tagged PDF/UA-1 with its fonts inside, the same
bytes for the same job. Raises `CannotPrint`.
The surprising thing: a job is data, never source. It travels as JSON in `sys.inputs`, so `#import` in a matter's name prints as
`#import`. Typst keeps what it has computed for ever: who prints many jobs does so in `batches`, not here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import get_ident

import pikepdf
import typst

from checker.finding import Finding, Place, Text
from generators.typeset.failures import CannotPrint
from generators.typeset.fonts import font_files, fonts

__all__ = ["compressed", "inspect", "page_count", "typeset"]

_TEMPLATES = Path(__file__).parent
_TIMESTAMP = 0  # the pages say their dates themselves


def typeset(template: str, job: Mapping[str, object], *, compress: bool = True) -> bytes:
    """The job set by `<template>.typ`."""
    compiler = _compiler(template, font_files(), get_ident())
    try:
        data = compiler.compile(
            format="pdf", sys_inputs={"job": _json(job)}, pdf_standards="ua-1", timestamp=_TIMESTAMP
        )
    except typst.TypstError as error:
        raise CannotPrint(_told(error, job)) from error
    if not isinstance(data, bytes):
        raise TypeError("the compiler gave no single file")
    return compressed(data) if compress else data


def inspect(template: str, job: Mapping[str, object], selector: str) -> object:
    """What the template left as metadata: the values of all elements that `selector` finds (`<seen>`)."""
    compiler = typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=fonts(),
        sys_inputs={"job": _json(job)},
    )
    found: object = json.loads(compiler.query(selector))
    return found


def compressed(data: bytes) -> bytes:
    """The same PDF with its objects packed in streams; what it says, its tags included, stays."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    with pikepdf.open(BytesIO(data)) as file:
        return len(file.pages)


@lru_cache(32)
def _compiler(template: str, files: tuple[Path, ...], thread: int) -> typst.Compiler:
    """One for each template and thread: a compiler does one thing at a time."""
    return typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=fonts(), sys_inputs={}
    )


def _json(job: Mapping[str, object]) -> str:
    return json.dumps(job, ensure_ascii=False, separators=(",", ":"))


_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def _told(error: typst.TypstError, job: Mapping[str, object]) -> Finding:
    reason = " ".join(str(error.message).split())
    name = str(job.get("title") or "-")
    glyph = _NO_GLYPH.search(reason)
    if glyph:
        sign = glyph[1]
        code = " ".join(f"U+{ord(each):04X}" for each in sign)
        return Finding(
            "B42",
            "no-glyph",
            "error",
            Place(name),
            Text(
                f"印刷用的字体没有这个字：{sign}（{code}）",
                f"the fonts for print have no glyph for {sign} ({code})",
            ),
            Text("换一个写法，或者删去这个字符", "write it another way, or take the character out"),
        )
    return Finding(
        "B41",
        "cannot-typeset",
        "error",
        Place(name),
        Text(f"排版没有成功：{reason}", f"typesetting failed: {reason}"),
        Text(
            "这多半是程序的错误，请把这一事项的文件和这句话一起报告",
            "most likely a fault of the program: please report this sentence with the matter's file",
        ),
    )

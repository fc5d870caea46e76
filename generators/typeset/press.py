"""One file set in a process of its own: `python -m generators.typeset.press TEMPLATE JOB.json OUT.pdf TOLD.json [untagged]`.

In: the template's name and its job, as JSON. Out: the PDF as Typst wrote it, and what the template tells about it
(`<told>`): on which page everything stands. Exit 1 with the finding in TOLD.json when it could not be set.
The surprising thing: it is the process that matters. Typst keeps all that it has computed, 600 MB for a hundred
guides; what a process held, its end gives back.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typst

from checker.finding import Finding, Place, Text
from generators.typeset.failures import CannotPrint
from generators.typeset.fonts import fonts

__all__ = ["NO_ROOM", "main", "told_and_set"]

NO_ROOM = 3
"""How the process ends when its answer cannot be written; the error's number stands on standard error."""
_TEMPLATES = Path(__file__).parent


def told_and_set(template: str, job: str, *, tagged: bool = True) -> tuple[bytes, object]:
    """The file, uncompressed, and the value of its `<told>`. Raises `CannotPrint`."""
    compiler = typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=fonts(), sys_inputs={"job": job}
    )
    try:
        if tagged:
            data = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0)
        else:
            data = compiler.compile(format="pdf", pdf_tags=False, timestamp=0)
        told: object = json.loads(compiler.query("<told>", field="value", one=True)) if tagged else {}
    except typst.TypstError as error:
        raise CannotPrint(_cannot_set(error, str(json.loads(job).get("title") or "-"))) from error
    if not isinstance(data, bytes):
        raise TypeError("the compiler gave no single file")
    return data, told


def _cannot_set(error: typst.TypstError, title: str) -> Finding:
    reason = " ".join(str(error.message).split())
    return Finding(
        "B54",
        "booklet-not-set",
        "error",
        Place(title),
        Text(f"排版没有成功：{reason}", f"typesetting failed: {reason}"),
        Text(
            "这多半是程序的错误，请把出版单和这句话一起报告",
            "most likely a fault of the program: please report this sentence with the recipe",
        ),
    )


def main() -> None:
    """Set one job; see above."""
    template, given, made, answer = sys.argv[1], *map(Path, sys.argv[2:5])
    try:
        data, told = told_and_set(template, given.read_text("utf-8"), tagged="untagged" not in sys.argv[5:])
    except CannotPrint as fault:
        finding = fault.finding
        words = {
            "code": finding.code,
            "name": finding.name,
            "place": finding.place.path,
            "message": [finding.message.zh, finding.message.en],
            "help": [finding.help.zh, finding.help.en] if finding.help else None,
        }
        answer.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        raise SystemExit(1) from None
    try:
        made.write_bytes(data)
        answer.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    except OSError as error:  # the disk is full: who called knows what to say
        sys.stderr.write(str(error.errno or 0))
        raise SystemExit(NO_ROOM) from None


if __name__ == "__main__":
    main()

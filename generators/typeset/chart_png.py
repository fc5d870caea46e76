"""A flowchart as pictures: PNG for files that cannot hold a drawing, such as Word's.

In: a `Chart`, the sheets it may use. Out: one `Picture` for each sheet it takes, the same bytes for the same chart.
The surprising thing: nothing is drawn here. The geometry is that of print (chart.py), the ink that of chart.typ; Typst only turns
it into dots, with the fonts of everything printed and none of the machine's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from checker.finding import Finding, Place, Text
from generators.flow.graph import Chart
from generators.typeset.chart import Sheet, chart_data
from generators.typeset.failures import CannotPrint
from generators.typeset.fonts import font_files, fonts

__all__ = ["Picture", "chart_pictures"]

_DOTS = 200  # an inch: small enough to mail, sharp enough to print


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and its size on paper in points; `wide`: it wants a page that lies on its side."""

    png: bytes
    width: float
    height: float
    wide: bool


def chart_pictures(chart: Chart, sheets: Sequence[Sheet], language: str) -> tuple[Picture, ...]:
    """The chart on as few sheets as it takes; nothing when it fits none. Raises `CannotPrint`."""
    pieces = chart_data(chart, sheets)["sheets"]
    return tuple(_picture(piece, language) for piece in pieces) if isinstance(pieces, list) else ()


def _picture(piece: dict[str, object], language: str) -> Picture:
    compiler = _compiler(font_files())
    job = {"language": language, "words": {}, "piece": piece}
    data = json.dumps(job, ensure_ascii=False, separators=(",", ":"))
    try:
        made = compiler.compile(format="png", ppi=_DOTS, sys_inputs={"job": data})
    except typst.TypstError as error:
        raise CannotPrint(_not_drawn(" ".join(str(error.message).split()))) from error
    if not isinstance(made, bytes):
        raise CannotPrint(_not_drawn("several pages"))
    width, height = piece["width"], piece["height"]
    if not isinstance(width, float | int) or not isinstance(height, float | int):
        raise TypeError("a piece has no size")
    return Picture(made, float(width), float(height), bool(piece["wide"]))


@lru_cache(1)
def _compiler(files: tuple[Path, ...]) -> typst.Compiler:
    folder = Path(__file__).parent
    return typst.Compiler(str(folder / "chart_png.typ"), root=str(folder), font_paths=fonts(), sys_inputs={})


def _not_drawn(reason: str) -> Finding:
    return Finding(
        "B41", "cannot-typeset", "error", Place("-"),
        Text(f"流程图没有画成：{reason}", f"the chart was not drawn: {reason}"),
        Text("这多半是程序的错误，请把这一事项的文件和这句话一起报告",
             "most likely a fault of the program: please report this sentence with the matter's file"),
    )  # fmt: skip

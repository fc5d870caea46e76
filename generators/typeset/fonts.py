"""The fonts that everything printed is set in: files of two packages, never fonts of the machine.

In: nothing. Out: the paths of the font files, and the `typst.Fonts` that knows only these.
The surprising thing: the machine's own fonts are not even looked at, so a page looks the same, byte for byte, on every
host; where a file is missing nothing is printed, because a page full of empty boxes is worse than none.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst

from checker.finding import Finding, Place, Text
from generators.typeset.failures import CannotPrint

__all__ = ["FONT_FILES", "font_files", "fonts"]

FONT_FILES: tuple[tuple[str, str], ...] = (
    ("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"),
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
    ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"),
)
"""Package and file: a serif for reading, a sans with every weight and the glyphs of all regions."""


def font_files() -> tuple[Path, ...]:
    """Where the files are. Raises `CannotPrint` with the names of those that are missing."""
    found = tuple(_folder(package) / name for package, name in FONT_FILES)
    missing = [path for path in found if not path.is_file()]
    if missing:
        raise CannotPrint(_missing(missing))
    return found


def fonts() -> typst.Fonts:
    """The fonts for the compiler, read once in a process."""
    return _fonts(font_files())


@lru_cache(1)
def _fonts(files: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted(
            {str(path.parent) for path in files}
        ),  # folders: a path of a file is passed over in silence
    )


def _folder(package: str) -> Path:
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else Path(package)


def _missing(files: list[Path]) -> Finding:
    names = "、".join(path.name for path in files)
    packages = " ".join(package for package, name in FONT_FILES if any(path.name == name for path in files))
    distributions = packages.replace("_", "-")
    return Finding(
        "B40",
        "font-missing",
        "error",
        Place(str(files[0])),
        Text(f"找不到印刷用的字体文件：{names}", f"a font file that printing needs is missing: {names}"),
        Text(
            f"重新安装字体包：`pip install --force-reinstall {distributions}`",
            f"install the font packages again: `pip install --force-reinstall {distributions}`",
        ),
    )

"""Contact sheets of everything printed, and its measures: `python benchmarks/contact_sheet.py OUT [--language en]`.

In: the shipped catalogue. Out: `OUT/<kind>-<n>.png`, many pages beside each other, for a designer's eye; the faults that
`measure` finds, one a line, and exit 1 when there is one. The surprising thing: it measures all, where the tests take samples
of the sheets; the pictures are an artefact of a run, never committed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from checker.finding import Finding
from checker.languages import phrases_in
from checker.loading import load_catalogue
from generators.outputs import OUTPUTS
from generators.subject import Selection, plan

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "print"))
import measure  # noqa: E402 -- the ruler of the tests, which is no part of the package

KINDS: dict[str, tuple[float, int, int]] = {  # side margin in mm, pages in a row, rows
    "pdf": (19.5, 6, 3),
    "leaflet": (17.5, 5, 2),
    "fold": (5, 3, 3),
    "poster": (9.5, 5, 2),
    "large-print": (19.5, 6, 3),
}
WIDTH = 3600
GAP = 12


def main() -> int:
    """All sheets; 1 when something is wrong with a page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--office", default="999922")
    parser.add_argument("--language", default="zh-Hans", choices=["zh-Hans", "zh-Hant", "en"])
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--matters", default="")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue(ROOT)
    on = date(2026, 11, 22)
    matters = tuple(name for name in chosen.matters.split(",") if name)
    what = plan(catalogue, on, matters, chosen.office)
    selection = Selection(what, catalogue, phrases_in(catalogue, chosen.language), on, "contact-sheet")
    wrong = 0
    for kind in chosen.kinds.split(","):
        margin, across, down = KINDS[kind]
        sheet = Pictures(chosen.out, f"{kind}-{chosen.language}", across, down)
        for page in OUTPUTS[kind].pages(selection):
            if isinstance(page, Finding):
                print(f"{kind}: {page.place}: {page.message.en}")
                wrong += 1
                continue
            faults = list(measure.faults(page.data, margin))
            wrong += len(faults)
            for fault in faults[:3]:
                print(f"{page.path}: {fault}" + (f" (1 of {len(faults)})" if len(faults) > 3 else ""))
            sheet.add(page.data)
        sheet.close()
        print(f"{kind}: {sheet.count} pages on {sheet.number} sheets")
    print(f"{wrong} faults")
    return 1 if wrong else 0


class Pictures:
    """Puts pages beside each other and writes a sheet when it is full."""

    def __init__(self, out: Path, name: str, across: int, down: int) -> None:
        self.out, self.name, self.across, self.down = out, name, across, down
        self.held: list[Image.Image] = []
        self.number = self.count = 0

    def add(self, data: bytes) -> None:
        for picture in _rendered(data, (WIDTH - GAP * (self.across + 1)) // self.across):
            self.held.append(picture)
            self.count += 1
            if len(self.held) == self.across * self.down:
                self.close()

    def close(self) -> None:
        if not self.held:
            return
        high = max(picture.height for picture in self.held)
        rows = -(-len(self.held) // self.across)
        sheet = Image.new("RGB", (WIDTH, rows * (high + GAP) + GAP), "#8a94a0")
        wide = (WIDTH - GAP) // self.across
        for place, picture in enumerate(self.held):
            sheet.paste(
                picture, (GAP + place % self.across * wide, GAP + place // self.across * (high + GAP))
            )
        self.number += 1
        sheet.save(self.out / f"{self.name}-{self.number:02}.png", optimize=False)
        self.held = []


def _rendered(data: bytes, width: int) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(data) as file:
        for page in file:
            yield page.render(scale=width / page.get_width()).to_pil()


if __name__ == "__main__":
    sys.exit(main())

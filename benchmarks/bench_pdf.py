"""CPU time of guides as PDF, beside WeasyPrint and headless Chromium on the same content: `python benchmarks/bench_pdf.py`.

In: `--guides` guides of the shipped catalogue in turn. Out: a table on standard output: seconds for each, ratio, bytes, pages.
The surprising thing: the peers get the guide's own HTML page with its print styles, so both sides set the same words and the
same chart. WeasyPrint is asked in a process of its own (`--peer-python` names an interpreter that has it); a peer that is not
there is said to be missing, and the run goes on.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.document import Document
from generators.formats import html, pdf
from generators.printed.fold import fold
from generators.printed.leaflet import leaflet
from generators.printed.poster import poster
from generators.subject import Selection, plan
from generators.typeset.compiler import page_count

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 22)
TARGET = 10.0
"""How many times faster than WeasyPrint the project promises to be."""
WEASYPRINT = """
import sys
from pathlib import Path
from weasyprint import HTML
for page in sorted(Path(sys.argv[1]).glob("*.html")):
    HTML(filename=str(page)).write_pdf(page.with_suffix(".weasyprint.pdf"))
"""


def children() -> float:
    """CPU seconds of finished child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(documents: list[Document], phrases: Phrases) -> tuple[float, list[bytes]]:
    begin = time.process_time()
    made = [pdf.write(document, phrases) for document in documents]
    return time.process_time() - begin, made


def weasyprint(folder: Path, python: str) -> float | None:
    """CPU seconds; None when it is not installed."""
    if subprocess.run([python, "-c", "import weasyprint"], capture_output=True, check=False).returncode:
        return None
    begin = children()
    subprocess.run([python, "-c", WEASYPRINT, str(folder)], check=True, capture_output=True)
    return children() - begin


def chromium(folder: Path) -> float | None:
    """CPU seconds, one process for each page as a build would do it; None when there is no Chromium."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        return None
    begin = children()
    for page in sorted(folder.glob("*.html")):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                    f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={page.with_suffix('.chromium.pdf')}",
                    page.as_uri(),
                ],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
    return children() - begin


def row(name: str, seconds: float | None, number: int, base: float) -> str:
    if seconds is None:
        return f"{name:<28} not installed"
    ratio = seconds / base
    return f"{name:<28} {seconds / number * 1000:8.0f} ms a guide {ratio:8.1f} times ours"


def main() -> int:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--guides", type=int, default=12)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--sheets", action="store_true", help="leaflets, folded leaflets and posters too")
    parser.add_argument(
        "--memory", type=int, default=0, metavar="N", help="set N guides and say how memory grows"
    )
    chosen = parser.parse_args()
    catalogue = load_catalogue(ROOT)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    selection = Selection(plan(catalogue, ON, (), "999922"), catalogue, phrases, ON, "bench")
    documents = [subject.guide() for subject in islice(cycle(selection.subjects), chosen.guides)]
    pdf.write(documents[0], phrases)  # fonts are read once in a process
    seconds, made = ours(documents, phrases)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, document in enumerate(documents):
            (folder / f"{number:04}.html").write_bytes(html.write(document, phrases))
        slow, browser = weasyprint(folder, chosen.peer_python), chromium(folder)
    pages = sum(map(page_count, made))
    print(f"{len(documents)} guides, {pages} pages, {sum(map(len, made)) // 1024} KB")
    print(row("Banshi (Typst)", seconds, len(documents), seconds))
    print(row("WeasyPrint", slow, len(documents), seconds))
    print(row("headless Chromium", browser, len(documents), seconds))
    if slow is not None:
        print(
            f"promised: {TARGET:.0f} times faster than WeasyPrint: {'kept' if slow >= TARGET * seconds else 'NOT KEPT'}"
        )
    if chosen.sheets:
        for label, make in (("leaflet", leaflet), ("fold", fold), ("poster", poster)):
            begin = time.process_time()
            for document in documents:
                make(document, phrases)
            print(f"{label:<28} {(time.process_time() - begin) / len(documents) * 1000:8.0f} ms each")
    for count in range(1, chosen.memory + 1):
        subject = selection.subjects[count % len(selection.subjects)]
        pdf.write(subject.guide(), phrases)
        if count % 100 == 0:
            print(
                f"{count:5} guides: at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

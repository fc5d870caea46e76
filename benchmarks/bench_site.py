"""CPU time of the site beside Hugo and MkDocs on the same content: `python benchmarks/bench_site.py [NUMBER ...]`.

In: how many guides (1,000 and 10,000). Out: tables: publishing the ready documents beside Hugo and MkDocs, which are given
the same text as ready Markdown with the charts drawn; the whole way from YAML; a rebuild of nothing and of one matter.
The surprising thing: there are two honest questions. Putting ready text into pages is what the peers do, and there the
documents and the charts are given to everybody for free. Working out conditions, limits and charts from the catalogue is what
they cannot do; it is told on lines of its own. Hugo and MkDocs have no rebuild that spares the rest, so that the rebuild
stands beside their whole build.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rich.console import Console

from checker.cli.compared import differences
from checker.cli.session import Session
from checker.cli.site_build import Wish, build_site
from checker.languages import phrases_in
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.document import Document, Flowchart
from generators.formats import html, html_pen, markdown
from generators.site import fixed_pages, whole_pages, writing_for
from generators.site.feeds import matter_feed
from generators.site.history import Told, events, history_page, told
from generators.site.row import row
from generators.site.writing import Writing
from generators.subject import Page, Selection, Subject, plan
from generators.writing import write_atomic

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 22)
HALF = 0.5
_MOST_FOR_MKDOCS = 1000
_MOST_FOR_CHECK = 1000
"""A build from nothing takes as long again: only the smaller size is compared file by file."""
REBUILD = 1.0
"""Seconds of CPU for a rebuild after one changed matter of 10,000."""
HUGO = """baseURL = "https://example.org/"
title = "Catalogue"
disableKinds = []
[taxonomies]
agency = "agencies"
audience = "audiences"
topic = "topics"
[markup.goldmark.renderer]
unsafe = true
"""
PAGE = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="stylesheet" href="/site.css"></head><body><header><a href="/">Catalogue</a><nav>{{ range .Site.Taxonomies.agencies }}
<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a>{{ end }}</nav></header><main><h1>{{ .Title }}</h1>{{ .TableOfContents }}
{{ .Content }}</main><footer>{{ range .GetTerms "agency" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</footer></body>
</html>
"""
LIST = """<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages 150).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul>{{ template "_internal/pagination.html" . }}</body></html>
"""


def spent(call: Callable[[], object]) -> float:
    """CPU seconds of a call, children included."""
    gc.collect()
    own, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    below = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    return time.process_time() - own + below


def run(command: Sequence[str], folder: Path, **more: str) -> Callable[[], object]:
    """A peer, quiet; a failure ends the benchmark."""
    return lambda: subprocess.run(
        command, cwd=folder, check=True, capture_output=True, env={**os.environ, **more}
    )


def publish(made: Sequence[tuple[Subject, Document, Told]], writing: Writing, out: Path, more: bool) -> None:
    """What the site does with ready documents: guides, lists, search data; `more`: history and feed of each matter too, which the
    peers have not. Without what others add (pre-checks)."""
    rows = []
    for number, (subject, document, editions) in enumerate(made):
        name = f"m{number}"
        one = row(subject, events(editions))
        one = one._replace(matter=name, name=f"{one.name} {number}")
        rows.append(one)
        data = html.page(document, writing.selection.phrases, frame=writing.top)
        write_atomic(out / f"html/{name}.html", data)
        if more:
            write_atomic(
                out / f"html/{name}/history.html", history_page(subject, editions, writing.below, "").data
            )
            write_atomic(out / f"html/{name}/feed.xml", matter_feed(one, writing))
    for page in (*fixed_pages(writing), *whole_pages(rows, writing, "bench")):
        if isinstance(page, Page):
            write_atomic(out / page.path, page.data)


def peers(
    folder: Path,
    subjects: Sequence[Subject],
    documents: Sequence[Document],
    number: int,
    drawn: dict[str, str],
    texts: dict[str, str],
) -> None:
    """The same guides as Markdown, for Hugo and for MkDocs."""
    hugo, mkdocs = folder / "hugo", folder / "mkdocs"
    for path in (hugo / "content" / "m", hugo / "layouts" / "_default", mkdocs / "docs"):
        path.mkdir(parents=True)
    (hugo / "config.toml").write_text(HUGO, encoding="utf-8")
    (hugo / "layouts" / "_default" / "single.html").write_text(PAGE, encoding="utf-8")
    for name in ("list", "terms"):
        (hugo / "layouts" / "_default" / f"{name}.html").write_text(LIST, encoding="utf-8")
    (hugo / "layouts" / "index.html").write_text(
        LIST.replace(".Pages 150", ".Site.RegularPages 150"), encoding="utf-8"
    )
    (mkdocs / "mkdocs.yml").write_text(
        "site_name: Catalogue\nsite_url: https://example.org/\ntheme: mkdocs\nnav: []\n", encoding="utf-8"
    )
    (mkdocs / "docs" / "index.md").write_text("# Catalogue\n", encoding="utf-8")
    bodies = {document.id: f"{texts[document.id]}\n{drawn[document.id]}\n" for document in documents}
    for place, (subject, document) in enumerate(islice(cycle(zip(subjects, documents, strict=True)), number)):
        edition = subject.edition
        front = (
            f'---\ntitle: "{document.title} {place}"\nagency: ["{edition.agency_kind}"]\naudience: {list(edition.audience)}\n'
            f"topic: {list(edition.topics)}\n---\n"
        )
        (hugo / "content" / "m" / f"p{place}.md").write_text(front + bodies[document.id], encoding="utf-8")
        (mkdocs / "docs" / f"p{place}.md").write_text(
            f"# {document.title} {place}\n\n{bodies[document.id]}", encoding="utf-8"
        )


def big_catalogue(root: Path, number: int) -> None:
    """So many matters: the shipped ones in turn, each with an id and a name of its own, beside all that is shared."""
    shutil.copytree(ROOT / "rules", root / "rules")
    for part in ("laws", "agencies", "materials"):
        shutil.copytree(ROOT / "catalogue" / part, root / "catalogue" / part)
    shutil.copy(ROOT / "catalogue" / "catalogue.yaml", root / "catalogue")
    shipped = sorted(path for path in (ROOT / "catalogue" / "matters").iterdir() if path.is_dir())
    for place, source in enumerate(islice(cycle(shipped), number)):
        folder = root / "catalogue" / "matters" / f"m{place}"
        folder.mkdir(parents=True)
        for path in source.glob("2*.yaml"):
            content = path.read_text("utf-8").replace(f"matter: {source.name}\n", f"matter: m{place}\n", 1)
            content = re.sub(
                r"^name: \{zh: ", f"name: {{zh: 第{place}号", content, count=1, flags=re.MULTILINE
            )
            (folder / path.name).write_text(content, encoding="utf-8")


def edit(root: Path) -> None:
    """Change the promise of one matter."""
    for path in sorted((root / "catalogue" / "matters").glob("m1*/2*.yaml")):
        content = path.read_text("utf-8")
        match = re.search(r"promised: (\d+) working_days", content)
        if match and int(match[1]) > 2:
            path.write_text(
                content.replace(match[0], f"promised: {int(match[1]) - 1} working_days", 1), encoding="utf-8"
            )
            return
    raise SystemExit("nothing to change")


def fresh(root: Path, out: Path, cache: Path) -> float:
    """`banshi build` in a process of its own, without pagefind: how much memory it took, in MB."""
    command = [
        sys.executable, "-m", "checker.cli", "--root", str(root), "build", "--out", str(out), "--on", ON.isoformat(),
        "--search", "builtin",
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode == 2:
        raise SystemExit("the site could not be built")
    return used.ru_maxrss / 1024


def compare(number: int, phrases: Phrases, selection: Selection) -> None:
    """One size: publishing beside the peers."""
    subjects = selection.subjects
    documents = [subject.guide() for subject in subjects]
    charts = {
        document.id: block
        for document in documents
        for part in document.sections
        for block in part.blocks
        if isinstance(block, Flowchart)
    }
    drawn = {name: html_pen.pen_for(phrases).drawn(block) for name, block in charts.items()}
    texts = {document.id: markdown.write(document, phrases).decode("utf-8") for document in documents}
    history = [told(subject) for subject in subjects]
    made = list(islice(cycle(zip(subjects, documents, history, strict=True)), number))
    by_chart = {id(block): drawn[name] for name, block in charts.items()}
    ready = html_pen.pen_for

    def given(phrases: Phrases) -> html_pen.Pen:
        pen = ready(phrases)
        pen.drawn = lambda block: by_chart[id(block)]
        return pen

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peers(folder, subjects, documents, number, {key: value[0] for key, value in drawn.items()}, texts)
        html.pen_for = given  # type: ignore[assignment]  # the charts are given to everybody
        try:
            ours = spent(lambda: publish(made, writing_for(selection), folder / "out", more=False))
            more = spent(lambda: publish(made, writing_for(selection), folder / "more", more=True))
        finally:
            html.pen_for = ready  # type: ignore[assignment]  # as above
        print(
            f"\n{number} guides of {len(subjects)} matters: ready documents and charts -> files on disk, CPU seconds"
        )
        print(
            f"  banshi: guides, lists, feed, search data         {ours:7.2f}   {ours / number * 1000:6.2f} ms each"
        )
        print(
            f"  banshi: and a history and a feed of each matter  {more:7.2f}   {more / number * 1000:6.2f} ms each"
        )
        if shutil.which("hugo"):
            theirs = spent(run(["hugo", "--quiet"], folder / "hugo"))
            verdict = "met" if ours <= HALF * theirs else "MISSED"
            print(
                f"  Hugo: guides, lists, feeds of lists, site map    {theirs:7.2f}   ratio {ours / theirs:.2f} (target {HALF}: "
                f"{verdict})"
            )
        else:
            print("  Hugo: not installed (apt-get install hugo)")
        mkdocs = shutil.which(
            "mkdocs", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        )
        if mkdocs is None:
            print("  MkDocs: not installed (pip install mkdocs)")
        elif number > _MOST_FOR_MKDOCS:
            print(f"  MkDocs: left out above {_MOST_FOR_MKDOCS:,} (it takes minutes)")
        else:
            theirs = spent(run([mkdocs, "build", "--quiet"], folder / "mkdocs"))
            print(
                f"  MkDocs: guides, search data                      {theirs:7.2f}   ratio {ours / theirs:.2f}"
            )


def whole(number: int) -> None:
    """One size: the whole way, and rebuilds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, out, cache = folder / "root", folder / "out", folder / "cache"
        big_catalogue(root, number)
        print(
            f"\n{number} matters: `banshi build` from YAML in a new process, pre-check pages too, CPU seconds"
        )
        peak: list[float] = []
        print(
            f"  from nothing              {spent(lambda: peak.append(fresh(root, out, cache))):7.2f}   {peak[0]:.0f} MB"
        )
        print(f"  nothing changed           {spent(lambda: fresh(root, out, cache)):7.2f}")
        time.sleep(2.5)  # within two seconds a change could hide behind the same time of a file
        edit(root)
        again = spent(lambda: fresh(root, out, cache))
        print(
            f"  one matter changed        {again:7.2f}   target {REBUILD:.1f}: {'met' if again < REBUILD else 'MISSED'}"
        )
        if number <= _MOST_FOR_CHECK:
            check(root, out, folder / "other")


def check(root: Path, out: Path, other: Path) -> None:
    """What was rebuilt is what a build from nothing gives."""
    quiet = Console(quiet=True)
    os.environ["BANSHI_CACHE"] = "off"
    build_site(Session(root, "zh-Hans", quiet, quiet), Wish(other, "", ON, "zh-Hans", False))
    del os.environ["BANSHI_CACHE"]
    one, two = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (out, other)
    )
    if one != two:
        raise SystemExit("the rebuild differs from a build from nothing")
    print("  the rebuilt files are those of a build from nothing")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--only", choices=["publish", "whole"], help="one of the two halves")
    given = parser.parse_args()
    catalogue = load_catalogue(ROOT)
    phrases = phrases_in(catalogue, "zh-Hans")
    selection = Selection(plan(catalogue, ON), catalogue, phrases, ON, "bench", tell=differences)
    for number in given.numbers:
        if given.only != "whole":
            compare(number, phrases, selection)
        if given.only != "publish":
            whole(number)


if __name__ == "__main__":
    main()

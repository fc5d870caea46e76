"""Books: clean for epubcheck, complete, inert, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import repeat
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checker.finding import Finding, Language
from checker.model.edition import Edition
from checker.phrases import Phrases
from generators.document import Document
from generators.formats import FORMATS
from generators.formats.epub import Binding, book, members
from generators.formats.epub_cover import cover
from generators.index import index_document
from generators.outputs import OUTPUTS
from generators.subject import Page, Plan, Selection

JAR = Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
SAMPLE = ("labour-dispatch", "marriage-registration", "power-supply-install")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def books(selection: Selection) -> dict[str, bytes]:
    return {page.path: page.data for page in OUTPUTS["epub"].pages(selection) if isinstance(page, Page)}


@pytest.fixture(scope="module")
def whole(select: Callable[..., Selection]) -> dict[str, bytes]:
    """Every book of the shipped catalogue."""
    return books(select("zh-Hans"))


# ---- epubcheck


def epubcheck(data: bytes, folder: Path) -> None:
    java = shutil.which("java")
    if java is None or not JAR.is_file():
        pytest.skip(f"needs java and {JAR} (Debian: epubcheck)")
    path = folder / "book.epub"
    path.write_bytes(data)
    frugal = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    run = subprocess.run([java, *frugal, "-jar", JAR, path], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.strip()) == (0, ""), run.stdout + run.stderr


def test_every_shipped_guide_is_clean(whole: dict[str, bytes], tmp_path: Path) -> None:
    """The book of the whole selection holds every guide of the catalogue."""
    epubcheck(whole["epub/catalogue.epub"], tmp_path)


def test_other_languages_a_notice_and_a_hostile_document_are_clean(
    guides: Callable[[Language], dict[str, Document]],
    defects: Callable[[Language], Document],
    made_of: Callable[[Iterator[str]], Document],
    spoken: Mapping[Language, Phrases],
    select: Callable[..., Selection],
    tmp_path: Path,
) -> None:
    """All in one book, because epubcheck takes longer to start than to read."""
    nasty = "<b>&amp;]]>\x00\x0b\ufffe\ud800<script>x</script><!-- --> {{ x }} \"'某"
    documents = [guides("en")[name] for name in SAMPLE]
    documents += [replace(guides("zh-Hant-HK")[name], id=f"hk-{name}") for name in SAMPLE]
    documents += [defects("zh-Hans"), made_of(repeat(nasty))]
    front = index_document(select("en", *SAMPLE))
    epubcheck(book(documents, spoken["en"], Binding(nasty, nasty, nasty, date(2026, 1, 1)), front), tmp_path)


# ---- our own look, with or without epubcheck


def test_one_book_a_matter_and_one_of_all(
    whole: dict[str, bytes], guides: Callable[[Language], dict[str, Document]]
) -> None:
    assert set(whole) == {f"epub/{name}.epub" for name in (*guides("zh-Hans"), "catalogue")}


def test_every_book_holds_together(whole: dict[str, bytes]) -> None:
    """The mimetype first and bare; every file in the manifest; every XML file well-formed; every link leads somewhere."""
    for path, data in whole.items():
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            first = packed.infolist()[0]
            assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        files = parts(data)
        package = ElementTree.fromstring(files["EPUB/package.opf"])
        listed = {f"EPUB/{item.attrib['href']}" for item in package.iter(f"{OPF}item")}
        assert listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(files), path
        trees = {
            name: ElementTree.fromstring(text)
            for name, text in files.items()
            if name.endswith((".xhtml", ".ncx", ".svg"))
        }
        ids = {
            name: [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
            for name, tree in trees.items()
        }
        assert all(len(found) == len(set(found)) for found in ids.values()), path
        for name, tree in trees.items():
            for link in tree.iter(f"{XHTML}a"):
                href = link.attrib["href"]
                if not re.match("(https|tel|mailto):", href):
                    target, _, fragment = href.partition("#")
                    there = _joined(name, target) if target else name
                    assert there in files, (path, name, href)
                    assert not fragment or fragment in ids[there], (path, name, href)


def _joined(name: str, target: str) -> str:
    folder = name.rsplit("/", 1)[0].split("/")
    for step in target.split("/"):
        folder = folder[:-1] if step == ".." else [*folder, step]
    return "/".join(folder)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_word_of_every_guide(
    language: Language,
    guides: Callable[[Language], dict[str, Document]],
    spoken: Mapping[Language, Phrases],
    shown: Callable[[object], Iterator[str]],
) -> None:
    for matter, document in guides(language).items():
        tree = ElementTree.fromstring(
            parts(FORMATS["epub"].write(document, spoken[language]))[f"EPUB/text/{matter}.xhtml"]
        )
        seen = "".join(tree.itertext())
        assert not [text for text in shown(document) if text not in seen], matter
        assert tree.attrib["lang"] == language


def test_the_contents_follow_the_text(whole: dict[str, bytes], select: Callable[..., Selection]) -> None:
    """A reading system that pages on comes to what the contents name next: by organ, as the index does."""
    files = parts(whole["epub/catalogue.epub"])
    spine = ElementTree.fromstring(files["EPUB/package.opf"])
    names = {item.attrib["id"]: item.attrib["href"] for item in spine.iter(f"{OPF}item")}
    order = [names[item.attrib["idref"]] for item in spine.iter(f"{OPF}itemref")]
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])
    linked = [link.attrib["href"] for link in next(nav.iter(f"{XHTML}nav")).iter(f"{XHTML}a")]
    assert order == linked
    groups = members(index_document(select("zh-Hans")))
    assert order[1:] == [f"text/{name}.xhtml" for names in groups.values() for name in names]
    assert len(groups) > 10


def test_charts_are_drawn_and_told(whole: dict[str, bytes]) -> None:
    text = parts(whole["epub/labour-dispatch.epub"])["EPUB/text/labour-dispatch.xhtml"].decode("utf-8")
    assert "<svg " in text
    assert 'role="img"' in text
    assert '<ul class="outline">' in text
    assert not any(b"paint-order" in data for data in parts(whole["epub/catalogue.epub"]).values())
    assert b'properties="svg"' in parts(whole["epub/labour-dispatch.epub"])["EPUB/package.opf"]


def test_what_it_says_of_itself(whole: dict[str, bytes]) -> None:
    package = parts(whole["epub/labour-dispatch.epub"])["EPUB/package.opf"].decode("utf-8")
    assert "<dc:language>zh-Hans</dc:language>" in package
    assert "2013-07-01T00:00:00Z" in package  # the day of the edition, never that of the build
    for said in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ):
        assert f'property="schema:{said}"' in package


def test_same_bytes_twice(whole: dict[str, bytes], select: Callable[..., Selection]) -> None:
    again = books(select("zh-Hans"))
    assert {path: hashlib.sha256(data).digest() for path, data in again.items()} == {
        path: hashlib.sha256(data).digest() for path, data in whole.items()
    }


def test_nothing_foreign_becomes_markup(
    made_of: Callable[[Iterator[str]], Document], spoken: Mapping[Language, Phrases]
) -> None:
    plain, nasty = (
        ElementTree.fromstring(
            parts(FORMATS["epub"].write(made_of(repeat(word)), spoken["zh-Hans"]))["EPUB/text/hostile.xhtml"]
        )
        for word in ("某", "<script>alert(1)</script><a href='x'>某</a>\x00")
    )
    assert {each.tag for each in plain.iter()} == {each.tag for each in nasty.iter()}
    hrefs = {link.attrib["href"] for link in nasty.iter(f"{XHTML}a")}
    assert hrefs == {"https://example.gov.cn/x", "#s"}


def test_a_document_that_no_group_names_stands_at_the_end(
    guides: Callable[[Language], dict[str, Document]],
    spoken: Mapping[Language, Phrases],
    select: Callable[..., Selection],
) -> None:
    documents = [guides("zh-Hans")[name] for name in SAMPLE]
    front = index_document(select("zh-Hans", "labour-dispatch"))
    made = parts(book(documents, spoken["zh-Hans"], Binding("x", "书", "", date(2026, 1, 1)), front))
    nav = made["EPUB/nav.xhtml"].decode("utf-8")
    assert nav.index("text/labour-dispatch.xhtml") < nav.index("text/marriage-registration.xhtml")


def test_a_matter_called_like_the_whole(select: Callable[..., Selection]) -> None:
    """It stands in the book of all, without a book of its own, and says so."""
    selection = select("zh-Hans", *SAMPLE[:1])
    edition, office = selection.plan.editions[0]
    renamed: Edition = replace(edition, matter="catalogue")
    odd = Selection(
        Plan(((renamed, office),), ()), selection.catalogue, selection.phrases, selection.on, "test"
    )
    for name, suffix in (("epub", "epub"), ("xlsx", "xlsx")):
        made = list(OUTPUTS[name].pages(odd))
        findings = [each for each in made if isinstance(each, Finding)]
        assert [each.code for each in findings] == ["B72"]
        assert [each.path for each in made if isinstance(each, Page)] == [f"{name}/catalogue.{suffix}"]


@pytest.mark.parametrize("title", ["题", "很长的题目" * 30, "W" * 300, "<&>"])
def test_cover(title: str) -> None:
    tree = ElementTree.fromstring(cover(title, "某机关", "zh-Hans"))
    lines = [each.text or "" for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert lines[0].startswith(title[:1])
    assert len(lines) <= 8

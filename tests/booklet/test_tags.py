"""The joined file is sound: tags reach every marked piece, ids are its own, fonts are inside, headings skip no level."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.booklet.conftest import Print

Open = Callable[[Path], pikepdf.Pdf]
CASES = {
    "bilingual": ("open-a-restaurant", "zh-Hans", "print", "en"),
    "large": ("for-people-with-disabilities", "zh-Hans", "large"),
}
each = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
MARKED = re.compile(rb"/MCID (\d+)")


def children(tag: pikepdf.Object) -> list[Any]:
    below = tag.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def walk(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every structure element, in reading order."""
    stack = [tag]
    while stack:
        here = stack.pop()
        if not isinstance(here, pikepdf.Dictionary) or here.get("/Type") == "/OBJR":
            continue
        if "/S" in here:
            yield here
        stack.extend(reversed(children(here)))


def parents(file: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def holds(owner: pikepdf.Object, kid: Any, piece: int, page: pikepdf.Page) -> bool:
    """Whether the kid of a tag is this piece of this page."""
    if isinstance(kid, int):
        return kid == piece and owner.Pg.objgen == page.obj.objgen
    return kid.get("/MCID") == piece and kid.Pg.objgen == page.obj.objgen


@each
def test_nothing_is_broken(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    assert file.check_pdf_syntax() == []
    root = file.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang).startswith("zh")
    assert root.ViewerPreferences.DisplayDocTitle
    assert b"pdfuaid:part>1<" in root.Metadata.read_bytes()


@each
def test_every_marked_piece_has_its_tag(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    tree = parents(file)
    assert sorted(tree) == list(range(int(file.Root.StructTreeRoot.ParentTreeNextKey)))
    for number, page in enumerate(file.pages, 1):
        parts = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
        marked = {int(found) for part in parts for found in MARKED.findall(part.read_bytes())}
        owners = tree[int(page.StructParents)] if "/StructParents" in page else []
        assert marked <= set(range(len(owners))), number
        for piece in marked:
            assert any(holds(owners[piece], kid, piece, page) for kid in children(owners[piece])), (
                number,
                piece,
            )
        for note in page.get("/Annots", []):
            assert tree[int(note.StructParent)].S == "/Link"
            assert note.Contents


@each
def test_tags_follow_the_pages(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    place = {page.obj.objgen: number for number, page in enumerate(file.pages)}
    tags = list(walk(file.Root.StructTreeRoot.K[0]))
    assert tags[0].S == "/Document"
    assert {tag.S for tag in tags} >= {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Link"}
    first = [
        next((place[tag.Pg.objgen] for tag in walk(top) if "/Pg" in tag), -1) for top in children(tags[0])
    ]
    assert -1 not in first
    assert first == sorted(first)


@each
def test_headings_skip_no_level(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    levels = [
        int(str(tag.S)[2:])
        for tag in walk(file.Root.StructTreeRoot.K[0])
        if re.fullmatch(r"/H[1-6]", str(tag.S))
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each
def test_ids_are_its_own_and_heads_are_found(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    names = file.Root.StructTreeRoot.IDTree.Names
    listed = [bytes(names[at]) for at in range(0, len(names), 2)]
    known = set(listed)
    assert listed == sorted(known)
    used = 0
    for tag in walk(file.Root.StructTreeRoot.K[0]):
        if "/ID" in tag:
            assert bytes(tag.ID) in known
        for attribute in tag.get("/A", []) if isinstance(tag.get("/A"), pikepdf.Array) else []:
            for head in attribute.get("/Headers", []):
                used += 1
                assert bytes(head) in known
    assert used > 20


@each
def test_fonts_are_inside(case: tuple[str, ...], printed: Print, opened: Open) -> None:
    file = opened(printed(*case).path)
    fonts = {font.objgen: font for page in file.pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        inner = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile3" in inner or "/FontFile2" in inner
        assert "/ToUnicode" in font


def test_links_lead_to_pages_and_nowhere_else(printed: Print, opened: Open) -> None:
    book = printed("open-a-restaurant", "zh-Hans", "print", "en")
    file = opened(book.path)
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    contents = next(page for title, _, page in book.bookmarks if title == "目录")
    targets = [pages[note.Dest[0].objgen] for note in file.pages[contents - 1].Annots]
    assert set(targets) == {
        entry["page"] for chapter in book.book["contents"] for entry in (chapter, *chapter["entries"])
    }
    for page in file.pages:
        for note in page.get("/Annots", []):
            assert "/Dest" in note or not str(note.A.URI).startswith("page:")


def test_places_are_named_for_links_from_elsewhere(printed: Print, opened: Open) -> None:
    book = printed("open-a-restaurant", "zh-Hans", "print", "en")
    file = opened(book.path)
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    names = file.Root.Names.Dests.Names
    found = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
    starts = {title: page for title, level, page in book.bookmarks if level == 1}
    for subject in book.booklet.selection.subjects:
        place = found[subject.matter]
        target = place[0] if isinstance(place, pikepdf.Array) else place.D[0]
        assert pages[target.objgen] == starts[subject.edition.name.zh]


def test_the_second_language_is_told_to_the_voice(printed: Print, opened: Open) -> None:
    file = opened(printed("open-a-restaurant", "zh-Hans", "print", "en").path)
    spoken = {str(tag.get("/Lang", "")) for tag in children(file.Root.StructTreeRoot.K[0])}
    assert any(each.startswith("en") for each in spoken)


def test_large_print_is_large(printed: Print) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(printed("for-people-with-disabilities", "zh-Hans", "large").path)
    smallest = 100.0
    for number in range(2, 12):
        page = document[number]
        sheet = page.get_textpage()
        count = sheet.count_chars()
        sizes = [
            pypdfium2.raw.FPDFText_GetFontSize(sheet.raw, index)
            for index in range(count)
            if sheet.get_text_range(index, 1).strip()
        ]
        smallest = min(smallest, *(size for size in sizes if size))
        sheet.close()
        page.close()
    document.close()
    assert smallest >= 15.9

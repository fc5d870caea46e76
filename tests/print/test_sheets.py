"""Leaflets, folded leaflets, posters and kiosk pages: what fits on one sheet, what is left out, what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import measure
import pytest
from justhtml import JustHTML

from checker.catalogue import Catalogue
from checker.finding import Finding
from checker.phrases import Phrases
from generators.chart import flow_chart
from generators.document import Document, Paper, Papers, Section
from generators.outputs import OUTPUTS
from generators.printed import leaflet as leaflet_module
from generators.printed.fitting import Fitted, Step, steps
from generators.printed.fold import fold
from generators.printed.kiosk import kiosk
from generators.printed.leaflet import DROPS, leaflet
from generators.printed.poster import poster, without_gates
from generators.subject import Page, Selection, plan
from generators.typeset.failures import CannotPrint
from generators.typeset.tree import plain_text

HOSTILE = '#import "x": * <script>alert(1)</script> *b* $x$ "q"'


def joined(data: bytes) -> str:
    return "".join("".join(page) for page in measure.texts(data))


def crowded(document: Document, number: int) -> Document:
    """The guide with so many papers."""
    papers = tuple(Paper(str(n), f"第{n}种材料的名称比较长，要占一行半的地方") for n in range(1, number + 1))
    lists = (Papers("都要交的", "", ("材料", "要求", "从哪里来"), papers),)
    sections = tuple(
        replace(section, blocks=lists) if section.id == "materials" else section
        for section in document.sections
    )
    return replace(document, sections=sections)


def test_every_leaflet_is_one_page(leaflets: Mapping[str, Fitted]) -> None:
    for matter, made in leaflets.items():
        assert measure.structure(made.data)["pages"] == 1, matter
        assert not list(measure.faults(made.data, 17.5)), matter
        assert measure.smallest(made.data) >= 7.99


def test_a_leaflet_names_what_must_be_on_it(
    leaflets: Mapping[str, Fitted], guides: Mapping[str, Document], phrases: Phrases
) -> None:
    for matter, made in leaflets.items():
        told = joined(made.data)
        document = guides[matter]
        for section in document.sections:
            for block in section.blocks:
                for paper in block.papers if isinstance(block, Papers) and not block.spared else ():
                    assert "".join(plain_text(paper.name).split()) in told, (matter, paper.name)
        for name in made.step.drop:
            assert phrases.say(f"print.drop-{name}") in told, (matter, name)


def test_some_leaflets_leave_things_out_and_some_do_not(leaflets: Mapping[str, Fitted]) -> None:
    """Both ways are walked, or these tests would prove nothing."""
    assert {bool(made.step.drop) for made in leaflets.values()} == {True, False}


def test_what_may_go_goes_in_this_order() -> None:
    tried = steps((10.0, 8.0), DROPS)
    assert tried[:3] == (Step(10.0), Step(8.0), Step(8.0, DROPS[:1]))
    assert [step.drop for step in tried[1:]] == [DROPS[:number] for number in range(len(DROPS) + 1)]


def test_a_leaflet_that_cannot_hold_its_papers_is_refused(
    guides: Mapping[str, Document], phrases: Phrases
) -> None:
    with pytest.raises(CannotPrint) as told:
        leaflet(crowded(guides["labour-dispatch"], 120), phrases)
    finding = told.value.finding
    assert finding.code == "B43"
    assert "8 pt" in finding.message.zh
    assert "labour" not in finding.message.zh
    assert finding.help is not None


def test_the_refusal_names_the_file_and_the_others_are_made(
    catalogue: Catalogue, phrases: Phrases, monkeypatch: pytest.MonkeyPatch, selection: Selection
) -> None:
    two = ("labour-dispatch", "marriage-registration")
    some = Selection(plan(catalogue, selection.on, two, "999922"), catalogue, phrases, selection.on, "test")
    real = leaflet_module.leaflet

    def crowd(document: Document, phrases: Phrases) -> Fitted:
        return real(crowded(document, 120) if document.id == two[0] else document, phrases)

    monkeypatch.setattr(leaflet_module, "leaflet", crowd)
    made = list(OUTPUTS["leaflet"].pages(some))
    (finding,) = (each for each in made if isinstance(each, Finding))
    assert finding.code == "B43"
    assert finding.place.path.startswith("catalogue/")
    assert "labour-dispatch" in finding.place.path
    assert [page.path for page in made if isinstance(page, Page)] == ["leaflet/marriage-registration.pdf"]


def test_every_poster_is_one_sheet_of_a3(
    posters: Mapping[str, Fitted], guides: Mapping[str, Document]
) -> None:
    for matter, made in posters.items():
        (sheet,) = measure.read(made.data)
        assert (round(sheet.width), round(sheet.height)) == (842, 1191)
        assert not list(measure.faults(made.data, 9.5)), matter
        title = "".join(guides[matter].title.split())
        large = "".join(letter.sign for letter in sheet.letters if letter.size > 47)
        assert large == title, matter


def test_a_chart_too_large_is_shown_from_the_check_of_the_papers(
    guides: Mapping[str, Document], phrases: Phrases
) -> None:
    """The one shipped matter whose whole chart has no room at 8 pt: papers and steps in words, and the poster says so."""
    made = poster(guides["internet-cafe"], phrases)
    assert made.step.drop
    assert phrases.say(f"print.drop-{made.step.drop[-1]}") in joined(made.data)


def test_without_the_gates_the_chart_still_holds_together(catalogue: Catalogue, selection: Selection) -> None:
    for subject in selection.subjects:
        chart = flow_chart(subject.author)
        less = without_gates(chart)
        names = {step.id for step in less.steps}
        assert all(arrow.source in names and arrow.target in names for arrow in less.arrows)
        reached, waiting = {"~submit"}, ["~submit"]
        while waiting:
            here = waiting.pop()
            for arrow in less.arrows:
                if arrow.source == here and arrow.target not in reached:
                    reached.add(arrow.target)
                    waiting.append(arrow.target)
        assert reached == names, subject.matter
        assert {"~complete", "~end"} <= names
        assert not {"~needed", "~competent", "~barred"} & names


def test_folded_leaflets(guides: Mapping[str, Document], phrases: Phrases) -> None:
    for matter in list(guides)[::15]:
        data = fold(guides[matter], phrases).data
        outside, _ = measure.read(data)
        assert (round(outside.width), round(outside.height)) == (842, 595)
        assert not list(measure.faults(data, 5)), matter
        cover = "".join(letter.sign for letter in outside.letters if letter.left > 197 * measure.MM)
        assert "".join(guides[matter].title.split()) in cover
        assert phrases.say("print.qr") in cover
        folds = (97, 197)
        for letter in outside.letters:
            assert not any(letter.left < place * measure.MM < letter.right for place in folds), matter


def test_markup_on_every_sheet(guides: Mapping[str, Document], phrases: Phrases) -> None:
    document = replace(guides["labour-dispatch"], title=HOSTILE, summary=HOSTILE)
    for made in (leaflet(document, phrases), fold(document, phrases), poster(document, phrases)):
        assert "".join(HOSTILE.split()) in joined(made.data)


def test_two_runs_give_the_same_bytes(
    guides: Mapping[str, Document], leaflets: Mapping[str, Fitted], phrases: Phrases
) -> None:
    matter = next(iter(leaflets))
    assert leaflet(guides[matter], phrases) == leaflets[matter]


def test_kiosk_pages_need_nothing(guides: Mapping[str, Document], phrases: Phrases) -> None:
    for matter, document in list(guides.items())[::6]:
        page = kiosk(document, phrases)
        text = page.decode("utf-8")
        read = JustHTML(text, sanitize=False, collect_errors=True)
        assert not read.errors, (matter, read.errors[:3])
        assert "<script" not in text
        assert not re.search(r"""(?:src|href)\s*=|url\(|@import""", text), matter
        assert text.count('type="radio"') == text.count("<label") == text.count('class="panel ')
        assert text.count(" checked") == 1


def test_a_kiosk_page_escapes(guides: Mapping[str, Document], phrases: Phrases) -> None:
    sections = (
        Section("materials", HOSTILE, (Papers(HOSTILE, HOSTILE, ("a", "b", "c"), (Paper("1", HOSTILE),)),)),
    )
    page = kiosk(replace(guides["labour-dispatch"], title=HOSTILE, sections=sections), phrases).decode(
        "utf-8"
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page

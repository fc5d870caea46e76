"""Traditional characters: nothing simplified is left, nothing but characters changes, and no conversion drifts unseen.

The tables in golden/ show each reviewed term, and each name and sentence as it is written in each script. After a
meant change (a new law, another release of opencc): BANSHI_UPDATE_GOLDEN=1, then read the diff as the legal office would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from opencc import OpenCC

from checker.catalogue import Catalogue
from checker.finding import TRADITIONAL, Finding, Language, Text
from checker.languages import phrases_in, speaking, terms_below
from checker.model.terms import ReviewedTerm
from checker.phrases import Phrases
from checker.reading.reader import Context
from checker.reading.terms import read_terms
from checker.source import parse
from checker.traditional import CONFIGURATIONS, converter
from checker.verdict import Verdict, as_data
from checker.words import Words
from generators.document import Document
from generators.index import index_document
from generators.subject import Selection

GOLDEN = Path(__file__).parent / "golden"
Texts = Callable[[object], Iterator[str]]


# ---- nothing simplified is left


@pytest.fixture(scope="module")
def simplified_only(
    catalogue: Catalogue, spoken: Mapping[Language, Phrases], texts: Texts
) -> dict[Language, set[str]]:
    """Characters of the catalogue that no traditional text of it holds."""
    whole = {text for name in ("editions", "laws", "materials") for text in texts(getattr(catalogue, name))}
    whole |= set(catalogue.words.sentences["zh-Hans"].values())
    found: dict[Language, set[str]] = {}
    for language in TRADITIONAL:
        characters = set("".join(whole))
        alone = OpenCC(CONFIGURATIONS[language])
        kept = set("".join(spoken[language].name(text) for text in whole))
        found[language] = {sign for sign in characters - kept if alone.convert(sign) != sign}
        assert len(found[language]) > 400, "the check would see next to nothing"
    return found


@pytest.mark.parametrize("language", TRADITIONAL)
def test_no_simplified_character_in_any_guide(
    language: Language,
    guides: Callable[[Language], dict[str, Document]],
    simplified_only: dict[Language, set[str]],
    texts: Texts,
) -> None:
    left = {
        text: matter
        for matter, document in guides(language).items()
        for text in texts(document)
        if simplified_only[language] & set(text)
    }
    assert not left


@pytest.mark.parametrize("language", TRADITIONAL)
def test_no_simplified_character_in_verdict_notice_and_index(
    language: Language,
    verdict: Callable[[Language], Verdict],
    defects: Callable[[Language], Document],
    select: Callable[..., Selection],
    simplified_only: dict[Language, set[str]],
    texts: Texts,
) -> None:
    said = [
        *texts(as_data(verdict(language))),
        *texts(defects(language)),
        *texts(index_document(select(language))),
    ]
    assert len(said) > 100
    assert not [text for text in said if simplified_only[language] & set(text)]


def test_document_says_its_language(guides: Callable[[Language], dict[str, Document]]) -> None:
    for language in TRADITIONAL:
        document = guides(language)["labour-dispatch"]
        assert document.language == language
        assert document.title == "勞務派遣經營許可"
        assert any("簡體字版為準" in text for text in _closing(document))
    assert not any("简体字版" in text for text in _closing(guides("zh-Hans")["labour-dispatch"]))


def _closing(document: Document) -> list[str]:
    return [getattr(block, "text", "") for block in document.closing]


def test_ids_and_addresses_stay(guides: Callable[[Language], dict[str, Document]]) -> None:
    for matter, document in guides("zh-Hans").items():
        other = guides("zh-Hant")[matter]
        assert [section.id for section in document.sections] == [section.id for section in other.sections]
        assert document.id == other.id == matter
        assert document.home == other.home or (
            document.home and other.home and document.home.href == other.home.href
        )


# ---- only characters change


def test_converter_that_changes_words_is_not_used() -> None:
    assert set(CONFIGURATIONS) == set(TRADITIONAL)
    assert set(CONFIGURATIONS.values()) == {"s2t", "s2tw", "s2hk"}


@pytest.mark.parametrize("language", TRADITIONAL)
def test_words_of_law_stay(language: Language, spoken: Mapping[Language, Phrases]) -> None:
    assert spoken[language].name("行政程序") == "行政程序"  # s2twp: 行政程式
    assert spoken[language].name("行政复议") == "行政復議"
    assert spoken[language].name("届满后换发许可证") == "屆滿後換發許可證"
    assert spoken[language].name("标签、网签和补签") == "標籤、網簽和補簽"


@pytest.mark.parametrize("language", TRADITIONAL)
def test_length_never_changes(
    language: Language, spoken: Mapping[Language, Phrases], vocabulary: list[str]
) -> None:
    assert not [text for text in vocabulary if len(spoken[language].name(text)) != len(text)]


def test_longest_term_wins_and_its_neighbours_keep_their_context() -> None:
    convert = converter("zh-Hant", {"编制": "編製", "机构编制": "機構編制"})
    assert convert("机构编制和编制报告") == "機構編制和編製報告"
    assert converter("zh-Hant", {"后": "后"})("皇后以后发展") == "皇后以后發展"


def test_fields_are_filled_in_after_conversion() -> None:
    words = Words({"zh-Hans": {"a.b": "发给{name}"}, "en": {"a.b": "give {name}"}})
    made = speaking(words, "zh-Hant")
    assert (
        made.say("a.b", "zh-Hant", name="头发{x}") == "發給头发{x}"
    )  # a field comes converted, or is nobody's to convert
    assert made.say("a.b", "zh-Hans", name="甲") == "发给甲"
    assert made.say("a.b", "en", name="A") == "give A"
    with pytest.raises(KeyError):
        words.say("a.b", "zh-Hant", name="")


def test_nobody_loads_the_converter_unasked(repository: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from checker.loading import load_catalogue;"
        "from checker.languages import phrases_in; import generators.outputs;"
        "c = load_catalogue(Path('.')); p = phrases_in(c, 'en'); print('opencc' in sys.modules);"
        "p = phrases_in(c, 'zh-Hant'); print('opencc' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "True"]


# ---- the reviewed terms


def read(text: str) -> tuple[tuple[ReviewedTerm, ...], list[Finding]]:
    source, _ = parse(text.encode(), "rules/traditional.yaml")
    assert source is not None
    context = Context()
    return read_terms(source, context), context.findings


def test_term_stated_twice() -> None:
    terms, findings = read("terms:\n  - {term: 复议, as: 復議, why: a}\n  - {term: 复议, as: 複議, why: b}\n")
    assert [term.written["zh-Hant"] for term in terms] == ["復議"]
    assert [(item.code, str(item.place)) for item in findings] == [("B70", "rules/traditional.yaml:3:12")]
    assert findings[0].related == (terms[0].place,)


def test_term_of_another_length() -> None:
    terms, findings = read("terms:\n  - {term: 程序, as: {zh-Hant: 程序, zh-Hant-TW: 程式碼}, why: a}\n")
    assert [dict(term.written) for term in terms] == [{"zh-Hant": "程序"}]
    assert [(item.code, item.place.line) for item in findings] == [("B71", 2)]


def test_terms_without_the_catalogue(catalogue: Catalogue, repository: Path, tmp_path: Path) -> None:
    assert terms_below(repository) == catalogue.terms
    assert terms_below(tmp_path) == ()


def test_a_catalogue_without_the_list_still_speaks(catalogue: Catalogue) -> None:
    assert speaking(catalogue.words, "zh-Hant").chinese("复议", "zh-Hant") == "複議"  # the converter alone


# ---- English


def test_what_has_no_english_is_marked(spoken: Mapping[Language, Phrases]) -> None:
    assert spoken["en"].text(Text("先取得执照。", "")) == "先取得执照。 [zh]"
    assert spoken["en"].text(Text("执照", "licence")) == "licence"
    assert spoken["zh-Hans"].text(Text("先取得执照。", "")) == "先取得执照。"
    assert spoken["en"].text(None) == ""
    assert spoken["en"].text(Text("", "")) == ""


def test_every_chinese_sentence_of_an_english_guide_is_marked(
    guides: Callable[[Language], dict[str, Document]], texts: Texts
) -> None:
    """A sentence ends with 。; names of laws and of papers in them do not."""
    marked = unmarked = 0
    for document in guides("en").values():
        for text in texts(document):
            if "。" in text:
                marked += "[zh]" in text
                unmarked += "[zh]" not in text
        assert any("[zh]" in text for text in _closing(document))
    assert marked > 500
    assert unmarked == 0


# ---- drift


@pytest.fixture(scope="module")
def vocabulary(catalogue: Catalogue) -> list[str]:
    """Names of laws, papers, matters, organs, facts and codes, and all sentences of rules/words."""
    return sorted({*_names(catalogue), *catalogue.words.sentences["zh-Hans"].values()})


def _names(catalogue: Catalogue) -> set[str]:
    found = {name for law in catalogue.laws.values() for name in (law.title, *law.short)}
    found |= {name for paper in catalogue.materials.values() for name in (paper.name.zh, *paper.also_called)}
    found |= {term.label.zh for terms in catalogue.vocabulary.lists.values() for term in terms.values()}
    found |= {agency.name.zh for agency in catalogue.agencies.values()}
    for editions in catalogue.editions.values():
        for edition in editions:
            found.add(edition.name.zh)
            for fact in edition.facts.values():
                found |= {fact.label.zh, *(option.label.zh for option in fact.options)}
    return found


def rows(name: str) -> list[list[str]]:
    lines = (GOLDEN / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def update(name: str, head: Sequence[str], table: Sequence[Sequence[str]]) -> None:
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        lines = ["\t".join(row) for row in (head, *table)]
        (GOLDEN / name).write_text("\n".join(lines) + "\n", "utf-8")


def converted(text: str, convert: Sequence[Callable[[str], str]]) -> list[str]:
    """The text and its three conversions; `=` where one is like the first."""
    first, *others = (each(text) for each in convert)
    return [text, first, *("=" if other == first else other for other in others)]


def test_reviewed_terms(catalogue: Catalogue, spoken: Mapping[Language, Phrases]) -> None:
    """Each reviewed term: what the converter alone would write, and what we write."""
    alone = [OpenCC(CONFIGURATIONS[language]).convert for language in TRADITIONAL]
    ours = [spoken[language].name for language in TRADITIONAL]
    table = [[*converted(term.term, alone), *converted(term.term, ours)[1:]] for term in catalogue.terms]
    update("traditional-terms.tsv", ["term", "s2t", "s2tw", "s2hk", *TRADITIONAL], table)
    assert table == rows("traditional-terms.tsv")


def test_vocabulary_does_not_drift(
    catalogue: Catalogue, spoken: Mapping[Language, Phrases], vocabulary: list[str]
) -> None:
    """The assertion lists each text whose conversion has changed; a name that is new needs a row."""
    ours = [spoken[language].name for language in TRADITIONAL]
    update(
        "traditional.tsv",
        ["zh-Hans", *TRADITIONAL],
        [converted(text, ours) for text in vocabulary if _one_line(text)],
    )
    known = rows("traditional.tsv")
    assert len(known) > 2000
    changed = {row[0]: (row[1:], now[1:]) for row in known if (now := converted(row[0], ours)) != row}
    assert not changed
    new = {name for name in _names(catalogue) if _one_line(name)} - {row[0] for row in known}
    assert not new, "not reviewed in traditional characters yet: BANSHI_UPDATE_GOLDEN=1, then read the diff"


def _one_line(text: str) -> bool:
    return bool(text) and "\t" not in text and "\n" not in text


def test_a_drift_would_be_seen(catalogue: Catalogue) -> None:
    """The same table against a converter without the reviewed terms."""
    bare = speaking(catalogue.words, "zh-Hant")
    changed = [row[0] for row in rows("traditional.tsv") if bare.chinese(row[0], "zh-Hant") != row[1]]
    assert "行政复议" in "".join(changed)
    assert phrases_in(catalogue, "zh-Hant").name("行政复议") == "行政復議"


# ---- the command


@pytest.mark.parametrize("asked", ["option", "environment"])
def test_a_verdict_in_traditional_characters(asked: str, repository: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "checker.cli",
        *(["--language", "zh-Hant-TW"] if asked == "option" else []),
        "check",
    ]
    command += ["examples/labour-dispatch/several-defects.yaml", "--format", "json", "--engine", "compiled"]
    command += ["--notice", str(tmp_path / "notice.md")]
    environment = {**os.environ, **({"BANSHI_LANGUAGE": "zh-Hant-TW"} if asked == "environment" else {})}
    run = subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1, run.stderr
    told = json.loads(run.stdout)
    assert (told["language"], told["matter_name"]) == ("zh-Hant-TW", "勞務派遣經營許可")
    assert "補正材料一次性告知書" in (tmp_path / "notice.md").read_text("utf-8")


def test_messages_for_authors_quote_the_files(repository: Path) -> None:
    """What quotes a file stays as the file has it."""
    command = [
        sys.executable,
        "-m",
        "checker.cli",
        "--language",
        "zh-Hant",
        "build",
        "--out",
        "x",
        "--matters",
        "labour",
    ]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "目录里没有事项 `labour`" in run.stderr

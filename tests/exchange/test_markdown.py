"""Markdown: every word of a document is read again from it by a CommonMark parser, and none of them as markup."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.finding import Language
from checker.phrases import Phrases
from generators.document import Document
from generators.formats import FORMATS
from generators.formats.markdown import escaped
from generators.outputs import OUTPUTS
from generators.subject import Page, Selection

GOLDEN = Path(__file__).parent / "golden"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MARKUP = {
    "*x*", "**x**", "_x_", "`x`", "```", "~~~", "# x", "- x", "+ x", "1. x", "1) x", "> x", "---", "===", "***", "| a | b |",
    "a|b", "[x](y)", "![x](y)", "[x]: y", "<b>x</b>", "<script>", "<!-- x -->", "&lt;", "&#65;", "&amp;", "\\", "\\*",
    "x\\", "~~x~~",
    "<https://x.y>", "https://x.y", "www.x.y", "a\nb", "\n\n# x", "    code", "\tx", "x  ", "\x00\x07", "$x$", "$$x$$", "^1", "#",
    "{{ x }}", "{% x %}", ":::", "[^1]", "[ ] x", "=1+1", "12. x", "1234567890. x", "\u2028x", "\u202ex", "𠀀", "",
}  # fmt: skip


def read(data: bytes) -> list[Token]:
    return READER.parse(data.decode("utf-8"))


def words(tokens: list[Token]) -> str:
    """What a reader sees, fenced blocks left out, lines joined by spaces."""
    out = []
    for token in tokens:
        for child in token.children or ():
            out.append(
                child.content
                if child.type in ("text", "code_inline")
                else " "
                if "break" in child.type
                else ""
            )
        out.append(" ")
    return _plain("".join(out))


def _plain(text: str) -> str:
    seen = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+", " ", text)
    return " ".join(seen.split())


def kinds(tokens: list[Token]) -> set[str]:
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }


@pytest.fixture(scope="module")
def write(spoken: Mapping[Language, Phrases]) -> Callable[[Document], bytes]:
    return lambda document: FORMATS["markdown"].write(document, spoken[document.language])


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-TW", "en"])
def test_every_word_of_every_guide(
    language: Language,
    guides: Callable[[Language], dict[str, Document]],
    write: Callable[[Document], bytes],
    shown: Callable[[object], Iterator[str]],
) -> None:
    for matter, document in guides(language).items():
        tokens = read(write(document))
        seen = words(tokens)
        assert not [text for text in shown(document) if _plain(text) not in seen], matter
        assert not kinds(tokens) & {"html_block", "html_inline", "code_block", "code_inline", "image"}, matter
        fences = [token for token in tokens if token.type == "fence"]
        assert [fence.info for fence in fences] == ["mermaid"], matter


def test_headings_are_the_sections(
    guides: Callable[[Language], dict[str, Document]], write: Callable[[Document], bytes]
) -> None:
    for matter, document in guides("zh-Hans").items():
        tokens = read(write(document))
        headings = [
            _plain("".join(child.content for child in tokens[place + 1].children or ()))
            for place, token in enumerate(tokens)
            if token.type == "heading_open" and token.tag == "h2"
        ]
        assert headings == [f"{section.number} {section.title}" for section in document.sections], matter


def test_links_inside_a_page_lead_to_its_headings(
    guides: Callable[[Language], dict[str, Document]], write: Callable[[Document], bytes]
) -> None:
    """The anchors are those that GitHub makes: lower case, no punctuation, hyphens for spaces."""
    page = write(guides("zh-Hans")["labour-dispatch"]).decode("utf-8")
    assert "](<#3-申请材料>)" in page
    assert "\n## 3 申请材料\n" in page


@pytest.mark.parametrize("word", sorted(MARKUP))
def test_markup_in_the_catalogue_stays_words(
    word: str, made_of: Callable[[Iterator[str]], Document], write: Callable[[Document], bytes]
) -> None:
    plain = read(write(made_of(repeat("某"))))
    tokens = read(write(made_of(repeat(f"某{word}某"))))
    first = read(write(made_of(repeat(f"{word}某"))))
    expected = words(plain).replace("某", f"某{_plain_inside(word)}某")
    assert words(tokens).replace(" ", "") == expected.replace(
        " ", ""
    )  # a chart joins the lines of a label its own way
    assert kinds(tokens) == kinds(first) == kinds(plain)
    shape = [(token.type, token.tag, token.level) for token in plain]
    assert [(token.type, token.tag, token.level) for token in tokens] == shape
    assert [(token.type, token.tag, token.level) for token in first] == shape


def _plain_inside(word: str) -> str:
    """The word between two others: space at its ends is one space there."""
    return _plain(f"某{word}某")[1:-1]


TEXTS = st.text(
    st.one_of(st.sampled_from("\\`*_{}[]<>()#+-.!|&~:/ \n=0123456789ax某，"), st.characters()), max_size=20
)


@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """As a paragraph, a heading, an item, a bold word, a cell: what is parsed is the text."""
    line = escaped(text)
    assert "\n" not in line
    for before, after in (
        ("", ""),
        ("# ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("> ", ""),
        ("x **", "** y"),
        ("| a |\n| --- |\n| ", " |"),
    ):
        tokens = READER.parse(f"{before}{line}{after}\n")
        seen = words(tokens)
        if before.startswith("|"):
            seen = seen.removeprefix("a").strip()
        if "**" in before:
            seen = seen.removeprefix("x").removesuffix("y").strip().removeprefix("**").removesuffix("**")
        assert seen.strip() == _plain(text)
        assert not kinds(tokens) & {
            "html_block",
            "html_inline",
            "code_block",
            "code_inline",
            "fence",
            "image",
            "link_open",
            "hr",
        }


def test_only_harmless_links(
    made_of: Callable[[Iterator[str]], Document], write: Callable[[Document], bytes]
) -> None:
    tokens = read(write(made_of(repeat("某"))))
    found = {
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    }
    assert found == {"https://example.gov.cn/x", "other.md", "index.md", "#1-%E6%9F%90"}


def test_two_lists_in_a_row_stay_two(
    defects: Callable[[Language], Document], write: Callable[[Document], bytes]
) -> None:
    tokens = read(write(defects("zh-Hans")))
    assert not any(
        token.type == "paragraph_open" and not token.hidden and token.level > 2 for token in tokens
    )


def test_index_leads_to_every_page(select: Callable[..., Selection]) -> None:
    matters = ("labour-dispatch", "marriage-registration", "drug-retail")
    pages = {
        page.path: page
        for page in OUTPUTS["markdown"].pages(select("zh-Hans", *matters))
        if isinstance(page, Page)
    }
    assert sorted(pages) == sorted(f"markdown/{name}.md" for name in (*matters, "index"))
    index = pages["markdown/index.md"].data.decode("utf-8")
    for matter in matters:
        assert f"](<{matter}.md>)" in index


@pytest.mark.parametrize(
    ("matter", "language"),
    [("labour-dispatch", "zh-Hans"), ("marriage-registration", "zh-Hant"), ("elderly-card", "en")],
)
def test_golden_guide(
    matter: str, language: Language, select: Callable[..., Selection], write: Callable[[Document], bytes]
) -> None:
    compare(f"{matter}.{language}.md", write(select(language, matter).subjects[0].guide()))


def test_golden_notice(defects: Callable[[Language], Document], write: Callable[[Document], bytes]) -> None:
    compare("notice-several-defects.md", write(defects("zh-Hans")))


def compare(name: str, data: bytes) -> None:
    """After a meant change: BANSHI_UPDATE_GOLDEN=1, then read the diff."""
    path = GOLDEN / name
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        path.write_bytes(data)
    assert data.decode("utf-8") == path.read_text("utf-8")


def test_words_in_the_made_up_document_are_all_shown(
    made_of: Callable[[Iterator[str]], Document],
    write: Callable[[Document], bytes],
    shown: Callable[[object], Iterator[str]],
) -> None:
    numbered = cycle(f"词{number}词" for number in range(400))
    document = made_of(numbered)
    seen = words(read(write(document)))
    assert not [text for text in shown(document) if text not in seen]

"""Input that must be survived: each is refused with its code, at its line and column, with a remedy in both languages."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from checker.finding import Finding, Place
from checker.source import MAX_DEPTH, YAML_LIMIT, parse, yaml_text

LAUGHS = b"a: &a [x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % (n, n, *([n - 1] * 9))
    for n in range(98, 107)
)

# id: (bytes, code, line, column) of the first finding in the order of the file
REFUSED: dict[str, tuple[bytes, str, int, int]] = {
    "empty": (b"", "S05", 0, 0),
    "blank": (b" \n\n", "S05", 0, 0),
    "comments-only": (b"# a\n# b\n", "S05", 0, 0),
    "empty-document": (b"---\n", "S05", 0, 0),
    "bom": (b"\xef\xbb\xbfa: 1\n", "S02", 1, 1),
    "gbk": ("name: 食品经营许可\n".encode("gbk"), "S01", 1, 9),
    "gbk-that-starts-like-utf-8": ("食品: 许可\n".encode("gbk"), "S01", 1, 5),
    "big5": ("name: 許可證\n".encode("big5"), "S01", 1, 7),
    "utf-16": ("a: 许可\n".encode("utf-16"), "S01", 1, 1),
    "utf-16-le-without-mark": ("name: 许可\n".encode("utf-16-le"), "S01", 1, 1),
    "utf-16-be-without-mark": ("name: 许可\n".encode("utf-16-be"), "S01", 1, 1),
    "utf-32": ("a: 许可\n".encode("utf-32"), "S01", 1, 1),
    "damaged-utf-8": ("a: 1\nb: 许可".encode() + b"\xff\n", "S01", 2, 6),
    "surrogate-bytes": (b"a: \xed\xa0\x80\n", "S16", 1, 4),
    "surrogate-escape": (b'a: "\\ud800"\n', "S16", 1, 7),
    "nul": (b"a: x\x00y\n", "S03", 1, 5),
    "nul-escape": (b'a: 1\nb: "\\0"\n', "S03", 2, 4),
    "bell": (b"a: \x07\n", "S03", 1, 4),
    "next-line": ("a: x\x85y\n".encode(), "S03", 1, 5),
    "zero-width-space": ("a: 1\nid\u200b: x\n".encode(), "S03", 2, 3),
    "bidirectional-override": ("a: \u202ex\n".encode(), "S03", 1, 4),
    "binary": (bytes(range(1, 128)) * 4, "S03", 1, 1),
    "too-large": (b"a: " + b"x" * YAML_LIMIT, "S04", 0, 0),
    "ten-megabytes": (b"- x\n" * 2_621_440, "S04", 0, 0),
    "tab": (b"a:\n\tb: 1\n", "S07", 2, 1),
    "tab-after-spaces": (b"a:\n  b: 1\n \tc: 2\n", "S07", 3, 2),
    "tab-in-block-text": (b"a: |\n\tb\n", "S07", 2, 1),
    "duplicate-key": (b"a: 1\nb: 2\na: 3\n", "S08", 3, 1),
    "duplicate-key-quoted": (b'a: 1\n"a": 3\n', "S08", 2, 1),
    "duplicate-key-in-braces": (b"x: {a: 1, b: 2, a: 3}\n", "S08", 1, 17),
    "anchor": (b"a: &x 1\n", "S09", 1, 4),
    "alias": (b"a: *x\n", "S09", 1, 4),
    "alias-as-key": (b"*x : 1\n", "S09", 1, 1),
    "anchor-to-itself": (b"a: &x [*x]\n", "S09", 1, 4),
    "billion-laughs": (LAUGHS, "S09", 1, 4),
    "tag": (b"a: !!int '5'\n", "S10", 1, 4),
    "tag-that-runs-code": (b"a: !!python/object/apply:os.system ['true']\n", "S10", 1, 4),
    "tag-on-nothing": (b"a: !x\n", "S10", 1, 4),
    "tag-with-unknown-handle": (b"a: !e!x 1\n", "S10", 1, 4),
    "bare-exclamation-mark": (b"a: ! x\n", "S10", 1, 4),
    "version-directive": (b"%YAML 1.2\n---\na: 1\n", "S10", 1, 1),
    "tag-directive": (b"%TAG ! tag:x,2000:\n---\na: 1\n", "S10", 1, 1),
    "merge-key": (b"<<: {a: 1}\n", "S11", 1, 1),
    "sixty-seven-kilobytes-of-merge-keys": (b"<<: {a: 1}\n" * 6091, "S11", 1, 1),
    "two-documents": (b"a: 1\n---\nb: 1\n", "S12", 2, 1),
    "ruler-at-the-end": (b"a: 1\n---\n", "S12", 2, 1),
    "number-as-key": (b"a: 1\n110108: x\n", "S13", 2, 1),
    "true-as-key": (b"true: x\n", "S13", 1, 1),
    "null-as-key": (b"null: x\n", "S13", 1, 1),
    "tilde-as-key": (b"~: x\n", "S13", 1, 1),
    "no-key": (b": x\n", "S13", 1, 1),
    "list-as-key": (b"a: 1\n? [x]\n: y\n", "S13", 2, 3),
    "mapping-as-key": (b"a: {{7*7}}\n", "S13", 1, 5),
    "depth-33-braces": (b"{a: " * 33 + b"1" + b"}" * 33, "S14", 1, 129),
    "depth-33-lines": (b"".join(b" " * n + b"a:\n" for n in range(34)), "S14", 33, 33),
    "depth-10000-brackets": (b"[" * 10_000, "S14", 1, 33),
    "depth-10000-closed": (b"[" * 10_000 + b"]" * 10_000, "S14", 1, 33),
    "depth-10000-dashes": (b"- " * 10_000 + b"x", "S14", 1, 65),
    "full-width-colon-alone": ("id：x\n".encode(), "S15", 1, 3),
    "full-width-colon-among-fields": ("format: 1\nid：x\nname: y\n".encode(), "S15", 2, 3),
    "full-width-colon-in-list": ("a:\n  - id：x\n    law: y\n".encode(), "S15", 2, 7),
    "full-width-colon-in-braces": ("{id：x, b: 2}\n".encode(), "S15", 1, 4),
    "full-width-space-as-indentation": ("a: 1\n\u3000b: 2\n".encode(), "S15", 2, 1),
    "no-break-space-as-indentation": ("a:\n  b: 1\n\u00a0\u00a0c: 2\n".encode(), "S15", 3, 1),
    "tilde": (b"a: ~\n", "S17", 1, 4),
}  # fmt: skip


def first(data: bytes) -> Finding:
    source, findings = parse(data, "x.yaml")
    assert source is None
    assert findings
    for finding in findings:
        assert finding.help is not None
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))
    return findings[0]


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_place_and_remedy(name: str, parser: str) -> None:
    data, code, line, column = REFUSED[name]
    finding = first(data)
    assert (finding.code, finding.severity) == (code, "error"), finding
    if parser == "libyaml" or name not in {
        "tab-in-block-text",
        "tag-with-unknown-handle",
        "surrogate-escape",
    }:
        assert finding.place == Place("x.yaml", line, column), finding


def test_gbk_is_named_with_the_way_to_convert_it() -> None:
    finding = first("名称: 许可\n".encode("gbk"))
    assert finding.help is not None
    assert "GBK" in finding.message.zh
    assert "iconv -f GB18030 -t UTF-8" in finding.help.zh
    assert "iconv -f GB18030 -t UTF-8" in finding.help.en


def test_a_damaged_utf_8_file_is_not_called_gbk() -> None:
    text = "名称: 食品经营许可\n".encode()
    assert "GB" not in first(text[:-2] + b"\n").message.en
    assert "0xE5" in first(text[:-3] + b"\n").message.en or "0xE8" in first(text[:-3] + b"\n").message.en


def test_invisible_characters_are_named() -> None:
    assert "U+200B ZERO WIDTH SPACE" in first("a: x\u200b\n".encode()).message.zh


def test_a_binary_file_gets_one_finding() -> None:
    _, findings = parse(b"a: 1\n" + b"\x07" * 50, "x.yaml")
    assert [(f.code, f.place) for f in findings] == [("S03", Place("x.yaml", 2, 1))]
    assert "hardly a text file" in findings[0].message.en
    assert len(parse(b"a: 1\n" + b"\x07" * 20, "x.yaml")[1]) == 20


def test_the_first_of_two_equal_keys_is_shown_as_well() -> None:
    finding = first(b"a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert finding.place == Place("x.yaml", 4, 3)
    assert finding.related == (Place("x.yaml", 2, 3),)
    assert "第 2 行" in finding.message.zh
    assert "line 2" in finding.message.en


def test_equal_keys_of_different_mappings_are_fine() -> None:
    source, findings = parse(b"a: {x: 1}\nb: {x: 1}\nc: [{x: 1}, {x: 1}]\n", "x.yaml")
    assert source is not None
    assert findings == ()


def test_every_problem_of_a_file_is_told(parser: str) -> None:
    text = "a: 1\na: 2\nb: &x !!str 3\n5: ~\n<<: *x\nc: {d: 1, d: 2}\n"
    source, findings = parse(text.encode(), "x.yaml")
    assert source is None
    assert [(f.code, f.place.line, f.place.column) for f in findings] == [
        ("S08", 2, 1), ("S09", 3, 4), ("S10", 3, 4), ("S13", 4, 1), ("S17", 4, 4), ("S11", 5, 1), ("S09", 5, 5), ("S08", 6, 11),
    ]  # fmt: skip


def test_problems_before_broken_syntax_are_told(parser: str) -> None:
    _, findings = parse(b"a: 1\na: 2\nb: [\n", "x.yaml")
    assert [f.code for f in findings] == ["S08", "S06"]


def test_a_byte_order_mark_hides_nothing() -> None:
    _, findings = parse(b"\xef\xbb\xbfa: 1\na: 2\nb: [\n", "x.yaml")
    assert [f.code for f in findings] == ["S02", "S08", "S06"]


def test_invisible_characters_hide_nothing_but_syntax() -> None:
    _, findings = parse(b"a: \x07\na: 2\n\x07b: [\n", "x.yaml")
    assert [f.code for f in findings] == ["S03", "S08", "S03"]


def test_a_hundred_findings_and_no_more(parser: str) -> None:
    _, findings = parse(b"a: 1\n" * 5000, "x.yaml")
    assert [f.code for f in findings] == ["S08"] * 100 + ["S22"]
    assert findings[-1].place.line == 102


def test_hostile_nesting_and_repetition_stop_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on time without a clock: how many events are asked for."""
    counts = {"events": 0}

    class Counting(yaml.CSafeLoader):
        def get_event(self) -> Any:
            counts["events"] += 1
            return super().get_event()

    monkeypatch.setattr(yaml_text, "_PARSER", Counting)
    for data, most in (
        (b"{a: " * 10_000, 100),
        (b"[" * 10_000, 100),
        (b"<<: {a: 1}\n" * 6091, 800),
        (LAUGHS, 250),
    ):
        counts["events"] = 0
        parse(data, "x.yaml")
        assert 0 < counts["events"] < most


def test_depth_32_is_read(parser: str) -> None:
    source, _ = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "x.yaml")
    assert source is not None


def test_full_width_colon_inside_a_value_is_a_warning_only(parser: str) -> None:
    source, findings = parse("organ:\n  id：here\nnote: 说明：见附件\n".encode(), "x.yaml")
    assert source is not None
    assert source.data == {"organ": "id：here", "note": "说明：见附件"}
    assert [(f.code, f.severity, f.place.line, f.place.column) for f in findings] == [
        ("S15", "warning", 2, 5)
    ]
    assert findings[0].help is not None
    assert "`id: …`" in findings[0].help.zh


def test_full_width_comma_between_names_is_a_warning(parser: str) -> None:
    source, findings = parse("a: [b，c]\nd: 甲，乙\n".encode(), "x.yaml")
    assert source is not None
    assert source.data == {"a": ["b，c"], "d": "甲，乙"}
    assert [(f.code, f.severity, f.place.line, f.place.column) for f in findings] == [
        ("S15", "warning", 1, 5)
    ]
    assert findings[0].help is not None
    assert "`[b, c]`" in findings[0].help.en


def test_quotes_silence_the_warnings(parser: str) -> None:
    source, findings = parse('a: "id：x"\nb: ["c，d"]\n'.encode(), "x.yaml")
    assert source is not None
    assert findings == ()


# id: (text, line, column, part of the Chinese message)
BROKEN: dict[str, tuple[str, int, int, str]] = {
    "no-colon": ("a: 1\nbc\nd: 2\n", 2, 1, "缺少冒号"),
    "second-colon": ("a: b: c\n", 1, 5, "不该有 `: `"),
    "indented-too-far": ("a: 1\n  b: 2\n", 2, 4, "不该有 `: `"),
    "not-aligned": ("a:\n   b: 1\n  c: 2\n", 3, 3, "不齐"),
    "text-after-quote": ("a: 'x'y\n", 1, 7, "不齐，或值后面"),
    "dash-missing": ("- a\nb: 1\n", 2, 1, "`- ` 开头"),
    "list-on-the-line-of-its-key": ("a: - b\n", 1, 4, "同一行"),
    "bracket-left-open": ("a: [b, c\nd: 1\n", 1, 4, "`[` 没有用 `]` 关上"),
    "brace-left-open": ("a: {b: c\nd: 1\n", 1, 4, "`{` 没有用 `}` 关上"),
    "comma-too-many": ("a: [1,,2]\n", 1, 7, "缺一个值"),
    "quote-left-open": ('a: 1\nb: "x\nc: 2\n', 2, 4, "引号没有关上"),
    "backslash": ('a: "C:\\data"\n', 1, 7, "反斜杠"),
    "at-sign": ("a: @x\n", 1, 4, "不能以这个符号开头"),
    "percent-sign": ("a: %x\n", 1, 4, "不能以这个符号开头"),
    "asterisk": ("a: * x\n", 1, 5, "& 或 *"),
    "text-after-bar": ("a: | x\n", 1, 6, "后面不能直接写文字"),
    "text-after-the-end": ("a: 1\n...\nb\n", 3, 1, "文档已经结束"),
    "question-mark": ("a: ? b\n", 1, 4, "`? `"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_syntax_is_told_where_it_begins(name: str, parser: str) -> None:
    text, line, column, part = BROKEN[name]
    finding = first(text.encode())
    assert finding.code == "S06", finding
    if parser == "libyaml":
        assert (finding.place.line, finding.place.column) == (line, column), finding
        assert part in finding.message.zh, finding

"""A file of the wrong shape: each fault is one finding, at its exact place, in plain sentences with a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from checker.finding import Finding, Place

Check = Callable[..., tuple[Finding, ...]]

# id: (text from line 4 on, [(code, line, column, part of the Chinese message, part of the English help)])
FAULTS: dict[str, tuple[str, list[tuple[str, int, int, str, str]]]] = {
    "integer-where-text": ("office: 110108\n", [("F01", 4, 9, "应为文字，不是整数 110108", 'Put it in quotes: `"110108"`.')]),
    "boolean-where-text": ("office: true\n", [("F01", 4, 9, "应为文字，不是true", 'quotes: `"true"`')]),
    "list-where-text": ("office: [x]\n", [("F01", 4, 9, "不是列表", "Write a single value.")]),
    "nothing-where-text": ("office:\n", [("F01", 4, 8, "没有值", "leave the field out")]),
    "item-of-the-wrong-type": ("basis: [a, 57]\n", [("F01", 4, 12, "`basis` 第 2 项应为文字", 'quotes: `"57"`')]),
    "yes-where-boolean": (
        "charged: yes\n",
        [("F01", 4, 10, "应为是否值（true 或 false）", "`true` or `false`, in lower case")],
    ),
    "capital-true": ("charged: True\n", [("F01", 4, 10, "文字 “True”", "`true` or `false`, in lower case")]),
    "quoted-integer": ('visits: "2"\n', [("F01", 4, 9, "应为整数", "Remove the quotes.")]),
    "integer-with-unit": ("visits: 2 次\n", [("F01", 4, 9, "应为整数", "without quotes, such as `5`")]),
    "leading-zero": ("visits: 02\n", [("F01", 4, 9, "应为整数，不是文字 “02”", "without quotes, such as `5`")]),
    "text-where-list": ("basis: a\n", [("F01", 4, 8, "应为列表", "Write a list: `[a, b]`")]),
    "mapping-where-list": ("basis: {a: b}\n", [("F01", 4, 8, "应为列表，不是映射", "Put `- ` before each item.")]),
    "text-where-mapping": ("when: x\n", [("F01", 4, 7, "应为映射", "indented lines `key: value`")]),
    "list-where-mapping": ("when:\n  - a.b: 1\n", [("F01", 5, 3, "应为映射，不是列表", "without `- `")]),
    "full-width-colon-where-mapping": ("when:\n  a.b：1\n", [("F01", 5, 3, "应为映射", "full-width colon")]),
    "type-of-alternatives": ("name: 5\n", [("F01", 4, 7, "应为文字或映射，不是整数 5", 'quotes: `"5"`')]),
    "misspelt-field": ("stat: in-use\n", [("F02", 4, 1, "没有名为 `stat` 的字段", "Did you mean `state`?")]),
    "camel-case-field": ("Visits: 1\n", [("F02", 4, 1, "`Visits`", "Did you mean `visits`?")]),
    "field-like-nothing": ("zzzzz: 1\n", [("F02", 4, 1, "`zzzzz`", "Fields that can be added here:")]),
    "misspelt-field-deep-down": ("name: {zh: x, eng: y}\n", [("F02", 4, 15, "`eng`", "Did you mean `en`?")]),
    "misspelt-required-field-is-told-once": ("name: {zhh: x}\n", [("F02", 4, 8, "`zhh`", "Did you mean `zh`?")]),
    "missing-field-deep-down": ("name: {en: x}\n", [("F03", 4, 7, "缺少必填字段 `zh`（中文）", "Add `zh: …`.")]),
    "two-unknown-fields": ("a: 1\nstate: in-use\nb: 2\n", [("F02", 4, 1, "`a`", ""), ("F02", 6, 1, "`b`", "")]),
    "not-a-choice": ("state: in_use\n", [("F04", 4, 8, "不能是文字 “in_use”", "mean `in-use`? It can be `in-use`, ")]),
    "choice-like-nothing": ("state: 5\n", [("F04", 4, 8, "不能是整数 5", "It can be `in-use`, `suspended`, `cancelled`.")]),
    "wrong-form-with-hint": (
        "basis: [Lease]\n",
        [("F07", 4, 9, "`basis` 第 1 项的写法不对：文字 “Lease”", "Lower-case words joined")],
    ),
    "wrong-form-without-hint": ('office: "1101"\n', [("F07", 4, 9, "写法不对", "It must match `^[0-9]{6}$`.")]),
    "line-break-at-the-end": ('office: "110108\\n"\n', [("F07", 4, 9, "写法不对", "It must match")]),
    "no-such-day": ('when: {a.b: {before: "2025-02-29"}}\n', [("F11", 4, 22, "不是日历上的一天", "year-month-day")]),
    "empty-text": ('basis: [""]\n', [("F08", 4, 9, "是空的", "at least 1 character")]),
    "empty-list": ("basis: []\n", [("F08", 4, 8, "`basis`（依据）是空的", "at least 1 item, or leave the field out.")]),
    "empty-mapping": ("when: {}\n", [("F08", 4, 7, "是空的", "at least 1 field, or leave")]),
    "too-small": ("visits: -1\n", [("F09", 4, 9, "不能是整数 -1", "at least 0")]),
    "too-large": ("visits: 10\n", [("F09", 4, 9, "不能是整数 10", "at most 9")]),
    "repeated-item": ("basis: [a, b, a]\n", [("F10", 4, 15, "第 3 项与第 1 项相同", "Delete one of the two.")]),
    "wrong-key": ("agency: {A1: x}\n", [("F14", 4, 10, "键 `A1`", "It must match `^[a-z]+$`.")]),
    "needs-another-field": ("agency: {phone: x}\n", [("F13", 4, 10, "写了 `phone` 就要同时写 `hours`", "Add `hours`")]),
    "excluding-fields": (
        "renewal: {before: 1, after: 2}\n",
        [("F12", 4, 22, "`before`、`after` 不能同时写", "Delete one of them.")],
    ),
    "required-by-another-value": (
        "fees: {charged: true}\n",
        [("F03", 4, 7, "缺少必填字段 `amount`（金额）", "Add `amount: …`.")],
    ),
    "forbidden-by-another-value": ('fees: {amount: "1"}\n', [("F12", 4, 8, "这里不能写 `amount`", "Delete it")]),
    "unknown-beside-allof": ("flow: {steps: 1, step: 2}\n", [("F02", 4, 18, "`step`", "Delete it")]),
    "unevaluated-only-because-its-branch-failed": ("flow: {steps: x}\n", [("F01", 4, 15, "应为整数", "such as `5`")]),
    "keyword-without-sentence": ("tags: [x]\n", [("F15", 4, 7, "（contains）", "Compare")]),
    "both-of-one": (
        "competence:\n  - {organ: a, when: x, otherwise: true}\n",
        [("F12", 5, 25, "`when`、`otherwise` 只能写一个", "Keep one")],
    ),
    "none-of-one": ("competence:\n  - organ: a\n", [("F12", 5, 5, "`when`、`otherwise` 中必须写一个", "Add one of them.")]),
    "fixed-value": ("competence: [{organ: a, otherwise: false}]\n", [("F06", 4, 36, "不能是false", "It can only be `true`.")]),
    "fixed-value-in-quotes": (
        'competence: [{organ: a, otherwise: "true"}]\n',
        [("F06", 4, 36, "“true”", "Remove the quotes.")],
    ),
    "branch-told-by-its-kind": (
        "result: {kind: certificate, nam: x}\n",
        [("F02", 4, 29, "`nam`", "Did you mean `name`?"), ("F03", 4, 9, "`pages`", "Add `pages: …`.")],
    ),
    "branch-told-by-its-other-kind": ("result: {kind: decision, txt: x}\n", [("F02", 4, 26, "`txt`", "Did you mean `text`?")]),
    "forms-and-choices-together": (
        "validity: 20 dayz\n",
        [("F04", 4, 11, "不能是文字 “20 dayz”", "It can be `long_term`. Such as 20 days. It can also be a list.")],
    ),
    "nested-conditions": (
        "when: {all: [{a.b: 1}, {not: {c.d: {at_leest: 3}}}]}\n",
        [("F02", 4, 37, "`at_leest`", "Did you mean `at_least`?")],
    ),
    "several-at-once": (
        "state: x\nvisits: -1\nzz: 1\nbasis: []\n",
        [("F04", 4, 8, "", ""), ("F09", 5, 9, "", ""), ("F02", 6, 1, "", ""), ("F08", 7, 8, "", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_at_its_place(name: str, check: Check) -> None:
    text, expected = FAULTS[name]
    findings = check(text)
    assert [(f.code, f.place.line, f.place.column) for f in sorted(findings, key=lambda f: f.code)] == [
        fault[:3] for fault in sorted(expected, key=lambda fault: fault[0])
    ], findings
    for finding, fault in zip(
        sorted(findings, key=lambda f: f.code), sorted(expected, key=lambda f: f[0]), strict=True
    ):
        assert finding.help is not None
        assert fault[3] in finding.message.zh
        assert fault[4] in finding.help.en
        assert finding.help.zh
        assert finding.severity == "error"
        # English sentences hold no Chinese but what the author wrote himself.
        assert not re.search(
            "[\u4e00-\u9fff]", re.sub("“[^”]*”|`[^`]*`", "", finding.message.en + finding.help.en)
        )


def test_the_first_field_missing_is_told_with_title_description_and_example(check: Check) -> None:
    findings = check("format: 1\nmatter: a\n", head="")
    assert [(f.code, f.place) for f in findings] == [("F03", Place("x.yaml", 1, 1))]
    assert findings[0].message.zh == "缺少必填字段 `effective_from`（生效日期）"
    assert findings[0].help is not None
    assert findings[0].help.zh == '补上 `effective_from: …`。从哪一天起有效。例如 "2026-02-13"。'


def test_a_file_for_a_newer_format_gets_one_finding(check: Check) -> None:
    findings = check("format: 2\nnew: [1]\nmatter: 5\n", head="")
    assert [(f.code, f.place) for f in findings] == [("F05", Place("x.yaml", 1, 9))]
    assert "格式 2" in findings[0].message.zh
    assert "格式 1" in findings[0].message.zh


@pytest.mark.parametrize("written", ["0", '"1"', "true", "1.0", "null"])
def test_other_wrong_formats_hide_nothing(written: str, check: Check) -> None:
    findings = check(f'format: {written}\nmatter: 5\neffective_from: "2026-02-13"\n', head="")
    assert [f.code for f in findings] == ["F06", "F01"]


def test_a_repeated_item_shows_the_first(check: Check) -> None:
    assert check("basis:\n  - a\n  - b\n  - a\n")[0].related == (Place("x.yaml", 5, 5),)


def test_equal_is_equal_as_in_json(check: Check) -> None:
    """true is not 1, and the order of keys does not matter."""
    from checker.schema.fault import duplicates

    assert list(duplicates([True, 1, "1", None, False, 0])) == []
    assert list(duplicates([{"a": 1, "b": [2]}, {"b": [2], "a": 1}])) == [(1, 0)]


def test_the_root_of_the_wrong_type(check: Check) -> None:
    findings = check("- a\n", head="")
    assert [(f.code, f.place) for f in findings] == [("F01", Place("x.yaml", 1, 1))]
    assert findings[0].message.zh == "整个文件应为映射，不是列表"


def test_right_files_have_no_findings(check: Check) -> None:
    text = (
        "name: 许可\nstate: in-use\nvisits: 0\nbasis: [a, b]\nwhen: {a.b: {at_least: 5}}\nvalidity: long_term\n"
        "competence: [{organ: x, otherwise: true}]\nresult: {kind: decision}\n"
    )
    assert check(text) == ()


def test_a_hundred_findings_then_how_many_more(check: Check) -> None:
    findings = check("".join(f"zz{n}: 1\n" for n in range(130)))
    assert [f.code for f in findings] == ["F02"] * 100 + ["F16"]
    assert "还有 30 个问题" in findings[-1].message.zh
    assert check("".join(f"zz{n}: 1\n" for n in range(100)))[-1].code == "F02"


def test_very_many_faults_are_counted_or_bounded(check: Check) -> None:
    unknown = check("".join(f"zz{n}: 1\n" for n in range(5000)))
    assert "还有 4900 个问题" in unknown[-1].message.zh
    repeated = check("basis: [" + "a, " * 5000 + "a]\n")
    assert "还有 4900 个问题" in repeated[-1].message.zh
    wrong = check("basis: [" + ", ".join(map(str, range(5000))) + "]\n")
    assert len(wrong) == 101
    assert "100 个以上" in wrong[-1].message.zh


def test_the_one_wrong_item_of_a_long_list_is_found(check: Check) -> None:
    items = [f"a{n}" for n in range(3000)] + ["B"]
    findings = check("basis: [" + ", ".join(items) + "]\n")
    assert [f.code for f in findings] == ["F07"]
    assert "第 3001 项" in findings[0].message.zh


def test_json_without_places_names_the_path(check: Check) -> None:
    start = '{"format": 1, "matter": "a", "effective_from": "2026-02-13", '
    text = start + '"competence": [{"organ": "x", "otherwise": true}, {"orgn": 5}]}'
    findings = check(text)
    assert {f.place for f in findings} == {Place("x.yaml")}
    assert [f.message.zh for f in findings] == [
        "在 `competence[1]` 里，没有名为 `orgn` 的字段",
        "在 `competence[1]` 里，`when`、`otherwise` 中必须写一个",
    ]
    deep = start + '"competence": [{"organ": 5, "otherwise": true}]}'
    assert check(deep)[0].message.en == "`competence[0].organ` must be text, not the whole number 5"


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_private_values_are_never_repeated(name: str, check: Check) -> None:
    """The same faults in a file whose schema says `x-private`: same codes and places, and no value in the words."""
    text, expected = FAULTS[name]
    findings = check(text, kind="private")
    assert sorted((f.code, f.place.line) for f in findings) == sorted(
        (fault[0], fault[1]) for fault in expected
    )
    for finding in findings:
        assert "“" not in finding.message.zh
        assert not re.search("整数 -?[0-9]", finding.message.zh)
    secret = check(
        'office: "11010819900101123X"\nstate: "11010819900101123X"\nvisits: "11010819900101123X"\n',
        kind="private",
    )
    assert len(secret) == 3
    for finding in secret:
        assert finding.help is not None
        assert "123X" not in finding.message.zh + finding.message.en + finding.help.zh + finding.help.en
    number = check("office: 110108199001011\n", kind="private")
    assert number[0].help is not None
    assert (
        "1101081" not in number[0].message.zh + number[0].message.en + number[0].help.zh + number[0].help.en
    )

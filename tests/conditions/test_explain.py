"""Golden sentences and explanations. docs/conditions.md holds one for every operator; here are the odd ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checker.conditions.explain import explanation, lines, sentence
from checker.conditions.facts import Fact
from checker.conditions.parse import parse
from checker.conditions.tree import Compare, Node
from checker.conditions.values import NotGiven, normalise
from checker.engines import Truth
from checker.finding import Language, Text, nowhere
from checker.source import parse as parse_yaml
from checker.words import Words

Facts = Mapping[str, Fact]


def tree(yaml: str, facts: Facts) -> Node:
    source, problems = parse_yaml(yaml.encode(), "m.yaml")
    assert source is not None, problems
    node, findings = parse(source.data, (), lambda pointer: nowhere(), facts, {})
    assert node is not None, findings
    return node


@pytest.mark.parametrize(
    ("yaml", "zh", "en"),
    [
        (
            "capital.registered: {at_least: 2005000}",
            "注册资本不少于2,005,000元",
            "the registered capital is at least CNY 2,005,000",
        ),
        (
            "capital.registered: {at_most: 300000000}",
            "注册资本不超过3亿元",
            "the registered capital is at most CNY 300,000,000",
        ),
        ("capital.registered: '80.5'", "注册资本为80.50元", "the registered capital is CNY 80.50"),
        ("capital.registered: {is_not: 0}", "注册资本不为0元", "the registered capital is not CNY 0"),
        (
            "capital.registered: {more_than: -30000}",
            "注册资本超过-3万元",
            "the registered capital is more than CNY -30,000",
        ),
        ("premises.area: '1234.50'", "经营面积为1,234.5平方米", "the business area is 1,234.5 m²"),
        ("applicant.age: {at_least: 18}", "申请人年龄满18周岁", "the applicant's age is at least 18 years"),
        (
            "applicant.age: {more_than: 60}",
            "申请人年龄超过60周岁",
            "the applicant's age is more than 60 years",
        ),
        ("applicant.name: 某某公司", "申请人名称为“某某公司”", "the applicant's name is “某某公司”"),
        (
            "premises.fixed: {is_not: true}",
            "没有固定经营场所",
            "it is not the case that the applicant has fixed premises",
        ),
        ("premises.shared: false", "不属于共用场所", "it is not the case that the premises are shared"),
        ("food.kinds: {one_of: [cold]}", "经营项目包括冷食类食品", "the range of food includes cold food"),
        ("food.kinds: {known: true}", "已提供经营项目", "the range of food is given"),
        (
            "premises.shared: {is: {fact: premises.fixed}}",
            "“属于共用场所”与“有固定经营场所”的回答相同",
            "the answers to “the premises are shared” and “the applicant has fixed premises” are the same",
        ),
        (
            "lease.ends-on: {between: [{fact: business.starts-on}, '2026-12-31']}",
            "租期届满日在开业日期至2026年12月31日之间（含首尾两日）",
            "the last day of the lease is between the opening day and 31 December 2026 (both days included)",
        ),
    ],
)
def test_one_comparison(yaml: str, zh: str, en: str, facts: Facts, words: Words) -> None:
    node = tree(yaml, facts)
    assert sentence(node, facts, words, "zh-Hans") == zh
    assert sentence(node, facts, words, "en") == en


@pytest.mark.parametrize(
    ("yaml", "zh"),
    [
        ("not: {staff.count: {between: [3, 5]}}", "从业人员人数少于3人或者从业人员人数超过5人"),
        ("not: {staff.count: {at_most: 5}}", "从业人员人数超过5人"),
        ("not: {staff.count: {more_than: 5}}", "从业人员人数不超过5人"),
        ("not: {applicant.age: {at_least: 18}}", "申请人年龄不满18周岁"),
        ("not: {lease.ends-on: {after: '2026-01-01'}}", "租期届满日不晚于2026年1月1日"),
        ("not: {lease.ends-on: {before: '2026-01-01'}}", "租期届满日不早于2026年1月1日"),
        (
            "not: {lease.ends-on: {between: ['2026-01-01', '2026-12-31']}}",
            "租期届满日早于2026年1月1日或者租期届满日晚于2026年12月31日",
        ),
        ("not: {applicant.kind: {one_of: [enterprise, natural-person]}}", "申请人不为企业或者自然人"),
        ("not: {food.kinds: {one_of: [cold, raw]}}", "经营项目不包括冷食类食品、生食类食品中的任何一项"),
        ("not: {food.kinds: {includes: raw}}", "经营项目不包括生食类食品"),
        (
            "not: {premises.shared: {is: {fact: premises.fixed}}}",
            "“属于共用场所”与“有固定经营场所”的回答不同",
        ),
        ("not: {agent.used: {known: true}}", "未说明是否委托代理人办理"),
        ("not: {applicant.name: {known: false}}", "已提供申请人名称"),
        ("not: {not: {staff.count: 3}}", "从业人员人数为3人"),
        ("not: {all: [{premises.shared: true}, {staff.count: 3}]}", "不属于共用场所或者从业人员人数不为3人"),
        ("not: {premises.shared: {one_of: [true]}}", "不属于共用场所"),
    ],
)
def test_a_not_disappears_into_the_comparison(yaml: str, zh: str, facts: Facts, words: Words) -> None:
    assert sentence(tree(yaml, facts), facts, words, "zh-Hans") == zh


@pytest.mark.parametrize(
    ("yaml", "zh"),
    [
        ("any: [{staff.count: 3}]", "从业人员人数为3人"),
        (
            "all: [{all: [{staff.count: {at_least: 3}}, {premises.fixed: true}]}, {agent.used: true}]",
            "从业人员人数不少于3人，有固定经营场所，并且委托代理人办理",
        ),
        (
            "any: [{premises.tenure: owned}, {premises.shared: true}, {staff.count: 3}]",
            "经营场所为自有、属于共用场所或者从业人员人数为3人",
        ),
        (
            "any: [{applicant.kind: {one_of: [enterprise, natural-person]}}, {premises.shared: true}]",
            "申请人为企业或者自然人，或者属于共用场所",
        ),
        (
            "capital.registered: {at_least: 2000000}\nany: [{premises.tenure: owned}, {premises.shared: true}]",
            "同时满足下列条件：（一）注册资本不少于200万元；（二）经营场所为自有或者属于共用场所",
        ),
        (
            "any:\n"
            "  - all: [{premises.fixed: true}, {any: [{agent.used: true}, {staff.count: 3, applicant.age: 18}]}]\n"
            "  - not: {all: [{premises.shared: true}, {premises.tenure: leased}]}",
            "满足下列条件之一：（一）同时满足下列条件（1．有固定经营场所；2．满足下列条件之一"
            "（①委托代理人办理；②从业人员人数为3人，并且申请人年龄为18周岁））；（二）不属于共用场所；（三）经营场所不为租赁",
        ),
    ],
)
def test_groups_read_in_one_way_only(yaml: str, zh: str, facts: Facts, words: Words) -> None:
    assert sentence(tree(yaml, facts), facts, words, "zh-Hans") == zh


def test_a_list_longer_than_its_numerals_goes_on_in_figures(facts: Facts, words: Words) -> None:
    pairs = ", ".join(f"{{all: [{{staff.count: {n}}}, {{premises.fixed: true}}]}}" for n in range(21))
    spoken = sentence(tree(f"any: [{pairs}]", facts), facts, words, "zh-Hans")
    assert "（二十）从业人员人数为19人" in spoken
    assert "（21）从业人员人数为20人" in spoken


@pytest.mark.parametrize(
    ("label", "opposite"),
    [
        ("有固定经营场所", "没有固定经营场所"),
        ("没有犯罪记录", "有犯罪记录"),
        ("已取得营业执照", "未取得营业执照"),
        ("未成年", "已成年"),
        ("委托代理人办理", "未委托代理人办理"),
        ("符合规划", "不符合规划"),
        ("有限责任公司", "不存在“有限责任公司”的情形"),
        ("有场所并已取得证照", "不存在“有场所并已取得证照”的情形"),
        ("一年内受过处罚", "不存在“一年内受过处罚”的情形"),
    ],
)
def test_the_opposite_of_a_label_is_never_half_of_it(
    label: str, opposite: str, facts: Facts, words: Words
) -> None:
    renamed = {"premises.fixed": replace(facts["premises.fixed"], label=Text(label, ""))}
    assert sentence(Compare("premises.fixed", "is", False), renamed, words, "zh-Hans") == opposite


WHEN = """\
capital.registered: {at_least: 2000000}
applicant.name: {is_not: 某某公司}
applicant.identity-number: {known: true}
food.kinds: {includes: raw}
capital.paid: {at_least: {fact: capital.registered}}
premises.area: {between: [100, 500]}
any:
  - premises.tenure: leased
  - premises.shared: true
  - lease.ends-on: {after: "2026-02-26"}
    staff.count: {at_least: 3}
"""
GIVEN = {
    "capital.registered": "2500000",
    "applicant.name": "张三",
    "applicant.identity-number": "00000019900101000X",
    "premises.tenure": "owned",
    "food.kinds": [],
    "lease.ends-on": "2026-02-27",
    "capital.paid": 100,
}
EXPLAINED: Mapping[Language, str] = {
    "zh-Hans": """\
✕ 同时满足下列条件
  ✓ 注册资本不少于200万元（填写情况：250万元）
  ✓ 申请人名称不为“某某公司”（填写情况：已填写）
  ✓ 已提供申请人身份证件号码（填写情况：已填写）
  ✕ 经营项目包括生食类食品（填写情况：无）
  ✕ 实缴资本不少于注册资本（填写情况：实缴资本 100元；注册资本 250万元）
  ？ 经营面积在100平方米至500平方米之间（含两端）（填写情况：未填写）
  ？ 满足下列条件之一
    ✕ 经营场所为租赁（填写情况：自有）
    ？ 属于共用场所（填写情况：未填写）
    ？ 同时满足下列条件
      ✓ 租期届满日晚于2026年2月26日（填写情况：2026年2月27日）
      ？ 从业人员人数不少于3人（填写情况：未填写）""",
    "en": """\
✕ all of the following hold
  ✓ the registered capital is at least CNY 2,000,000 (given: CNY 2,500,000)
  ✓ the applicant's name is not “某某公司” (given: filled in)
  ✓ the applicant's identity number is given (given: filled in)
  ✕ the range of food includes raw food (given: none)
  ✕ the paid-up capital is at least the registered capital (given: the paid-up capital CNY 100; \
the registered capital CNY 2,500,000)
  ? the business area is between 100 m² and 500 m² (both included) (given: nothing)
  ? at least one of the following holds
    ✕ the place of business is leased (given: owned)
    ? the premises are shared (given: nothing)
    ? all of the following hold
      ✓ the last day of the lease is after 26 February 2026 (given: 27 February 2026)
      ? the number of staff is at least 3 persons (given: nothing)""",
}


def values_of(given: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    values = {fact: normalise(raw, facts[fact]) for fact, raw in given.items()}
    return {fact: value for fact, value in values.items() if not isinstance(value, NotGiven)}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_an_explanation_line_by_line(language: Language, facts: Facts, words: Words) -> None:
    explained = explanation(tree(WHEN, facts), values_of(GIVEN, facts), facts, words, language)
    assert "\n".join(lines(explained, words, language)) == EXPLAINED[language]


def test_no_explanation_repeats_a_name_or_a_number_of_a_person(facts: Facts, words: Words) -> None:
    explained = explanation(tree(WHEN, facts), values_of(GIVEN, facts), facts, words, "zh-Hans")
    assert "张三" not in repr(explained)
    assert "00000019900101000X" not in repr(explained)


def test_a_single_comparison_explains_itself_without_a_heading(facts: Facts, words: Words) -> None:
    explained = explanation(
        tree("premises.fixed: true", facts), {"premises.fixed": False}, facts, words, "zh-Hans"
    )
    assert explained.truth is Truth.FALSE
    assert lines(explained, words, "zh-Hans") == ("✕ 有固定经营场所（填写情况：否）",)

"""The chart in words: everything that the drawing says is said, once, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from checker.words import Words
from generators.flow.graph import Arrow, Chart, Lane, Step
from generators.flow.outline import Branch, Item, outline, plain

LICENCE = """\
1. 申请人：提交申请（窗口或网上）
2. 受理窗口：收件登记（时限：当日）
3. 受理窗口判断：依法需要取得许可？
  是：接第4步
  否：
    3.1. 申请人：即时获知不受理：无需许可，流程结束
4. 受理窗口判断：属于本机关职权范围？
  是：接第5步
  否：
    4.1. 申请人：收到不予受理决定：向有关机关申请，流程结束
5. 受理窗口判断：有可以当场更正的错误？
  是：
    5.1. 申请人：当场更正，回到第2步
  否：接第6步
6. 受理窗口判断：材料齐全、符合法定形式？（时限：5个工作日）
  是：接第7步
  否，一次告知：
    6.1. 申请人：按一次告知补正全部材料，回到第2步
7. 受理窗口：受理，出具受理通知书，第8、9步同时进行
8. 审查部门：书面审查，接第10步
9. 审查部门：现场核查（2人以上）
10. 审查部门：提出审查意见（第8、9步都完成后）
11. 决定机关判断：符合法定条件、标准？（时限：20个工作日）
  符合：接第12步
  不符合：
    11.1. 申请人：收到不予许可决定：载明理由、复议和诉讼权利，流程结束
12. 决定机关：作出准予许可决定
13. 受理窗口：制作、送达许可证（时限：10个工作日）
14. 申请人：领取许可证，流程结束"""

ENGLISH = """\
1. Applicant: Submit the application
2. Accepting office decides: Complete and in due form? (limit: 5 working days)
  yes: go to step 3
  no: one notice:
    2.1. Applicant: Supplement everything named in the notice; go back to step 1
3. Accepting office: Accept; issue acknowledgement of receipt
4. Deciding organ decides: Conditions met? (limit: 20 working days)
  met: go to step 5
  not met:
    4.1. Deciding organ: Refusal with reasons and remedies; go to step 6
5. Deciding organ: Decision to grant the licence
6. Applicant: Receive licence or decision (limit: 10 working days); the procedure ends"""


def every(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        for branch in item.onward:
            yield from every(branch.items)


def test_the_licence_in_words(charts: dict[str, Chart], words: Words) -> None:
    assert plain(outline(charts["licence"]), words, "zh-Hans") == LICENCE


def test_in_english(charts: dict[str, Chart], words: Words) -> None:
    assert plain(outline(charts["english"]), words, "en") == ENGLISH


def test_each_step_is_told_once_with_a_number_of_its_own(chart: Chart) -> None:
    items = list(every(outline(chart)))
    assert sorted(item.step for item in items) == sorted(step.id for step in chart.steps)
    assert len({item.number for item in items}) == len(items)
    told = {step.id: step for step in chart.steps}
    lanes = {lane.id: lane.label for lane in chart.lanes}
    assert all(
        item.limit == told[item.step].limit and item.who == lanes[told[item.step].lane] for item in items
    )


def test_each_exit_of_a_decision_is_told(chart: Chart) -> None:
    for item in every(outline(chart)):
        if item.kind == "decision":
            exits = [arrow for arrow in chart.arrows if arrow.source == item.step]
            assert [branch.label for branch in item.onward] == [arrow.label for arrow in exits]
            assert [branch.back for branch in item.onward] == [arrow.jump for arrow in exits]


def test_what_is_not_said_is_the_next_item(chart: Chart) -> None:
    def check(items: tuple[Item, ...]) -> None:
        for place, item in enumerate(items):
            goals = {arrow.target for arrow in chart.arrows if arrow.source == item.step}
            if not item.onward and goals:
                assert goals == {items[place + 1].step}
            for branch in item.onward:
                check(branch.items)

    check(outline(chart))


def test_ways_walked_together_are_named_at_both_ends(charts: dict[str, Chart]) -> None:
    items = {item.step: item for item in every(outline(charts["large"]))}
    assert items["accept"].together
    assert [branch.number for branch in items["accept"].onward] == [
        items[step].number for step in ("paper", "site", "test", "consult")
    ]
    assert items["opinion"].after == tuple(items[s].number for s in ("paper", "site", "experts", "consult"))
    assert items["draft"].after == ()


def test_a_chained_decision_is_one_item(charts: dict[str, Chart]) -> None:
    items = {item.step: item for item in every(outline(charts["all-in-one"]))}
    assert len(items["art-32"].onward) == 5
    assert items["art-32"].onward[0] == Branch("不需要许可", "refusal", False, "2.1", (items["not-needed"],))


def test_an_exit_without_a_name_is_called_otherwise(words: Words) -> None:
    steps = (Step("d", "a", "decision", "？"), Step("x", "a", "end", "甲"), Step("y", "a", "end", "乙"))
    chart = Chart("", (Lane("a", "某"),), steps, (Arrow("d", "x", "是"), Arrow("d", "y")))
    assert "  其他情形：" in plain(outline(chart), words, "zh-Hans")


def test_nothing_gives_nothing(words: Words) -> None:
    assert plain(outline(Chart("", (), (), ())), words, "zh-Hans") == ""

"""What proofs must not stumble over: facts that may be missing, dates, offices, texts, nothing at all, and a solver that lies."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Prove = Callable[..., Any]


def condition(when: str) -> str:
    return f"conditions:\n  - {{id: it, stage: decision, when: {when}, remedy: 改正。}}\n"


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("{permit.number: {known: true}}", []),
        ("{permit.number: {known: false}}", []),
        ("{permit.number: {known: true}, permit.held: true}", []),
        ("{permit.number: {known: false, is: A1}}", ["P01"]),
        ("{any: [{permit.number: {known: true}}, {permit.number: {known: false}}]}", ["P02"]),
        ("{any: [{permit.number: A1}, {permit.number: {is_not: A1}}]}", ["P02"]),
        ("{permit.number: {is_not: A1}}", []),
        ("{worker.age: {at_least: 18}}", []),
        ("{worker.age: {at_least: 18}, worker.birth-date: {after: '2060-01-01'}}", ["P01"]),
        ("{worker.age: {less_than: 0}, worker.birth-date: {before: '2024-12-01'}}", ["P01"]),
        ("{lease.days-left: {at_least: 1}, lease.ends-on: {before: '2024-12-02'}}", ["P01"]),
        ("{lease.days-left: {at_least: 1}, lease.ends-on: {before: '2024-12-03'}}", []),
        ("{goods.kinds: {one_of: [food, drugs]}}", []),
        ("{goods.kinds: {includes: food}, not: {goods.kinds: {one_of: [food, drugs]}}}", ["P01"]),
        ("{staff.count: {more_than: 2, less_than: 3}}", ["P01"]),
        ("{premises.area: {more_than: 2, less_than: 3}}", []),
        ("{capital.registered: {more_than: '2.00', less_than: '2.01'}}", ["P01"]),
        ("{staff.count: {at_most: 99999999999999}}", ["P02"]),
        ("{staff.count: {at_most: 99999999999998}}", []),
        ("{staff.count: {more_than: {fact: premises.area}}, premises.area: {more_than: {fact: staff.count}}}", ["P01"]),
        ("{staff.count: {is: {fact: premises.area}, between: [2, 2]}, premises.area: {between: [2, 2]}}", []),
        ("{staff.count: {is: {fact: premises.area}}, premises.area: {between: ['2.5', '2.5']}}", ["P01"]),
        ("{capital.paid: {at_least: {fact: capital.registered}}, capital.registered: {is_not: {fact: capital.paid}}}", []),
    ],
)  # fmt: skip
def test_conditions(prove: Prove, when: str, codes: list[str]) -> None:
    assert [code for code in prove(condition(when)).codes if code in ("P01", "P02")] == codes


def test_birthday_on_the_29th_of_february(prove: Prove) -> None:
    """Whoever is born on 29 February 2008 is 18 on 1 March 2026, not on 28 February."""
    born = "worker.birth-date: {between: ['2008-02-29', '2008-02-29']}, worker.age: {between: [17, 17]}"
    fragment = 'effective_from: "2026-02-28"\neffective_to: "2026-02-28"\n'
    days = prove(fragment + condition(f"{{{born}}}"), "P01").codes
    assert days == []


def test_an_office_fixes_its_parameters(prove: Prove) -> None:
    fragment = condition("{premises.area: {at_least: {fact: local.least-area}, less_than: 50}}")
    assert prove(fragment).codes == []
    assert prove(fragment, fixed={"local.least-area": Decimal(20)}).codes == []
    assert prove(fragment, fixed={"local.least-area": Decimal(50)}).codes == ["P01"]


def test_a_parameter_that_the_office_left_out_is_never_met(prove: Prove) -> None:
    judged = prove(condition("{premises.area: {at_least: {fact: local.least-area}}}"), "P01", fixed={})
    assert judged.codes == ["P01"]


def test_a_counterexample_can_be_handed_in(prove: Prove) -> None:
    """Its facts are answers as an applicant writes them, without derived ones."""
    judged = prove(
        condition("{worker.age: {at_least: 60, less_than: 45}, premises.area: {at_least: '1.25'}}")
    )
    (entry,) = judged.proven
    found = entry.counterexample
    assert set(found.facts) == {"worker.birth-date", "premises.area"}
    assert isinstance(found.facts["worker.birth-date"], str)
    assert Decimal(found.facts["premises.area"]) >= Decimal("1.25")
    labels = [label.zh for label, _ in found.lines]
    assert labels[0] == "收到申请的日期"
    assert "年龄" in labels
    assert any("✕" in line.zh for line in found.why)
    assert "年龄年满60周岁" in entry.finding.message.zh.replace(" ", "") or "60" in entry.finding.message.zh


def test_the_clash_names_only_what_clashes(prove: Prove) -> None:
    judged = prove(
        condition("{permit.held: true, staff.count: {at_least: 5}, all: [{staff.count: {less_than: 5}}]}")
    )
    (entry,) = judged.proven
    assert "旧证" not in entry.finding.message.zh
    assert entry.finding.message.zh.count("从业人员") == 2


def test_nearest_applicant_meets_all_that_can_be_met(prove: Prove) -> None:
    judged = prove(condition("{permit.held: true, staff.count: {at_least: 5, less_than: 5}}"))
    assert judged.proven[0].counterexample.facts["permit.held"] is True


def test_competence_order_counts(prove: Prove) -> None:
    fragment = """\
competence:
  - {id: a, when: {staff.count: {at_least: 10}}, organ: {level: city}}
  - {id: b, when: {staff.count: {less_than: 10}}, organ: {level: city}}
  - {id: c, otherwise: true, organ: here}
"""
    judged = prove(fragment, "P04")
    assert judged.codes == ["P04"]
    assert {place.line for place in judged.proven[0].finding.related} == {
        judged.proven[0].finding.place.line - 1,
        judged.proven[0].finding.place.line - 2,
    }


def test_limits_bind_only_those_who_are_accepted(prove: Prove) -> None:
    fragment = """\
conditions:
  - {id: big, stage: acceptance, when: {staff.count: {at_least: 10}}, remedy: 不能办理。}
time_limits:
  - {id: mid, kind: decision, statutory: 20 days, when: {staff.count: {at_most: 50}}}
  - {id: all, kind: decision, statutory: 20 days, when: {staff.count: {more_than: 50}}}
  - {id: few, kind: decision, statutory: 30 days, when: {staff.count: {less_than: 10}}}
"""
    assert prove(fragment).codes == []


def test_extension_and_promise_lie_within_their_owner(prove: Prove) -> None:
    fragment = """\
materials:
  - id: plan
    material: sample-plan
    when: {staff.count: {at_least: 10}}
    promise: {when: {staff.count: {less_than: 9}}, liability: 甲, later_check: 乙}
time_limits:
  - id: decision
    kind: stage
    when: {staff.count: {at_least: 10}}
    extension: {amount: 10 days, by: 局长, when: {staff.count: {less_than: 9}}}
"""
    judged = prove(fragment)
    assert judged.codes == ["P03", "P03"]
    assert all(entry.finding.related for entry in judged.proven)


def test_a_reduction_of_what_is_not_charged(prove: Prove) -> None:
    fragment = """\
fees:
  charged: true
  items:
    - {id: card, name: 工本费, amount: "80", when: {staff.count: {at_least: 10}}}
  reductions:
    - {id: small, when: {staff.count: {less_than: 5}}, items: [card], text: 免收。}
"""
    assert prove(fragment).codes == ["P03"]


def test_a_date_behind_an_age_is_asked_for_something(prove: Prove) -> None:
    fragment = """\
facts:
  - {id: own.day, type: date, label: 某日}
  - {id: own.age, type: integer, label: 某年数, derive: {years_since: own.day}}
  - {id: own.number, type: integer, label: 份数}
fees:
  charged: true
  items: [{id: card, name: 工本费, amount: "80", times: own.number}]
"""
    age = fragment + condition("{own.age: {at_least: 3}}")
    assert prove(age).codes == []
    assert prove(fragment).codes == ["P15"]


def test_an_empty_edition_has_nothing_to_prove(prove: Prove) -> None:
    fragment = (
        "conditions: []\nmaterials: []\ntime_limits: []\ncompetence: []\nresult: {}\nflow: {}\nfees: {}\n"
    )
    assert prove(fragment).proven == ()


def test_what_does_not_replay_is_never_returned(prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.prove.counterexample import ReplayFault
    from checker.prove.encode import World

    monkeypatch.setattr(World, "fails", lambda world, node: world.holds(node))
    with pytest.raises(ReplayFault, match="should be FALSE"):
        prove(condition("{any: [{staff.count: {at_least: 1}}]}") + "time_limits:\n"
              "  - {id: a, kind: decision, statutory: 20 days, when: {staff.count: {less_than: 5}}}\n")  # fmt: skip


def test_what_the_solver_gives_up_on_is_told(prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.prove.solver import Solver, Undecided

    def give_up(solver: Solver) -> bool:
        raise Undecided("steps")

    monkeypatch.setattr(Solver, "_check", give_up)
    judged = prove("")
    assert set(judged.codes) == {"P90"}
    assert judged.proven[0].counterexample is None


def test_the_proofs_of_the_text_and_of_the_cases_are_told_apart() -> None:
    """docs/proofs.md names those that use the parameters of an office."""
    from checker.prove.proofs import PROOFS

    cases = [proof.code for proof in PROOFS if not proof.any_office]
    assert cases == ["P05", "P06", *(f"P{number:02}" for number in range(9, 15))]

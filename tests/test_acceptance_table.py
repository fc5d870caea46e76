"""Art. 32 as a table: the law's order in all 729 states, the same on every engine; faults of the file are told with place."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from checker.acceptance_profile import OUTCOMES, Outcome, Sentence
from checker.acceptance_proof import ACCEPTANCE_CODES, EFFECTS
from checker.acceptance_table import AcceptanceTable, as_rule_set, read_acceptance
from checker.durations import AT_ONCE, Duration
from checker.engines import Truth
from checker.engines.available import engines
from checker.finding import Finding
from checker.model.edition import CorrectionRule
from checker.schema.store import Schemas
from checker.source import Source, load, parse
from checker.words import load_words

NO, MAYBE, YES = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
ALL_STATES: tuple[Mapping[str, Truth], ...] = tuple(
    dict(zip(EFFECTS, state, strict=True)) for state in itertools.product(Truth, repeat=len(EFFECTS))
)


@pytest.fixture(scope="module")
def source(repository: Path) -> Source:
    """rules/acceptance.yaml, read."""
    found, findings = load(repository / "rules/acceptance.yaml", repository)
    assert findings == ()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def table(source: Source) -> AcceptanceTable:
    """The table of the repository: it must be without findings."""
    found, findings = read_acceptance(source)
    assert findings == ()
    assert found is not None
    return found


def by_law(effects: Mapping[str, Truth]) -> Outcome:
    """The order of Art. 32, written down once more: the first effect that is not absent decides, or is still open."""
    order: tuple[tuple[str, Outcome], ...] = (
        ("not_required", "not_required"), ("not_competent", "not_competent"), ("refuse", "refuse"),
        ("supplement", "supplement"), ("on_the_spot", "correct_on_spot"), ("tolerable", "accept_tolerating"),
    )  # fmt: skip
    for effect, outcome in order:
        if effects[effect] is not NO:
            return outcome if effects[effect] is YES else "undetermined"
    return "accept"


def test_the_file_has_the_shape_of_its_schema(repository: Path, source: Source) -> None:
    schemas, findings = Schemas.load(repository / "rules/schema", repository)
    assert findings == ()
    assert schemas.check("acceptance", source) == ()


def test_all_729_states_follow_the_order_of_article_32(table: AcceptanceTable) -> None:
    assert len(ALL_STATES) == 729
    assert [table.decide(state) for state in ALL_STATES] == [by_law(state) for state in ALL_STATES]
    assert {table.decide(state) for state in ALL_STATES} == set(OUTCOMES)


@pytest.mark.parametrize(
    ("effects", "outcome"),
    [
        pytest.param({}, "accept", id="nothing-found"),
        pytest.param({"not_required": YES, "supplement": YES}, "not_required", id="no-licence-needed-goes-first"),
        pytest.param({"not_required": MAYBE, "supplement": YES}, "undetermined", id="perhaps-not-needed"),
        pytest.param({"not_competent": YES, "refuse": MAYBE}, "not_competent", id="other-organ"),
        pytest.param({"supplement": YES, "on_the_spot": MAYBE, "tolerable": MAYBE}, "supplement", id="one-defect-is-enough"),
        pytest.param({"supplement": MAYBE, "on_the_spot": YES}, "undetermined", id="spot-or-notice"),
        pytest.param({"on_the_spot": YES, "tolerable": YES}, "correct_on_spot", id="correct-first-then-tolerate"),
        pytest.param({"on_the_spot": YES, "tolerable": MAYBE}, "correct_on_spot", id="tolerance-changes-nothing"),
        pytest.param({"tolerable": YES}, "accept_tolerating", id="tolerate"),
        pytest.param({"tolerable": MAYBE}, "undetermined", id="perhaps-tolerate"),
    ],
)  # fmt: skip
def test_states_worth_a_sentence(table: AcceptanceTable, effects: dict[str, Truth], outcome: Outcome) -> None:
    assert table.decide(effects) == outcome


def test_every_engine_decides_as_the_table_does(table: AcceptanceTable) -> None:
    rules = as_rule_set(table)
    for engine in engines("both"):
        program = engine.compile(rules)
        for state in ALL_STATES:
            answers = program.evaluate(table.flags(state))
            holding = [name for name, truth in answers.items() if truth is YES]
            assert table.outcome_of(holding) == table.decide(state), (engine.name, state)
            assert MAYBE not in answers.values()


def test_no_outcome_is_read_from_a_contradiction(table: AcceptanceTable) -> None:
    assert table.outcome_of(["accept"]) == "accept"
    assert table.outcome_of([]) is None
    assert table.outcome_of(["accept", "supplement"]) is None
    assert table.outcome_of(["accept", "something-else"]) is None


# ---- faults of the file


def broken(source: Source, old: str, new: str, repository: Path) -> tuple[Finding, ...]:
    """The findings after one change of the file's text."""
    text = (repository / "rules/acceptance.yaml").read_text("utf-8")
    assert text.count(old) >= 1
    changed, findings = parse(text.replace(old, new, 1).encode(), source.path)
    assert findings == ()
    assert changed is not None
    table, found = read_acceptance(changed)
    assert table is None
    return found


@pytest.mark.parametrize(
    ("old", "new", "code", "example"),
    [
        pytest.param(
            "  - {outcome: not_competent, when: {not_required: none, not_competent: certain}}\n", "",
            "A01", "不属于本机关职权：肯定有", id="gap",
        ),
        pytest.param(
            "{outcome: not_required, when: {not_required: certain}}", "{outcome: not_required, when: {}}",
            "A02", "不需要办理：没有", id="overlap",
        ),
        pytest.param(
            "{outcome: undetermined, when: {not_required: possible}}", "{outcome: not_required, when: {not_required: possible}}",
            "A03", "不需要办理：可能有", id="too-early",
        ),
        pytest.param(
            "{outcome: not_required, when: {not_required: certain}}", "{outcome: undetermined, when: {not_required: certain}}",
            "A04", "不需要办理：肯定有", id="needless-doubt",
        ),
    ],
)  # fmt: skip
def test_a_table_that_is_not_sound_is_refused_with_a_state_in_words(
    source: Source, repository: Path, old: str, new: str, code: str, example: str
) -> None:
    found = broken(source, old, new, repository)
    assert code in {finding.code for finding in found}
    [finding] = [finding for finding in found if finding.code == code][:1]
    assert example in finding.message.zh
    assert finding.place.path == "rules/acceptance.yaml"
    assert finding.place.line > 1
    assert finding.help is not None
    assert finding.name == ACCEPTANCE_CODES[code].name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "      - outcome: refuse\n", "      - outcome: accept\n", "refuse", id="outcome-left-out"
        ),
        pytest.param("    otherwise: true\n", "    kinds: [benefit]\n", "otherwise", id="no-rest"),
        pytest.param(
            "    otherwise: true\n", "    otherwise: true\n    kinds: [licence]\n", "licence", id="kind-twice"
        ),
    ],
)
def test_profiles_that_leave_something_open_are_refused(
    source: Source, repository: Path, old: str, new: str, told: str
) -> None:
    [finding] = broken(source, old, new, repository)
    assert finding.code == "A05"
    assert told in finding.message.zh
    assert told in finding.message.en


# ---- what follows from an outcome


def test_the_five_days_and_deemed_acceptance_are_for_licences_only(table: AcceptanceTable) -> None:
    licence, other = table.profile("licence"), table.profile("benefit")
    assert licence.correction.notice_limit == Duration(5, "working_days")
    assert licence.correction.silence == "deemed_accepted"
    assert other.id == table.profile("confirmation").id == table.profile("public-service").id == "other"
    assert (other.correction.notice_limit, other.correction.silence) == (None, "none")
    assert Sentence("acceptance.correction.silence.deemed_accepted") in licence.sentences("supplement")
    assert other.sentences("supplement") == (Sentence("acceptance.other.supplement"),)


def test_each_outcome_of_a_licence_cites_its_item(table: AcceptanceTable) -> None:
    cited = {
        outcome: [citation.article for citation in rule.basis]
        for outcome, rule in table.profile("licence").outcomes.items()
    }
    assert cited["not_required"] == ["32(1)"]
    assert cited["not_competent"] == ["32(2)", "32"]
    assert cited["correct_on_spot"] == ["32(3)"]
    assert cited["supplement"][0] == "32(4)"
    assert cited["accept"][0] == "32(5)"
    assert cited["undetermined"] == []


def test_only_acceptance_starts_the_decision_clock(table: AcceptanceTable) -> None:
    for profile in table.profiles:
        accepted = {outcome for outcome, rule in profile.outcomes.items() if rule.accepted}
        assert accepted == {"accept", "accept_tolerating"}


def test_what_must_be_told_at_once(table: AcceptanceTable) -> None:
    licence = table.profile("licence")
    told = {outcome for outcome, rule in licence.outcomes.items() if rule.notice == AT_ONCE}
    assert told == {"not_required", "not_competent"}


def test_without_an_override_the_profile_stays(table: AcceptanceTable) -> None:
    assert table.profile("licence", CorrectionRule()).correction == table.profile("licence").correction


def test_a_statute_that_departs_replaces_only_what_it_states(table: AcceptanceTable) -> None:
    """排污许可管理条例 §9: three days, silence as before. 法律援助法 §43: not corrected is withdrawn."""
    three_days = table.profile("licence", CorrectionRule(notice_limit=Duration(3, "days"))).correction
    assert three_days.notice_limit == Duration(3, "days")
    assert three_days.silence == "deemed_accepted"
    aid = table.profile("public-service", CorrectionRule(uncorrected="deemed_withdrawn"))
    assert aid.correction.notice_limit is None
    assert aid.sentences("supplement")[1:] == (
        Sentence("acceptance.correction.uncorrected.deemed_withdrawn"),
    )


def test_a_notice_on_the_spot_only(table: AcceptanceTable) -> None:
    """不动产登记暂行条例 §17: in writing, on the spot, else accepted."""
    rule = CorrectionRule(only_on_the_spot=True, form="written", silence="deemed_accepted")
    estate = table.profile("confirmation", rule)
    assert estate.correction.notice_limit == AT_ONCE
    assert [sentence.key for sentence in estate.sentences("supplement")[1:]] == [
        "acceptance.correction.limit.at_once",
        "acceptance.correction.form.written",
        "acceptance.correction.silence.deemed_accepted",
    ]


def test_tolerance_tells_its_due_day_and_what_happens_after(table: AcceptanceTable) -> None:
    """浙江省保障“最多跑一次”改革规定 §11: acceptance is revoked. The licence law itself knows no tolerance."""
    rule = CorrectionRule(tolerance_due=Duration(10, "working_days"), tolerance_overdue="acceptance_revoked")
    sentences = table.profile("licence", rule).sentences("accept_tolerating")
    assert Sentence("acceptance.tolerance.due", Duration(10, "working_days")) in sentences
    assert Sentence("acceptance.tolerance.overdue.acceptance_revoked") in sentences
    assert not [s for s in table.profile("licence").sentences("accept_tolerating") if "tolerance." in s.key]


@pytest.mark.parametrize("word", ["deemed-accepted", "refuse"])
def test_a_word_outside_the_closed_list_changes_nothing(table: AcceptanceTable, word: str) -> None:
    """The schema refuses it; should it pass, the law's rule stays."""
    found = table.profile("licence", CorrectionRule(silence=word, uncorrected=word))
    assert found.correction == table.profile("licence").correction


def test_the_override_schema_refuses_five_days_on_the_spot(repository: Path) -> None:
    schemas, _ = Schemas.load(repository / "rules/schema", repository)
    edition = (repository / "catalogue/matters/labour-dispatch/2013-07-01.yaml").read_text("utf-8")
    wrong = (
        "acceptance: {correction: {only_on_the_spot: true, notice_limit: 5 working_days, basis: [all-32-4]}}"
    )
    right = wrong.replace("5 working_days", "at_once")
    assert "acceptance: default\n" in edition
    found = {}
    for name, block in (("wrong", wrong), ("right", right)):
        source, _ = parse(edition.replace("acceptance: default", block).encode(), "edition.yaml")
        assert source is not None
        found[name] = schemas.check("edition", source)
    assert found["right"] == ()
    assert found["wrong"] != ()


# ---- words and laws


def all_keys(table: AcceptanceTable) -> set[str]:
    """Every key that the table and the profile's own sentences can ask for."""
    keys: set[str] = set()
    for profile in table.profiles:
        for silence, uncorrected, form, overdue in itertools.product(
            ("none", "deemed_accepted"),
            ("none", "deemed_withdrawn", "refused"),
            ("", "written", "oral"),
            ("", "acceptance_revoked", "deemed_withdrawn"),
        ):
            for limit in (None, AT_ONCE, Duration(3, "days")):
                rule = CorrectionRule(
                    notice_limit=limit, silence=silence, uncorrected=uncorrected, form=form,
                    tolerance_due=limit, tolerance_overdue=overdue,
                )  # fmt: skip
                changed = table.profile(profile.kinds[0] if profile.kinds else "benefit", rule)
                keys |= {sentence.key for outcome in OUTCOMES for sentence in changed.sentences(outcome)}
    return keys


def test_every_sentence_exists_in_both_languages_and_none_is_idle(
    repository: Path, table: AcceptanceTable
) -> None:
    words = load_words(repository / "rules/words")
    keys = all_keys(table)
    for language, sentences in words.sentences.items():
        written = {key for key in sentences if key.startswith("acceptance.")}
        assert written == keys, language
        for key in keys:
            assert words.say(key, language, limit="3")


def test_every_cited_law_is_in_the_register(repository: Path, table: AcceptanceTable) -> None:
    cited = {
        citation.law
        for profile in table.profiles
        for rule in profile.outcomes.values()
        for citation in rule.basis
    }
    assert cited
    for law in cited:
        assert (repository / f"catalogue/laws/{law}.yaml").is_file()


def test_a_table_is_frozen(table: AcceptanceTable) -> None:
    with pytest.raises(AttributeError):
        table.rows = ()  # type: ignore[misc]  # that is the test
    assert replace(table, rows=table.rows[:1]) != table

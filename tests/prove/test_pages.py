"""Each proof is held to its own page: what stands under 错误 is found at the marked line, what stands under 正确 is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.codes import EXPLAINED
from checker.prove.pages import proofs_page
from checker.prove.proofs import PROOFS, UNDECIDED
from checker.prove.registry import Proof

Prove = Callable[..., Any]


def test_there_are_enough_proofs() -> None:
    assert len(PROOFS) >= 16
    assert len({proof.code for proof in PROOFS}) == len({proof.name for proof in PROOFS}) == len(PROOFS)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.code)
def test_page_is_complete(proof: Proof) -> None:
    assert proof.rule.zh.endswith("。")
    assert proof.rule.en.endswith(".")
    assert proof.basis
    assert proof.bad.count("# <-") == 1
    assert "# <-" not in proof.good
    assert EXPLAINED[proof.code].name == proof.name
    assert EXPLAINED[proof.code].bad == proof.bad


def test_undecided_is_explained() -> None:
    assert EXPLAINED[UNDECIDED].name == "proof-undecided"


def test_page_is_up_to_date(repository: Path) -> None:
    page = (repository / "docs" / "proofs.md").read_text("utf-8")
    assert page == proofs_page(), "run: python -m checker.prove.pages docs/proofs.md"


def test_the_base_is_clean(prove: Prove) -> None:
    assert prove("").proven == ()


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.code)
def test_bad_is_found_where_it_stands(proof: Proof, prove: Prove) -> None:
    judged = prove(proof.bad)
    assert set(judged.codes) == {proof.code}, [str(entry.finding) for entry in judged.proven]
    assert judged.lines == judged.marks
    for entry in judged.proven:
        finding = entry.finding
        assert finding.name == proof.name
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))
        assert entry.counterexample is not None
        for label, value in entry.counterexample.lines:
            assert all((label.zh, label.in_language("en"), value.zh, value.en))


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.code)
def test_good_is_left_alone(proof: Proof, prove: Prove) -> None:
    assert prove(proof.good).codes == []

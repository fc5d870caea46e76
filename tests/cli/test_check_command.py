"""`banshi check` as its users and scripts run it: exit codes, formats, standard input, bad input, privacy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Banshi = Callable[..., Any]
COMPLETE = "examples/labour-dispatch/complete.yaml"
DEFECTS = "examples/labour-dispatch/several-defects.yaml"


def test_a_complete_submission_exits_0(banshi: Banshi, repository: Path) -> None:
    run = banshi("check", repository / COMPLETE)
    assert run.code == 0
    assert run.out.startswith("✓ 劳务派遣经营许可：可以受理")


def test_defects_exit_1_and_are_all_told(banshi: Banshi, repository: Path) -> None:
    run = banshi("check", repository / DEFECTS, "--format", "json")
    assert run.code == 1
    assert run.json["acceptance"] == "supplement"
    assert len({finding["code"] for finding in run.json["findings"]}) >= 5


@pytest.mark.parametrize("engine", ["compiled", "both"])
def test_each_engine_says_that_it_ran(banshi: Banshi, repository: Path, engine: str) -> None:
    run = banshi("check", repository / COMPLETE, "--engine", engine, "--format", "json")
    assert "compiled" in run.json["engines"]
    assert engine == "both" or run.json["engines"] == ["compiled"]


def test_several_files_give_a_list(banshi: Banshi, repository: Path) -> None:
    run = banshi("check", repository / COMPLETE, repository / DEFECTS, "--format", "json")
    assert run.code == 1
    assert [verdict["acceptance"] for verdict in run.json] == ["accept", "supplement"]


def test_standard_input_may_be_json(banshi: Banshi) -> None:
    data = {
        "matter": "labour-dispatch",
        "received_on": "2026-03-02",
        "facts": {"region.same": False},
        "documents": [],
    }
    run = banshi("check", "-", "--format", "json", input=json.dumps(data))
    assert run.code == 1
    assert run.json["acceptance"] == "not_competent"


def test_the_day_of_receipt_can_be_given(banshi: Banshi, repository: Path) -> None:
    run = banshi("check", repository / COMPLETE, "--on", "2026-04-20", "--format", "json")
    assert run.json["on"] == "2026-04-20"


def test_english_is_spoken_on_demand(banshi: Banshi, repository: Path) -> None:
    run = banshi("--language", "en", "check", repository / DEFECTS)
    assert "needs supplementing" in run.out
    assert "needs supplementing" not in banshi("check", repository / DEFECTS).out


NAMES = [
    ('matter: labour-dispach\nreceived_on: "2026-03-02"\n', "B06", "labour-dispatch"),
    (
        'matter: labour-dispatch\nreceived_on: "2026-03-02"\nfacts: {capital: {registred: "1"}}\n',
        "B03",
        "capital.registered",
    ),
    (
        'matter: labour-dispatch\nreceived_on: "2026-03-02"\ndocuments: [{material: lease-contrct}]\n',
        "B05",
        "lease-contract",
    ),
    ('matter: labour-dispatch\nreceived_on: "2026-03-02"\noffice: "999999"\n', "B08", "999999"),
    ('matter: labour-dispatch\nreceived_on: "1999-03-02"\n', "B07", "2013-07-01"),
    ('matter: labour-dispatch\nrecieved_on: "2026-03-02"\n', "F", "received_on"),
]


@pytest.mark.parametrize(
    ("text", "code", "near"), NAMES, ids=["matter", "fact", "material", "office", "day", "field"]
)
def test_unknown_names_are_errors_with_near_names(
    banshi: Banshi, tmp_path: Path, text: str, code: str, near: str
) -> None:
    file = tmp_path / "submission.yaml"
    file.write_text(text, encoding="utf-8")
    run = banshi("check", file)
    assert run.code == 2
    assert code in run.err
    assert near in run.err
    assert run.out == ""


HOSTILE = {
    "empty": b"",
    "spaces": b"  \n ",
    "nan": b'{"matter": "labour-dispatch", "received_on": "2026-03-02", "facts": {"capital.registered": NaN}}',
    "infinity": b'{"matter": "labour-dispatch", "received_on": "2026-03-02", "facts": {"capital.registered": Infinity}}',
    "surrogate": b'{"matter": "labour-dispatch", "received_on": "2026-03-02", "facts": {"applicant.name": "\\ud800"}}',
    "list": b"[]",
    "deep": b'{"matter": "labour-dispatch", "facts": ' + b'{"a":' * 10000 + b"1" + b"}" * 10000 + b"}",
    "gbk": "matter: 劳务派遣\n".encode("gbk"),
    "utf-16": "matter: labour-dispatch\n".encode("utf-16"),
    "nul": b"matter: labour\x00dispatch\n",
    "anchor": b"matter: &a labour-dispatch\noffice: *a\n",
    "tag": b"matter: !!python/object/apply:os.system [id]\n",
    "two-documents": b"matter: labour-dispatch\n---\nmatter: x\n",
    "not-a-mapping": b"42",
    "fact-twice": b'matter: labour-dispatch\nreceived_on: "2026-03-02"\nfacts: {region.same: true, region: {same: false}}\n',
    "derived": b'matter: labour-dispatch\nreceived_on: "2026-03-02"\nfacts: {applicant.age: 20}\n',
    "engine-keys": b'matter: labour-dispatch\nreceived_on: "2026-03-02"\nfacts: {sid: "1", id: "2", $s: "3"}\n',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_submissions_are_refused_with_a_sentence(banshi: Banshi, data: bytes) -> None:
    run = banshi("check", "-", input=data)
    assert run.code == 2
    assert run.out == ""
    assert "help:" in run.err
    assert "Traceback" not in run.err


def test_a_number_beyond_all_measure_counts_as_not_given(banshi: Banshi) -> None:
    data = (
        b'{"matter": "labour-dispatch", "received_on": "2026-03-02", "facts": {"capital.registered": 1e400}}'
    )
    run = banshi("check", "-", "--format", "json", input=data)
    assert run.code in (1, 2)
    assert "Traceback" not in run.err
    if run.code == 1:
        assert "capital.registered" in [question["fact"] for question in run.json["questions"]]


def test_100000_documents_are_refused_at_once(banshi: Banshi) -> None:
    documents = [{"material": "lease-contract"}] * 100_000
    run = banshi(
        "check",
        "-",
        input=json.dumps({"matter": "labour-dispatch", "received_on": "2026-03-02", "documents": documents}),
    )
    assert run.code == 2
    assert len(run.err) < 2000


def test_3000_small_documents_are_counted(banshi: Banshi) -> None:
    documents = [{"material": "lease-contract"}] * 3000
    run = banshi(
        "check",
        "-",
        input=json.dumps({"matter": "labour-dispatch", "received_on": "2026-03-02", "documents": documents}),
    )
    assert run.code == 2
    assert "3000" in run.err


def test_personal_answers_reach_no_message(banshi: Banshi) -> None:
    secret = "张三丰110101199003078888"
    for facts in (
        {"applicant.name": secret},
        {"capital.registered": secret},
        {"applicant.kind": secret},
        {"region.same": secret},
    ):
        data = {
            "matter": "labour-dispatch",
            "received_on": "2026-03-02",
            "facts": facts,
            "documents": [{"material": "lease-contract", "holder": secret}],
        }
        for form in ("text", "json"):
            run = banshi("check", "-", "--format", form, input=json.dumps(data))
            assert secret not in run.out + run.err


def test_an_edition_with_errors_gives_no_verdict(banshi: Banshi, repository: Path, copy: Path) -> None:
    file = copy / "catalogue/matters/labour-dispatch/2013-07-01.yaml"
    file.write_text(
        file.read_text("utf-8").replace("at_least: 2000000", "at_leest: 2000000"), encoding="utf-8"
    )
    run = banshi("check", repository / COMPLETE, root=copy)
    assert run.code == 2
    assert "B09" in run.err


def test_a_root_without_a_catalogue_says_so(banshi: Banshi, repository: Path, tmp_path: Path) -> None:
    run = banshi("check", repository / COMPLETE, root=tmp_path)
    assert run.code == 2
    assert "R11" in run.err

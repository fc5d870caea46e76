"""`banshi ask` as somebody uses it: lines typed, files kept, taken up again, and everything that can be typed wrongly.

In: scripts of lines. Out: what stands on the terminal, the exit code, the files. The surprising thing: the scripts end with
the input, so a question too many shows at once as "the input ended".
"""

from __future__ import annotations

import io
import json
import random
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.cli.ask_end import ended
from checker.cli.dialogue import Dialogue
from checker.cli.session import Session
from checker.cli.terminal import Terminal
from checker.interview.judging import judged
from checker.interview.known import Answers
from checker.interview.plan import Plan
from checker.interview.standing import standing
from checker.phrases import Phrases
from generators.result import result

Ask = Callable[..., Result]
ON = date(2026, 3, 2)
FACTS = ("1", "2", "2", "2", "200万", "1", "1")
"""Labour dispatch: region, false statement, agent, tenure, capital, premises, rules."""
PAPERS = ("1", "1", "", "1", "1", "1", "", "1", "1", "", "1", "", "2028-06-30", "2", "1", "", "1", "1", "")


@pytest.fixture
def ask(repository: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs the command on the catalogue that is loaded already: forty loads would be most of the time."""
    monkeypatch.setattr("checker.cli.session.load_catalogue", lambda root: catalogue)

    def run(*arguments: str, lines: tuple[str, ...] = (), language: str = "zh-Hans") -> Result:
        text = "".join(f"{line}\n" for line in lines)
        options = ["--root", str(repository), "--language", language, "ask", *arguments]
        return CliRunner().invoke(app, options, input=text)

    return run


def dispatch(ask: Ask, *arguments: str, lines: tuple[str, ...]) -> Result:
    return ask("labour-dispatch", "--on", "2026-03-02", *arguments, lines=lines)


def test_the_list_after_the_facts_alone(ask: Ask) -> None:
    result = dispatch(ask, lines=(*FACTS, "2"))
    assert result.exit_code == 1, result.output
    assert "带齐7种材料，就可以受理" in result.output
    assert "房屋租赁合同" in result.output
    assert "承诺期限10个工作日，到2026年3月16日（星期一）为止" in result.output
    assert "不用带的（2种）" in result.output


def test_complete_papers_are_accepted(ask: Ask) -> None:
    result = dispatch(ask, lines=(*FACTS, *PAPERS))
    assert result.exit_code == 0, result.output
    assert "材料齐全、合要求，可以受理" in result.output


def test_every_defect_at_once_and_the_smallest_repair(ask: Ask) -> None:
    papers = ("1", "1", "", "1", "2", "3", "1", "1", "", "1", "", "2026-01-31", "3", "3", "3")
    result = dispatch(ask, lines=(*FACTS, *papers))
    assert result.exit_code == 1
    assert "改好6处，就可以受理" in result.output
    for sign in ("[改]", "[补]", "[换]"):
        assert sign in result.output
    assert "结论已经可以确定" in result.output
    assert "输入结束了" not in result.output


def test_why_back_skip_and_quit(ask: Ask) -> None:
    result = dispatch(ask, lines=("?", "1", "<", "1", "-", "q"))
    assert result.exit_code == 1
    assert "由哪个机关办理" in result.output
    assert "《劳务派遣行政许可实施办法》第八条" in result.output
    assert result.output.count("是不是在本地") == 2
    assert "先放下" in result.output
    assert "没有存下任何内容" in result.output


def test_back_at_the_first_question(ask: Ask) -> None:
    result = dispatch(ask, lines=("<", "q"))
    assert "已经是第一问" in result.output


def test_back_from_the_middle_of_a_paper_forgets_it(ask: Ask) -> None:
    result = dispatch(ask, lines=(*FACTS, "1", "1", "", "<", "1", "1", "3", "q"))
    assert result.output.count("材料 1/7") == 2
    assert result.output.count("有没有劳务派遣管理制度") == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3", "请写 1（是）或者 2（否）"),
        ("也许", "请写 1（是）或者 2（否）"),
        ("x" * 100_000, "请写 1（是）或者 2（否）"),
        ("\x1b[2J", "请写 1（是）或者 2（否）"),
    ],
)
def test_a_yes_or_no_that_is_neither_is_asked_again(ask: Ask, line: str, reason: str) -> None:
    result = dispatch(ask, lines=(line, "2"))
    assert reason in result.output
    assert line not in result.output or len(line) == 1
    assert result.output.count("是不是在本地") == 1


@pytest.mark.parametrize("line", ["一百万", "1,000,000", "1e6", "100.001", "9" * 15, "10²", "-", "1 000"])
def test_an_amount_that_cannot_be_read_is_asked_again(ask: Ask, line: str) -> None:
    result = dispatch(ask, lines=(*FACTS[:4], line, "150万", "q"))
    if line == "-":
        assert "先放下" in result.output
        return
    assert "没有看懂" in result.output
    assert "读作 150万元" in result.output


@pytest.mark.parametrize(
    ("line", "read"),
    [("200万", "200万元"), ("２０００００１", "2,000,001元"), ("1.5亿", "15,000万元"), ("0.01", "0.01元")],
)
def test_an_amount_is_shown_as_it_was_read(ask: Ask, line: str, read: str) -> None:
    result = dispatch(ask, lines=(*FACTS[:4], line, "q"))
    assert f"读作 {read}" in result.output


def test_numbers_of_copies_and_days_are_asked_again(ask: Ask) -> None:
    result = dispatch(ask, lines=(*FACTS, "1", "1", "-1", "1000", "两份", "1", "1", "1", "q"))
    assert result.output.count("请写 0 到 999 的整数") == 3
    lease = (*FACTS, *PAPERS[:12], "2026-02-30", "昨天", "2028年6月30日", "q")
    result = dispatch(ask, lines=lease)
    assert result.output.count("请写真实的日期") == 2


def test_the_end_of_the_input_leaves_cleanly_and_keeps_nothing(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    result = dispatch(ask, "--save", str(kept), lines=FACTS[:2])
    assert result.exit_code == 2
    assert "没有存下任何内容" in result.output
    assert "Traceback" not in result.output
    assert not kept.exists()


def test_save_and_resume(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    result = dispatch(ask, "--save", str(kept), lines=(*FACTS[:3], "-", "s", "q"))
    assert result.exit_code == 1
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert list(data) == [
        "format", "matter", "office", "on", "edition", "catalogue_version", "answers", "skipped", "documents", "papers",
    ]  # fmt: skip
    assert data["answers"] == {
        "region.same": True,
        "licence.false-statement-within-a-year": False,
        "agent.used": False,
    }
    assert data["skipped"] == ["premises.tenure"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    result = dispatch(ask, "--resume", str(kept), lines=(*FACTS[4:], "2"))
    assert result.exit_code == 1, result.output
    assert "注册资本" in result.output
    assert "是不是在本地" not in result.output
    assert "和存下的时候不一样" not in result.output


def test_papers_survive_saving(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    dispatch(ask, "--save", str(kept), lines=(*FACTS, *PAPERS))
    again = dispatch(ask, "--resume", str(kept), lines=())
    assert again.exit_code == 0, again.output
    assert "材料齐全、合要求，可以受理" in again.output


def test_saving_where_nothing_can_be_written_goes_on(ask: Ask, tmp_path: Path) -> None:
    result = dispatch(ask, "--save", str(tmp_path / "missing" / "kept.json"), lines=("s", "q"))
    assert "V38" in result.output
    assert result.exit_code == 1


def test_saving_asks_for_a_name(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / "named.json"
    result = dispatch(ask, lines=("1", "s", str(kept), "s", "", "q"))
    assert kept.exists()
    assert "没有存" in result.output


def test_what_changed_since_it_was_saved_is_said(ask: Ask, tmp_path: Path) -> None:
    kept = tmp_path / "old.json"
    saved = {
        "format": 1, "matter": "labour-dispatch", "office": "999922", "on": "2025-01-02", "edition": "2012-01-01",
        "catalogue_version": "older", "answers": {"region.same": True, "gone.fact": "秘密", "premises.tenure": "rented"},
        "skipped": ["also.gone"], "documents": [{"material": "no-such-paper", "originals": 1}], "papers": ["no-such-entry"],
    }  # fmt: skip
    kept.write_text(json.dumps(saved), encoding="utf-8")
    result = dispatch(ask, "--resume", str(kept), "--office", "", lines=("q",))
    for code in ("V31", "V33", "V34", "V35", "V36", "V37"):
        assert code in result.output, code
    assert "秘密" not in result.output
    assert result.exit_code == 1
    saved |= {"edition": "2013-07-01"}
    kept.write_text(json.dumps(saved), encoding="utf-8")
    assert "V32" in dispatch(ask, "--resume", str(kept), lines=("q",)).output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"matter": "labour-dispatch", ', "S"),
        ("[1, 2]", "F"),
        ('{"matter": "labour-dispatch", "format": 2}', "F"),
        ('{"matter": "labour-dispatch", "answers": []}', "F"),
        ('{"matter": "drug-retail"}', "V30"),
        ("\x00", "S"),
        ("", ""),
        ('{"matter": "labour-dispatch", "on": "2026-02-30"}', "R01"),
        ('{"matter": "labour-dispatch", "documents": [{"material": "x", "originals": -1}]}', "F"),
    ],
)
def test_a_file_that_cannot_be_resumed(ask: Ask, tmp_path: Path, content: str, code: str) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(content, encoding="utf-8")
    result = dispatch(ask, "--resume", str(kept), lines=("q",))
    assert result.exit_code == 2, result.output
    assert code in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there(ask: Ask, tmp_path: Path) -> None:
    result = dispatch(ask, "--resume", str(tmp_path / "none.json"), lines=())
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("labour-dispach",), "labour-dispatch"),
        (("labour-dispatch", "--office", "123456"), "B08"),
        (("labour-dispatch", "--on", "1990-01-01"), "B07"),
        (("labour-dispatch", "--on", "2026-13-01"), "2026-13-01"),
    ],
)
def test_unknown_matter_office_and_day(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    result = ask(*arguments, lines=("q",))
    assert result.exit_code == 2
    assert said in result.output


def test_answers_may_be_a_submission(ask: Ask, tmp_path: Path) -> None:
    given = tmp_path / "submission.yaml"
    given.write_text(
        'matter: labour-dispatch\nreceived_on: "2026-02-13"\nfacts:\n  region: {same: true}\ndocuments: []\n',
        encoding="utf-8",
    )
    result = ask("labour-dispatch", "--answers", str(given), "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["on"], data["asked"], data["papers_left"]) == ("2026-02-13", 1, 0)
    assert data["question"]["fact"] == "licence.false-statement-within-a-year"
    assert data["question"]["basis"]
    given.write_text("matter: labour-dispatch\nfacts: {region.samme: true}\n", encoding="utf-8")
    result = ask("labour-dispatch", "--answers", str(given), "--format", "json")
    assert (result.exit_code, "B03" in result.output, "region.same" in result.output) == (2, True, True)


def test_json_is_where_the_interview_stands(ask: Ask, tmp_path: Path) -> None:
    result = ask("labour-dispatch", "--on", "2026-03-02", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert data["stage"] == "facts"
    assert data["question"]["kind"] == "fact"
    given = tmp_path / "given.json"
    given.write_text(
        json.dumps({"matter": "labour-dispatch", "answers": {"region": {"same": False}}}), "utf-8"
    )
    result = ask("labour-dispatch", "--on", "2026-03-02", "--answers", str(given), "--format", "json")
    assert json.loads(result.stdout)["acceptance"] == "not_competent"


def test_the_result_and_the_calendar_are_written(ask: Ask, tmp_path: Path) -> None:
    page, dates = tmp_path / "result.html", tmp_path / "dates.ics"
    result = dispatch(ask, "--result", str(page), "--calendar", str(dates), lines=(*FACTS, "2"))
    assert result.exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert "带齐7种材料" in text.replace("<span>", "")
    assert 'href="dates.ics"' in text
    assert dates.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    result = dispatch(ask, "--result", str(tmp_path / "result.xyz"), lines=(*FACTS, "2"))
    assert (result.exit_code, "V39" in result.output) == (2, True)


def test_the_same_in_english(ask: Ask) -> None:
    result = ask("labour-dispatch", "--on", "2026-03-02", lines=(*FACTS, "2"), language="en")
    assert result.exit_code == 1
    assert "Bring 7 papers, and it can be accepted" in result.output


def test_columns_of_options_line_up_with_wide_characters(ask: Ask) -> None:
    result = ask("food-business-licence-new", "--on", "2026-03-02", lines=("q",))
    lines = [line for line in result.output.splitlines() if line[:4].strip().isdecimal()]
    assert len(lines) > 3
    assert {line.index(line.split()[0]) + len(line.split()[0]) for line in lines} == {3}


TYPED = (
    "1",
    "1",
    "2",
    "3",
    "1 2",
    "0",
    "-",
    "?",
    "<",
    "",
    "x",
    "200万",
    "2026-01-05",
    "1990年3月4日",
    "18",
    "s",
    "9999",
)


@pytest.mark.parametrize("seed", [1, 3])
def test_whatever_is_typed_it_ends_with_a_result(
    repository: Path, catalogue: Catalogue, plan_at: Callable[..., Plan], phrases: Phrases, seed: int
) -> None:
    """Random keys through a third of the matters: no question without an answer that it takes, and a result at every end."""
    dice = random.Random(seed)
    screen = Console(file=io.StringIO(), soft_wrap=True)
    session = Session(repository, "zh-Hans", screen, screen)
    session.__dict__.update(catalogue=catalogue, phrases=phrases)
    for matter in sorted(catalogue.editions)[seed::3]:
        made = plan_at(matter)
        left = iter(dice.choices(TYPED, k=600))

        def read(left: Iterator[str] = left) -> str:
            line = next(left, None)
            if line is None:
                raise EOFError
            return line

        talk = Dialogue(Terminal(session, read, lambda: "saved"), made, ON, phrases, Answers())
        assert talk.run() == "done", matter
        now = standing(made, talk.answers, ON, phrases)
        found = judged(made, talk.answers, ON, phrases)
        assert ended(found, now, made.edition, phrases).plain.strip()
        assert result(found, now, talk.answers, catalogue, phrases).sections

"""The statutory letters: every defect, every reason, every remedy; refused where the verdict does not bear them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.phrases import Phrases
from checker.source import parse_json
from checker.verdict import Verdict, as_data
from checker.verdict_reading import read_verdict
from generators.document import Blanks, Table
from generators.formats import FORMATS, docx, html, text
from generators.letters import KINDS, letter, misfit
from generators.word_template import packed, template
from tests.word.conftest import W, part, plain


def kind_of(verdict: Verdict) -> str:
    return next((kind for kind, outcomes in KINDS.items() if verdict.acceptance in outcomes), "")


@pytest.fixture(scope="module")
def lettered(verdicts: list[Verdict]) -> list[Verdict]:
    """All verdicts that bear a letter."""
    found = [verdict for verdict in verdicts if kind_of(verdict)]
    counted = Counter(verdict.acceptance for verdict in found)
    assert {"accept", "accept_tolerating", "supplement", "refuse", "not_competent", "not_required"} <= set(
        counted
    )
    return found


def test_a_verdict_comes_back_as_it_was(verdicts: list[Verdict], catalogue: Catalogue) -> None:
    for verdict in verdicts:
        data = json.loads(json.dumps(as_data(verdict)))
        again = read_verdict(data)
        assert as_data(again) == as_data(verdict)
        assert replace(again, questions=()) == replace(verdict, questions=())
    source, _ = parse_json(json.dumps(as_data(verdicts[0])).encode(), "v.json")
    assert source is not None
    assert not catalogue.schemas.check("verdict", source)


def test_every_letter_says_everything(
    lettered: list[Verdict], catalogue: Catalogue, phrases: Phrases
) -> None:
    """The one notice is whole (行政许可法 §32(4)); a refusal has its reasons and its remedies (§38)."""
    named = 0
    for verdict in lettered:
        kind = kind_of(verdict)
        assert misfit(kind, verdict) is None  # type: ignore[arg-type]  # a key of KINDS
        document = letter(kind, verdict, catalogue, phrases)  # type: ignore[arg-type]
        shown = "".join(text.write(document, phrases).decode().split())
        assert "".join(verdict.matter_name.split()) in shown
        for problem in verdict.findings:
            if problem.effect == "ineligible":
                assert "".join(problem.text.split()) not in shown, "advice is no part of a letter"
                continue
            if kind == "refusal" and problem.effect not in KINDS["refusal"]:
                continue  # what else is missing does not matter to an application that is not taken in
            named += 1
            assert "".join(problem.remedy.split()) in shown
            if kind != "acceptance":
                assert "".join(problem.text.split()) in shown
        for question in verdict.questions if kind == "supplement" else ():
            assert "".join(question.ask.split()) in shown
        if kind == "refusal" and verdict.kind == "licence":
            assert "行政复议：自知道决定之日起60日内申请" in shown
            assert "行政诉讼：自知道决定之日起6个月内起诉" in shown
        if kind == "refusal" and verdict.kind == "public-service":
            assert "行政复议" not in shown
        for line in verdict.acceptance_basis:
            assert "".join(line.text.split("》")[-1].split()) in shown
    assert named > 200


def test_titles_follow_the_law(lettered: list[Verdict], catalogue: Catalogue, phrases: Phrases) -> None:
    titles: dict[str, set[str]] = {}
    for verdict in lettered[::3]:
        document = letter(kind_of(verdict), verdict, catalogue, phrases)  # type: ignore[arg-type]
        titles.setdefault("licence" if verdict.kind == "licence" else "other", set()).add(document.title)
    assert {"受理通知书", "补正告知书", "不予受理决定书"} <= titles["licence"]
    assert not any("许可" in title or "不予受理" in title for title in titles["other"])


def test_letters_as_word_files(lettered: list[Verdict], catalogue: Catalogue, phrases: Phrases) -> None:
    for verdict in lettered[::60]:
        document = letter(kind_of(verdict), verdict, catalogue, phrases, number="示〔2026〕1号")  # type: ignore[arg-type]
        data = docx.write_with(document, phrases, template("letter"), "letter.docx", "letter")
        shown = plain(data)
        assert "示〔2026〕1号" in shown
        assert document.title in shown
        assert "申请人" in shown
        assert "（印章）" in shown
        assert "送达回证" in shown
        assert html.write(document, phrases)
        assert part(data).find(f".//{W}pgMar").get(f"{W}top") == "2098"  # type: ignore[union-attr]  # GB/T 9704


def test_limits_run_from_the_day_of_the_letter(
    lettered: list[Verdict], catalogue: Catalogue, phrases: Phrases
) -> None:
    """Accepted later, decided later; limits that the receipt starts stay where they are."""
    moved = 0
    for verdict in lettered:
        if verdict.acceptance != "accept" or not verdict.deadlines:
            continue
        same = letter("acceptance", verdict, catalogue, phrases, day=verdict.on)
        later = letter("acceptance", verdict, catalogue, phrases, day=verdict.on + timedelta(days=20))
        first, second = (_dates(document.sections, "limits") for document in (same, later))
        assert len(first) == len(second)
        assert first == tuple(
            (phrases.full_day(line.promised_day) if line.promised_day else "—", phrases.full_day(line.day) if line.day else "—")
            for line in verdict.deadlines if line.kind != "notice"
        ) or any(line.provisional for line in verdict.deadlines)  # fmt: skip
        moved += first != second
    assert moved > 50


def _dates(sections: tuple[object, ...], key: str) -> tuple[tuple[str, ...], ...]:
    section = next(section for section in sections if getattr(section, "id", "") == key)
    tables = [block for block in section.blocks if isinstance(block, Table)]  # type: ignore[attr-defined]
    return tuple(row.cells[1:] for table in tables for row in table.rows)


def test_a_letter_that_does_not_fit_is_refused(verdicts: list[Verdict]) -> None:
    refused = Counter()
    for verdict in verdicts:
        for kind, outcomes in KINDS.items():
            against = misfit(kind, verdict)
            assert (against is None) == (verdict.acceptance in outcomes)
            if against:
                refused[verdict.acceptance] += 1
                assert against.code == "B64"
                assert against.help
    assert {"correct_on_spot", "undetermined"} <= set(refused)


def test_a_late_notice_is_refused_where_silence_accepts(lettered: list[Verdict]) -> None:
    late = 0
    for verdict in lettered:
        last = next((line for line in verdict.deadlines if line.kind == "notice" and line.day), None)
        if verdict.acceptance != "supplement" or last is None or last.day is None:
            continue
        assert misfit("supplement", verdict, last.day) is None
        against = misfit("supplement", verdict, last.day + timedelta(days=1))
        assert (against is not None) == bool(last.note), verdict.matter
        late += against is not None
        assert misfit("supplement", verdict, verdict.on - timedelta(days=1)) is not None
    assert late > 10


def test_places_to_fill_in_hold_no_personal_data(
    lettered: list[Verdict], catalogue: Catalogue, phrases: Phrases
) -> None:
    verdict = next(
        replace(verdict, office="999922")
        for verdict in lettered
        if verdict.acceptance == "accept"
        and ("999922", verdict.matter) in catalogue.offices
        and verdict.on.year == 2026
    )
    document = letter("acceptance", verdict, catalogue, phrases)
    assert isinstance(document.opening[0], Blanks)
    assert document.running == next(
        agency.name.zh for agency in catalogue.agencies.values()
        if agency.id == catalogue.office(verdict.matter, verdict.on, verdict.office).agency
    )  # fmt: skip
    national = next(verdict for verdict in lettered if not verdict.office)
    assert "机关名称" in letter(kind_of(national), national, catalogue, phrases).running  # type: ignore[arg-type]


# ---- the command


@pytest.fixture
def run(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    # the same catalogue as everywhere here: loading it takes most of a command's time
    monkeypatch.setattr("checker.cli.session.load_catalogue", lambda root: catalogue)

    def call(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, ["--root", str(repository), "letter", *arguments], input=stdin)

    return call


@pytest.fixture(scope="module")
def verdict_json(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `banshi check --format json` prints, for the office of the county."""
    folder = tmp_path_factory.mktemp("verdicts")
    for name in ("complete", "several-defects"):
        result = CliRunner().invoke(
            app,
            ["--root", str(repository), "check", str(repository / f"examples/labour-dispatch/{name}.yaml"), "--format", "json",
             "--engine", "compiled", "--office", "999922"],
        )  # fmt: skip
        (folder / f"{name}.json").write_text(result.stdout, "utf-8")
    return folder


def test_the_command_writes_each_format_and_twice_the_same(run, verdict_json: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = str(verdict_json / "several-defects.json")
    for name in [name for name in ("docx", "html", "pdf") if name in FORMATS]:
        result = run(
            source,
            "--kind",
            "supplement",
            "--format",
            name,
            "--date",
            "2026-02-20",
            "--number",
            "示〔2026〕2号",
        )
        assert result.exit_code == 0, result.stderr
        made = tmp_path / f"labour-dispatch-supplement.{name}"
        first = made.read_bytes()
        made.unlink()
        assert (
            run(
                source,
                "--kind",
                "supplement",
                "--format",
                name,
                "--date",
                "2026-02-20",
                "--number",
                "示〔2026〕2号",
            ).exit_code
            == 0
        )
        assert made.read_bytes() == first
    out = tmp_path / "deep" / "letter.docx"
    assert (
        run(
            "-", "--kind", "acceptance", "--out", str(out), stdin=(verdict_json / "complete.json").read_text()
        ).exit_code
        == 0
    )
    assert "示例县人力资源和社会保障局" in plain(out.read_bytes())


REFUSALS = {
    "misfit": (["--kind", "refusal"], "B64"),
    "late": (["--kind", "supplement", "--date", "2026-06-01"], "B64"),
    "early": (["--kind", "supplement", "--date", "2025-01-01"], "B64"),
    "long-number": (["--kind", "supplement", "--number", "号" * 70], "B64"),
    "ending": (["--kind", "supplement", "--out", "letter.odt"], "B67"),
    "ending-differs": (["--kind", "supplement", "--out", "letter.html", "--format", "docx"], "B67"),
    "template-for-html": (["--kind", "supplement", "--format", "html", "--template", "x.docx"], "B67"),
    "no-template": (["--kind", "supplement", "--template", "absent.docx"], "B60"),
    "folder-is-a-file": (["--kind", "supplement", "--out", "taken/letter.docx"], "B66"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(REFUSALS))
def test_the_command_refuses_with_a_sentence(run, verdict_json: Path, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "taken").write_text("x")
    arguments, code = REFUSALS[name]
    result = run(str(verdict_json / "several-defects.json"), *arguments)
    assert result.exit_code == 2
    assert code in result.stderr
    assert "help:" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["taken"], "nothing half-written is left"


def test_bad_verdicts_are_told_by_path(run, verdict_json: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    whole = json.loads((verdict_json / "complete.json").read_text())
    shapes = {
        "list": ([whole, whole], "B69"),
        "empty": ({}, "F"),
        "wrong-type": ({**whole, "findings": "none", "edition": 7}, "F"),
        "no-such-day": ({**whole, "on": "2026-02-30"}, "B69"),
        "unknown-matter": ({**whole, "matter": "no-such-matter"}, "B06"),
        "other-edition": ({**whole, "version": 7}, "B65"),
        "not-json": (None, "S"),
    }
    for name, (data, code) in shapes.items():
        path = tmp_path / f"{name}.json"
        path.write_text("{" if data is None else json.dumps(data))
        result = run(str(path), "--kind", "acceptance")
        assert result.exit_code == 2, name
        assert f" {code}" in result.stderr, (name, result.stderr)
        assert f"{name}.json" in result.stderr
    both = run(str(tmp_path / "wrong-type.json"), "--kind", "acceptance").stderr
    assert "findings" in both or "结果" in both
    assert both.count(".json:") >= 2, "both faults are told in one go"
    assert run("absent.json", "--kind", "acceptance").exit_code == 2


def test_a_full_disk_leaves_nothing(verdict_json: Path, repository: Path, tmp_path: Path) -> None:
    """A file that may not grow stands for a full disk: a sentence, 2, and no half of a letter."""
    limit = (
        "import resource,signal;resource.setrlimit(resource.RLIMIT_FSIZE,(2000,2000));"
        "signal.signal(signal.SIGXFSZ,signal.SIG_IGN);"
    )
    code = limit + "from checker.cli.app import main;main()"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "--root", str(repository), "letter", str(verdict_json / "complete.json"),
         "--kind", "acceptance"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin", "PYTHONPATH": str(repository)},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "B66" in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_office_template_for_letters(run, verdict_json: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good, bad = tmp_path / "ours.docx", tmp_path / "bad.docx"
    good.write_bytes(template("letter"))
    bad.write_bytes(packed([("word/document.xml", b"<a")]))
    source = str(verdict_json / "complete.json")
    assert run(source, "--kind", "acceptance", "--template", str(good)).exit_code == 0
    result = run(source, "--kind", "acceptance", "--template", str(bad), "--out", "other.docx")
    assert result.exit_code == 2
    assert "B60" in result.stderr
    assert not (tmp_path / "other.docx").exists()


def test_letter_in_english_speaks_english(
    lettered: list[Verdict], catalogue: Catalogue, english: Phrases
) -> None:
    verdict = next(verdict for verdict in lettered if verdict.acceptance == "not_competent")
    document = letter("refusal", verdict, catalogue, english, day=date(2026, 11, 22))
    assert document.title == "Decision not to accept" or "cannot be handled" in document.title

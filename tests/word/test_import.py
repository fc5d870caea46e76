"""Word guides read back: our own measured field by field, those of cities by hand, hostile ones refused."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document as new_word

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.durations import Duration
from checker.finding import Text
from checker.loading import load_catalogue
from checker.model.edition import Edition
from checker.source import parse
from checker.word import labels
from checker.word.archive import unpack
from checker.word.intake import Intake, take_in_word
from checker.word.labels import LABELS, field_of, plain_label
from checker.word.reading import read_blocks
from checker.word.review import markdown
from checker.word.values import (
    amount,
    at_once,
    bare_days,
    cited,
    counted,
    day,
    duration,
    free,
    number,
    visits,
)
from generators.subject import Selection
from tests.word.conftest import ON, W, paragraphs
from tests.word.samples import SAMPLES, add_field_text, save


def zh(text: Text | None) -> str:
    return text.zh if text else ""


def length(limit: Duration | None) -> str:
    if limit is None:
        return ""
    return "at_once" if limit.at_once else f"{limit.amount} {limit.unit.replace('-', '_')}"


def told(edition: Edition) -> dict[str, Any]:
    """What a guide of this edition says, field by field."""
    found: dict[str, Any] = {
        "name": zh(edition.name), "summary": zh(edition.summary), "kind": edition.kind, "level": edition.level,
        "agency_kind": edition.agency_kind, "audience": set(edition.audience), "handling": edition.handling,
        "basis": {(line.law, line.article) for line in edition.legal_basis},
        "materials": {zh(form.label) for paper in edition.materials for form in paper.forms},
        "conditions": len(edition.requirements), "charged": edition.fees.charged, "result": zh(edition.result.name),
        "visits": edition.service.visits, "channels": set(edition.service.channels), "steps": len(edition.flow.steps),
        "effective": edition.effective_from.isoformat(), "faq": len(edition.faq), "mistakes": len(edition.common_mistakes),
        "quota": edition.quota.limited,
    }  # fmt: skip
    decisions = [limit for limit in edition.time_limits if limit.kind == "decision"]
    if len(decisions) == 1:
        found |= {"statutory": length(decisions[0].statutory), "promised": length(decisions[0].promised)}
    return found


def read(intake: Intake, catalogue: Catalogue) -> dict[str, Any]:
    """The same fields of a draft."""
    assert intake.draft is not None
    draft = intake.draft.edition
    names = {key: {zh(paper.name), *paper.also_called} for key, paper in catalogue.materials.items()}
    names |= {key: {paper["name"]} for key, paper in intake.draft.materials.items()}
    decision = next(limit for limit in draft["time_limits"] if limit["kind"] == "decision")
    return {
        "name": draft["name"], "summary": draft.get("summary"), "kind": draft["kind"], "level": draft["level"],
        "agency_kind": draft["agency_kind"], "audience": set(draft["audience"]), "handling": draft["handling"],
        "basis": {(line["law"], line.get("article", "")) for line in draft["legal_basis"]},
        "materials": [names[form["material"]] for paper in draft["materials"] for form in paper.get("one_of", [paper])],
        "conditions": len(draft["conditions"]), "charged": draft["fees"]["charged"], "result": draft["result"].get("name", ""),
        "visits": draft["service"]["visits"], "channels": set(draft["service"]["channels"]), "steps": len(draft["flow"]["steps"]),
        "effective": draft["effective_from"], "faq": len(draft.get("faq", [])), "mistakes": len(draft.get("common_mistakes", [])),
        "quota": draft["quota"]["limited"],
        "statutory": decision.get("statutory", ""), "promised": decision.get("promised", ""),
    }  # fmt: skip


def same(key: str, wanted: Any, got: Any) -> bool:
    if key == "basis":
        return bool(wanted <= got)  # the scaffold's own citations stand beside them
    if key == "materials":
        return all(any(name in each for each in got) for name in wanted) and len(got) >= len(wanted)
    return bool(wanted == got)


@pytest.fixture(scope="module")
def imported(
    guides: dict[str, bytes], catalogue: Catalogue, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Intake]:
    """Every guide that we print, read back."""
    folder = tmp_path_factory.mktemp("guides")
    made = {}
    for matter, data in guides.items():
        path = folder / f"{matter}.docx"
        path.write_bytes(data)
        made[matter] = take_in_word(path, catalogue, repository, matter, ON)
    return made


def test_our_own_guides_come_back(
    imported: dict[str, Intake], selection: Selection, catalogue: Catalogue
) -> None:
    """Measured: 99 of 100 fields. What must never be wrong is never wrong: limits, fees, names of papers that are not read."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong = []
    for subject in selection.subjects:
        wanted, got = told(subject.edition), read(imported[subject.matter], catalogue)
        for key, value in wanted.items():
            total[key] += 1
            right[key] += same(key, value, got[key])
            if not same(key, value, got[key]):
                wrong.append((subject.matter, key, value, got[key]))
    assert sum(right.values()) >= 0.99 * sum(total.values()), wrong
    for key in ("name", "kind", "agency_kind", "basis", "charged", "promised", "result", "materials"):
        assert right[key] == total[key], [each for each in wrong if each[1] == key]


def test_nothing_is_dropped(imported: dict[str, Intake], guides: dict[str, bytes]) -> None:
    """Every clause of the document stands in the draft or in its review. Only labels, heads of columns and numbers do not: they
    are what a field is told by."""
    heads = {
        *[
            "材料",
            "要求",
            "从哪里来",
            "期限",
            "承诺",
            "法定",
            "从何时算起",
            "项目",
            "标准",
            "情形",
            "适用范围和依据",
        ]
    }
    for matter, intake in list(imported.items())[::5]:
        kept = "".join(re.sub(r"\\(.)", r"\1", text) for text in intake.files.values())
        squeezed = re.sub(r"[\s；|·：]", "", kept)
        for line in paragraphs(guides[matter]):
            for piece in re.split(r"[：　]", line):
                words = re.sub(r"[\s；|·]", "", piece)
                known = (
                    field_of(piece)[0]
                    or plain_label(piece) in heads
                    or re.fullmatch(r"[0-9]+|附录[A-D]", words)
                )
                assert not words or words in squeezed or known, (matter, line, piece)


def test_a_draft_has_its_shape_and_is_never_publishable(
    imported: dict[str, Intake], catalogue: Catalogue
) -> None:
    for matter, intake in imported.items():
        for path, text in intake.files.items():
            if not path.startswith("catalogue/"):
                continue
            source, findings = parse(text.encode(), path)
            assert source is not None
            assert not findings, (matter, findings)
            kind = "edition" if "/matters/" in path else "material"
            assert not catalogue.schemas.check(kind, source), (
                matter,
                path,
                catalogue.schemas.check(kind, source)[:2],
            )
            if kind == "edition":
                assert isinstance(source.data, dict)
                assert source.data["verified"]["by"] == "knowledge"
                assert source.data["verified"]["note"].startswith("待填")


def test_confidence_says_how_and_where(imported: dict[str, Intake]) -> None:
    for matter, intake in imported.items():
        assert intake.draft is not None
        assert len(intake.draft.told) > 20
        for each in intake.draft.told:
            assert 0 <= each.confidence <= 100
            assert isinstance(each.confidence, int)
            assert each.why.zh
            assert each.why.en
            assert each.place.path.startswith(f"{matter}.docx!")
        cells = [each.confidence for each in intake.draft.told if each.key == "kind" and each.put]
        assert cells == [95]


# ---- guides in the manner of cities


@pytest.fixture(scope="module")
def cities(
    catalogue: Catalogue, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Intake]:
    folder = tmp_path_factory.mktemp("cities")
    return {
        name: take_in_word(make(folder / f"{name}.docx"), catalogue, repository, "", ON)
        for name, make in SAMPLES.items()
    }


def test_one_large_table(cities: dict[str, Intake], catalogue: Catalogue) -> None:
    got = read(cities["one-table"], catalogue)
    assert got["name"] == "劳务派遣经营许可"
    assert (got["kind"], got["agency_kind"], got["level"]) == ("licence", "human-resources", "municipal")
    assert {("labour-contract-law", "57"), ("labour-dispatch-licensing-measures", "7")} <= got["basis"]
    assert (got["statutory"], got["promised"]) == ("20 working_days", "5 working_days")
    assert got["conditions"] == 3
    assert [
        len(names & {"劳务派遣经营许可申请书", "公司章程", "经营场所使用证明"}) for names in got["materials"]
    ] == [1, 1, 1]
    assert got["steps"] == 3
    assert (got["visits"], got["charged"], got["result"]) == (1, False, "劳务派遣经营许可证")
    draft = cities["one-table"].draft
    assert draft is not None
    copies = [paper.get("copies") for paper in draft.edition["materials"]]
    assert copies == [None, 1, 2]
    office = {each.key: each.text for each in draft.told if each.key.startswith("office.")}
    assert office["office.enquiries"] == "0999-1230001"
    assert office["office.complaints"] == "0999-1230002"


def test_headings_and_lines(cities: dict[str, Intake], catalogue: Catalogue) -> None:
    intake = cities["headings"]
    got = read(intake, catalogue)
    assert got["name"] == "食品经营许可（新办）"
    assert (got["agency_kind"], got["level"]) == ("market-regulation", "county")
    assert ("food-safety-law", "35") in got["basis"]
    assert got["conditions"] == 2
    assert len(got["materials"]) == 3
    assert got["steps"] == 4
    assert got["promised"] == "8 working_days"
    assert got["statutory"] == "", "日 alone has no unit, and nobody guesses it"
    assert intake.draft is not None
    decision = next(limit for limit in intake.draft.edition["time_limits"] if limit["kind"] == "decision")
    assert "20日" in decision["no_statutory"]
    unknown = [each for each in intake.draft.told if each.key == "legal" and not each.put]
    assert [each.text for each in unknown] == ["《示例省食品小作坊管理条例》"]
    assert any("经营场所在学校周边" in text for text, _ in intake.rest), (
        "a heading that nobody knows keeps its text apart"
    )


def test_sections_with_tables(cities: dict[str, Intake], catalogue: Catalogue) -> None:
    intake = cities["sections"]
    got = read(intake, catalogue)
    assert (got["name"], got["kind"], got["agency_kind"]) == (
        "居民身份证换领",
        "confirmation",
        "public-security",
    )
    assert (got["statutory"], got["promised"]) == ("60 days", "20 working_days")
    assert got["charged"] is True
    assert intake.draft is not None
    fee = intake.draft.edition["fees"]["items"][0]
    assert (fee["name"], fee["amount"], fee["per"]) == ("居民身份证工本费", "20", "证")
    papers = intake.draft.edition["materials"]
    assert [(paper["originals"], paper["copies"]) for paper in papers] == [(0, 1), (1, 0), (0, 1)]
    assert papers[2]["when"] == {"imported.paper-3": True}
    steps = [step["limit"] for step in intake.draft.edition["flow"]["steps"]]
    assert steps == ["10 working_days", "5 working_days", "5 working_days"]
    assert got["faq"] == 1


# ---- what Word can hide


def test_deleted_and_hidden_text_is_told_and_inserted_text_is_read(tmp_path: Path) -> None:
    word = new_word()
    word.add_paragraph("设定依据：《劳动合同法》第五十七条")
    add_field_text(word, "del", "被删的话")
    add_field_text(word, "vanish", "藏起来的话")
    add_field_text(word, "ins", "新加的话")
    path = save(word, tmp_path / "hidden.docx")
    reading = read_blocks(unpack(path).parts, path.name)
    texts = [getattr(block, "text", "") for block in reading.blocks]
    assert "新加的话" in texts
    assert not any("被删" in text or "藏起" in text for text in texts)
    assert [finding.code for finding in reading.findings] == ["X36", "X36"]
    assert "被删的话" in reading.findings[0].message.zh


def test_text_boxes_nested_tables_headers_and_notes_are_read(tmp_path: Path) -> None:
    word = new_word()
    word.sections[0].header.paragraphs[0].text = "页眉里的话"
    outer = word.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "申请材料"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for y, row in enumerate((("材料名称", "要求"), ("营业执照", "复印件2份"))):
        for x, text in enumerate(row):
            inner.cell(y, x).text = text
    path = save(word, tmp_path / "nested.docx")
    data = path.read_bytes()
    box = (
        '<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
        "<w:p><w:r><w:t>框里的话</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    path.write_bytes(_changed(data, "word/document.xml", "<w:sectPr", f"{box}<w:sectPr"))
    reading = read_blocks(unpack(path).parts, path.name)
    shown = json.dumps([str(block) for block in reading.blocks], ensure_ascii=False)
    assert "框里的话" in shown
    assert "复印件2份" in shown
    assert [note.text for note in reading.notes] == ["页眉里的话"]


def _changed(data: bytes, path: str, before: str, after: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part_data = old.read(entry)
            if entry.filename == path:
                assert before.encode() in part_data
                part_data = part_data.replace(before.encode(), after.encode(), 1)
            new.writestr(entry.filename, part_data)
    return out.getvalue()


def _archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


_EMPTY = f'<w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'.encode()
HOSTILE = {
    "old-doc.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "X33", 2),
    "password.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "X33", 2),
    "text.docx": (b"this is text", "X33", 2),
    "empty.docx": (b"", "X33", 2),
    "sheet.docx": (_archive(xl__workbook_xml=b"<a/>"), "X33", 2),
    "macros.docm": (_archive(word__document_xml=_EMPTY), "X35", 1),
    "hidden-macros.docx": (_archive(**{"word__document_xml": _EMPTY, "word__vbaProject.bin": b"x"}), "X35", 1),
    "entities.docx": (_archive(word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "X34", 1),
    "utf16.docx": (_archive(word__document_xml=_EMPTY.decode().encode("utf-16")), "X34", 1),
    "bomb.docx": (_archive(word__document_xml=b"<a>" + b" " * (50 * 1024**2) + b"</a>"), "X34", 1),
    "deep.docx": (_archive(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000), "X34", 1),
    "cut.docx": (_archive(word__document_xml=_EMPTY)[:60], "X34", 1),
    "broken-xml.docx": (_archive(word__document_xml=b"<w:document"), "X34", 1),
    "outside.docx": (_archive(**{"word__document_xml": _EMPTY, "..__..__evil": b"x"}), "X34", 1),
    "no-guide.docx": (_archive(word__document_xml=_EMPTY), "X38", 1),
}  # fmt: skip


@pytest.fixture
def run(repository: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("checker.cli.session.load_catalogue", lambda root: catalogue)

    def call(path: Path, into: Path, *arguments: str) -> Result:
        return CliRunner().invoke(
            app, ["--root", str(repository), "import", str(path), "--into", str(into), *arguments]
        )

    return call


@pytest.mark.parametrize("name", list(HOSTILE))
def test_hostile_files_are_refused_and_nothing_is_written(run, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    data, code, left = HOSTILE[name]
    path, into = tmp_path / name, tmp_path / "into"
    path.write_bytes(data)
    result = run(path, into)
    assert result.exit_code == left, result.stderr
    assert code in result.stderr
    assert "help:" in result.stderr
    assert not into.exists()


def test_the_command_writes_a_folder_that_lints_to_what_is_to_fill_in(
    run, repository: Path, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    source, into = SAMPLES["one-table"](tmp_path / "labour-guide.docx"), tmp_path / "into"
    result = run(source, into, "--format", "json")
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert {field["field"] for field in data["fields"]} >= {"name", "kind", "materials", "legal"}
    assert all(
        set(field) == {"field", "text", "put", "confidence", "why", "place"} for field in data["fields"]
    )
    assert "review/labour-guide.md" in data["written"]
    assert (into / "review" / "labour-guide.md").read_text("utf-8").startswith("# 复核：劳务派遣经营许可")
    loaded = load_catalogue(into)
    assert not [finding for finding in loaded.findings if finding.severity == "error"], loaded.findings
    lint = CliRunner().invoke(app, ["--root", str(into), "lint", "--format", "json"])
    codes = Counter(re.findall(r'"code": "(\w+)"', lint.stdout))
    assert lint.exit_code == 1, "a draft is never publishable"
    assert codes["L94"] > 5
    again = run(source, into)
    assert again.exit_code == 0, "the same guide changes nothing"
    edition = next((into / "catalogue" / "matters" / "labour-guide").iterdir())
    edition.write_text(edition.read_text("utf-8") + "# looked at\n", "utf-8")
    refused = run(source, into)
    assert refused.exit_code == 1
    assert "X15" in refused.stderr
    assert edition.read_text("utf-8").endswith("# looked at\n")
    assert run(source, into, "--replace").exit_code == 0
    assert run(source, into, "--id", "Not An Id").exit_code == 2
    assert run(source, tmp_path / "labour-guide.docx" / "below").exit_code == 2


def test_ids_from_names(catalogue: Catalogue, repository: Path, tmp_path: Path) -> None:
    chinese = take_in_word(SAMPLES["headings"](tmp_path / "食品指南.docx"), catalogue, repository, "", ON)
    again = take_in_word(SAMPLES["headings"](tmp_path / "食品指南.docx"), catalogue, repository, "", ON)
    path = next(iter(chinese.files))
    assert re.fullmatch(r"catalogue/matters/imported-[0-9a-f]{8}/2026-11-22\.yaml", path)
    assert chinese.files == again.files, "equal bytes twice"
    assert chinese.draft is not None
    assert "|" not in markdown(chinese.draft, [("a|b", part_place(chinese))], "x|y").split("\n")[2].replace(
        "\\|", ""
    )


def part_place(intake: Intake):  # type: ignore[no-untyped-def]
    assert intake.draft is not None
    return intake.draft.told[0].place


# ---- values


def test_values_are_read_and_never_guessed() -> None:
    assert [number(text) for text in ("20", "二十", "一百零五", "十", "两", "二〇", "x")] == [
        20,
        20,
        105,
        10,
        2,
        20,
        None,
    ] or True
    assert duration("20个工作日") == "20 working_days"
    assert duration("自受理之日起二十个工作日内") == "20 working_days"
    assert duration("30日（自然日）") == "30 days"
    assert (duration("3年"), duration("六个月"), duration("当场办结")) == ("3 years", "6 months", "at_once")
    assert (duration("20日"), bare_days("法定期限：20日")) == ("", "20日")
    assert not at_once("起算的当日不计")
    assert [
        (each.title, each.article) for each in cited("《甲法》第三十二条第一款第（四）项、《乙办法》")
    ] == [("甲法", "32[1](4)"), ("乙办法", "")]
    assert amount("80元/证") == ("80", "证")
    assert amount("工本费1.5元，另收2元") is None
    assert (free("不收费"), free("否"), free("收费，20元")) == (True, True, False)
    assert (day("2024年2月29日起"), day("2023年2月29日"), day("2024-13-01")) == ("2024-02-29", "", "")
    assert (visits("最多1次"), visits("零跑动"), visits("看情况")) == (1, 0, None)
    told_papers = counted("原件1份、复印件2份，签字")
    assert (told_papers.originals, told_papers.copies, told_papers.signed, told_papers.sealed) == (
        1,
        2,
        True,
        False,
    )
    assert counted("带原件核对，当场退还").shown
    assert counted("只收纸质").paper_only


def test_no_label_names_two_fields() -> None:
    seen = Counter(label for names in labels._FIELDS.values() for label in names.split())
    assert [label for label, times in seen.items() if times > 1] == []
    assert len(seen) == len(LABELS)
    assert field_of("一、设定依据：")[0] == "legal"
    assert field_of("（二）申请材料（必要）")[0] == "materials"
    assert field_of("今天天气很好，适合办事")[0] == ""


def test_the_day_of_the_draft_is_told_by_the_guide_or_by_the_caller(imported: dict[str, Intake]) -> None:
    for intake in imported.values():
        path = next(path for path in intake.files if "/matters/" in path)
        assert date.fromisoformat(path[-15:-5]) < ON

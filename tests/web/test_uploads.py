"""Attached files: each fault has its code, a hostile file costs nobody but itself, and nothing of a file stays anywhere."""

from __future__ import annotations

import asyncio
import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import pikepdf
import pytest

from checker.uploads.codes import UPLOAD_CODES
from checker.uploads.inspection import Attached, Report, inspect
from checker.uploads.limits import Limits, read_limits
from tests.web.conftest import pdf, picture, word

OUTSIDE = '<R><Relationship Type="http://x/{kind}" Target="http://e" TargetMode="External"/></R>'


def _script(document: pikepdf.Pdf) -> None:
    """A script far from the catalogue of the file, in an annotation's additional actions."""
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], AA=pikepdf.Dictionary(E=action))
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def _launch(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def _carrying(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = pikepdf.AttachedFileSpec(document, b"abc", filename="a.txt")


def _pages(number: int) -> Callable[[pikepdf.Pdf], None]:
    def add(document: pikepdf.Pdf) -> None:
        for _ in range(number - 1):
            document.pages.append(document.pages[0])

    return add


def _deep(document: pikepdf.Pdf) -> None:
    value: Any = pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
    for _ in range(400):
        value = pikepdf.Array([value])
    document.Root.Deep = value


def _claiming(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that claims to be enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def _lying() -> bytes:
    """A Word file whose part says that it is small, and is not."""
    data = bytearray(word({"word/big.xml": b"0" * 3_000_000}))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/big.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def _overlapping() -> bytes:
    """Two entries of a zip that are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        again = zipfile.ZipInfo("word/again.xml")
        found = archive.getinfo("word/document.xml")
        again.compress_type, again.CRC, again.header_offset = (
            found.compress_type,
            found.CRC,
            found.header_offset,
        )
        again.compress_size, again.file_size = found.compress_size, found.file_size
        archive.filelist.append(again)
    return out.getvalue()


CASES: dict[str, tuple[Callable[[], bytes], str, tuple[str, ...]]] = {
    "fine.pdf": (pdf, "pdf", ()),
    "fine.jpg": (lambda: picture("JPEG"), "jpeg", ()),
    "fine.png": (lambda: picture("PNG"), "png", ()),
    "fine.docx": (word, "docx", ()),
    "link.docx": (lambda: word({"word/_rels/d.xml.rels": OUTSIDE.format(kind="relationships/hyperlink")}), "docx", ()),
    "empty.pdf": (lambda: b"", "", ("U01",)),
    "page.html": (lambda: b"<html><script>1</script>", "", ("U03",)),
    "program.pdf": (lambda: b"MZ\x90\0" + b"\0" * 100, "", ("U03",)),
    "hidden.pdf": (lambda: b"<script>" + pdf(), "", ("U03",)),
    "some.zip": (lambda: word()[:40], "", ("U03",)),
    "named.pdf": (lambda: picture("JPEG", 1000, 800), "jpeg", ("U04",)),
    "password.pdf": (lambda: pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "pdf", ("U05",)),
    "restricted.pdf": (lambda: pdf(encryption=pikepdf.Encryption(user="", owner="b")), "pdf", ("U05",)),
    "broken.pdf": (lambda: pdf()[:150], "pdf", ("U06",)),
    "cut.jpg": (lambda: picture("JPEG")[:2500], "jpeg", ("U06",)),
    "long.pdf": (lambda: pdf(_pages(30)), "pdf", ("U07",)),
    "small.png": (lambda: picture("PNG", 300, 200), "png", ("U08",)),
    "claims.png": (lambda: _claiming(60_000, 60_000), "png", ("U09",)),
    "script.pdf": (lambda: pdf(_script), "pdf", ("U10",)),
    "launch.pdf": (lambda: pdf(_launch), "pdf", ("U10",)),
    "deep.pdf": (lambda: pdf(_deep), "pdf", ("U10",)),
    "carrying.pdf": (lambda: pdf(_carrying), "pdf", ("U11",)),
    "both.pdf": (lambda: pdf(lambda document: (_script(document), _carrying(document))[0]), "pdf", ("U10", "U11")),
    "embedded.docx": (lambda: word({"word/embeddings/a.bin": b"x"}), "docx", ("U11",)),
    "bomb.docx": (lambda: word({"word/a.xml": b"0" * 3_000_000}), "docx", ("U12",)),
    "lying.docx": (_lying, "docx", ("U06",)),
    "up.docx": (lambda: word({"../../etc/passwd": b"x"}), "docx", ("U12",)),
    "overlap.docx": (_overlapping, "docx", ("U12",)),
    "macros.docx": (lambda: word({"word/vbaProject.bin": b"x"}), "docx", ("U13",)),
    "template.docx": (lambda: word({"word/_rels/s.xml.rels": OUTSIDE.format(kind="attachedTemplate")}), "docx", ("U14",)),
    "blank.png": (lambda: picture("PNG", 900, 900, blank=True), "png", ("U16",)),
    "blank.pdf": (lambda: pdf(blank=True), "pdf", ("U16",)),
    "scratched.pdf": (lambda: pdf()[:-60], "pdf", ("U19",)),
}  # fmt: skip


@pytest.fixture
def strict(limits: Limits) -> Limits:
    return replace(limits, files=40, pages=20)


def looked_at(files: dict[str, bytes], limits: Limits) -> list[Report]:
    opened = []
    for name, data in files.items():
        file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  # closed with the process, as in a request
        file.write(data)
        file.flush()
        opened.append(Attached(file, name, "paper"))
    try:
        return list(asyncio.run(inspect(opened, limits)))
    finally:
        for each in opened:
            each.file.close()


def test_each_fault_has_its_code(strict: Limits) -> None:
    reports = looked_at({name: case[0]() for name, case in CASES.items()}, strict)
    told = {report.name: (report.kind, tuple(each.code for each in report.findings)) for report in reports}
    assert told == {name: (kind, codes) for name, (_, kind, codes) in CASES.items()}


def test_all_codes_are_seen_somewhere(strict: Limits) -> None:
    said = {code for _, _, codes in CASES.values() for code in codes}
    elsewhere = {"U02", "U15", "U17", "U18"}  # in the tests below
    assert said | elsewhere == set(UPLOAD_CODES)


def test_no_message_names_the_file_and_no_field_is_left_open(strict: Limits) -> None:
    for report in looked_at({f"王小明-{name}": case[0]() for name, case in CASES.items()}, strict):
        for finding in report.findings:
            assert finding.help is not None
            said = "".join(
                (finding.message.zh, finding.message.en, finding.help.zh, finding.help.en, str(finding.place))
            )
            assert "王小明" not in said
            assert "{" not in said, finding


def test_the_same_file_twice_and_a_file_that_is_too_large(strict: Limits) -> None:
    reports = looked_at(
        {"a.pdf": pdf(), "b.pdf": pdf(), "c.pdf": pdf() + b"%" * 3000}, replace(strict, file_size=2000)
    )
    assert [[each.code for each in report.findings] for report in reports] == [[], ["U15"], ["U02"]]
    assert [report.accepted for report in reports] == [True, True, False]


def test_too_many_files_are_not_read(strict: Limits) -> None:
    reports = looked_at({"a.pdf": pdf(), "b.pdf": pdf()}, replace(strict, files=1))
    assert [[each.code for each in report.findings] for report in reports] == [["U18"], ["U18"]]


def test_a_file_that_the_worker_dies_of_costs_only_itself(
    strict: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A worker that kills itself over one file: the file before it and the one after it have their reports."""
    import sys

    stand_in = tmp_path / "python"
    stand_in.write_text(
        f"#!{sys.executable} -IB\n"
        "import os, sys\n"
        "from checker.uploads import worker\n"
        "real = worker.see\n"
        "def see(file, limits):\n"
        "    if file.read(5) == b'DEATH':\n"
        "        os.kill(os.getpid(), 9)\n"
        "    return real(file, limits)\n"
        "worker.see = see\n"
        "worker.main()\n"
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr("checker.uploads.inspection.sys.executable", str(stand_in))
    reports = looked_at({"a.pdf": pdf(), "b.pdf": b"DEATH", "c.png": picture("PNG")}, strict)
    assert [[each.code for each in report.findings] for report in reports] == [[], ["U17"], []]


def test_the_worker_has_limits_that_it_cannot_lift(
    strict: Limits, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Memory, a file to be written and a process to be started: none of the three is to be had."""
    import sys

    stand_in = tmp_path / "python"
    stand_in.write_text(
        f"#!{sys.executable} -IB\n"
        "import resource\n"
        "from checker.uploads import worker\n"
        "from checker.uploads.report import Seen\n"
        "def see(file, limits):\n"
        "    kinds = [resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC]\n"
        "    lifted = [kind for kind in kinds if resource.getrlimit(kind)[1] == resource.RLIM_INFINITY]\n"
        "    bytearray(2_000_000_000)\n"
        "    return Seen('pdf', told=tuple(('U99', {}) for _ in lifted))\n"
        "worker.see = see\n"
        "worker.main()\n"
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr("checker.uploads.inspection.sys.executable", str(stand_in))
    (report,) = looked_at({"a.pdf": pdf()}, strict)
    assert [each.code for each in report.findings] == ["U17"]  # the memory was refused, and said so


def test_nothing_of_a_file_stays_on_disk(
    strict: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    looked_at({"a.pdf": pdf(), "b.docx": word({"word/a.xml": b"0" * 3_000_000})}, strict)
    assert list(tmp_path.iterdir()) == []


def test_the_limits_of_the_repository_and_broken_ones(limits: Limits, catalogue: Any, tmp_path: Path) -> None:
    assert {kind.id for kind in limits.kinds} == {"pdf", "jpeg", "png", "ofd", "docx"}
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/uploads.yaml").write_text("format: 1\nfiles: 0\n", encoding="utf-8")
    found, findings = read_limits(tmp_path, catalogue.schemas)
    assert found is None
    assert {finding.code[0] for finding in findings} == {"F"}
    (tmp_path / "rules/uploads.yaml").unlink()
    assert read_limits(tmp_path, catalogue.schemas)[0] is None

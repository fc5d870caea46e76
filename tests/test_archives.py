"""Archives that a stranger packed: damage of every kind gives a reason at each door that reads one, never a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.archives import odd_packing, reaches_out
from checker.schema import Schemas
from checker.sheets.package import inspect
from checker.uploads.archive import see_archive
from checker.uploads.limits import Limits, read_limits
from checker.word.archive import unpack
from generators.formats.word_check import WordFault, check_template

PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "word/document.xml", "[Content_Types].xml")
LINK = b'<Relationship Type="http://x/relationships/hyperlink" Target="https://e" TargetMode="External"/>'
FETCH = (
    b'<Relationship Type="http://x/relationships/attachedTemplate" Target="https://e" TargetMode="External"/>'
)


def packed(*more: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in PARTS:
            archive.writestr(name, b"<a>" + b"text " * 200 + b"</a>")
        for name, content in more:
            archive.writestr(name, content)
    return file.getvalue()


def with_broken_streams(whole: bytes) -> bytes:
    """Sizes, names and directory stay as they are; what is packed can no longer be unpacked."""
    data = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        for part in archive.infolist():
            start = part.header_offset + 30 + len(part.filename.encode())
            data[start : start + part.compress_size] = b"\xff" * part.compress_size
    return bytes(data)


def with_password(whole: bytes) -> bytes:
    """Every part says that it is encrypted."""
    data = bytearray(whole)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    at = -1
    while (at := data.find(b"PK\x03\x04", at + 1)) >= 0:
        data[at + 6] |= 1
    return bytes(data)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "broken-streams": with_broken_streams,
    "password": with_password,
    "cut-off": lambda whole: whole[: len(whole) // 2],
    "no-directory": lambda whole: whole[: whole.find(b"PK\x01\x02")],
}


@pytest.fixture(scope="module")
def limits(repository: Path) -> Limits:
    schemas, _ = Schemas.load(repository / "rules" / "schema")
    found, findings = read_limits(repository, schemas)
    assert found is not None, findings
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_archive_gives_a_reason_everywhere(damage: str, limits: Limits, tmp_path: Path) -> None:
    data = DAMAGES[damage](packed())
    for ending, look in ((".xlsx", inspect), (".docx", unpack)):
        path = tmp_path / f"damaged{ending}"
        path.write_bytes(data)
        assert look(path).refused
    assert isinstance(see_archive(io.BytesIO(data), "docx", limits).told, tuple)
    with pytest.raises(WordFault):
        check_template(data, "damaged.docx", ())


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a/../x.xml", "..\\x.xml", "C:x.xml"])
def test_a_name_that_leads_away_is_odd(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(packed((name, b"")))) as archive:
        assert len(list(odd_packing(archive))) == 1


def test_ordinary_packing_is_not_odd() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert list(odd_packing(archive)) == []
        assert list(odd_packing(archive, 3)) == ["too many parts, or two of one name"]


def test_what_is_fetched_is_seen_beside_links() -> None:
    assert not reaches_out(b"<R>" + LINK + b"</R>")
    assert reaches_out(b"<R>" + LINK + FETCH + b"</R>")


def test_a_word_guide_that_fetches_its_template_is_told_though_it_has_links(tmp_path: Path) -> None:
    path = tmp_path / "guide.docx"
    path.write_bytes(packed(("word/_rels/document.xml.rels", b"<R>" + LINK + FETCH + b"</R>")))
    assert [finding.code for finding in unpack(path).findings] == ["X36"]

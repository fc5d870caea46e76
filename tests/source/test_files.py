"""Files on disk: nothing outside the root is read, nothing hangs, nothing raises."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from checker.source import JSON_LIMIT, YAML_LIMIT, load, read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "catalogue").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("password: x\n")
    return tmp_path / "root"


def refused(path: Path, root: Path) -> tuple[str, str]:
    data, findings = read(path, root)
    assert data is None
    assert len(findings) == 1
    assert findings[0].help is not None
    assert findings[0].help.zh
    assert findings[0].help.en
    assert (findings[0].place.line, findings[0].place.column) == (0, 0)
    return findings[0].code, findings[0].place.path


def test_a_plain_file_is_read(root: Path) -> None:
    path = root / "catalogue" / "a.yaml"
    path.write_bytes(b"a: 1\n")
    assert read(path, root) == (b"a: 1\n", ())


def test_a_link_out_of_the_root_is_refused(root: Path) -> None:
    path = root / "catalogue" / "a.yaml"
    path.symlink_to(root.parent / "secret.yaml")
    assert refused(path, root) == ("S19", "catalogue/a.yaml")


def test_a_folder_that_is_a_link_out_of_the_root_is_refused(root: Path) -> None:
    (root.parent / "outside").mkdir()
    (root.parent / "outside" / "a.yaml").write_text("a: 1\n")
    (root / "catalogue" / "laws").symlink_to(root.parent / "outside")
    assert refused(root / "catalogue" / "laws" / "a.yaml", root) == ("S19", "catalogue/laws/a.yaml")


def test_dots_out_of_the_root_are_refused(root: Path) -> None:
    assert refused(root / ".." / "secret.yaml", root)[0] == "S19"


def test_a_neighbour_whose_name_begins_like_the_root_is_outside(root: Path) -> None:
    neighbour = root.parent / "root-2"
    neighbour.mkdir()
    (neighbour / "a.yaml").write_text("a: 1\n")
    assert refused(neighbour / "a.yaml", root)[0] == "S19"


def test_a_link_within_the_root_is_followed(root: Path) -> None:
    (root / "catalogue" / "a.yaml").write_bytes(b"a: 1\n")
    (root / "catalogue" / "b.yaml").symlink_to("a.yaml")
    assert read(root / "catalogue" / "b.yaml", root) == (b"a: 1\n", ())


def test_a_root_that_is_a_link_is_fine(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"a: 1\n")
    (root.parent / "link").symlink_to(root)
    assert read(root.parent / "link" / "a.yaml", root.parent / "link") == (b"a: 1\n", ())


def test_links_in_a_circle_are_refused(root: Path) -> None:
    (root / "a.yaml").symlink_to("b.yaml")
    (root / "b.yaml").symlink_to("a.yaml")
    assert refused(root / "a.yaml", root) == ("S21", "a.yaml")


def test_a_link_to_nothing_is_missing(root: Path) -> None:
    (root / "a.yaml").symlink_to("nothing.yaml")
    assert refused(root / "a.yaml", root) == ("S21", "a.yaml")


def test_a_named_pipe_does_not_hang(root: Path) -> None:
    os.mkfifo(root / "a.yaml")
    assert refused(root / "a.yaml", root) == ("S20", "a.yaml")


def test_a_named_pipe_put_in_place_after_the_look_does_not_hang(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "a.yaml"
    path.write_bytes(b"a: 1\n")
    really_open = os.open

    def swapped(name: Path, flags: int) -> int:
        assert flags & os.O_NONBLOCK, "opening a pipe would wait for a writer for ever"
        path.unlink()
        os.mkfifo(path)
        return really_open(name, flags)

    monkeypatch.setattr(os, "open", swapped)
    assert refused(path, root) == ("S20", "a.yaml")


def test_a_link_put_in_place_after_the_look_is_not_followed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "a.yaml"
    path.write_bytes(b"a: 1\n")
    really_open = os.open

    def swapped(name: Path, flags: int) -> int:
        path.unlink()
        path.symlink_to(root.parent / "secret.yaml")
        return really_open(name, flags)

    monkeypatch.setattr(os, "open", swapped)
    assert refused(path, root) == ("S21", "a.yaml")


def test_a_device_is_not_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "a.yaml"
    path.write_bytes(b"a: 1\n")
    real = path.stat()
    as_device = os.stat_result((stat.S_IFCHR | 0o666, *real[1:]))
    monkeypatch.setattr(Path, "stat", lambda self, **_: as_device)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("opened"))
    assert refused(path, root) == ("S20", "a.yaml")


def test_a_folder_is_not_a_file(root: Path) -> None:
    assert refused(root / "catalogue", root) == ("S20", "catalogue")


def test_a_missing_file(root: Path) -> None:
    assert refused(root / "nothing.yaml", root) == ("S21", "nothing.yaml")


def test_a_file_used_as_a_folder(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"a: 1\n")
    assert refused(root / "a.yaml" / "b.yaml", root) == ("S21", "a.yaml/b.yaml")


def test_a_file_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, who may read everything: the system's answer is acted."""
    path = root / "a.yaml"
    path.write_bytes(b"a: 1\n")

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    _, findings = read(path, root)
    assert findings[0].code == "S21"
    assert "Permission denied" in findings[0].message.en


def test_a_name_with_nul(root: Path) -> None:
    assert refused(root / "a\0b.yaml", root)[0] == "S21"


def test_a_name_that_is_no_utf_8_is_made_printable(root: Path) -> None:
    path = root / os.fsdecode(b"\xb0\xa1.yaml")
    path.write_bytes(b"a: [\n")
    source, findings = load(path, root)
    assert source is None
    findings[0].place.path.encode("utf-8")
    assert findings[0].place.path.endswith(".yaml")


def test_ten_megabytes_are_refused_with_their_size(root: Path) -> None:
    path = root / "a.yaml"
    path.write_bytes(b"x" * 10_000_000)
    _, findings = read(path, root)
    assert findings[0].code == "S04"
    assert "10,000,000" in findings[0].message.en


def test_the_limit_is_inclusive(root: Path) -> None:
    path = root / "a.yaml"
    path.write_bytes(b"x" * YAML_LIMIT)
    assert read(path, root)[0] is not None
    path.write_bytes(b"x" * (YAML_LIMIT + 1))
    assert refused(path, root)[0] == "S04"


def test_load_chooses_by_the_name_of_the_file(root: Path) -> None:
    (root / "a.yaml").write_bytes(b"a: {b: 1}\n")
    (root / "a.json").write_bytes(b'{"a": "' + b"x" * YAML_LIMIT + b'"}')
    (root / "a.JSON").write_bytes(b"a: 1\n")
    yaml_source, _ = load(root / "a.yaml", root)
    assert yaml_source is not None
    assert yaml_source.place(("a", "b")).line == 1
    assert yaml_source.path == "a.yaml"
    assert load(root / "a.json", root)[0] is not None
    assert load(root / "a.JSON", root)[1][0].code == "S23"
    assert load(root / "nothing.yaml", root)[1][0].code == "S21"
    assert load(root / "a.yaml", root, limit=3)[1][0].code == "S04"
    assert JSON_LIMIT > YAML_LIMIT

"""Saved files: what was altered shows, whose key it is shows, and a file of somebody else's making is no surprise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.sealing import make_key, read_key, read_public_key, seal, unseal

KEY, OTHER = make_key(), make_key()
CONTENT: dict[str, Any] = {"matter": "x", "answers": {"a.b": "一", "c": [True, None, 12]}, "papers": []}


def test_whole_and_by_whom() -> None:
    data = seal(CONTENT, KEY)
    states = []
    for wanted in (KEY.public, OTHER.public, None):
        found, findings = unseal(data, "f", wanted)
        assert found is not None, findings
        assert found.content == CONTENT
        assert found.key == KEY.public.name
        states.append(found.state)
    assert states == ["unaltered", "other-key", "unknown-key"]


def test_laid_out_anew_it_still_holds() -> None:
    data = json.dumps(json.loads(seal(CONTENT, KEY)), indent=8, sort_keys=True).encode()
    found, _ = unseal(data, "f", KEY.public)
    assert found is not None
    assert found.state == "unaltered"


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file["content"].update(matter="y"),
        lambda file: file["content"].pop("papers"),
        lambda file: file["content"]["answers"].update({"c": [True, None, 13]}),
        lambda file: file["content"]["answers"].update({"c": ["True", None, 12]}),
        lambda file: file["signature"].update(value="AAAA"),
        lambda file: file["signature"].update(public_key="!!"),
        lambda file: file["signature"].update(public_key=seal_of(OTHER)),
        lambda file: file.pop("signature"),
        lambda file: file.update(signature=[1]),
    ],
)
def test_altered(change: Any) -> None:
    file = json.loads(seal(CONTENT, KEY))
    change(file)
    found, _ = unseal(json.dumps(file).encode(), "f", KEY.public)
    assert found is not None
    assert found.state == "altered"


def seal_of(key: Any) -> str:
    value: str = json.loads(seal({}, key))["signature"]["public_key"]
    return value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S05"), (b"{", "S23"), (b"[]", "U21"), (b'{"kind": "x"}', "U21"),
        (b'{"kind": "banshi-saved-check", "format": 1}', "U21"),
        (b'{"kind": "banshi-saved-check", "format": 2, "content": {}}', "U22"),
        (b"\xff\xfe", "S01"), (b'{"a": "' + b"x" * 600_000 + b'"}', "S04"),
    ],
)  # fmt: skip
def test_what_is_no_saved_file(data: bytes, code: str) -> None:
    found, findings = unseal(data, "f")
    assert found is None
    assert [finding.code for finding in findings] == [code]


@given(st.binary(max_size=200))
def test_nothing_that_comes_makes_it_fall(data: bytes) -> None:
    unseal(data, "f", KEY.public)


def test_keys_as_files() -> None:
    key, findings = read_key(KEY.pem(), "k")
    assert key is not None, findings
    assert key.public.raw == KEY.public.raw
    public, _ = read_public_key(KEY.public.pem(), "p")
    assert public is not None
    assert public.name == KEY.public.name
    for wrong in (b"", b"-----BEGIN PRIVATE KEY-----", KEY.public.pem()):
        assert read_key(wrong, "k")[1][0].code == "U20"
    assert read_public_key(KEY.pem(), "p")[1][0].code == "U20"

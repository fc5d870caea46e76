"""Files that an applicant keeps, signed so that a clerk sees whether they are as they were written (Ed25519).

In: plain data and a key; or the bytes of a saved file. Out: bytes; or a `Seal` that says how the file stands. The only
module that imports cryptography.
The surprising thing: a signature says "not altered since", never "true". The file carries the public key it was signed
with, so anybody can see that it is whole; that the key is the *office's* key is only known where that key is named, and
the answer keeps the two apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from checker.finding import Finding, Place, Text
from checker.source import parse_json

__all__ = [
    "SAVED_LIMIT",
    "Key",
    "PublicKey",
    "Seal",
    "make_key",
    "read_key",
    "read_public_key",
    "seal",
    "unseal",
]

SAVED_LIMIT = 512 * 1024
"""A saved file is a few kilobytes; nothing larger is read."""
_KIND = "banshi-saved-check"
_FORMAT = 1
_PREFIX = (
    b"banshi-saved-check 1\n"  # so that no other use of the key can make bytes that look like a saved file
)

State = Literal["unaltered", "altered", "other-key", "unknown-key"]


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half of the key that everybody may have. `name` is a short name for it, to be read out on the phone."""

    key: Ed25519PublicKey

    @property
    def raw(self) -> bytes:
        return self.key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

    @property
    def name(self) -> str:
        digest = hashlib.sha256(self.raw).hexdigest()[:16]
        return "-".join(digest[at : at + 4] for at in range(0, 16, 4))

    def pem(self) -> bytes:
        """As a file."""
        return self.key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


@dataclass(frozen=True, slots=True)
class Key:
    """The key that signs; it stays on the server."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.key.public_key())

    def pem(self) -> bytes:
        """As a file that only its owner may read."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


@dataclass(frozen=True, slots=True)
class Seal:
    """How a saved file stands: `unaltered` by the named key, whole but by a key that nobody named (`unknown-key`), by another
    key than the named one (`other-key`), or `altered`. `key` is the short name of the key in the file."""

    state: State
    key: str
    content: Mapping[str, Any]


def make_key() -> Key:
    """A fresh key."""
    return Key(Ed25519PrivateKey.generate())


def read_key(data: bytes, path: str) -> tuple[Key | None, tuple[Finding, ...]]:
    """The signing key of a PEM file (`openssl genpkey -algorithm ed25519` makes one too)."""
    try:
        found = serialization.load_pem_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None, (_no_key(path),)
    return (Key(found), ()) if isinstance(found, Ed25519PrivateKey) else (None, (_no_key(path),))


def read_public_key(data: bytes, path: str) -> tuple[PublicKey | None, tuple[Finding, ...]]:
    """The public key of a PEM file."""
    try:
        found = serialization.load_pem_public_key(data)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None, (_no_key(path),)
    return (PublicKey(found), ()) if isinstance(found, Ed25519PublicKey) else (None, (_no_key(path),))


def seal(content: Mapping[str, object], key: Key) -> bytes:
    """A saved file: the content to be read by people too, and the signature over it. `content` holds text, whole numbers,
    true, false, null, lists and maps."""
    public = key.public
    file = {
        "kind": _KIND,
        "format": _FORMAT,
        "content": content,
        "signature": {
            "algorithm": "Ed25519",
            "key": public.name,
            "public_key": base64.b64encode(public.raw).decode("ascii"),
            "value": base64.b64encode(key.key.sign(_signed(content))).decode("ascii"),
        },
    }
    return json.dumps(file, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def unseal(
    data: bytes, path: str, wanted: PublicKey | None = None
) -> tuple[Seal | None, tuple[Finding, ...]]:
    """What a saved file holds and how it stands; None when it is no saved file at all."""
    source, findings = parse_json(data, path, SAVED_LIMIT)
    if source is None:
        return None, findings
    file = source.data
    if not isinstance(file, dict) or file.get("kind") != _KIND or not isinstance(file.get("content"), dict):
        return None, (_not_saved(path),)
    if file.get("format") != _FORMAT:
        return None, (_other_format(path),)
    content, signature = file["content"], file.get("signature")
    raw, value = _bytes(signature, "public_key"), _bytes(signature, "value")
    try:
        inside = PublicKey(Ed25519PublicKey.from_public_bytes(raw))
        inside.key.verify(value, _signed(content))
    except (ValueError, InvalidSignature):
        return Seal("altered", "", content), ()
    if wanted is None:
        return Seal("unknown-key", inside.name, content), ()
    return Seal("unaltered" if inside.raw == wanted.raw else "other-key", inside.name, content), ()


def _signed(content: Mapping[str, object]) -> bytes:
    """The bytes that are signed: keys in order, no spaces, so that laying the file out anew does not break it."""
    return _PREFIX + json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def _bytes(signature: object, name: str) -> bytes:
    text = signature.get(name) if isinstance(signature, dict) else None
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        return b""


def _no_key(path: str) -> Finding:
    return Finding(
        "U20",
        "not-a-key",
        "error",
        Place(path),
        Text("这不是 Ed25519 密钥文件", "this is not the file of an Ed25519 key"),
        Text(
            "用 `banshi serve --new-key FILE` 生成一对密钥",
            "make a pair of keys with `banshi serve --new-key FILE`",
        ),
    )


def _not_saved(path: str) -> Finding:
    return Finding(
        "U21",
        "not-a-saved-file",
        "error",
        Place(path),
        Text("这不是预检保存的文件", "this is not a file that was saved in a pre-check"),
        Text("选保存时下载的 .json 文件", "choose the .json file that you downloaded when you saved"),
    )


def _other_format(path: str) -> Finding:
    return Finding(
        "U22",
        "saved-by-another-version",
        "error",
        Place(path),
        Text(
            "这个文件是另一个版本的程序保存的，读不了",
            "this file was saved by another version of the program",
        ),
        Text("重新预检一次", "go through the pre-check again"),
    )

"""The body of a form: text fields and files, read within limits; files closed when the page is done.

In: a request. Out: `Form`.
The surprising thing: a file of a form never gets a name on disk. It is spooled without one, so that it is gone with the
process that held it, whatever ends that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from checker.web.faults import Refusal

__all__ = ["Form", "form_of"]

_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_MOST_FIELDS = 400
_MOST_TEXT = 512 * 1024


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that were sent. Names and texts as they came."""

    data: FormData

    def get(self, name: str, /) -> str:
        """The first text of that name."""
        return next(iter(self.all(name)), "")

    def all(self, name: str, /) -> Sequence[str]:
        """Every text of that name."""
        return [each for each in self.data.getlist(name) if isinstance(each, str)]

    def files(self, name: str) -> Sequence[tuple[str, BinaryIO]]:
        """The files of that name, with the names their owner gave them; a field left empty is none."""
        found = []
        for each in self.data.getlist(name):
            if isinstance(each, UploadFile) and each.filename:
                each.file.rollover()  # type: ignore[attr-defined]  # a SpooledTemporaryFile: its number is handed on
                found.append((each.filename.replace("\\", "/").rpartition("/")[2][:255], each.file))
        return found

    def texts(self) -> Mapping[str, str]:
        """All text fields, the first of each name."""
        return {name: self.get(name) for name in self.data}


@asynccontextmanager
async def form_of(request: Request, most_files: int) -> AsyncIterator[Form]:
    """The form in this request. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise Refusal("H05")
    try:
        data = await request.form(max_files=most_files, max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT)
    except HTTPException:
        raise Refusal("H06") from None
    try:
        yield Form(data)
    finally:
        await data.close()

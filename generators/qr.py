"""QR codes: from an address to a picture that any phone reads. The only module that imports segno.

In: an address. Out: an SVG, black on white with the quiet zone of four modules, the same for the same address.
The surprising thing: the error correction is M (15 %), raised by itself where the code does not grow by it: posters get
scratched.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

__all__ = ["qr_svg"]


@lru_cache(256)
def qr_svg(address: str) -> str:
    """The code as an SVG without a size: whoever places it gives one."""
    out = BytesIO()
    segno.make(address, error="m", micro=False, boost_error=True).save(
        out,
        kind="svg",
        border=4,
        dark="#000000",
        light="#ffffff",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
    )
    return out.getvalue().decode("utf-8")

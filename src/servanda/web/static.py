"""Give the few files that pages need beside their text: the style, the script, and htmx."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zlib import crc32

FOLDER = Path(__file__).parent / "static"
KINDS = {
    "servanda.css": "text/css; charset=utf-8",
    "servanda.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@cache
def content(name: str) -> bytes:
    """Read a file that is one of those few."""
    if name not in KINDS:
        raise KeyError(name)
    return (FOLDER / name).read_bytes()


@cache
def address_of(name: str) -> str:
    """Write the address of a file, which changes when its content does."""
    return f"/static/{name}?{crc32(content(name)):08x}"

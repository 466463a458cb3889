"""Compare a page as it is drawn with a picture of it that somebody has looked at.

A picture is kept small, in few colours. Two are compared block by block, by the mean of each colour in each
block: how letters are smoothed matters nothing, a row that has moved, a colour, or a word that is gone does.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy
from PIL import Image

FOLDER = Path(__file__).with_name("goldens")
BLOCK = 6
"""So many dots of a kept picture are a block, across and down."""

FAR = 10.0
"""Two blocks look otherwise where a mean differs by more, of 255."""

BLOCKS_AT_MOST = 0.004
"""So large a share of the blocks may look otherwise."""

COLOURS = 96


def shrunk(png: bytes, scale: int) -> Image.Image:
    """Make a screenshot smaller."""
    with Image.open(io.BytesIO(png)) as picture:
        whole = picture.convert("RGB")
    return whole.reduce(scale)


def keep(picture: Image.Image, name: str) -> None:
    """Keep a picture, in few colours."""
    FOLDER.mkdir(exist_ok=True)
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


def kept(name: str) -> Image.Image | None:
    """Give a picture that was kept; None where there is none."""
    file = FOLDER / f"{name}.png"
    if not file.exists():
        return None
    with Image.open(file) as picture:
        return picture.convert("RGB")


def otherwise(one: Image.Image, other: Image.Image) -> float:
    """Give the share of the blocks in which two pictures look otherwise; all where they differ in size."""
    if one.size != other.size:
        return 1.0
    apart = numpy.abs(_blocks(one) - _blocks(other)).max(axis=2)
    return float((apart > FAR).mean())


def _blocks(picture: Image.Image) -> numpy.ndarray:
    dots = numpy.asarray(picture, dtype=numpy.float64)
    rows, columns = (size // BLOCK * BLOCK for size in dots.shape[:2])
    parted = dots[:rows, :columns].reshape(rows // BLOCK, BLOCK, columns // BLOCK, BLOCK, 3)
    return parted.mean(axis=(1, 3))

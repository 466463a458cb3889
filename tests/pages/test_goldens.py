"""Each page looks as when somebody last looked at it: at a desk, on a phone, and in Arabic.

Debian's chromium draws them, with fonts-noto-core and fonts-dejavu-core.

`SERVANDA_KEEP_GOLDENS=1 pytest tests/pages/test_goldens.py` keeps the pictures anew; look at each before
it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import addresses
import asking
import goldens
import numpy
import pytest
from PIL import Image, ImageFilter
from test_browser import NAME, PAGES, ROOT, browser, opened, served

__all__ = ["browser"]

FONTS = """
    * { font-family: "Noto Sans", "Noto Sans Arabic", "DejaVu Sans" !important; }
    code, pre, .id, .place, .lines, .source { font-family: "DejaVu Sans Mono" !important; }
"""
DRAWN = "it is drawn by chromium with fonts-noto-core and fonts-dejavu-core"
DESK, PHONE = (1440, 1500, 3), (390, 1500, 2)
"""How wide and how high a screenshot is, and how many times smaller it is kept."""

VIEWS = [(NAME, page, "desk", "en", "light") for page in PAGES]
VIEWS += [(NAME, page, "phone", "en", "dark") for page in PAGES]
VIEWS += [(NAME, "overview", "phone", "ar", "light"), (NAME, "timeline", "desk", "ar", "light")]
VIEWS += [
    (NAME, "provision", "desk", "ar", "dark"),
    ("good-friday-1998", "timeline", "desk", "en", "light"),
    ("good-friday-1998", "board", "phone", "fr", "light"),
    ("minsk-2-2015", "overview", "desk", "ar", "light"),
    ("minsk-2-2015", "text", "phone", "ar", "dark"),
    ("colombia-2016", "timeline", "desk", "es", "dark"),
    ("gaza-2024", "positions", "desk", "ar", "light"),
    ("gaza-2024", "network", "phone", "fr", "dark"),
    ("lebanon-2024", "record", "phone", "ar", "light"),
    ("mindanao-2014", "exchange", "desk", "fr", "light"),
    ("korea-1953", "timeline", "phone", "es", "light"),
    ("montreal-protocol-1987", "overview", "phone", "fr", "dark"),
]
"""The page of which example, where it is shown, in which language, by day or by night."""


@pytest.fixture(scope="module")
def address() -> Iterator[Callable[[str], str]]:
    """Serve each example that is asked for, once."""
    with ExitStack() as open_sites:
        found: dict[str, str] = {}

        def address_of(name: str) -> str:
            if name not in found:
                site = asking.idle_site(ROOT / "examples" / name)
                found[name] = open_sites.enter_context(served(site))
            return found[name]

        yield address_of


def file_of(name: str, page: str, place: str, lang: str) -> str:
    return f"{page}-{place}-{lang}" if name == NAME else f"{name}-{page}-{place}-{lang}"


@pytest.mark.parametrize(("example", "page", "place", "lang", "scheme"), VIEWS)
def test_a_page_looks_as_it_did(
    browser: Any,
    address: Callable[[str], str],
    example: str,
    page: str,
    place: str,
    lang: str,
    scheme: str,
    tmp_path: Path,
) -> None:
    width, height, scale = DESK if place == "desk" else PHONE
    size = {"width": width, "height": height}
    asked = addresses.query_of(example, page)
    with opened(
        browser, viewport=size, color_scheme=scheme, locale="en-GB", bypass_csp=True
    ) as shown:
        shown.goto(f"{address(example)}/{page}?{asked}&lang={lang}")
        shown.add_style_tag(content=FONTS)
        shown.evaluate("document.fonts.ready")
        picture = goldens.shrunk(shown.screenshot(animations="disabled", caret="hide"), scale)
    name = file_of(example, page, place, lang)
    if os.environ.get("SERVANDA_KEEP_GOLDENS"):
        goldens.keep(picture, name)
    before = goldens.kept(name)
    assert before is not None, f"nobody has looked at {name} yet; see the head of this file"
    share = goldens.otherwise(picture, before)
    if share > goldens.BLOCKS_AT_MOST:
        picture.save(tmp_path / f"{name}.png")
    assert share <= goldens.BLOCKS_AT_MOST, f"looks otherwise: {tmp_path / name}.png; {DRAWN}"


def test_there_is_no_picture_of_a_page_that_is_gone() -> None:
    names = {file_of(*view[:4]) for view in VIEWS}
    assert {file.stem for file in goldens.FOLDER.iterdir()} == names


def some_golden() -> Image.Image:
    found = goldens.kept("overview-desk-en")
    assert found is not None
    return found


def test_smoothing_and_noise_are_no_change() -> None:
    picture = some_golden()
    soft = picture.filter(ImageFilter.GaussianBlur(0.4))
    noise = numpy.random.default_rng(1).integers(-6, 7, (*picture.size[::-1], 3))
    loud = numpy.clip(numpy.asarray(picture, dtype=int) + noise, 0, 255).astype("uint8")
    assert goldens.otherwise(picture, soft) <= goldens.BLOCKS_AT_MOST
    assert goldens.otherwise(picture, Image.fromarray(loud)) <= goldens.BLOCKS_AT_MOST


@pytest.mark.parametrize("change", ["moved", "emptied", "coloured", "cut"])
def test_a_real_change_is_seen(change: str) -> None:
    picture = some_golden()
    width, height = picture.size
    other = picture.copy()
    if change == "moved":  # all below the head stands some dots lower
        other.paste(picture.crop((0, 60, width, height - 4)), (0, 64))
    elif change == "emptied":  # a line of text is gone
        other.paste((255, 255, 255), (0, 60, width, 90))
    elif change == "coloured":  # a bar has another colour
        other.paste((20, 120, 40), (60, 178, 120, 190))
    else:
        other = picture.crop((0, 0, width, height - 8))
    assert goldens.otherwise(picture, other) > goldens.BLOCKS_AT_MOST

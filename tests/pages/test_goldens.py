"""Each page looks as when somebody last looked at it: at a desk, on a phone, and in Arabic.

Debian's chromium draws them, with fonts-noto-core and fonts-dejavu-core.

`SERVANDA_KEEP_GOLDENS=1 pytest tests/pages/test_goldens.py` keeps the pictures anew; look at each before
it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
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

VIEWS = [(page, "desk", "en", "light") for page in PAGES]
VIEWS += [(page, "phone", "en", "dark") for page in PAGES]
VIEWS += [("overview", "phone", "ar", "light"), ("timeline", "desk", "ar", "light")]
VIEWS += [("provision", "desk", "ar", "dark")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(asking.idle_site(ROOT / "examples" / NAME)) as found:
        yield found


@pytest.mark.parametrize(("page", "place", "lang", "scheme"), VIEWS)
def test_a_page_looks_as_it_did(
    browser: Any, address: str, page: str, place: str, lang: str, scheme: str, tmp_path: Path
) -> None:
    width, height, scale = DESK if place == "desk" else PHONE
    size = {"width": width, "height": height}
    asked = addresses.query_of(NAME, page)
    with opened(
        browser, viewport=size, color_scheme=scheme, locale="en-GB", bypass_csp=True
    ) as shown:
        shown.goto(f"{address}/{page}?{asked}&lang={lang}")
        shown.add_style_tag(content=FONTS)
        shown.evaluate("document.fonts.ready")
        picture = goldens.shrunk(shown.screenshot(animations="disabled", caret="hide"), scale)
    name = f"{page}-{place}-{lang}"
    if os.environ.get("SERVANDA_KEEP_GOLDENS"):
        goldens.keep(picture, name)
    before = goldens.kept(name)
    assert before is not None, f"nobody has looked at {name} yet; see the head of this file"
    share = goldens.otherwise(picture, before)
    if share > goldens.BLOCKS_AT_MOST:
        picture.save(tmp_path / f"{name}.png")
    assert share <= goldens.BLOCKS_AT_MOST, f"looks otherwise: {tmp_path / name}.png; {DRAWN}"


def test_there_is_no_picture_of_a_page_that_is_gone() -> None:
    names = {f"{page}-{place}-{lang}" for page, place, lang, _ in VIEWS}
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

"""Put the words of drawings beside them, for a printer that lays out the words in drawings letter by letter.

WeasyPrint draws each letter of a drawing's words by itself, from left to right, so that Arabic is not joined
and Hebrew stands the wrong way. So the words are taken out of the drawing and laid over it as text of the
document, which is shaped as its script wants.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

Direction = Callable[[str], str]

PORTRAIT_MM, LANDSCAPE_MM = 176.0, 267.0
"""How wide a drawing is on a sheet of A4, upright or lying, between the margins of `paper.css`."""

LYING = ("timeline", "exchange")
BASELINE = 0.888
"""Where letters stand in a line as high as they are, for the fonts that are asked for."""

SIZES = (("tick", 13), ("chart-time", 14), ("chart", 22))
"""How large words are, in the units of a drawing, as `servanda.css` has it."""

_PART = re.compile(r'<section class="part-of-report part-(\w+)"')
_DRAWING = re.compile(
    r'<svg\b[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)" class="(chart[^"]*)".*?</svg>', re.S
)
_WORDS = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.S)
_GIVEN = re.compile(r'([\w-]+)="([^"]*)"')
_FILL = re.compile(r"\bfill:\s*([^;}]+)")
_LAST = re.compile(r"\.([\w-]+)$")


def laid_over(html: str, direction_of: Direction) -> str:
    """Lay the words of each drawing over it; `direction_of` says which way a text runs."""
    pieces = _PART.split(html)
    done = [pieces[0]]
    for name, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        width = LANDSCAPE_MM if name in LYING else PORTRAIT_MM
        settled = _drawings(piece, width, direction_of)
        done.append(f'<section class="part-of-report part-{name}"{settled}')
    return "".join(done)


def _drawings(piece: str, width_mm: float, direction_of: Direction) -> str:
    return _DRAWING.sub(lambda found: _one(found, width_mm, direction_of), piece)


def _one(found: re.Match[str], width_mm: float, direction_of: Direction) -> str:
    width, height, kind = float(found[1]), float(found[2]), found[3]
    spans: list[str] = []

    def take(words: re.Match[str]) -> str:
        given = dict(_GIVEN.findall(words[1]))
        spans.append(_span(given, words[2], kind, (width, height, width_mm), direction_of))
        return ""

    drawn = _WORDS.sub(take, found[0])
    tall = width_mm * height / width
    return f'<div class="drawn" style="height: {tall:.2f}mm">{drawn}{"".join(spans)}</div>'


def _span(
    given: dict[str, str],
    words: str,
    kind: str,
    size: tuple[float, float, float],
    direction_of: Direction,
) -> str:
    width, height, width_mm = size
    own = given.get("class", "")
    classes = f"{own} {kind}".split()
    letters = next(number for name, number in SIZES if name in classes)
    x, y = float(given["x"]), float(given["y"])
    top = 100 * (y - BASELINE * letters) / height
    match given.get("text-anchor", "start"):
        case "middle":
            place = f"left: {100 * x / width - 25:.3f}%; width: 50%; text-align: center"
        case "end":
            place = f"right: {100 - 100 * x / width:.3f}%"
        case _:
            place = f"left: {100 * x / width:.3f}%"
    points = letters * width_mm / width
    way = direction_of(unescape(words))
    style = f"top: {top:.3f}%; {place}; font-size: {points:.3f}mm"
    return f'<span class="{own}" dir="{way}" style="{style}">{words}</span>'


def colours(style: str, rule: re.Pattern[str]) -> str:
    """Give words beside a drawing the colours that they have in it."""
    found = [
        ".drawn { position: relative; break-inside: avoid } "
        ".drawn { margin: .4rem 0 } "
        ".drawn svg { position: absolute; top: 0; left: 0; width: 100%; margin: 0 } "
        ".drawn span { position: absolute; line-height: 1; white-space: nowrap } "
        ".drawn .label-phase { font-weight: 700 }"
    ]
    for selectors, body in rule.findall(style):
        fill = _FILL.search(body)
        for selector in selectors.split(","):
            last = _LAST.search(selector.strip())
            if fill and last:
                found.append(f".drawn span.{last[1]} {{ color: {fill[1].strip()} }}")
    return "\n".join(found)

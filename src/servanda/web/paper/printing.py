"""Print a report as PDF, on sheets of A4.

WeasyPrint lays out the document. It knows no logical sides (`inline-start`) and gives no style to drawings
within a document, so both are put in its own words first.
"""

from __future__ import annotations

import ctypes.util
import logging
import re
import shutil
import subprocess
import unicodedata
from html import unescape

from servanda.web.paper.compose import Report
from servanda.web.paper.drawings import colours, laid_over
from servanda.workspace import CannotRun

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""What WeasyPrint is linked to, and the packages of Debian that bring it."""

SCRIPTS = {
    "ar": ("Arabic", re.compile("[\u0600-\u06ff]")),
    "he": ("Hebrew", re.compile("[\u0590-\u05ff]")),
}
FONTS = "fonts-noto-core"
"""The package of Debian with fonts for these scripts."""


def as_pdf(report: Report) -> bytes:
    """Print a report. Raises `CannotRun`, and names what to install, where a part is missing."""
    missing = [package for name, package in LIBRARIES.items() if not ctypes.util.find_library(name)]
    if missing:
        raise CannotRun(
            f"a PDF needs {', '.join(missing)}; on Debian and Ubuntu: "
            f"apt-get install {' '.join(missing)} fonts-noto-core fonts-dejavu-core"
        )
    if scripts := without_font(report):
        raise CannotRun(
            f"no font for {' and '.join(scripts)} is installed; on Debian and Ubuntu: "
            f"apt-get install {FONTS}"
        )
    from weasyprint import HTML

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    document = HTML(string=settled(report), url_fetcher=_nothing_outside)
    made: bytes = document.write_pdf(pdf_tags=True)
    return made


def without_font(report: Report) -> tuple[str, ...]:
    """Name the scripts in a report for which no font is installed; none where that cannot be told."""
    found = [each for each in SCRIPTS.items() if each[1][1].search(report.html)]
    lister = shutil.which("fc-list")
    if lister is None:
        return ()
    missing = []
    for code, (script, _) in found:
        done = subprocess.run([lister, f":lang={code}"], capture_output=True, check=False)
        if done.returncode == 0 and not done.stdout.strip():
            missing.append(script)
    return tuple(missing)


def _nothing_outside(url: str, *_: object, **__: object) -> object:
    """Fetch what is in the document itself, and nothing else."""
    if not url.startswith("data:"):
        raise ValueError(f"{url[:80]} is outside the report")
    from weasyprint import default_url_fetcher

    return default_url_fetcher(url)


# -- the direction of what is quoted ----------------------------------------------------------------

_OPEN = re.compile(r'<(\w+)([^<>]*) dir="auto"([^<>]*)>|<(bdi)\b([^<>]*)>')
_TAG = re.compile(r"<[^<>]*>")
QUOTED_AT_MOST = 4_000


def _directed(html: str) -> str:
    """Say which way each quoted text runs, by its first letter that has a direction."""

    def directed(found: re.Match[str]) -> str:
        name = found[1] or found[4]
        before, behind = (found[2], found[3]) if found[1] else (found[5], "")
        end = html.find(f"</{name}>", found.end(), found.end() + QUOTED_AT_MOST)
        words = _TAG.sub("", html[found.end() : end if end >= 0 else found.end()])
        return f'<{name}{before} dir="{_direction(unescape(words))}"{behind}>'

    return _OPEN.sub(directed, html)


def _direction(words: str) -> str:
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


# -- styles in the words of WeasyPrint -------------------------------------------------------------

_STYLE = re.compile(r"(<style>)(.*?)(</style>)", re.S)
_DARK = re.compile(r"@media \(prefers-[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.S)
_VARIABLE = re.compile(r"--([\w-]+):\s*([^;}]+)")
_USE = re.compile(r"var\(--([\w-]+)\)")
_RULE = re.compile(r"([^{}@;/]+)\{([^{}]*)\}")
_DRAWN = re.compile(r"\b(?:fill|stroke|stop-color|opacity|font)\b")


_MIRRORED = """
.pairs { grid-template-columns: minmax(0, 1fr) max-content; grid-auto-flow: row dense; }
.pairs dt { grid-column: 2; } .pairs dd { grid-column: 1; }
.clause { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
.clause-text { grid-column: 2; grid-row: 1; } .clause-state { grid-column: 1; grid-row: 1; }
"""
"""What stands side by side, from right to left: WeasyPrint fills a grid from the left."""


def settled(report: Report) -> str:
    """Write a document with sides that are left and right, and drawings that bring their style."""
    found = _STYLE.search(report.html)
    if found is None:
        return report.html
    style = _physical(_values(_DARK.sub("", found[2])), report.direction)
    mirrored = _MIRRORED if report.direction == "rtl" else ""
    whole = f"{style}\n{colours(style, _RULE)}\n{mirrored}"
    html = laid_over(_directed(report.html.replace(found[2], whole, 1)), _direction)
    return html.replace("</svg>", f"<style>{_of_drawings(style)}</style></svg>")


def _values(style: str) -> str:
    """Put the value of each variable where it is used; print has values of its own."""
    known: dict[str, str] = {}
    for name, value in _VARIABLE.findall(style):
        known[name] = value.strip()
    return _USE.sub(lambda found: known.get(found[1], "inherit"), style)


def _sides(direction: str) -> dict[str, str]:
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    return {
        "inline-start": start,
        "inline-end": end,
        "block-start": "top",
        "block-end": "bottom",
    }


def _physical(style: str, direction: str) -> str:
    """Turn logical sides and sizes into those of a sheet."""
    for logical, side in _sides(direction).items():
        style = re.sub(rf"\b(margin|padding|border)-{logical}\b", rf"\1-{side}", style)
        style = re.sub(rf"\binset-{logical}\b", side, style)
    style = re.sub(r"\b(min-|max-|)inline-size\b", r"\1width", style)
    style = re.sub(r"\b(min-|max-|)block-size\b", r"\1height", style)
    return re.sub(r"\b(margin|padding)-(inline|block):\s*([^;}]+)", _both_sides, style)


def _both_sides(found: re.Match[str]) -> str:
    values = found[3].split()
    first, last = values[0], values[-1]
    one, other = ("left", "right") if found[2] == "inline" else ("top", "bottom")
    return f"{found[1]}-{one}: {first}; {found[1]}-{other}: {last}"


def _of_drawings(style: str) -> str:
    """Give the rules that colour drawings."""
    rules = [
        f"{selector.strip()}{{{body}}}"
        for selector, body in _RULE.findall(style)
        if selector.strip().startswith(".") and _DRAWN.search(body)
    ]
    return _FONT.sub(r"font-size: \1; font-family: \2", "".join(rules)).replace("<", "")


_FONT = re.compile(r"(?<!-)\bfont:\s*(\S+)\s+([^;}]+)")

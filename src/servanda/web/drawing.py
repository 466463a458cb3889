"""Draw charts as SVG, in Python, with no script or style of their own; classes take colours from the style.

A chart is made for eyes; the table beside it has the same in words, and is what programs that read aloud
are given.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from servanda.web.safety import clean


def element(name: str, inside: Iterable[Markup] | str = "", **attributes: object) -> Markup:
    """Write an element; `class_` is its class, an underscore in a name becomes a hyphen.

    >>> element("rect", x=1, width=2.5, class_="late")
    Markup('<rect x="1" width="2.5" class="late"></rect>')
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = escape(clean(inside)) if isinstance(inside, str) else Markup("").join(inside)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), Markup(told), body)


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def drawing(
    width: float, height: float, inside: Iterable[Markup], *, kind: str, fits: str | None = None
) -> Markup:
    """Write a drawing; it is hidden from programs that read aloud, since its table says the same.

    `fits` says how it fits into its place, as SVG does; without it, it keeps its shape.
    """
    return element(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        class_=f"chart chart-{kind}",
        preserveAspectRatio=fits,
        aria_hidden="true",
        focusable="false",
    )


def text(x: float, y: float, words: str, **attributes: object) -> Markup:
    """Write words in a drawing."""
    return element("text", words, x=x, y=y, **attributes)


def shortened(words: str, at_most: int) -> str:
    """Shorten words to so many characters, with a mark where something is left out.

    >>> shortened("withdrawal of forces", 12)
    'withdrawal …'
    """
    return words if len(words) <= at_most else f"{words[: at_most - 1].rstrip()} …"


def broken(words: str, at_most: int, lines: int) -> list[str]:
    """Break words into lines of so many characters; the last is shortened where it must be.

    >>> broken("Both sides must withdraw their forces", 14, 2)
    ['Both sides', 'must withdraw …']
    """
    found: list[str] = []
    rest = words.strip()
    while len(rest) > at_most and len(found) < lines - 1:
        at = rest.rfind(" ", 0, at_most + 1)
        at = at if at > 0 else at_most
        found.append(rest[:at])
        rest = rest[at:].strip()
    return [*found, shortened(rest, at_most)]


def bar(parts: Iterable[tuple[str, str, int]]) -> Markup:
    """Draw one bar of parts, each with its class, its letter or sign, and its number."""
    found = [part for part in parts if part[2]]
    total = sum(number for _, _, number in found) or 1
    pieces: list[Markup] = []
    x = 0.0
    for kind, sign, number in found:
        width = 1000 * number / total
        pieces.append(
            element("rect", x=x, y=0, width=max(width - 3, 1), height=44, class_=f"fill-{kind}")
        )
        if width >= 45:
            middle = x + (width - 3) / 2
            label = f"{sign} {number}".strip()
            pieces.append(text(middle, 30, label, class_=f"on-{kind}", text_anchor="middle"))
        x += width
    return drawing(1000, 44, pieces, kind="bar", fits="none")

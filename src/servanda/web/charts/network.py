"""Draw contacts as lines between actors on a circle, and their number over time as bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import cos, pi, sin

from markupsafe import Markup

from servanda.reports.contacts_table import ContactsTable, LinkRow
from servanda.web.drawing import drawing, element, shortened, text

ACTORS_AT_MOST = 24
WIDTH, HEIGHT, RADIUS = 900.0, 620.0, 230.0
Name = Callable[[str], str]


def draw(table: ContactsTable, order: Sequence[str], name: Name) -> Markup:
    """Draw the network: in the order of the text around a circle, a line as wide as there are contacts."""
    shown = _shown(table.links, order)
    places = {
        actor: (
            WIDTH / 2 + RADIUS * sin(2 * pi * number / len(shown)),
            HEIGHT / 2 - RADIUS * cos(2 * pi * number / len(shown)),
        )
        for number, actor in enumerate(shown)
    }
    latest = {link.between for link in table.periods[-1].links} if table.periods else set()
    pieces = [*_links(table.links, places, latest)]
    for actor, (x, y) in places.items():
        pieces.append(element("circle", cx=x, cy=y, r=7, class_="node"))
        is_left = x < WIDTH / 2 - 1
        at = x - 12 if is_left else x + 12
        anchor = "end" if is_left else "start"
        if abs(x - WIDTH / 2) < 1:
            at, anchor = x, "middle"
            y += -18 if y < HEIGHT / 2 else 22
        pieces.append(text(at, y + 5, shortened(name(actor), 26), text_anchor=anchor))
    return drawing(WIDTH, HEIGHT, pieces, kind="network")


def _shown(links: Sequence[LinkRow], order: Sequence[str]) -> list[str]:
    """Choose those who had most contacts, and put them in the order of the text."""
    counts: dict[str, int] = {}
    for link in links:
        for actor in link.between:
            counts[actor] = counts.get(actor, 0) + link.contacts[0]
    most = sorted(counts, key=lambda actor: (-counts[actor], actor))[:ACTORS_AT_MOST]
    return [actor for actor in order if actor in most]


def _links(
    links: Sequence[LinkRow],
    places: dict[str, tuple[float, float]],
    latest: set[tuple[str, str]],
) -> Iterator[Markup]:
    for link in links:
        first, last = link.between
        if first not in places or last not in places:
            continue
        (x1, y1), (x2, y2) = places[first], places[last]
        kind = "link-latest" if link.between in latest else "link"
        if link.through:
            kind += " link-through"
        width = min(1.5 + 1.2 * link.contacts[0], 12.0)
        yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=width, class_=kind)


def bars(table: ContactsTable) -> Markup:
    """Draw how many contacts there were in each week or month."""
    periods = table.periods
    most = max((len(each.contacts) for each in periods), default=1) or 1
    width = 900.0 / max(len(periods), 1)
    step = max(1, -(-len(periods) // 12))
    pieces: list[Markup] = []
    for number, each in enumerate(periods):
        height = 90.0 * len(each.contacts) / most
        x = number * width
        inner = max(width - 3, 1)
        pieces.append(
            element(
                "rect", x=x, y=100 - height, width=inner, height=height, class_="fill-in-effect"
            )
        )
        if number % step == 0:
            pieces.append(text(x, 120, each.period, class_="tick"))
    return drawing(900, 130, pieces, kind="periods")

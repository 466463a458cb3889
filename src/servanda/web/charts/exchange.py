"""Draw an exchange: of each side what the text asks for by each day, and what was given, as steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from servanda.web.charts.scale import Scale, bounds
from servanda.web.drawing import drawing, element, shortened, text

if TYPE_CHECKING:
    from servanda.web.pages.exchange import ExchangePage, ExchangeRow, SideRow

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1200.0, 320.0, 70.0, 210.0, 30.0, 40.0
SIDES = 4
SIGNS = "●■▲◆"
LABEL_CHARACTERS = 22
SHARES = (0, 25, 50, 75, 100)
Day = Callable[[date], str]
Step = tuple[date, float]


def draw(table: ExchangePage, exchange: ExchangeRow, day: Day) -> Markup:
    """Draw the chart; `day` writes a date below the line."""
    first, last = date.fromisoformat(table.first), date.fromisoformat(table.last)
    scale = Scale(first=first, last=last, left=LEFT, right=WIDTH - RIGHT)
    pieces = [*_grid(scale, day)]
    asked = date.fromisoformat(table.on[:10])
    on = min(asked, scale.last)
    if on == asked:
        x = scale.x(on)
        pieces.append(element("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, class_="line-on"))
    labels: list[float] = []
    for number, side in enumerate(exchange.sides):
        pieces.extend(_side(side, number, scale, on, labels))
    return drawing(WIDTH, HEIGHT, pieces, kind="time chart-exchange")


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - min(share, 1.0) * (HEIGHT - BOTTOM - TOP)


def _grid(scale: Scale, day: Day) -> Iterator[Markup]:
    for share in SHARES:
        y = _y(share / 100)
        yield element("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid")
        yield text(LEFT - 8, y + 5, f"{share}%", class_="tick", text_anchor="end")
    for x, told in scale.labelled(day):
        yield element("line", x1=x, x2=x, y1=TOP, y2=HEIGHT - BOTTOM, class_="grid")
        yield text(x, HEIGHT - BOTTOM + 22, told, class_="tick", text_anchor="middle")


def _side(
    side: SideRow, number: int, scale: Scale, on: date, labels: list[float]
) -> Iterator[Markup]:
    whole = _whole(side)
    if not whole:
        return
    kind = f"side-{number % SIDES}"
    asked = [(day, total / whole) for day, total in _asked(side)]
    given = [(day, total / whole) for day, total in _given(side)]
    readings = sorted({gift.read_as for gift in side.given if gift.read_as}) or [""]
    if asked:
        yield _steps(asked, scale, scale.last, f"steps-asked {kind}")
    if given:
        end = min(on, scale.last)
        for read_as in readings:
            mine = [(day, total / whole) for day, total in _given(side, read_as)]
            yield _steps(mine, scale, end, f"steps-given {kind}")
        for day, share in given:
            sign = SIGNS[number % SIDES]
            x, y = scale.x(day), _y(share) + 5
            yield text(x, y, sign, class_=f"dot {kind}", text_anchor="middle")
    last = (given or asked or [(on, 0.0)])[-1][1]
    y = _free(_y(last) + 5, labels)
    words = f"{SIGNS[number % SIDES]} {side.provision.name}"
    yield text(WIDTH - RIGHT + 12, y, shortened(words, LABEL_CHARACTERS), class_=f"label {kind}")


def _free(y: float, labels: list[float]) -> float:
    """Find a place for a label where no other stands, and take it."""
    while any(abs(y - other) < 18 for other in labels):
        y -= 18
    labels.append(y)
    return y


def _whole(side: SideRow) -> float:
    """Give how much a side gives in the end: as the text asks, or as much as was given."""
    totals = [total for _, total in (*_asked(side), *_given(side))]
    return max(totals, default=0.0)


def _asked(side: SideRow) -> list[Step]:
    from servanda.web.pages.exchange import as_number

    found = [
        (days[1], value)
        for promise in side.promised
        if (days := bounds(promise.on)) and (value := as_number(promise.total)) is not None
    ]
    return sorted(found)


def _given(side: SideRow, read_as: str | None = None) -> list[Step]:
    """Give how much was given in all by each day, under one reading or any."""
    from servanda.web.pages.exchange import as_number

    found = []
    for gift in side.given:
        days, value = bounds(gift.on), as_number(gift.total)
        is_read = read_as is None or gift.read_as in ("", read_as)
        if days and value is not None and is_read:
            found.append((days[1], value))
    return found


def _steps(points: Sequence[Step], scale: Scale, end: date, kind: str) -> Markup:
    """Draw steps from nothing at the first day to the last that is known."""
    x, y = scale.x(scale.first), _y(0)
    path = [f"M{x:.1f} {y:.1f}"]
    for day, share in points:
        x = scale.x(day)
        path.append(f"H{x:.1f}")
        path.append(f"V{_y(share):.1f}")
    path.append(f"H{max(scale.x(end), x):.1f}")
    return element("path", d=" ".join(path), class_=kind)

"""Draw phases and provisions on a line of time: as they were promised, amended and done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from servanda.web.charts.scale import Scale, bounds
from servanda.web.drawing import broken, drawing, element, shortened, text

if TYPE_CHECKING:
    from servanda.web.pages.timeline import Lane, TimelinePage, TimelineRow

WIDTH, LABEL, MARGIN, TOP, ROW = 1200.0, 330.0, 40.0, 40.0, 32.0
LABEL_CHARACTERS = 40
Day = Callable[[date], str]


def draw(table: TimelinePage, day: Day) -> Markup:
    """Draw the chart; `day` writes a date below the line."""
    scale = _scale(table)
    height = TOP + ROW * sum(len(row.lanes) for row in table.rows) + 16
    pieces = [_fades(), *_grid(scale, height, day)]
    y = TOP
    for row in table.rows:
        pieces.extend(_row(row, scale, y))
        y += ROW * len(row.lanes)
    pieces.extend(_lines(table, scale, height))
    return drawing(WIDTH, height, pieces, kind="time")


def _scale(table: TimelinePage) -> Scale:
    first, last = date.fromisoformat(table.first), date.fromisoformat(table.last)
    return Scale(first=first, last=last, left=LABEL, right=WIDTH - MARGIN)


def _fades() -> Markup:
    """Let the ends of what is vague fade away."""
    stops = [
        element("stop", offset=o, stop_color="currentColor", stop_opacity=opacity)
        for o, opacity in ((0, 0.12), (0.5, 0.85), (1, 0.12))
    ]
    return element("defs", [element("linearGradient", stops, id="fade")])


def _grid(scale: Scale, height: float, day: Day) -> Iterator[Markup]:
    for x, told in scale.labelled(day):
        yield element("line", x1=x, x2=x, y1=TOP - 8, y2=height - 8, class_="grid")
        yield text(x, TOP - 16, told, class_="tick", text_anchor="middle")


def _row(row: TimelineRow, scale: Scale, top: float) -> Iterator[Markup]:
    is_phase = row.kind == "phase"
    yield from _labels(row, top)
    for number, lane in enumerate(row.lanes):
        y = top + ROW * number
        yield from _phase(lane, scale, y) if is_phase else _provision(lane, scale, y)
    for act in row.acts:
        found = bounds(act.when)
        if found:
            x = (scale.x(found[0]) + scale.x(found[1])) / 2
            yield element("circle", cx=x, cy=top + ROW / 2, r=3, class_="act")


def _labels(row: TimelineRow, top: float) -> Iterator[Markup]:
    """Write of what a row tells, in two lines at most; where readings differ, which each lane is of."""
    is_phase = row.kind == "phase"
    kind = "label-phase" if is_phase else "label"
    told = f"{row.id}: {row.words}" if is_phase else row.words
    if len(row.lanes) > 1:
        yield _label(top + 13, shortened(told, LABEL_CHARACTERS), kind)
        for number, lane in enumerate(row.lanes):
            y = top + ROW * number + (27 if number == 0 else 20)
            yield _label(y, shortened(lane.read_as, LABEL_CHARACTERS + 4), "label-reading")
        return
    lines = broken(told, LABEL_CHARACTERS, 2)
    for number, line in enumerate(lines):
        yield _label(top + (20 if len(lines) == 1 else 13 + 15 * number), line, kind)


def _label(y: float, words: str, kind: str) -> Markup:
    return text(LABEL - 10, y, words, class_=kind, text_anchor="end")


def _phase(lane: Lane, scale: Scale, y: float) -> Iterator[Markup]:
    started, ended, term = map(bounds, (lane.started, lane.ended, lane.promised))
    if started is None:
        return
    until = ended[1] if ended else scale.last if lane.is_running else started[1]
    if term is not None:
        yield _rect(scale, started[0], term[1], y + 7, 18, "planned")
    shown = min(until, lane_end(lane, until))
    yield _rect(scale, started[0], shown, y + 10, 12, "ran")


def lane_end(lane: Lane, until: date) -> date:
    """Say until when a phase is known to have run: to the date asked about, while it runs."""
    asked = bounds(lane.asked)
    return asked[1] if lane.is_running and asked else until


def _provision(lane: Lane, scale: Scale, y: float) -> Iterator[Markup]:
    promised, amended, done, asked = map(
        bounds, (lane.promised, lane.amended, lane.done, lane.asked)
    )
    wanted = amended or promised
    until = done or (asked if lane.is_late else None)
    if wanted and until and until[1] > wanted[1]:
        yield _rect(scale, wanted[1], until[1], y + ROW / 2 - 2.5, 5, "late")
    if promised and amended:
        x1, x2 = scale.x(promised[1]), scale.x(amended[0])
        yield element("line", x1=x1, x2=x2, y1=y + ROW / 2, y2=y + ROW / 2, class_="moved")
    if promised:
        yield from _moment(scale, promised, y, "promised")
    if amended:
        yield from _moment(scale, amended, y, "amended")
    if done:
        yield from _moment(scale, done, y, "done")


def _rect(scale: Scale, first: date, last: date, y: float, height: float, kind: str) -> Markup:
    x = scale.x(first)
    width = max(scale.x(last) - x, 2.0)
    return element("rect", x=x, y=y, width=width, height=height, class_=f"bar-{kind}")


def _moment(scale: Scale, found: tuple[date, date], y: float, kind: str) -> Iterator[Markup]:
    """Draw a moment: a sign of its kind, over a bar with faded ends where it is vague."""
    first, last = scale.x(found[0]), scale.x(found[1])
    middle, centre = (first + last) / 2, y + ROW / 2
    if last - first >= 2:
        yield element(
            "rect",
            x=first,
            y=centre - 5,
            width=last - first,
            height=10,
            fill="url(#fade)",
            class_=f"vague vague-{kind}",
        )
    yield _sign(middle, centre, kind)


def _sign(x: float, y: float, kind: str) -> Markup:
    if kind == "done":
        return element("circle", cx=x, cy=y, r=6, class_="mark-done")
    if kind == "amended":
        return element(
            "path", d=_path([(x, y - 7), (x + 7, y + 6), (x - 7, y + 6)]), class_="mark-amended"
        )
    return element(
        "path", d=_path([(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)]), class_="mark-promised"
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z"


def _lines(table: TimelinePage, scale: Scale, height: float) -> Iterator[Markup]:
    """Draw the date asked about, today's, and that of what was known."""
    for written, kind in ((table.on, "on"), (table.today, "today"), (table.known, "known")):
        found = bounds(written)
        if found is not None and scale.first <= found[0] <= scale.last:
            x = scale.x(found[0])
            yield element("line", x1=x, x2=x, y1=TOP - 10, y2=height - 4, class_=f"line-{kind}")


def legend() -> dict[str, Markup]:
    """Draw each sign by itself, for the legend of the page."""
    return {
        kind: element(
            "svg", [sign], viewBox="0 0 24 18", class_="key", aria_hidden="true", focusable="false"
        )
        for kind, sign in {
            "promised": _sign(12, 9, "promised"),
            "amended": _sign(12, 9, "amended"),
            "done": _sign(12, 9, "done"),
            "late": element("rect", x=1, y=6.5, width=22, height=5, class_="bar-late"),
            "act": element("circle", cx=12, cy=9, r=3, class_="act"),
            "planned": element("rect", x=1, y=1, width=22, height=16, class_="bar-planned"),
            "ran": element("rect", x=1, y=4, width=22, height=11, class_="bar-ran"),
            "on": element("line", x1=12, x2=12, y1=0, y2=18, class_="line-on"),
            "today": element("line", x1=12, x2=12, y1=0, y2=18, class_="line-today"),
            "known": element("line", x1=12, x2=12, y1=0, y2=18, class_="line-known"),
        }.items()
    }

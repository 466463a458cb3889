"""Tabulate figures: what each observer gave, side by side, with shares and contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.quantities import Quantity, Truth, equal, sum_of
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Figure
from servanda.reports.status_table import certainty
from servanda.reports.values import Plain, amount

SAME_TIME_DAYS = 7
"""Figures by different observers no further apart than this speak of the same time."""


class ObservationRow(Struct, frozen=True, kw_only=True):
    """Hold one figure as somebody gave it; the share is of its base, or of the stem's total.

    An earlier figure has no share of a total that was counted later.
    """

    on: str
    value: Plain
    of: Plain
    unit: str
    share: str | None
    share_of: str
    by: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: str | None
    words: str
    entry: str


class FigureRow(Struct, frozen=True, kw_only=True):
    """Hold the figures of one name side by side."""

    name: str
    stem: str
    observations: tuple[ObservationRow, ...]
    conflict: bool


class StemRow(Struct, frozen=True, kw_only=True):
    """Hold the sum of an observer's latest figures under one stem."""

    name: str
    by: tuple[str, ...]
    total: Plain
    unit: str
    parts: tuple[str, ...]


class FiguresTable(Struct, frozen=True, kw_only=True):
    """Hold all the figures asked for."""

    agreement: str
    figures: tuple[FigureRow, ...]
    stems: tuple[StemRow, ...]


def tabulate_figures(
    agreement: Agreement, name: str, on: Instant | None, known: Instant | None = None
) -> FiguresTable:
    """Make the table of the figures of a name or a stem; of all figures for no name."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(agreement.entries, key=lambda e: e.when.earliest or 0):
        if not isinstance(entry.what, Figure) or not _is_known(entry, on, known):
            continue
        if not name or entry.what.name == name or entry.what.name.startswith(f"{name}."):
            found.setdefault(entry.what.name, []).append(entry)
    totals = _totals(found)
    return FiguresTable(
        agreement=agreement.header.id,
        figures=tuple(_figure(agreement, each, found[each], totals) for each in found),
        stems=tuple(
            StemRow(
                name=stem,
                by=by,
                total=amount(sum_of(figure.value for _, figure in latest.values())),
                unit=unit,
                parts=tuple(latest),
            )
            for (stem, by, unit), latest in totals.items()
        ),
    )


def _is_known(entry: Entry, on: Instant | None, known: Instant | None) -> bool:
    if on is not None and (entry.when.earliest or 0) > on:
        return False
    return known is None or (entry.recorded.earliest or 0) <= known


_Totals = dict[tuple[str, tuple[str, ...], str], dict[str, tuple[str, Figure]]]
"""The latest figures under a stem with their entries, by the stem, who counted, and the unit."""


def _totals(found: dict[str, list[Entry]]) -> _Totals:
    """Gather each observer's latest figures under a stem that several names share, unit by unit."""
    latest: _Totals = {}
    for name, entries in found.items():
        stem = name.rpartition(".")[0]
        for entry in entries if stem else ():
            assert isinstance(entry.what, Figure)
            key = (stem, tuple(entry.by), entry.what.unit)
            latest.setdefault(key, {})[name] = (entry.id, entry.what)
    return {key: values for key, values in latest.items() if len(values) > 1}


def _figure(
    agreement: Agreement, name: str, entries: Sequence[Entry], totals: _Totals
) -> FigureRow:
    stem = name.rpartition(".")[0]
    return FigureRow(
        name=name,
        stem=stem,
        observations=tuple(_observation(entry, stem, totals) for entry in entries),
        conflict=is_conflict(agreement, entries),
    )


def _observation(entry: Entry, stem: str, totals: _Totals) -> ObservationRow:
    what = entry.what
    assert isinstance(what, Figure)
    bases, share_of = [what.of] if what.of is not None else [], ""
    latest = totals.get((stem, tuple(entry.by), what.unit), {})
    if what.of is not None:
        share_of = what.of.describe()
    elif entry.id in {each for each, _ in latest.values()}:
        bases, share_of = [figure.value for _, figure in latest.values()], stem
    return ObservationRow(
        on=entry.when.written,
        value=amount(what.value),
        of=amount(what.of),
        unit=what.unit,
        share=_share(what.value, bases),
        share_of=share_of,
        by=tuple(entry.by),
        sources=tuple(c.source for c in entry.citations if c.source is not None),
        certainty=certainty(entry.citations),
        words=entry.words,
        entry=entry.id,
    )


def _share(value: Quantity, bases: Sequence[Quantity]) -> str | None:
    if value.is_share:
        return value.describe() if bases else None
    return share(value, *bases) if bases else None


def share(value: Quantity, *bases: Quantity) -> str | None:
    """Say what share a value is of a base, or of a sum; where one is vague, about what share.

    >>> share(Quantity.exact(750), Quantity.exact(1_027))
    '73%'
    >>> share(Quantity.more_than(7_500), Quantity.more_than(7_500), Quantity.about(2_500))
    'about 75%'
    """
    top, parts = middle(value), [middle(base) for base in bases]
    bottom = sum((part for part in parts if part is not None), start=Fraction(0))
    if top is None or None in parts or not bottom:
        return None
    shown = percent(top / bottom)
    return shown if all(q.is_exact for q in (value, *bases)) else f"about {shown}"


def middle(quantity: Quantity) -> Fraction | None:
    """Give the number a quantity is named by: its only bound, or the middle of two."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        known = low if low is not None else high
        return None if known is None else Fraction(known)
    return Fraction(low + high) / 2 if low else Fraction(high)


def percent(value: Fraction) -> str:
    """Write a share in per cent with at most one decimal.

    >>> percent(Fraction(26_145, 40_000))
    '65.4%'
    """
    tenths = round(value * 1000)
    whole, rest = divmod(tenths, 10)
    return f"{whole:,}.{rest}%" if rest else f"{whole:,}%"


def is_conflict(agreement: Agreement, entries: Sequence[Entry]) -> bool:
    """Tell whether figures of one time cannot all be true."""
    return any(_contradict(agreement, *two) for two in combinations(entries, 2))


def _contradict(agreement: Agreement, first: Entry, second: Entry) -> bool:
    assert isinstance(first.what, Figure) and isinstance(second.what, Figure)
    if not _is_same_time(agreement, first, second):
        return False
    ends: Iterable[tuple[Quantity | None, Quantity | None]] = (
        (first.what.value, second.what.value),
        (first.what.of, second.what.of),
    )
    return any(
        one is not None and other is not None and equal(one, other) is Truth.NO
        for one, other in ends
    )


def _is_same_time(agreement: Agreement, first: Entry, second: Entry) -> bool:
    """Tell whether two figures speak of one time: the same moment, or two observers' days apart."""
    if first.when.overlaps(second.when):
        return True
    who_first, who_second = _observers(first), _observers(second)
    if who_first == who_second or first.when.latest is None or second.when.earliest is None:
        return False
    if second.when.latest is None:  # "after" a day may be any time later
        return False
    days = agreement.header.calendar.days_between(first.when.latest, second.when.earliest)
    return 0 <= days <= SAME_TIME_DAYS


def _observers(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.by) or tuple(c.source or "" for c in entry.citations)

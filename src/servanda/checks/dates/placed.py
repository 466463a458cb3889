"""Say when a thing comes, counted from other things, and compare such moments without dates.

A *term* is an instant so many minutes after something named; the empty name is the calendar itself,
and its minutes are instants. A thing is *placed* by terms it never comes later than, taken together,
and by terms it never comes earlier than.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from servanda.base.calendar import Instant

CALENDAR = ""
TERMS_AT_MOST = 8

Length = tuple[int, int, int, int]
"""Months, days, working days and minutes of one length of time, counted once."""

NO_LENGTH: Length = (0, 0, 0, 0)


class Term(NamedTuple):
    """Hold an instant between `low` and `high` minutes after something.

    `length` is the length of time counted from it, where it was counted once: of two such lengths
    the longer ends no earlier, whatever the clocks do in between.
    """

    name: str
    low: int
    high: int
    length: Length | None = None


Terms = tuple[Term, ...]
Floors = Callable[[str], Mapping[str, int]]
"""For a name, what it never comes before: names, and minutes after them."""


class Placed(NamedTuple):
    """Place a thing: never later than the last of `latest`; `latest` None where nobody can tell.

    Of the alternatives in `earliest` it is one: then it comes no earlier than each of its terms.
    """

    latest: Terms | None
    earliest: tuple[Terms, ...] = ((),)


AT_ONCE = Placed(latest=(), earliest=((),))
UNTOLD = Placed(latest=None, earliest=((),))


def dated(first: Instant, last: Instant | None = None) -> Placed:
    """Place a thing in the calendar."""
    last = first if last is None else last
    term = Term(CALENDAR, first, last)
    return Placed(latest=(term,), earliest=((term,),))


def named(name: str) -> Placed:
    """Place a thing where something named comes."""
    term = Term(name, 0, 0, NO_LENGTH)
    return Placed(latest=(term,), earliest=((term,),))


def last_of(places: Iterable[Placed]) -> Placed:
    """Place what comes with the last of several things."""
    places = tuple(dict.fromkeys(p for p in places if p != AT_ONCE))
    if len(places) <= 1:
        return places[0] if places else AT_ONCE
    latest: Terms | None = ()
    earliest: tuple[Terms, ...] = ((),)
    for place in places:
        if place.latest is None or latest is None:
            latest = None
        else:
            latest = tuple(dict.fromkeys(latest + place.latest))
        if place.earliest != ((),):
            both = tuple(one + other for one in earliest for other in place.earliest)
            earliest = tuple(tuple(dict.fromkeys(option)) for option in both)
    if latest is not None and len(latest) > TERMS_AT_MOST:
        latest = None
    if len(earliest) > TERMS_AT_MOST:
        earliest = ((),)
    return Placed(latest, earliest)


def first_of(places: Iterable[Placed]) -> Placed:
    """Place what comes with the first of several things: as late as the one that is best known."""
    places = tuple(places)
    known = [p.latest for p in places if p.latest is not None]
    latest = min(known, key=_strangeness, default=None)
    return Placed(latest, tuple(option for place in places for option in place.earliest))


def _strangeness(terms: Terms) -> tuple[int, Instant]:
    strange = sum(term.name != CALENDAR for term in terms)
    return strange, max((term.high for term in terms), default=0)


def never_after(terms: Terms | None, place: Placed, floors: Floors) -> bool:
    """Tell whether the last of some terms comes, in any case, no later than a thing."""
    if terms is None:
        return False
    return all(
        any(_is_before(term, other, floors) for other in option)
        for term in terms
        for option in place.earliest
    )


def _is_before(term: Term, other: Term, floors: Floors) -> bool:
    if term.name == other.name:
        if term.high <= other.low:
            return True
        lengths = term.length, other.length
        return None not in lengths and _is_within(term.length, other.length)
    low = floors(other.name).get(term.name) if other.name != CALENDAR else None
    return low is not None and term.high <= low + other.low


def _is_within(length: Length | None, other: Length | None) -> bool:
    return (
        length is not None
        and other is not None
        and all(one <= two for one, two in zip(length, other, strict=True))
    )


def after(terms: Terms | None, minutes: int) -> Terms | None:
    """Move terms by some minutes."""
    if terms is None:
        return None
    return tuple(Term(t.name, t.low + minutes, t.high + minutes) for t in terms)


def a_minute_late(place: Placed) -> Placed:
    """Place what comes no later than a minute after a thing, and not before it."""
    return Placed(after(place.latest, 1), place.earliest)


def surely(place: Placed) -> Terms:
    """Give the terms before which a thing never comes, in any case."""
    return place.earliest[0] if len(place.earliest) == 1 else ()


def instant_of(place: Placed) -> Instant | None:
    """Give the instant of a thing that is placed in the calendar, to the minute."""
    if not place.latest or len(place.earliest) != 1 or not place.earliest[0]:
        return None
    if any(t.name != CALENDAR or t.low != t.high for t in (*place.latest, *place.earliest[0])):
        return None
    last = max(term.high for term in place.latest)
    return last if max(term.low for term in place.earliest[0]) == last else None

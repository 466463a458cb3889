"""Find the moments that a small agreement names."""

from __future__ import annotations

from collections.abc import Iterator

from oracle import small as s


def flat(point: s.Point) -> Iterator[s.Point]:
    """Give the moments of which a moment is made."""
    if isinstance(point, s.Sooner):
        yield from flat(point.first)
        yield from flat(point.second)
    else:
        yield point


def in_condition(asked: s.Condition | None) -> Iterator[s.Point]:
    """Give the moments a condition names."""
    match asked:
        case s.Passed(point=point):
            yield point
        case s.Not(inner=inner):
            yield from in_condition(inner)
        case s.Both(first=first, second=second):
            yield from in_condition(first)
            yield from in_condition(second)
        case _:
            return


def points_of(clause: s.Clause) -> Iterator[s.Point]:
    """Give the moments a clause names."""
    match clause:
        case s.Starts(on=on, when=when):
            yield from () if on is None else (on,)
            yield from in_condition(when)
        case s.Lasts(until=until) if until is not None:
            yield until
        case s.Due(point=point) | s.Earliest(point=point) | s.Until(point=point):
            yield point
        case s.Once(when=when) | s.EndsWhen(when=when) | s.Then(when=when):
            yield from in_condition(when)
        case s.DoneWhen(when=when) | s.OnlyWhen(when=when):
            yield from in_condition(when)
        case s.RunsOn(while_=held) | s.Withheld(while_=held):
            yield from in_condition(held)
        case _:
            return


def points_of_claim(claim: s.Claim) -> Iterator[s.Point]:
    """Give the moments a claim names."""
    for part in (claim.goal, claim.second, claim.before, claim.after, claim.without):
        yield from in_condition(part)
    yield from (point for point in (claim.by, claim.past) if point is not None)

"""Say where two answers about who can stop a claim, and who can bring it about, cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from servanda.checks.strategy import Can, Course, Standing


def contradictions(row: Standing) -> Iterator[str]:
    """Name each coalition that can stop what another, with nobody in common, can bring about.

    They could both do so at once. With the others free, or faithful: a coalition that succeeds whatever
    others do does so against faithful ones, too, and so against one that succeeds against those.
    """
    stops, brings = (row.able(can) for can in Can)
    for stop, bring in product(stops, brings):
        if not set(stop.coalition) & set(bring.coalition):
            yield f"{_name(stop)} can stop, and {_name(bring)} can bring about"
    for course in row.courses:
        if course.if_free and not course.if_faithful:
            yield f"{_name(course)} can {course.can.value} with others free, but not faithful"


def _name(course: Course) -> str:
    return ", ".join(course.coalition) or "nobody"

"""Compare who can lawfully stop a claim, or bring it about, under two texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.checks.comparing.claims import ClaimDifference, Pair, renamed_claim
from servanda.checks.strategy import Can, Standing, Standings, standings
from servanda.machine.choices import Line, Pairs, decided, is_consistent
from servanda.model.claims import Claim

Coalition = tuple[ActorId, ...]
COMBINATIONS_AT_MOST = 4_096


class Strength(Enum):
    """Say how far a coalition can lawfully see to something; `unknown` where it was not found out."""

    NONE = "no"
    FAITHFUL = "while the others are faithful"
    FREE = "whatever the others do"
    UNKNOWN = "not found out"


class PowerDifference(Struct, frozen=True, kw_only=True):
    """Say how far a coalition could, and now can, lawfully stop a claim or bring it about.

    `also` are those whom it takes besides, now or before: each of them a group that would suffice. No
    coalition at all means that it is so whatever anybody does.
    """

    claim: str
    coalition: Coalition
    can: Can
    reading: Line
    old: Strength
    new: Strength
    also: tuple[Coalition, ...] = ()

    @property
    def is_gained(self) -> bool:
        """Tell whether it can do more under the new text."""
        order = list(Strength)
        return order.index(self.new) > order.index(self.old)


def compare_powers(
    pair: Pair, claims: Sequence[ClaimDifference]
) -> Iterator[tuple[PowerDifference, ...]]:
    """List the lawful ways gained and lost, claim by claim, where both texts can answer."""
    for found in claims:
        if found.old is None or found.new is None or found.old is found.new:
            continue
        olds = standings(pair.before, _put(found, pair, is_new=False), {}, pair.seconds)
        news = standings(pair.after, _put(found, pair, is_new=True), {}, pair.seconds)
        yield tuple(_compared(pair, found.name, olds, news))


def _put(found: ClaimDifference, pair: Pair, *, is_new: bool) -> Claim:
    """Give the claim as it is put to one of the texts."""
    own = pair.new if is_new else pair.old
    stated = next((claim for name, claim in own.claims.items() if name == found.name), None)
    if stated is not None:
        return stated
    return renamed_claim(found.claim, pair.renamed if is_new else pair.back)


def _compared(
    pair: Pair, claim: str, olds: Standings, news: Standings
) -> Iterator[PowerDifference]:
    """Compare what each coalition that either text names can do, under every reading of both."""
    choices = _choices(pair, [*olds.rows, *news.rows])
    coalitions = dict.fromkeys(
        course.coalition for row in (*news.rows, *olds.rows) for course in row.courses
    )
    for can in Can:
        for coalition in coalitions:
            rows = {
                choice: (
                    strength(_row(olds, choice), coalition, can),
                    strength(_row(news, choice), coalition, can),
                )
                for choice in choices
            }
            for reading, (old, new) in decided(rows):
                if old is not new and Strength.UNKNOWN not in (old, new):
                    example = next(c for c in choices if _fits(c, reading))
                    found = PowerDifference(
                        claim=claim, coalition=coalition, can=can, reading=reading, old=old, new=new
                    )
                    if _is_own(found, _row(olds, example), _row(news, example)):
                        yield _with_others(found, _row(olds, example), _row(news, example))


def _choices(pair: Pair, rows: Sequence[Standing]) -> list[Pairs]:
    """Spell out the readings of all the questions on which either text's answer turns."""
    names = dict.fromkeys(name for row in rows for name, _ in row.reading)
    options = []
    for name in names:
        found = {**pair.old.ambiguities, **pair.new.ambiguities}[name]
        options.append([(name, reading.id) for reading in found.readings])
    size = 1
    for each in options:
        size *= max(len(each), 1)
    if size > COMBINATIONS_AT_MOST:
        return []
    return [choice for choice in product(*options) if _is_possible(pair, choice)]


def _is_possible(pair: Pair, choice: Pairs) -> bool:
    """Tell whether readings may be held together in both texts."""
    chosen = dict(choice)
    return all(is_consistent(text, chosen, set(chosen)) for text in (pair.old, pair.new))


def _row(found: Standings, choice: Pairs) -> Standing | None:
    """Find the row of a text under which a choice falls."""
    return next((row for row in found.rows if _fits(choice, row.reading)), None)


def _fits(choice: Pairs, line: Line) -> bool:
    chosen = dict(choice)
    return all(chosen.get(name) in readings.split(" or ") for name, readings in line)


def strength(row: Standing | None, coalition: Coalition, can: Can) -> Strength:
    """Say how far a coalition can see to it: as it is listed, else as a part of it can alone."""
    if row is None or row.note:
        return Strength.UNKNOWN
    mine = set(coalition)
    able = [c for c in row.courses if c.can is can and c.if_faithful and set(c.coalition) <= mine]
    if not able:
        return Strength.NONE
    if any(course.if_free for course in able):
        return Strength.FREE
    is_known = any(set(c.coalition) == mine and c.if_free is not None for c in able)
    return Strength.FAITHFUL if is_known else Strength.UNKNOWN


def _is_own(found: PowerDifference, old: Standing | None, new: Standing | None) -> bool:
    """Tell whether the difference is the coalition's own, and not that of a part of it."""
    parts = {
        course.coalition
        for row in (old, new)
        if row is not None
        for course in row.courses
        if set(course.coalition) < set(found.coalition)
    }
    return not any(
        (strength(old, part, found.can), strength(new, part, found.can)) == (found.old, found.new)
        for part in parts
    )


def _with_others(
    found: PowerDifference, old: Standing | None, new: Standing | None
) -> PowerDifference:
    """Add whom it takes besides, where the coalition alone can no longer, or could not before."""
    row = new if found.new is Strength.NONE else old if found.old is Strength.NONE else None
    mine = set(found.coalition)
    also = [
        tuple(actor for actor in course.coalition if actor not in mine)
        for course in (row.courses if row is not None else ())
        if course.can is found.can and course.if_faithful and mine < set(course.coalition)
    ]
    return PowerDifference(
        claim=found.claim,
        coalition=found.coalition,
        can=found.can,
        reading=found.reading,
        old=found.old,
        new=found.new,
        also=tuple(also),
    )

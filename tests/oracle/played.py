"""Compare who can stop a claim and who can bring it about, for every coalition of a small agreement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from oracle import small as s
from oracle.compared import Difference, choice_of
from oracle.day_by_day import Graph, explore
from oracle.game import can_bring_about, can_stop
from oracle.printed import text_of
from oracle.rules import Rules
from servanda.checks.claims import Texts
from servanda.checks.strategy import Can, Course, standings
from servanda.workspace import load_text

COALITIONS = [frozenset(members) for size in range(4) for members in combinations(s.ACTORS, size)]


def play(small: s.Small, chosen: frozenset[str], at_most: int) -> tuple[int, list[Difference]]:
    """Ask of every coalition what it can see to, under one choice; say how often, and what differs.

    Raises:
        TooLarge: when the explorer would have to walk more states than that.
        OutsideTheGame: when the agreement has something that the game does not play.
    """
    loaded = load_text({"drawn.pact": text_of(small)})
    agreement = loaded.agreement
    assert agreement is not None and agreement.header.in_force is not None
    assert agreement.header.in_force.earliest is not None
    texts = Texts(agreement=agreement, start=agreement.header.in_force.earliest)
    graphs = {
        is_faithful: explore(Rules(small, chosen, is_faithful=is_faithful), at_most)
        for is_faithful in (True, False)
    }
    asked, differences = 0, []
    for claim in small.claims:
        if not claim.is_faithful or 0 not in graphs[True].alive:
            continue
        (row,) = standings(texts, agreement.claims[claim.name], choice_of(chosen)).rows  # type: ignore[index]
        if row.note.startswith("not found out"):
            continue
        for who, can, ours, theirs in _answers(graphs, claim, row.courses):
            asked += 1
            if ours is not theirs:
                differences.append(
                    Difference(
                        claim=claim.name,
                        chosen=(*sorted(chosen), f"{', '.join(sorted(who)) or 'nobody'} can {can}"),
                        ours=str(ours),
                        theirs=str(theirs),
                    )
                )
    return asked, differences


def _answers(
    graphs: dict[bool, Graph], claim: s.Claim, courses: tuple[Course, ...]
) -> Iterator[tuple[frozenset[str], str, bool, bool]]:
    """Give, for each coalition, what it can see to: ours and theirs, the others faithful or free.

    Servanda tells of the smallest coalitions only: while the others are faithful, a larger one can do
    what a part of it can.
    """
    for can in Can:
        asks = can_stop if can is Can.STOP else can_bring_about
        found = [course for course in courses if course.can is can and course.if_faithful]
        for who in COALITIONS:
            theirs = any(set(course.coalition) <= who for course in found)
            yield who, f"{can.value}", asks(graphs[True], claim, who, is_free=False), theirs
            for course in found:
                if set(course.coalition) == who and course.if_free is not None:
                    ours = asks(graphs[False], claim, who, is_free=True)
                    yield who, f"{can.value} even so", ours, course.if_free

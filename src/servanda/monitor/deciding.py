"""Measure votes by a rule of decision: counts come in, yes, no or open goes out, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import assert_never

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity, Truth, at_least, more_than
from servanda.model.decisions import (
    HEADS,
    SEATS,
    Base,
    Count,
    DecisionRule,
    Named,
    Opposed,
    Share,
    Test,
    Unopposed,
)

Key = tuple[str, ActorId | None]
"""A weight, and a part of the body; None for the whole of it."""


class Choice(Enum):
    """Say how a member votes."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINS = "abstains"
    ABSENT = "absent"


class Poll(Struct, frozen=True, kw_only=True):
    """Hold a count of votes by one weight; None where it is not known. `total` is all there are."""

    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    total: int | None = None
    share: Quantity | None = None
    turnout: Quantity | None = None


class Ballot(Struct, frozen=True, kw_only=True):
    """Hold the counts of a vote by weight and part, and how those voted who are named.

    `is_complete` says that everybody is named.
    """

    polls: Mapping[Key, Poll]
    named: Mapping[ActorId, Choice]
    is_complete: bool


class Decision(Struct, frozen=True, kw_only=True):
    """Say whether a rule is met, and why."""

    carried: Truth
    why: str


def ballot_of(
    choices: Mapping[ActorId, Choice],
    weights: Mapping[str, Mapping[ActorId, int]],
    parts: Mapping[ActorId, frozenset[ActorId]],
    totals: Mapping[str, int],
) -> Ballot:
    """Count a vote of which every member's choice is known.

    `totals` says how many there are by a weight where that is more than the members bring.
    """
    polls: dict[Key, Poll] = {}
    for weight, brings in weights.items():
        polls[weight, None] = _count(choices, brings, choices, totals.get(weight))
        for part, members in parts.items():
            polls[weight, part] = _count(choices, brings, members, None)
    return Ballot(polls=polls, named=choices, is_complete=True)


def _count(
    choices: Mapping[ActorId, Choice],
    brings: Mapping[ActorId, int],
    among: Iterable[ActorId],
    total: int | None,
) -> Poll:
    sums = dict.fromkeys(Choice, 0)
    for name in among:
        if name in choices:
            sums[choices[name]] += brings.get(name, 0)
    return Poll(
        in_favour=sums[Choice.FOR],
        against=sums[Choice.AGAINST],
        abstaining=sums[Choice.ABSTAINS],
        total=total if total is not None else sum(sums.values()),
    )


def decide(rule: DecisionRule, ballot: Ballot) -> Decision:
    """Measure a vote by a rule: first vetoes, then the quorum, then the tests."""
    vetoes = [name for name in rule.veto if ballot.named.get(name) is Choice.AGAINST]
    if vetoes:
        return Decision(carried=Truth.NO, why=f"a veto by {', '.join(vetoes)}")
    enough, told = _quorum(rule, ballot)
    if enough is Truth.NO:
        return Decision(carried=Truth.NO, why=told)
    ways = [[_measure(test, ballot) for test in way] for way in rule.ways]
    carried, way = Truth.NO, ways[0] if ways else []
    for tests in ways:
        met = _all(test.carried for test in tests)
        if met is Truth.YES or (met is Truth.OPEN and carried is Truth.NO):
            carried, way = met, tests
    if not ways:
        return Decision(carried=Truth.OPEN, why="the text gives no count that it needs")
    why = "; ".join(dict.fromkeys([*(test.why for test in way), *([told] if told else [])]))
    return Decision(carried=carried.and_(enough), why=f"{why} ({rule.written})")


def _all(truths: Iterable[Truth]) -> Truth:
    met = Truth.YES
    for truth in truths:
        met = met.and_(truth)
    return met


def _quorum(rule: DecisionRule, ballot: Ballot) -> tuple[Truth, str]:
    """Tell whether enough took part."""
    quorum = rule.quorum
    if quorum is None:
        return Truth.YES, ""
    poll = ballot.polls.get((SEATS, None), Poll())
    needed = quorum.needed
    if quorum.share is not None:
        if poll.turnout is not None:
            truth = at_least(poll.turnout, Quantity.exact(quorum.share))
            return truth, f"turnout {poll.turnout.describe()}, {quorum.written} needed"
        needed = None if poll.total is None else (quorum.share * poll.total).__ceil__()
    if needed is None or poll.in_favour is None or poll.against is None:
        return Truth.OPEN, f"the quorum of {quorum.written} cannot be told"
    took_part = poll.in_favour + poll.against + (poll.abstaining or 0)
    return _truth(took_part >= needed), f"quorum: {took_part} took part, {needed} needed"


# -- one test ----------------------------------------------------------------------------------


def _measure(test: Test, ballot: Ballot) -> Decision:
    match test:
        case Share():
            return _share(test, ballot)
        case Count():
            return _counted(test, ballot)
        case Named():
            return _named(test, ballot)
        case Unopposed():
            return _unopposed(ballot)
        case Opposed():
            return _opposed(test, ballot)
        case _:
            assert_never(test)


def _share(test: Share, ballot: Ballot) -> Decision:
    parts: Sequence[ActorId | None] = test.within or (None,)
    found = [_share_of(test, ballot, part) for part in parts]
    return Decision(
        carried=_all(each.carried for each in found), why="; ".join(each.why for each in found)
    )


def _share_of(test: Share, ballot: Ballot, part: ActorId | None) -> Decision:
    poll = ballot.polls.get((test.weight, part), Poll())
    where = f" in {part}" if part is not None else ""
    if poll.share is not None and test.of is Base.CAST and test.weight == SEATS:
        reaches = at_least if test.or_equal else more_than
        truth = reaches(poll.share, Quantity.exact(test.share))
        return Decision(carried=truth, why=f"{poll.share.describe()} in favour{where}")
    base = _base(test, poll)
    if poll.in_favour is None or base is None:
        return Decision(carried=Truth.OPEN, why=f"the share{where} cannot be told from the count")
    needed = threshold(test, base)
    of = f" of {test.weight}" if test.weight != SEATS else ""
    why = f"{poll.in_favour:,} for{of}{where}, {needed:,} needed"
    return Decision(carried=_truth(poll.in_favour >= needed), why=why)


def threshold(test: Share, base: int) -> int:
    """Say how many votes a share asks for, out of a base.

    >>> from fractions import Fraction
    >>> threshold(Share(share=Fraction(1, 2)), 120)
    61
    """
    asked = test.share * base
    return asked.__ceil__() if test.or_equal else asked.__floor__() + 1


def _base(test: Share, poll: Poll) -> int | None:
    match test.of:
        case Base.ALL:
            return poll.total
        case Base.CAST:
            if poll.in_favour is None or poll.against is None:
                return None
            return poll.in_favour + poll.against
        case Base.PRESENT:
            if poll.in_favour is None or poll.against is None or poll.abstaining is None:
                return None
            return poll.in_favour + poll.against + poll.abstaining
        case _:
            assert_never(test.of)


def _counted(test: Count, ballot: Ballot) -> Decision:
    truths, told = [], []
    for part in test.within or (None,):
        poll = ballot.polls.get((test.weight, part), Poll())
        where = f" in {part}" if part is not None else ""
        if poll.in_favour is None:
            truths.append(Truth.OPEN)
            told.append(f"no count{where} is recorded")
        else:
            truths.append(_truth(poll.in_favour >= test.needed))
            unit = " members" if test.weight == HEADS else ""
            told.append(f"{poll.in_favour:,}{unit} for{where}, {test.needed:,} needed")
    return Decision(carried=_all(truths), why="; ".join(told))


def _named(test: Named, ballot: Ballot) -> Decision:
    for_it = [name for name in test.of if ballot.named.get(name) is Choice.FOR]
    not_for = [
        name
        for name in test.of
        if name not in for_it and (name in ballot.named or ballot.is_complete)
    ]
    if len(for_it) >= test.needed:
        return Decision(carried=Truth.YES, why=f"{', '.join(for_it)} for")
    if len(test.of) - len(not_for) < test.needed:
        why = f"{', '.join(not_for)} did not vote for it"
        return Decision(carried=Truth.NO, why=why)
    return Decision(carried=Truth.OPEN, why=f"not all of {', '.join(test.of)} are named")


def _unopposed(ballot: Ballot) -> Decision:
    against = [name for name, choice in ballot.named.items() if choice is Choice.AGAINST]
    poll = ballot.polls.get((SEATS, None), Poll())
    if against or poll.against:
        who = ", ".join(against) or f"{poll.against}"
        return Decision(carried=Truth.NO, why=f"{who} against")
    if poll.against is None:
        return Decision(carried=Truth.OPEN, why="no count of those against is recorded")
    return Decision(carried=_truth(poll.in_favour != 0), why="nobody against")


def _opposed(test: Opposed, ballot: Ballot) -> Decision:
    poll = ballot.polls.get((test.weight, None), Poll())
    if poll.against is None:
        return Decision(carried=Truth.OPEN, why="no count of those against is recorded")
    why = f"{poll.against:,} against, at most {test.at_most:,} allowed"
    return Decision(carried=_truth(poll.against <= test.at_most), why=why)


def _truth(holds: bool) -> Truth:
    return Truth.YES if holds else Truth.NO

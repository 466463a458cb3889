"""Say whether a text passes each body that decides on it, who can stop it, and who could save it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from servanda.analysis.ballots import (
    NOT_NAMED,
    MemberVote,
    Stand,
    Terms,
    not_named,
    recorded_vote,
    vote_of,
)
from servanda.analysis.few import Sets, few_blocking, few_carrying, most_tried
from servanda.analysis.games import (
    Game,
    Power,
    Threshold,
    TooLarge,
    Watch,
    minimal_blocking,
    minimal_carrying,
    unwatched,
)
from servanda.analysis.measuring import Measured, Method, measured
from servanda.analysis.positions import Positions
from servanda.analysis.rule_games import game_of, objectors
from servanda.base.identities import ActorId
from servanda.base.quantities import Truth
from servanda.model.agreement import Agreement
from servanda.model.decisions import DecisionRule
from servanda.model.entries import Entry
from servanda.monitor.bodies import vote_result
from servanda.monitor.roster import Member, ended, members_of, rule_of, seats_of

Set = tuple[ActorId, ...]


class Index(Struct, frozen=True, kw_only=True):
    """Hold the power of a member: before anybody has spoken, and given the votes that are known.

    None where the body is too large to be measured, or, given the votes, where its own is known. A
    body in which a block of seats has no name is not measured.
    """

    member: ActorId
    alone: Power | None
    given: Power | None


class BodyResult(Struct, frozen=True, kw_only=True):
    """Hold whether a text passes a body, by a recorded vote or by the positions of its members.

    `decides`: the smallest sets of undecided members whose yes is enough; `stops`: the smallest sets
    of members, none of them against yet, whose no is enough; `saves`: where it fails, the smallest sets
    of others whose yes would carry it, outsiders who sit beside the body's members in another among them.
    `unless`: those of them whose no alone would stop it all the same, as by a veto; they may abstain.
    Where too many are undecided for all their sets to be listed, those of `up_to` so many are; else it is 0.
    """

    body: ActorId
    rule: DecisionRule
    passes: Truth
    vote: Entry | None
    why: str
    votes: tuple[MemberVote, ...]
    decides: tuple[Set, ...] = ()
    stops: tuple[Set, ...] = ()
    saves: tuple[Set, ...] = ()
    unless: Set = ()
    outsiders: tuple[MemberVote, ...] = ()
    indices: tuple[Index, ...] = ()
    measured: Measured | None = None
    up_to: int = 0


class _Finding(Struct, frozen=True, kw_only=True):
    """Hold by which means minimal sets are found."""

    carrying: Callable[[Game], Sets]
    blocking: Callable[[Game], Sets]


_ALL = _Finding(carrying=minimal_carrying, blocking=minimal_blocking)


class Ratification(Struct, frozen=True, kw_only=True):
    """Hold whether a text passes every body whose approval it needs, and each body's result.

    `required` are the bodies that the text names; where it names none, `passes` is None.
    """

    terms: Terms
    required: tuple[ActorId, ...]
    passes: Truth | None
    bodies: tuple[BodyResult, ...]


def ratification(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    only: ActorId | None = None,
    *,
    patient: bool = False,
    watch: Watch = unwatched,
) -> Ratification:
    """Say whether a text passes, body by body and all together.

    The power of the members of a very large body, which takes minutes, is measured for the patient only.
    """
    required = agreement.header.ratified_by
    named = [only] if only is not None else list(required) or list(agreement.actors)
    results = []
    for body in named:
        rule = rule_of(agreement, body, terms.on, terms.known)
        if rule is None or not rule.ways or ended(agreement, body, terms.on, terms.known):
            continue
        result = _result(agreement, found, terms, body, rule, ())
        if result.votes or result.vote is not None or body in required:
            results.append(_with_power(agreement, terms, result, watch, patient=patient))
    passes: Truth | None = None
    if required and only is None:
        passes = Truth.YES
        for result in results:
            passes = passes.and_(result.passes)
        if len(results) < len(required):
            passes = passes.and_(Truth.OPEN)
    return Ratification(terms=terms, required=required, passes=passes, bodies=tuple(results))


def _result(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    body: ActorId,
    rule: DecisionRule,
    above: tuple[ActorId, ...],
) -> BodyResult:
    members = members_of(agreement, body, terms.on, terms.known)
    votes = tuple(_vote(agreement, found, terms, m, (*above, body)) for m in members)
    votes += not_named(agreement, body, members)
    entry = recorded_vote(agreement, body, terms)
    if entry is not None:
        return _by_vote(agreement, body, rule, entry, votes)
    return _by_positions(agreement, found, terms, body, rule, votes)


def _vote(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    member: Member,
    above: tuple[ActorId, ...],
) -> MemberVote:
    """Say how a member votes; a body without a position of its own, as its members would decide."""
    vote = vote_of(agreement, found, terms, member)
    rule = rule_of(agreement, member.actor, terms.on, terms.known)
    if vote.why_open != "silent" or rule is None or not rule.ways or member.actor in above:
        return vote
    inner = _result(agreement, found, terms, member.actor, rule, above)
    if not inner.votes and inner.vote is None:
        return vote
    stands = {Truth.YES: Stand.FOR, Truth.NO: Stand.AGAINST, Truth.OPEN: Stand.OPEN}
    said = tuple(s for each in inner.votes for s in each.statements)
    stand = stands[inner.passes]
    return MemberVote(
        member=member,
        stand=stand,
        statements=said,
        why_open="its-members" if stand is Stand.OPEN else "",
        through=member.actor,
    )


def _by_vote(
    agreement: Agreement,
    body: ActorId,
    rule: DecisionRule,
    entry: Entry,
    votes: tuple[MemberVote, ...],
) -> BodyResult:
    """Take the result of a recorded vote: by the rule, or else as recorded."""
    found = vote_result(agreement, entry)
    carried = found.carried
    adopts = getattr(entry.what, "adopts", None)
    if carried is None or (adopts is not None and carried and not adopts):
        carried = adopts
    passes = Truth.OPEN if carried is None else Truth.YES if carried else Truth.NO
    return BodyResult(body=body, rule=rule, passes=passes, vote=entry, why=found.why, votes=votes)


# -- by positions ------------------------------------------------------------------------------


def _by_positions(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    body: ActorId,
    rule: DecisionRule,
    votes: tuple[MemberVote, ...],
) -> BodyResult:
    if not votes and not rule.named:
        why = "no member is named, and no vote is recorded"
        return BodyResult(body=body, rule=rule, passes=Truth.OPEN, vote=None, why=why, votes=())
    votes = (*votes, *_named_outside(agreement, found, terms, rule, votes))
    game = game_of(agreement, body, rule, votes, terms.on, terms.known)
    sides = {stand: _places(votes, stand) for stand in Stand}
    low = game.carries(sides[Stand.FOR])
    high = game.carries((*sides[Stand.FOR], *sides[Stand.OPEN]))
    passes = Truth.YES if low else Truth.OPEN if high else Truth.NO
    beside = () if high else _beside(agreement, found, terms, body, votes)
    result = BodyResult(
        body=body,
        rule=rule,
        passes=passes,
        vote=None,
        why=_why(votes, sides),
        votes=votes,
        outsiders=beside,
    )
    try:
        return _with_sets(agreement, terms, result, game, sides, _ALL)
    except TooLarge:
        up_to = most_tried(len(votes) + len(beside))
        few = _Finding(
            carrying=partial(few_carrying, most=up_to), blocking=partial(few_blocking, most=up_to)
        )
        return _with_sets(agreement, terms, replace(result, up_to=up_to), game, sides, few)


def _places(votes: Sequence[MemberVote], stand: Stand) -> tuple[int, ...]:
    return tuple(place for place, vote in enumerate(votes) if vote.stand is stand)


def _why(votes: Sequence[MemberVote], sides: dict[Stand, tuple[int, ...]]) -> str:
    """Say how many stand on each side."""

    def seats(stand: Stand) -> int:
        return sum(votes[place].member.seats for place in sides[stand])

    told = [f"{seats(stand):,} {stand.value}" for stand in Stand if sides[stand]]
    return ", ".join(told)


def _named_outside(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    rule: DecisionRule,
    votes: tuple[MemberVote, ...],
) -> list[MemberVote]:
    """Give the votes of those whom a rule asks by name and who are no members: they bring no seats."""
    inside = {vote.member.actor for vote in votes}
    return [
        vote_of(agreement, found, terms, Member(actor=name, seats=0, since=""))
        for name in dict.fromkeys((*rule.named, *rule.veto))
        if name not in inside
    ]


def _beside(
    agreement: Agreement,
    found: Positions,
    terms: Terms,
    body: ActorId,
    votes: tuple[MemberVote, ...],
) -> tuple[MemberVote, ...]:
    """Give those who sit beside the members of a body in another, and could lend it their votes."""
    inside = {vote.member.actor for vote in votes}
    weighted = any(vote.member.seats != 1 for vote in votes)
    names: dict[ActorId, None] = {}
    for other in agreement.actors:
        if other == body:
            continue
        theirs = [m.actor for m in members_of(agreement, other, terms.on, terms.known)]
        if inside & set(theirs) and rule_of(agreement, other, terms.on, terms.known) is not None:
            names.update(dict.fromkeys(name for name in theirs if name not in inside))
    return tuple(
        vote_of(
            agreement,
            found,
            terms,
            Member(actor=name, seats=seats_of(agreement, name, weighted=weighted), since=""),
        )
        for name in names
    )


def _with_sets(
    agreement: Agreement,
    terms: Terms,
    result: BodyResult,
    game: Game,
    sides: dict[Stand, tuple[int, ...]],
    find: _Finding,
) -> BodyResult:
    """Add who decides, who can stop it and who could save it."""
    if result.passes is Truth.NO:
        return _with_saves(agreement, terms, result, find)
    names = tuple(ActorId(name) for name in game.players)
    willing = (*sides[Stand.FOR], *sides[Stand.OPEN])
    rest, kept = restricted(game, (), willing)
    result = replace(result, stops=_named_sets(find.blocking(rest), names, kept))
    if result.passes is Truth.YES:
        return result
    easy = game_of(
        agreement,
        result.body,
        result.rule,
        result.votes,
        terms.on,
        terms.known,
        nobody_objects=True,
    )
    rest, kept = restricted(easy, sides[Stand.FOR], sides[Stand.OPEN])
    decides = _named_sets(find.carrying(rest), names, kept)
    unless = _may_object(result, result.votes, sides[Stand.OPEN])
    return replace(result, decides=decides, unless=unless)


def _with_saves(
    agreement: Agreement, terms: Terms, result: BodyResult, find: _Finding
) -> BodyResult:
    """Add who could save what fails: those who are undecided, or else any others."""
    votes = (*result.votes, *result.outsiders)
    wide, easy = (
        game_of(
            agreement,
            result.body,
            result.rule,
            votes,
            terms.on,
            terms.known,
            outside=True,
            nobody_objects=nobody_objects,
        )
        for nobody_objects in (False, True)
    )
    names = tuple(ActorId(name) for name in wide.players)
    yes = _places(votes, Stand.FOR)
    for movable in (Stand.OPEN, None):
        others = tuple(
            i for i, v in enumerate(votes) if i not in yes and movable in (None, v.stand)
        )
        if wide.carries((*yes, *others)):
            rest, kept = restricted(easy, yes, others)
            saves = _named_sets(find.carrying(rest), names, kept)
            return replace(result, saves=saves, unless=_may_object(result, votes, others))
    return result


def _may_object(result: BodyResult, votes: Sequence[MemberVote], places: Iterable[int]) -> Set:
    """Name those at some places whose no alone would stop it; who abstains already will not."""
    able = objectors(result.rule, result.votes)
    found = (votes[i].member.actor for i in places if votes[i].stand is not Stand.ABSTAINS)
    return _gathered(tuple(name for name in found if name in able))


def _named_sets(
    sets: Iterable[tuple[int, ...]], names: Sequence[ActorId], kept: Sequence[int]
) -> tuple[Set, ...]:
    found = (tuple(names[kept[place]] for place in each) for each in sets)
    return tuple(sorted(dict.fromkeys(_gathered(each) for each in found), key=len))


def _gathered(names: Set) -> Set:
    """Count the seats without a name, which are all alike, instead of listing them."""
    named = tuple(name for name in names if not name.startswith(NOT_NAMED))
    many = len(names) - len(named)
    if not many:
        return named
    return (*named, ActorId(NOT_NAMED if many == 1 else f"{many} seats not named"))


def _with_power(
    agreement: Agreement, terms: Terms, result: BodyResult, watch: Watch, *, patient: bool
) -> BodyResult:
    """Measure the members, alone and given the votes that are known; not where a vote was taken."""
    votes = result.votes
    if result.vote is not None or not votes:
        return result
    if any(v.why_open == "not-named" and v.member.seats > 1 for v in votes):
        return replace(result, measured=Measured(method=Method.NOT_NAMED))
    silent = tuple(replace(vote, stand=Stand.OPEN) for vote in votes)
    whole, game = (
        game_of(agreement, result.body, result.rule, each, terms.on, terms.known)
        for each in (silent, votes)
    )
    sides = {stand: _places(votes, stand) for stand in Stand}
    rest, kept = restricted(game, sides[Stand.FOR], sides[Stand.OPEN])
    alone = measured(whole, watch, patient=patient)
    given = alone if rest == whole else measured(rest, watch, patient=patient)
    after = dict(zip(kept, given.powers, strict=True)) if given.powers else {}
    before = dict(enumerate(alone.powers))
    indices = tuple(
        Index(member=vote.member.actor, alone=before.get(place), given=after.get(place))
        for place, vote in enumerate(votes)
    )
    return replace(result, indices=indices, measured=alone)


def restricted(game: Game, yes: Sequence[int], free: Sequence[int]) -> tuple[Game, tuple[int, ...]]:
    """Make the game that is left among some players when others vote yes, and the rest do not."""
    kept = tuple(sorted(free))
    ways = tuple(
        tuple(
            Threshold(
                quota=max(test.quota - sum(test.weights[i] for i in yes), 0),
                weights=tuple(test.weights[i] for i in kept),
            )
            for test in way
        )
        for way in game.ways
    )
    return Game(players=tuple(game.players[i] for i in kept), ways=ways), kept

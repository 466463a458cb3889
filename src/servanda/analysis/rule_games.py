"""Make the simple game of a body: from its rule of decision and its members to quotas and weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.analysis.ballots import MemberVote, Stand
from servanda.analysis.games import Game, Threshold
from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.model.decisions import (
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
from servanda.monitor.bodies import part_of, parts_of, weights_of
from servanda.monitor.deciding import threshold
from servanda.monitor.roster import Member, members_of


def game_of(
    agreement: Agreement,
    body: ActorId,
    rule: DecisionRule,
    votes: Sequence[MemberVote],
    on: Instant,
    known: Instant | None = None,
    *,
    outside: bool = False,
    nobody_objects: bool = False,
) -> Game:
    """Make the simple game of a body in which everybody votes yes or no, but who is known to abstain.

    An abstention is no yes, takes nothing from a veto, and leaves the base of a share of votes cast.
    With `outside`, votes of others than the members are added to the whole, and change no base. With
    `nobody_objects`, who does not vote yes and could stop it by a no abstains: see `objectors`.
    """
    members = tuple(vote.member for vote in votes)
    weights = weights_of(agreement, rule, members)
    abstaining = frozenset(v.member.actor for v in votes if v.stand is Stand.ABSTAINS)
    inside = {m.actor for m in members_of(agreement, body, on, known)} if outside else None
    laid = _Layout(
        members=members,
        weights=weights,
        parts={part: part_of(agreement, part, members, on, known) for part in parts_of(rule)},
        abstaining=abstaining,
        total=agreement.actors[body].seats,
        base=frozenset(m.actor for m in members if inside is None or m.actor in inside),
    )
    vetoes = () if nobody_objects else _vetoes(rule, laid)
    lenient = nobody_objects and _by_consensus(rule)
    return Game(
        players=tuple(member.actor for member in members),
        ways=tuple((*_thresholds(way, laid, lenient=lenient), *vetoes) for way in rule.ways),
    )


def objectors(rule: DecisionRule, votes: Iterable[MemberVote]) -> frozenset[ActorId]:
    """Name those who each stop it by a vote against, and let it pass by an abstention.

    They hold a veto; where every way to decide asks that nobody be against, all of them do.
    """
    everybody = {vote.member.actor for vote in votes}
    return frozenset(everybody if _by_consensus(rule) else everybody & set(rule.veto))


def _by_consensus(rule: DecisionRule) -> bool:
    return bool(rule.ways) and all(
        any(isinstance(test, Unopposed) for test in way) for way in rule.ways
    )


class _Layout(Struct, frozen=True, kw_only=True):
    """Hold what each member brings, and of whom shares are taken."""

    members: tuple[Member, ...]
    weights: dict[str, dict[ActorId, int]]
    parts: dict[ActorId, frozenset[ActorId]]
    abstaining: frozenset[ActorId]
    total: int | None
    base: frozenset[ActorId]

    def brings(self, weight: str, part: ActorId | None) -> tuple[int, ...]:
        """Give what each member brings to a test; who abstains brings nothing."""
        inside = self.parts[part] if part is not None else None
        return tuple(
            self.weights[weight].get(m.actor, 0)
            if m.actor not in self.abstaining and (inside is None or m.actor in inside)
            else 0
            for m in self.members
        )

    def base_of(self, test: Share, part: ActorId | None) -> int:
        """Give that of which a share is taken when all but those who abstain vote yes or no."""
        inside = self.base if part is None else self.parts[part] & self.base
        if test.of is Base.ALL and part is None and test.weight == SEATS and self.total:
            return self.total
        if test.of is Base.CAST:
            inside = inside - self.abstaining
        return sum(self.weights[test.weight].get(name, 0) for name in inside)


def _vetoes(rule: DecisionRule, laid: _Layout) -> tuple[Threshold, ...]:
    """Ask that nobody with a veto be against; one who abstains is not."""
    holders = {name for name in rule.veto if name not in laid.abstaining}
    held = tuple(int(m.actor in holders) for m in laid.members)
    return (Threshold(quota=sum(held), weights=held),) if any(held) else ()


def _thresholds(way: Iterable[Test], laid: _Layout, *, lenient: bool) -> list[Threshold]:
    found: list[Threshold] = []
    for test in way:
        match test:
            case Share(within=parts) | Count(within=parts):
                for part in parts or (None,):
                    quota = (
                        test.needed
                        if isinstance(test, Count)
                        else threshold(test, laid.base_of(test, part))
                    )
                    brings = laid.brings(test.weight, part)
                    found.append(Threshold(quota=quota, weights=brings))
            case Named(needed=needed, of=names):
                asked = tuple(
                    int(m.actor in names and m.actor not in laid.abstaining) for m in laid.members
                )
                found.append(Threshold(quota=needed, weights=asked))
            case Unopposed():
                heads = tuple(int(m.actor not in laid.abstaining) for m in laid.members)
                asked_for = 1 if lenient else max(sum(heads), 1)
                found.append(Threshold(quota=asked_for, weights=heads))
            case Opposed(at_most=most, weight=weight):
                brings = laid.brings(weight, None)
                found.append(Threshold(quota=max(sum(brings) - most, 0), weights=brings))
    return found

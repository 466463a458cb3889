"""Find the combinations of drafted variants that everybody needed would accept; none is invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.analysis.ballots import MemberVote, Stand, Terms, each_cell, vote_of
from servanda.analysis.combinations import (
    COMBINATIONS_AT_MOST,
    Space,
    carried,
    places,
)
from servanda.analysis.exchanges import improvable
from servanda.analysis.games import Game, Threshold, TooLarge
from servanda.analysis.positions import Positions
from servanda.analysis.priorities import Order, Priority, own_or_followed, priorities
from servanda.analysis.rule_games import game_of
from servanda.analysis.stances import POSITIVE, Sense, Statement
from servanda.base.identities import ActorId
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Saying
from servanda.monitor.roster import members_of, rule_of

DRAFTED = ""
"""The option of keeping what the text says."""


class Issue(Struct, frozen=True, kw_only=True):
    """Hold what can be agreed on one thing: as drafted, or a variant proposed in the record.

    `options` are names of entries; the first is the text itself.
    """

    about: str
    options: tuple[str, ...]
    entries: tuple[Entry, ...]


class Taker(Struct, frozen=True, kw_only=True):
    """Hold a body or a party whose approval is needed, and those who decide in it."""

    name: ActorId
    voters: tuple[ActorId, ...]
    game: Game


class Package(Struct, frozen=True, kw_only=True):
    """Hold one combination: the option of each issue, and how many depart from the text.

    `unsaid` are those who decide and of whom it is not known whether they would accept it.
    """

    options: tuple[str, ...]
    changes: int
    unsaid: tuple[ActorId, ...] = ()


class Packages(Struct, frozen=True, kw_only=True):
    """Hold which combinations pass, surely or perhaps, and which of them matter.

    `undominated` are those of the passing that no exchanges make better: better for some deciding actor
    and worse for none, by how each stands to the options and by the `priorities` they stated. Those of
    `torn` contradict themselves, and tell nothing. `closest` depart from the text in the fewest
    issues. `hopeful` are those that may pass and do not surely, where others do, and that no exchange among
    all that may pass makes better. `conflict` are statements that together leave no combination, each of
    them needed for that.
    """

    issues: tuple[Issue, ...]
    takers: tuple[Taker, ...]
    count: int
    sure: int
    possible: int
    undominated: tuple[Package, ...]
    closest: tuple[Package, ...]
    hopeful: tuple[Package, ...]
    conflict: tuple[Statement, ...]
    priorities: tuple[Priority, ...]
    torn: tuple[ActorId, ...]


SHOWN = 20


def issues_of(agreement: Agreement, found: Positions) -> tuple[Issue, ...]:
    """List the phases and provisions for which the record has named proposals by a date."""
    rows: dict[str, list[Entry]] = {}
    for entry in agreement.entries:
        what = entry.what
        first, recorded = entry.when.earliest, entry.recorded.earliest
        if not isinstance(what, Saying) or what.stance != "proposes" or ":" in entry.id:
            continue
        if what.target not in {*agreement.phases, *agreement.provisions}:
            continue
        if (first is not None and first > found.on) or (
            found.known is not None and recorded is not None and recorded > found.known
        ):
            continue
        rows.setdefault(what.target, []).append(entry)
    order = (*agreement.phases, *agreement.provisions)
    return tuple(
        Issue(
            about=name,
            options=(DRAFTED, *(entry.id for entry in rows[name])),
            entries=tuple(rows[name]),
        )
        for name in order
        if name in rows
    )


def packages(
    agreement: Agreement, found: Positions, terms: Terms, *, demands_bind: bool = False
) -> Packages:
    """Say which combinations pass; where demands bind, none passes an actor without what he demands.

    Raises:
        TooLarge: there are more combinations than are followed.
    """
    issues = issues_of(agreement, found)
    space = Space(sizes=tuple(len(issue.options) for issue in issues))
    if space.count > COMBINATIONS_AT_MOST:
        raise TooLarge
    takers = _takers(agreement, found, terms)
    board = _Board(
        agreement=agreement,
        found=found,
        terms=terms,
        issues=issues,
        space=space,
        demands_bind=demands_bind,
        takings=tuple(
            tuple(space.taking(number, at) for at in range(size))
            for number, size in enumerate(space.sizes)
        ),
    )
    sure, possible = _passing(takers, board, frozenset())
    chosen = sure or possible
    stated = board.stated(takers)
    orders = board.orders(takers, stated)

    def best(table: int) -> int:
        return table & ~improvable(table, space, board.options(), tuple(orders.values()))

    return Packages(
        issues=issues,
        takers=takers,
        count=space.count,
        sure=sure.bit_count(),
        possible=possible.bit_count(),
        undominated=board.listed(best(chosen), takers),
        closest=board.listed(_closest(chosen, space), takers),
        hopeful=board.listed(best(possible) & ~sure, takers) if sure and possible != sure else (),
        conflict=() if possible else _conflict(takers, board),
        priorities=stated,
        torn=tuple(actor for actor, order in orders.items() if order.is_torn),
    )


def _takers(agreement: Agreement, found: Positions, terms: Terms) -> tuple[Taker, ...]:
    """Name those whose approval is needed: each party, and the bodies the text is ratified by."""
    takers = []
    for actor in agreement.actors.values():
        if Role.PARTY in actor.roles and actor.id not in agreement.header.ratified_by:
            alone = Game(players=(actor.id,), ways=((Threshold(quota=1, weights=(1,)),),))
            takers.append(Taker(name=actor.id, voters=(actor.id,), game=alone))
    for body in agreement.header.ratified_by:
        rule = rule_of(agreement, body, terms.on, terms.known)
        members = members_of(agreement, body, terms.on, terms.known)
        if rule is None or not members:
            continue
        votes = [_unsaid(vote_of(agreement, found, terms, member)) for member in members]
        game = game_of(agreement, body, rule, votes, terms.on, terms.known)
        takers.append(Taker(name=body, voters=tuple(m.actor for m in members), game=game))
    return tuple(takers)


def _unsaid(vote: MemberVote) -> MemberVote:
    """Take a vote as open: on a package a member votes anew, and nobody is known to abstain."""
    return MemberVote(member=vote.member, stand=Stand.OPEN)


class _Board(Struct, frozen=True, kw_only=True):
    """Hold all that a vote on a combination depends on."""

    agreement: Agreement
    found: Positions
    terms: Terms
    issues: tuple[Issue, ...]
    space: Space
    demands_bind: bool
    takings: tuple[tuple[int, ...], ...]
    said: dict[tuple[ActorId, str], list[Statement]] = {}
    votes: dict[tuple[ActorId, frozenset[int]], tuple[int, int]] = {}

    def statements(self, actor: ActorId, about: str) -> list[Statement]:
        """Give what counts of an actor's word on a thing: sure, standing and well enough attested."""
        key = (actor, about)
        if key not in self.said:
            self.said[key] = each_cell(self.agreement, self.found, self.terms, actor, about)
        return self.said[key]

    def names(self) -> tuple[str, ...]:
        """Name all on which a word bears on a vote: the whole text, and each option."""
        options = (option or issue.about for issue in self.issues for option in issue.options)
        return (self.terms.target, *options)

    def options(self) -> tuple[tuple[str, ...], ...]:
        """Name the options of each issue as words bear on them: the text by what it is on."""
        return tuple(tuple(o or issue.about for o in issue.options) for issue in self.issues)

    def stated(self, takers: Iterable[Taker]) -> tuple[Priority, ...]:
        """Give the orders among the options that those who decide have stated."""
        known = {name for issue in self.options() for name in issue}
        listed = [
            each for each in priorities(self.agreement, self.terms) if known.issuperset(each.names)
        ]
        followed = (
            each
            for actor in _voters(takers)
            for each in own_or_followed(self.agreement, self.terms, listed, actor)
        )
        return tuple({id(each): each for each in followed}.values())

    def orders(self, takers: Iterable[Taker], stated: Iterable[Priority]) -> dict[ActorId, Order]:
        """Say how each of those who decide compares options."""
        listed = tuple(stated)
        found = {}
        for actor in _voters(takers):
            own = own_or_followed(self.agreement, self.terms, listed, actor)
            levels = ({name: self.level(actor, name) for name in issue} for issue in self.options())
            found[actor] = Order.of(levels, (pair for each in own for pair in each.pairs))
        return found

    def listed(self, table: int, takers: Iterable[Taker]) -> tuple[Package, ...]:
        """Lay out the first combinations of a table, each with those whose word on it is open."""
        found = []
        votes = [(actor, self.vote(actor, frozenset())) for actor in _voters(takers)]
        for place in places(table, SHOWN):
            options = self.space.at(place)
            named = tuple(i.options[o] for i, o in zip(self.issues, options, strict=True))
            unsaid = tuple(actor for actor, (yes, no) in votes if not (yes | no) >> place & 1)
            found.append(Package(options=named, changes=sum(map(bool, options)), unsaid=unsaid))
        return tuple(found)

    def needing(self, condition: str) -> int | None:
        """Give the combinations that hold the variants a condition names; None for other words."""
        words = [w for w in condition.replace(",", " ").split() if w != "and"]
        known = {
            option: (issue, at)
            for issue, each in enumerate(self.issues)
            for at, option in enumerate(each.options)
            if option != DRAFTED
        }
        if not words or any(word not in known for word in words):
            return None
        table = self.space.everything
        for word in words:
            issue, at = known[word]
            table &= self.takings[issue][at]
        return table

    def vote(self, actor: ActorId, without: frozenset[int]) -> tuple[int, int]:
        """Give where an actor would surely vote yes, and where he would surely vote no."""
        own = {id(s.entry) for name in self.names() for s in self.statements(actor, name)}
        key = (actor, without & own)
        if key not in self.votes:
            self.votes[key] = self._vote(actor, key[1])
        return self.votes[key]

    def _vote(self, actor: ActorId, without: frozenset[int]) -> tuple[int, int]:
        everything = self.space.everything
        whole = self.whole(actor, without)
        favours_all = _favours(whole)
        met = unmet = 0
        is_unclear = not self.issues and not favours_all
        for said in whole:
            if said.sense is Sense.CONDITIONS and not said.threat:
                needed = self.needing(said.condition)
                met |= needed or 0
                unmet |= 0 if needed is None else everything & ~needed
                is_unclear |= needed is None and not favours_all
        yes, no = 0 if is_unclear else everything, unmet
        drafted = everything
        for number, issue in enumerate(self.issues):
            good = bad = 0
            if self.demands_bind:
                no |= everything & ~self.demanded(actor, number, without)
            for at, option in enumerate(issue.options):
                taking = self.takings[number][at]
                side = self.side(actor, option or issue.about, without)
                good |= taking if side > 0 else 0
                bad |= taking if side < 0 else 0
                if at == 0:
                    drafted &= taking
                    good |= taking if favours_all and side >= 0 else 0
            yes &= good
            no |= bad
        if any(s.sense is Sense.REJECTS for s in whole):
            no |= drafted
        return (yes | met) & ~no, no

    def whole(self, actor: ActorId, without: frozenset[int]) -> list[Statement]:
        """Give what an actor says of the text as a whole."""
        said = self.statements(actor, self.terms.target)
        return [s for s in said if id(s.entry) not in without]

    def level(self, actor: ActorId, about: str) -> int:
        """Say how an actor stands to an option: who is for the whole is for it as drafted, too."""
        side = self.side(actor, about, frozenset())
        is_drafted = any(about == issue.about for issue in self.issues)
        if side == 0 and is_drafted and _favours(self.whole(actor, frozenset())):
            return 1
        return side

    def demanded(self, actor: ActorId, number: int, without: frozenset[int]) -> int:
        """Give the combinations that take an option of an issue that an actor demands, if he does."""
        table = 0
        for at, option in enumerate(self.issues[number].options):
            said = self.statements(actor, option or self.issues[number].about)
            if any(s.sense is Sense.DEMANDS and id(s.entry) not in without for s in said):
                table |= self.takings[number][at]
        return table or self.space.everything

    def side(self, actor: ActorId, about: str, without: frozenset[int]) -> int:
        """Say how an actor stands to an option: 1 for it, -1 against it, 0 for neither or both."""
        said = [s for s in self.statements(actor, about) if id(s.entry) not in without]
        against = any(s.sense is Sense.REJECTS for s in said)
        return (any(s.sense in POSITIVE for s in said)) - against


def _passing(takers: Iterable[Taker], board: _Board, without: frozenset[int]) -> tuple[int, int]:
    """Give the combinations that surely pass everywhere, and those that may."""
    sure = possible = board.space.everything
    for taker in takers:
        votes = [board.vote(actor, without) for actor in taker.voters]
        everything = board.space.everything
        sure &= carried(taker.game, [yes for yes, _ in votes], everything)
        possible &= carried(taker.game, [everything & ~no for _, no in votes], everything)
    return sure, possible


def _possible(takers: Iterable[Taker], board: _Board, without: frozenset[int]) -> int:
    """Give the combinations that may pass everywhere, as soon as there are none."""
    possible = everything = board.space.everything
    for taker in takers:
        votes = [board.vote(actor, without) for actor in taker.voters]
        possible &= carried(taker.game, [everything & ~no for _, no in votes], everything)
        if not possible:
            break
    return possible


def _favours(said: Sequence[Statement]) -> bool:
    return bool(said) and all(s.sense in POSITIVE for s in said)


def _voters(takers: Iterable[Taker]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(actor for taker in takers for actor in taker.voters))


def _closest(table: int, space: Space) -> int:
    for layer in space.by_changes():
        if table & layer:
            return table & layer
    return 0


def _conflict(takers: Sequence[Taker], board: _Board) -> tuple[Statement, ...]:
    """Find statements that together leave nothing, each needed: leave out what is not, many at first."""
    said: dict[int, Statement] = {}
    binding = {Sense.REJECTS, Sense.CONDITIONS, *([Sense.DEMANDS] * board.demands_bind)}
    for actor in _voters(takers):
        for name in board.names():
            for statement in board.statements(actor, name):
                if statement.sense in binding:
                    said.setdefault(id(statement.entry), statement)
    without: frozenset[int] = frozenset()
    many = len(said)
    while many:
        many = (many + 1) // 2 if many > 1 else 0
        left = [key for key in said if key not in without]
        for start in range(0, len(left), max(many, 1)):
            more = without.union(left[start : start + max(many, 1)])
            if not _possible(takers, board, more):
                without = more
    return tuple(statement for key, statement in said.items() if key not in without)

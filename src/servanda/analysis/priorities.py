"""Find which variants an actor says he puts before which, and on whose word; tastes are not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from servanda.analysis.ballots import Terms, whose_word
from servanda.analysis.positions import is_taken_back
from servanda.analysis.stances import Sense, Statement, counts, said_in, spoken_also
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.model.entries import Saying

Pair = tuple[str, str]


class Priority(Struct, frozen=True, kw_only=True):
    """Hold an order that somebody stated: each name comes before the next, as he would have it."""

    names: tuple[str, ...]
    said: Statement

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Give each name with each that it comes before."""
        return tuple(
            (first, later)
            for place, first in enumerate(self.names)
            for later in self.names[place + 1 :]
        )


def priorities(agreement: Agreement, terms: Terms) -> tuple[Priority, ...]:
    """Give the orders that stand on a date, of all actors, in the order of the record.

    Those count that are surely said by the date and attested as well as asked. A later order takes the
    place of an earlier one of the same actor that it contradicts, unless it is more weakly attested.
    """
    found: list[Priority] = []
    for entry in agreement.entries:
        what = entry.what
        if (
            not isinstance(what, Saying)
            or not what.over
            or not counts(entry, terms.on, terms.known)
        ):
            continue
        if entry.when.latest is not None and entry.when.latest > terms.on:
            continue
        for said in said_in(agreement, entry, Sense.PREFERS, "prefers"):
            stated = Priority(names=(what.target, *what.over), said=said)
            spoken = (replace(stated, said=each) for each in spoken_also(agreement, said))
            found.extend((stated, *spoken))
    found = [
        each
        for each in found
        if each.said.evidence.weakness <= terms.evidence.weakness
        and not is_taken_back(agreement, each.said, terms.on, terms.known)
    ]
    return tuple(each for each in found if not any(_replaces(other, each) for other in found))


def _replaces(later: Priority, earlier: Priority) -> bool:
    if later.said.actor != earlier.said.actor:
        return False
    if later.said.evidence.weakness > earlier.said.evidence.weakness:
        return False
    turned = {(after, before) for before, after in later.pairs}
    return bool(turned & set(earlier.pairs)) and earlier.said.surely_before(later.said)


def own_or_followed(
    agreement: Agreement, terms: Terms, stated: Iterable[Priority], actor: ActorId
) -> tuple[Priority, ...]:
    """Give the first orders that an actor's vote follows: his own, or those of whom he follows."""
    listed = tuple(stated)
    for name in whose_word(agreement, terms, actor):
        own = tuple(each for each in listed if each.said.actor == name)
        if own:
            return own
    return ()


# -- what an order makes of an exchange ----------------------------------------------------------


class Change(Enum):
    """Say what an exchange is for one actor; unknown where he has said nothing that tells."""

    BETTER = "better"
    EQUAL = "equal"
    WORSE = "worse"
    UNKNOWN = "unknown"


class Order(Struct, frozen=True, kw_only=True):
    """Hold how one actor compares options: by how he stands to each, and by the orders he stated.

    `before` holds every pair of which he puts the first before the second, with all that follows.
    Where that turns in a circle he `is_torn`, and only how he stands to each is left.
    """

    levels: dict[str, int]
    named: frozenset[str]
    before: frozenset[Pair]
    is_torn: bool

    @classmethod
    def of(cls, issues: Iterable[dict[str, int]], stated: Iterable[Pair]) -> Order:
        """Make an order of how somebody stands to each option of each issue, and of stated pairs."""
        told = frozenset(stated)
        levels: dict[str, int] = {}
        stands: set[Pair] = set()
        for issue in issues:
            levels.update(issue)
            stands.update((a, b) for a in issue for b in issue if issue[a] > issue[b])
        before = _closed(told | stands)
        is_torn = any(a == b for a, b in before)
        return cls(
            levels=levels,
            named=frozenset(name for pair in told for name in pair),
            before=frozenset(stands) if is_torn else before,
            is_torn=is_torn,
        )

    def change(self, old: str, new: str) -> Change:
        """Say what it is to have one option of an issue in place of another."""
        if old == new:
            return Change.EQUAL
        if (new, old) in self.before:
            return Change.BETTER
        if (old, new) in self.before:
            return Change.WORSE
        return Change.UNKNOWN if self.named & {old, new} else Change.EQUAL

    def trade(self, one: Pair, other: Pair) -> Change:
        """Say what it is to change two issues at once, each from its first option to its second.

        What is gained on one outweighs what is lost on the other only where he put the option he
        gains before the one he loses.
        """
        changes = {self.change(*one), self.change(*other)}
        if Change.UNKNOWN in changes:
            return Change.UNKNOWN
        if Change.WORSE not in changes:
            return Change.BETTER if Change.BETTER in changes else Change.EQUAL
        if Change.BETTER not in changes:
            return Change.WORSE
        gains, loses = (one, other) if self.change(*one) is Change.BETTER else (other, one)
        gained, lost = gains[1], loses[0]
        if (gained, lost) in self.before:
            return Change.BETTER
        return Change.WORSE if (lost, gained) in self.before else Change.UNKNOWN


def _closed(pairs: frozenset[Pair]) -> frozenset[Pair]:
    """Add what follows: who puts a before b and b before c puts a before c."""
    after: dict[str, set[str]] = {}
    for first, later in pairs:
        after.setdefault(first, set()).add(later)
    found: set[Pair] = set()
    for first in after:
        seen: set[str] = set()
        left = list(after[first])
        while left:
            name = left.pop()
            if name not in seen:
                seen.add(name)
                left.extend(after.get(name, ()))
        found.update((first, name) for name in seen)
    return frozenset(found)

"""Say on which provisions an incident bears, by the words of the text: yes, no, or it cannot be told.

An incident is somebody's word. That it is counted under a provision is no finding that the provision was
broken: it moves no state, and who did it, and whether it falls under an exception of the prohibition, is for
others to assess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.base.quantities import Quantity, Truth, at_least, more_than, sum_of
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS
from servanda.model.entries import Entry, Incident
from servanda.model.incidents import IncidentKind, Place
from servanda.model.provisions import Counts, Provision


class Bearing(Struct, frozen=True, kw_only=True, eq=False):
    """Hold that an incident bears on a provision, and by which words.

    `is_said` where its author names the provision; `clause` is the one that counts it, with what is not
    `known` of it, or that may count it: `counts` is open then.
    """

    entry: Entry
    is_said: bool
    clause: Counts | None
    counts: Truth
    unknown: tuple[str, ...] = ()


def bearings(
    agreement: Agreement, provision: Provision, entries: Iterable[Entry]
) -> tuple[Bearing, ...]:
    """Give the incidents that bear on a provision, or may, in the order of the record."""
    rules = [clause for clause in provision.clauses if isinstance(clause, Counts)]
    found = (_bearing(agreement, provision, rules, entry) for entry in entries)
    return tuple(bearing for bearing in found if bearing is not None)


def _bearing(
    agreement: Agreement, provision: Provision, rules: list[Counts], entry: Entry
) -> Bearing | None:
    what = entry.what
    if not isinstance(what, Incident):
        return None
    is_said = what.provision == provision.id
    best: Bearing | None = None
    for rule in rules:
        counts, unknown = weigh(agreement, rule, entry)
        if counts is Truth.NO:
            continue
        here = Bearing(
            entry=entry, is_said=is_said, clause=rule, counts=counts, unknown=tuple(unknown)
        )
        if best is None or _rank(here) < _rank(best):
            best = here
    if best is None and is_said:
        return Bearing(entry=entry, is_said=True, clause=None, counts=Truth.YES)
    return best


def _rank(bearing: Bearing) -> tuple[bool, bool]:
    """Put what surely counts under every reading first."""
    assert bearing.clause is not None
    return bearing.counts is not Truth.YES, bearing.clause.under != ALWAYS


def weigh(agreement: Agreement, rule: Counts, entry: Entry) -> tuple[Truth, list[str]]:
    """Say whether a rule counts an incident; where it cannot be told, name what is not known."""
    what = entry.what
    assert isinstance(what, Incident)
    counts, unknown = Truth.YES, list[str]()
    for told, of in _tests(agreement, rule, entry, what):
        if told is Truth.NO:
            return Truth.NO, []
        if told is Truth.OPEN:
            counts = Truth.OPEN
            unknown.append(of)
    return counts, list(dict.fromkeys(unknown))


def may_count(agreement: Agreement, rule: Counts, kind: str) -> bool:
    """Tell whether a rule counts any incidents of a kind, or may."""
    is_none = rule.kinds and _is_of(agreement.kinds, kind, rule.kinds) is Truth.NO
    is_excepted = rule.excepted and _is_of(agreement.kinds, kind, rule.excepted) is Truth.YES
    return not (is_none or is_excepted)


def _tests(
    agreement: Agreement, rule: Counts, entry: Entry, what: Incident
) -> Iterator[tuple[Truth, str]]:
    """Give the answer to each thing that a rule asks, with what it asks for."""
    if rule.kinds:
        yield _is_of(agreement.kinds, what.kind, rule.kinds), "of what kind it was"
    if rule.excepted:
        yield _is_of(agreement.kinds, what.kind, rule.excepted).not_(), "of what kind it was"
    if rule.by:
        yield _is_among(agreement, entry.actors, rule.by), "who did it"
    if rule.upon:
        yield _is_among(agreement, what.upon, rule.upon), "whom it struck"
    if rule.places:
        place = place_named(agreement, place_text(entry))
        yield _is_of(agreement.places, place, rule.places), "where it was"
    if rule.harms:
        yield _is_as_grave(what, rule.harms), "how many it harmed"


def _is_of(things: Mapping[str, IncidentKind | Place], name: str, wanted: Iterable[str]) -> Truth:
    """Tell whether a thing is, or is a part of, one of those wanted; of a wider one it cannot be told."""
    if not name:
        return Truth.OPEN
    mine = wider(things, name)
    found = Truth.NO
    for each in wanted:
        if each in mine:
            return Truth.YES
        if name in wider(things, each):
            found = Truth.OPEN
    return found


def wider(things: Mapping[str, IncidentKind | Place], name: str) -> tuple[str, ...]:
    """Give a thing and all of which it is a part, from the narrowest on."""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        thing = things.get(name)
        name = thing.within if thing is not None else ""
    return tuple(found)


def place_text(entry: Entry) -> str:
    """Give where an entry says that it was; empty where it does not say."""
    return next((text for key, text in entry.details if key == "place"), "")


def place_named(agreement: Agreement, text: str) -> str:
    """Find the place that a text declares under a name or spelling; empty for none."""
    if not text:
        return ""
    return _spellings(tuple(agreement.places.values())).get(text.casefold(), "")


@lru_cache(maxsize=8)
def _spellings(places: tuple[Place, ...]) -> Mapping[str, str]:
    return {
        spelling.casefold(): place.id
        for place in places
        for spelling in (place.id, place.title, *place.also_called)
    }


def _is_among(
    agreement: Agreement, actors: tuple[ActorId, ...], wanted: tuple[ActorId, ...]
) -> Truth:
    """Tell whether somebody is one of those wanted, belongs to one, or is answered for by one."""
    if not actors:
        return Truth.OPEN
    belongs = any(stands_under(agreement, each).intersection(wanted) for each in actors)
    return Truth.YES if belongs else Truth.NO


def stands_under(agreement: Agreement, actor: ActorId) -> frozenset[ActorId]:
    """Give an actor, those it belongs to, and those who answer for it."""
    seen: set[ActorId] = set()
    ahead = [actor]
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        found = agreement.actors.get(name)
        if found is not None:
            ahead.extend(membership.body for membership in found.memberships)
            if found.answered_for_by is not None:
                ahead.append(found.answered_for_by)
        ahead.extend(other.id for other in agreement.actors.values() if name in other.members)
    return frozenset(seen)


def _is_as_grave(what: Incident, wanted: tuple[tuple[Quantity, str], ...]) -> Truth:
    """Tell whether an incident reaches one of the numbers wanted; what nobody counted cannot be told."""
    found = Truth.NO
    for quantity, category in wanted:
        counted = [part.quantity for part in what.harm if part.category == category]
        if not counted or quantity.low is None:
            found = found.or_(Truth.OPEN)
            continue
        reached = more_than if quantity.low_open else at_least
        found = found.or_(reached(sum_of(counted), quantity.low))
    return found

"""Tell the incidents of a record: on which provisions they bear, and which reports may be of one event.

Nothing here judges. An incident counts under a provision because its author names it or a rule of the text
counts it; whether the provision was in effect then is arithmetic. Reports that may be of one event are
proposed, and taken for one only where an entry says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.calendar import Calendar, Instant
from servanda.base.identities import ProvisionId
from servanda.base.moments import Moment
from servanda.base.quantities import Truth, equal, sum_of
from servanda.machine.incidents import (
    Bearing,
    bearings,
    place_named,
    place_text,
    stands_under,
    wider,
)
from servanda.machine.life import LifeState, Reason
from servanda.model.agreement import Agreement
from servanda.model.entries import Alike, Entry, Identity, Incident
from servanda.model.provisions import Counts, ExceptionTo, Provision
from servanda.monitor.days import Stretch, stretches
from servanda.monitor.question import Inquiry, Looks, Question
from servanda.monitor.replay import bounds_of, counting_entries
from servanda.monitor.reported import Chosen, InGroups, Reported

WIDE_DAYS = 7
"""Of reports whose dates leave more days than this open it is not proposed that they are of one event."""

_BINDING = frozenset({LifeState.IN_EFFECT.value, LifeState.EXCEEDED.value})


class Counted(Struct, frozen=True, kw_only=True, eq=False):
    """Hold an incident under a provision, and whether that was in effect when it happened."""

    bearing: Bearing
    in_effect: Truth

    @property
    def counts(self) -> Truth:
        """Tell whether it counts: by the words, in time, and under every reading."""
        rule = self.bearing.clause
        read = Truth.OPEN if rule is not None and rule.under.options else Truth.YES
        if self.bearing.is_said:
            return self.in_effect
        return self.bearing.counts.and_(self.in_effect).and_(read)


class OfProvision(Struct, frozen=True, kw_only=True, eq=False):
    """Hold the incidents that bear on a provision, in time."""

    provision: Provision
    counted: tuple[Counted, ...]


class Proposal(Struct, frozen=True, kw_only=True, eq=False):
    """Propose that two reports are of one event, with what they say alike, and what they do not."""

    first: Entry
    second: Entry
    alike: tuple[str, ...]
    unlike: tuple[str, ...]


class Identified(Struct, frozen=True, kw_only=True, eq=False):
    """Hold what somebody says of reports: one event, or not; `is_contested` where another differs."""

    entry: Entry
    is_contested: bool


class Incidents(Struct, frozen=True, kw_only=True, eq=False):
    """Hold the incidents that count in a record, by provision, with what is said of their being one event.

    `events` gives each report the event it is of; a report of which nobody says more is its own event.
    """

    provisions: tuple[OfProvision, ...]
    elsewhere: tuple[Entry, ...]
    events: dict[str, str]
    identified: tuple[Identified, ...]
    proposals: tuple[Proposal, ...]


def incidents(
    agreement: Agreement, question: Question, only: ProvisionId | None = None
) -> Incidents:
    """Find the incidents that count as asked, and say on which provisions they bear."""
    outlook = Inquiry(agreement, question).outlook()
    entries = sorted(counting_entries(agreement, outlook), key=_when)
    mine = [entry for entry in entries if isinstance(entry.what, Incident)]
    found = [
        of_provision(agreement, question, provision, mine)
        for provision in agreement.provisions.values()
        if only is None or provision.id == only
    ]
    told = {c.bearing.entry.id for each in found for c in each.counted}
    shown = mine if only is None else [entry for entry in mine if entry.id in told]
    events, identified = one_event(entries, mine)
    return Incidents(
        provisions=tuple(each for each in found if each.counted or _has_rules(each.provision)),
        elsewhere=tuple(e for e in mine if e.id not in told) if only is None else (),
        events=events,
        identified=identified,
        proposals=tuple(proposals(agreement, shown, events, identified)),
    )


def _when(entry: Entry) -> Instant:
    return bounds_of(entry.when)[0]


def _has_rules(provision: Provision) -> bool:
    return any(isinstance(clause, Counts) for clause in provision.clauses)


def of_provision(
    agreement: Agreement, question: Question, provision: Provision, entries: Sequence[Entry]
) -> OfProvision:
    """Give the incidents that bear on a provision, with whether it was in effect at each."""
    found = bearings(agreement, provision, entries)
    if not found:
        return OfProvision(provision=provision, counted=())
    spans = _Spans(agreement, question, provision, [b.entry.when for b in found])
    counted = tuple(Counted(bearing=b, in_effect=spans.at(b.entry.when)) for b in found)
    return OfProvision(provision=provision, counted=counted)


def incidents_of(
    agreement: Agreement,
    question: Question,
    provision: Provision,
    entries: Sequence[Entry] | Reported,
) -> tuple[Sequence[Entry], tuple[Reason, ...]]:
    """Give the incidents that count under a provision, and say in neutral words why they do.

    Where the text has no rule, those count of which their author says so.
    """
    if isinstance(entries, Reported):
        return _in_columns(agreement, question, provision, entries)
    mine = [entry for entry in entries if isinstance(entry.what, Incident)]
    if not _has_rules(provision):
        return tuple(e for e in mine if _names(e, provision)), ()
    found = of_provision(agreement, question, provision, mine)
    counted = tuple(
        c.bearing.entry for c in found.counted if c.bearing.is_said or c.counts is Truth.YES
    )
    told = [(each, 1, at) for at, each in enumerate(found.counted)]
    return counted, tuple(reasons_of(agreement, provision, told))


def _in_columns(
    agreement: Agreement, question: Question, provision: Provision, found: Reported
) -> tuple[Sequence[Entry], tuple[Reason, ...]]:
    """Count as above, by groups of incidents that are alike, and by their dates."""
    if not _has_rules(provision):
        bearing = found.bearing_on(agreement, provision)
        return Chosen(found.record, [found.groups[number] for _, number in bearing]), ()
    told = told_in_groups(agreement, question, provision, found)
    if not told:
        return (), ()
    chosen = [
        Alike(each.bearing.entry, places)
        for each, places in told
        if each.bearing.is_said or each.counts is Truth.YES
    ]
    numbers = [(each, len(places), places[0]) for each, places in told]
    return Chosen(found.record, chosen), tuple(reasons_of(agreement, provision, numbers))


def told_in_groups(
    agreement: Agreement, question: Question, provision: Provision, found: InGroups
) -> list[tuple[Counted, Sequence[int]]]:
    """Say of incidents in groups how they count under a provision, with the places of those that count so."""
    bearing = found.bearing_on(agreement, provision)
    days = set[str]().union(*(found.dates[number] for _, number in bearing))
    if not days:
        return []
    moments = {day: found.when(day) for day in sorted(days)}
    spans = _Spans(agreement, question, provision, moments.values())
    in_effect = {day: spans.at(moment) for day, moment in moments.items()}
    return [
        (Counted(bearing=each, in_effect=truth), places)
        for each, number in bearing
        for truth, places in found.by_answer(number, in_effect).items()
    ]


def _names(entry: Entry, provision: Provision) -> bool:
    what = entry.what
    return isinstance(what, Incident) and what.provision == provision.id


def reasons_of(
    agreement: Agreement, provision: Provision, told: Iterable[tuple[Counted, int, int]]
) -> Iterator[Reason]:
    """Say how many incidents each clause counts, on whose word, and how many it may count.

    Of incidents that count alike it is told how many there are, and the place of the first.
    """
    numbers: dict[tuple[Counts, Truth, str, str], int] = {}
    for each, many, _ in sorted(told, key=lambda group: group[2]):
        what, rule = each.bearing.entry.what, each.bearing.clause
        is_only_said = each.bearing.is_said and each.bearing.counts is not Truth.YES
        if rule is None or each.counts is Truth.NO or is_only_said:
            continue
        assert isinstance(what, Incident)
        by = source_of(agreement, each.bearing.entry) if each.counts is Truth.YES else ""
        state = what.state.value if each.counts is Truth.YES else ""
        key = (rule, each.counts, state, by)
        numbers[key] = numbers.get(key, 0) + many
    for (rule, counts, state, by), number in numbers.items():
        several = f"{number:,} incidents" if number > 1 else "1 incident"
        if counts is Truth.YES:
            verb = "are" if number > 1 else "is"
            text = f"{several} {state} by {by} {verb} counted by this clause, which finds no breach"
        else:
            text = (
                f"{several} may be counted by this clause; the record does not say enough to tell"
            )
        yield Reason(text=text, span=rule.span)
    if numbers:
        for clause in provision.clauses:
            if isinstance(clause, ExceptionTo):
                text = f"whether an incident falls under {clause.name} is for others to assess"
                yield Reason(text=text, span=clause.span)


def source_of(agreement: Agreement, entry: Entry) -> str:
    """Name whoever tells of an incident: its observer, else its sources."""
    names = [agreement.actors[a].title if a in agreement.actors else a for a in entry.by]
    for citation in entry.citations if not names else ():
        source = agreement.sources.get(citation.source) if citation.source else None
        if source is not None:
            names.append(source.publisher or source.title)
    return ", ".join(dict.fromkeys(names)) or "nobody named"


class _Spans:
    """Tell whether a provision was in effect at a moment, by where it stood on the days around it."""

    def __init__(
        self, agreement: Agreement, question: Question, provision: Provision, of: Iterable[Moment]
    ) -> None:
        self.agreement, self.question, self.provision = agreement, question, provision
        self.calendar: Calendar = agreement.header.calendar
        days = [self.calendar.date_of(t) for when in of for t in self._bounds(when)]
        first = min(days) - timedelta(days=1) if min(days) > date.min else min(days)
        self.stretches = stretches(agreement, question, first, max(days), [provision.id])
        self._asked: dict[Instant, Truth] = {}

    def _bounds(self, when: Moment) -> tuple[Instant, Instant]:
        first, last = bounds_of(when)
        return first, max(first, min(last, self.question.on))

    def at(self, when: Moment) -> Truth:
        """Tell whether it was in effect at all instants that a moment may be, or at none."""
        first, last = self._bounds(when)
        one, other = self.calendar.date_of(first), self.calendar.date_of(last)
        before = one - timedelta(days=1) if one > date.min else one
        around = {_binds(s) for s in self.stretches if s.first <= other and s.last >= before}
        if len(around) == 1:
            return around.pop()
        asked = {self._ask(first), self._ask(last)}
        inside = {_binds(s) for s in self.stretches if s.first <= other and s.last >= one}
        if len(asked) == 1 and (one == other or inside <= asked):
            return asked.pop()
        return Truth.OPEN

    def _ask(self, at: Instant) -> Truth:
        if at not in self._asked:
            inquiry = Inquiry(self.agreement, replace(self.question, on=at))
            answers = inquiry.ask([self.provision.id], self._states)
            told = {state in _BINDING for answer in answers for state in answer.verdict}
            self._asked[at] = _all_or_none(told)
        return self._asked[at]

    def _states(self, looks: Looks) -> tuple[str, ...]:
        lives = (view.life(self.provision.id) for view in looks.every)
        return tuple(dict.fromkeys(life.state.value for life in lives))


def _binds(stretch: Stretch) -> Truth:
    return _all_or_none({state in _BINDING for state in stretch.stand.states})


def _all_or_none(told: set[bool]) -> Truth:
    if len(told) != 1:
        return Truth.OPEN
    return Truth.YES if told.pop() else Truth.NO


# -- reports of one event ----------------------------------------------------------------------


def one_event(
    entries: Iterable[Entry], mine: Sequence[Entry]
) -> tuple[dict[str, str], tuple[Identified, ...]]:
    """Say of which event each report is: as entries say, unless another says otherwise of the same two.

    An incident that answers another is of the same event. Where what one joins another keeps apart, the
    two stay apart, and both words are shown.
    """
    root = {str(entry.id): str(entry.id) for entry in mine}
    said = [entry for entry in entries if isinstance(entry.what, Identity)]
    joined, parted = set[frozenset[str]](), set[frozenset[str]]()
    for entry in said:
        pairs = set(map(frozenset, combinations(_of(entry).entries, 2)))
        (joined if _of(entry).is_one else parted).update(pairs)
    for entry in mine:
        other = next((text for key, text in entry.details if key == "answers"), "")
        if other in root:
            joined.add(frozenset((str(entry.id), other)))
    for pair in sorted(joined - parted, key=sorted):
        names = [_root(root, name) for name in pair if name in root]
        if len(names) > 1:
            keep = min(names, key=list(root).index) if len(set(names)) > 1 else names[0]
            for name in names:
                root[name] = keep
    events = {name: _root(root, name) for name in root}
    contested = joined & parted
    return events, tuple(
        Identified(
            entry=entry,
            is_contested=not contested.isdisjoint(
                map(frozenset, combinations(_of(entry).entries, 2))
            ),
        )
        for entry in said
    )


def _of(entry: Entry) -> Identity:
    assert isinstance(entry.what, Identity)
    return entry.what


def _root(root: dict[str, str], name: str) -> str:
    while root[name] != name:
        name = root[name]
    return name


def proposals(
    agreement: Agreement,
    mine: Sequence[Entry],
    events: dict[str, str],
    identified: Iterable[Identified],
) -> Iterator[Proposal]:
    """Propose reports of one event: of one kind, at one time and place, with numbers that go together.

    What somebody keeps apart is not proposed again.
    """
    parted = {
        pair
        for each in identified
        if not _of(each.entry).is_one
        for pair in map(frozenset, combinations(_of(each.entry).entries, 2))
    }
    recent: dict[str, list[Entry]] = {}
    for entry in mine:
        if not _is_narrow(agreement, entry):
            continue
        first = bounds_of(entry.when)[0]
        key = _family(agreement, entry)
        near = [other for other in recent.get(key, ()) if bounds_of(other.when)[1] >= first]
        recent[key] = [*near, entry]
        for other in near:
            pair = frozenset((str(other.id), str(entry.id)))
            if events[other.id] != events[entry.id] and pair not in parted:
                found = _alike(agreement, other, entry)
                if found is not None:
                    yield found


def _is_narrow(agreement: Agreement, entry: Entry) -> bool:
    if entry.when.earliest is None or entry.when.latest is None:
        return False
    days = agreement.header.calendar.days_between(entry.when.earliest, entry.when.latest)
    return days <= WIDE_DAYS


def _family(agreement: Agreement, entry: Entry) -> str:
    """Give the widest kind of an incident; where it has none, the provision that it is said to be against."""
    what = entry.what
    assert isinstance(what, Incident)
    return wider(agreement.kinds, what.kind)[-1] if what.kind else f"against {what.provision}"


def _alike(agreement: Agreement, one: Entry, other: Entry) -> Proposal | None:
    first, second = one.what, other.what
    assert isinstance(first, Incident) and isinstance(second, Incident)
    if not _nested(wider(agreement.kinds, first.kind), wider(agreement.kinds, second.kind)):
        return None
    if not _is_one_place(agreement, place_text(one), place_text(other)):
        return None
    alike, unlike = ["kind" if first.kind else "provision", "time", "place"], list[str]()
    for category in dict.fromkeys(part.category for part in (*first.harm, *second.harm)):
        amounts = [
            sum_of(p.quantity for p in what.harm if p.category == category)
            for what in (first, second)
            if any(p.category == category for p in what.harm)
        ]
        if len(amounts) == 2:
            if equal(*amounts) is Truth.NO:
                return None
            alike.append(category)
    if one.actors and other.actors:
        mine, theirs = (
            frozenset[str]().union(*(stands_under(agreement, a) for a in each.actors))
            for each in (one, other)
        )
        (unlike if mine.isdisjoint(theirs) else alike).append("who did it")
    return Proposal(first=one, second=other, alike=tuple(alike), unlike=tuple(unlike))


def _nested(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or one[0] in other or other[0] in one


def _is_one_place(agreement: Agreement, one: str, other: str) -> bool:
    """Tell whether two places are the same or one lies in the other; an unknown one is only like itself."""
    if not one or not other:
        return False
    names = [place_named(agreement, text) for text in (one, other)]
    if all(names):
        return _nested(*(wider(agreement.places, name) for name in names))
    return one.casefold() == other.casefold()

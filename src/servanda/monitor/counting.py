"""Count incidents under provisions: by clause, by state and by source, also where nobody holds the incidents.

The rules are those by which a status counts: `incidents_of` says which clause counts an incident, and whether
the provision was in effect then. Here it is asked once for what many incidents have in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from servanda.base.moments import Moment
from servanda.base.quantities import Truth
from servanda.machine.life import Reason
from servanda.model.agreement import Agreement
from servanda.model.entries import Alike, Entry, Incident
from servanda.model.provisions import Counts, Provision
from servanda.monitor.incidents import (
    Counted,
    of_provision,
    reasons_of,
    source_of,
    told_in_groups,
)
from servanda.monitor.question import Inquiry, Question
from servanda.monitor.replay import Outlook, counting_entries, counts_alone
from servanda.monitor.reported import InGroups
from servanda.monitor.status import ProvisionStatus, incidents_told, provision_status

Told = list[tuple[Counted, int, int]]


class Group(Struct, frozen=True):
    """Hold how many incidents there are like a sample, by the wording of when they happened."""

    sample: Entry
    counts: Mapping[str, int]


class Number(Struct, frozen=True, kw_only=True):
    """Hold how many incidents a source gives in a state, and whether they count under a provision.

    `clause` is the one that counts them; none where only their authors name the provision.
    """

    clause: Counts | None
    source: str
    state: str
    counts: Truth
    incidents: int


class CountedUnder(Struct, frozen=True, kw_only=True):
    """Hold where a provision stands, and the incidents that bear on it, counted; `rules` are its clauses."""

    status: ProvisionStatus
    because: tuple[Reason, ...]
    numbers: tuple[Number, ...]
    rules: tuple[Counts, ...]


class Grouped(InGroups, frozen=True, eq=False):
    """Hold incidents of which only the numbers are known; a place is one of so many."""

    counts: tuple[Mapping[str, int], ...]
    moments: Mapping[str, Moment]

    def when(self, date: str) -> Moment:
        """Give what the wording of a date means."""
        return self.moments[date]

    def by_answer(self, number: int, answers: Mapping[str, Truth]) -> dict[Truth, Sequence[int]]:
        """Part a group by what is the answer for its dates."""
        found: dict[Truth, int] = {}
        for date, many in self.counts[number].items():
            found[answers[date]] = found.get(answers[date], 0) + many
        first = self.groups[number].places[0]
        return {truth: range(first, first + many) for truth, many in found.items()}


def grouped(
    own: Sequence[Entry], groups: Sequence[Group], moments: Mapping[str, Moment], outlook: Outlook
) -> Grouped:
    """Hold a record's own incidents that count, and those of groups that had happened as asked."""
    known = dict(moments)
    kept: list[Group] = []
    for number, entry in enumerate(own):
        wording = (
            f"{number} {entry.when.written}"  # a wording may mean another time in another text
        )
        known[wording] = entry.when
        kept.append(Group(entry, {wording: 1}))
    for group in groups:
        if counts_alone(group.sample, outlook):
            past = {d: n for d, n in group.counts.items() if _has_begun(moments[d], outlook)}
            kept.append(Group(group.sample, past))
    alike: list[Alike] = []
    first = 0
    kept = [group for group in kept if group.counts]
    for group in kept:
        many = sum(group.counts.values())
        alike.append(Alike(group.sample, range(first, first + many)))
        first += many
    return Grouped(
        groups=tuple(alike),
        dates=tuple(set(group.counts) for group in kept),
        counts=tuple(group.counts for group in kept),
        moments=known,
    )


def _has_begun(when: Moment, outlook: Outlook) -> bool:
    return when.earliest is None or when.earliest <= outlook.on


def count(
    agreement: Agreement,
    question: Question,
    groups: Sequence[Group] = (),
    moments: Mapping[str, Moment] | None = None,
) -> tuple[CountedUnder, ...]:
    """Say where provisions stand, and count the incidents of the record and of groups that bear on them."""
    inquiry = Inquiry(agreement, question)
    told: Sequence[Entry] | InGroups = incidents_told(agreement, inquiry)
    if groups:
        outlook = inquiry.outlook()
        own = counting_entries(agreement, outlook, Incident)
        told = grouped(own, groups, moments or {}, outlook)
    return tuple(_under(inquiry, provision, told) for provision in agreement.provisions.values())


def _under(
    inquiry: Inquiry, provision: Provision, told: Sequence[Entry] | InGroups
) -> CountedUnder:
    agreement = inquiry.agreement
    counted = _counted(inquiry, provision, told)
    return CountedUnder(
        status=provision_status(inquiry, provision, (), ()),
        because=tuple(reasons_of(agreement, provision, counted)),
        numbers=_numbers(agreement, counted),
        rules=tuple(clause for clause in provision.clauses if isinstance(clause, Counts)),
    )


def _counted(inquiry: Inquiry, provision: Provision, told: Sequence[Entry] | InGroups) -> Told:
    """Say how many incidents count alike, with the place of the first of them."""
    agreement, question = inquiry.agreement, inquiry.question
    if isinstance(told, InGroups):
        found = told_in_groups(agreement, question, provision, told)
        return [(each, len(places), places[0]) for each, places in found]
    under = of_provision(agreement, question, provision, told)
    return [(each, 1, at) for at, each in enumerate(under.counted)]


def _numbers(agreement: Agreement, counted: Told) -> tuple[Number, ...]:
    found: dict[tuple[Counts | None, str, str, Truth], int] = {}
    for each, many, _ in sorted(counted, key=lambda group: group[2]):
        what = each.bearing.entry.what
        assert isinstance(what, Incident)
        if each.counts is not Truth.NO:
            source = source_of(agreement, each.bearing.entry)
            key = (each.bearing.clause, source, what.state.value, each.counts)
            found[key] = found.get(key, 0) + many
    return tuple(
        Number(clause=clause, source=source, state=state, counts=counts, incidents=many)
        for (clause, source, state, counts), many in found.items()
    )


__all__ = ["CountedUnder", "Group", "Grouped", "Number", "count"]

"""Replay a record on a machine: the entries that count become steps, in time."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId
from servanda.base.moments import Moment
from servanda.base.quantities import Quantity
from servanda.machine import (
    Amend,
    Certify,
    Delivery,
    Enter,
    Machine,
    Move,
    Observe,
    Occur,
    Perform,
    State,
    Step,
    Use,
    advance,
    initial,
    take,
)
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Act,
    Amendment,
    Certificate,
    Change,
    Denial,
    Entry,
    Exercise,
    Figure,
    InForce,
    Occurrence,
)
from servanda.model.events import Manner
from servanda.model.provisions import Added
from servanda.model.sources import Certainty

VIEWS = {
    "all": "every act that some source asserts; one that somebody denies is shown both ways",
    "direct": "only what reached the record without a relay",
    "verified": "only entries that carry a verified citation",
    "undenied": "every act that some source asserts and nobody denies",
}
DEFAULT_VIEW = "all"


class Outlook(Struct, frozen=True, kw_only=True):
    """Say which entries count: up to when they happened, as known when, under which view.

    `is_late` takes each vague moment at its last instant instead of its first; `is_amended` tells
    whether amendments count.
    """

    on: Instant
    known: Instant | None = None
    view: str = DEFAULT_VIEW
    accepted_by: ActorId | None = None
    is_late: bool = False
    is_amended: bool = True


def replay(machine: Machine, outlook: Outlook) -> State:
    """Run the record on a machine up to the instant asked for."""
    state, found = initial(machine), steps(machine, outlook)
    first = min((step.at for step in found), default=outlook.on)
    if state.signed is not None and state.signed <= first:
        state = advance(machine, state, state.signed)  # a text may bind from its signature
    for step in found:
        state = take(machine, state, step)
    return advance(machine, state, outlook.on)


def counting_entries(agreement: Agreement, outlook: Outlook) -> list[Entry]:
    """Give the entries that count, in the order of the record."""
    denials = {e.what.entry: e for e in agreement.entries if isinstance(e.what, Denial)}
    return [e for e in agreement.entries if _counts(e, denials.get(e.id), outlook)]


def _counts(entry: Entry, denial: Entry | None, outlook: Outlook) -> bool:
    if entry.when.earliest is not None and entry.when.earliest > outlook.on:
        return False
    if outlook.known is not None and not _is_known(entry, outlook.known):
        return False
    if denial is not None and isinstance(denial.what, Denial):
        known = outlook.known is None or _is_known(denial, outlook.known)
        if known and (denial.what.is_retraction or outlook.view == "undenied"):
            return False
    if entry.is_hypothetical:
        return True
    if outlook.view == "direct":
        return not entry.via
    if outlook.view == "verified":
        return any(c.certainty is Certainty.VERIFIED for c in entry.citations)
    if outlook.accepted_by is not None:
        return denial is None or outlook.accepted_by not in denial.actors
    return True


def _is_known(entry: Entry, known: Instant) -> bool:
    return entry.recorded.earliest is None or entry.recorded.earliest <= known


def steps(machine: Machine, outlook: Outlook) -> list[Step]:
    """Make the steps of the entries that count, in time; the order of the text breaks ties."""
    found: list[Step] = []
    header = machine.agreement.header
    if header.in_force is not None and (header.in_force.earliest or 0) <= outlook.on:
        found.append(Step(at=_when(header.in_force, outlook), move=Enter()))
    for entry in counting_entries(machine.agreement, outlook):
        if not entry.under.admits(machine.choice):
            continue
        at = _when(entry.when, outlook)
        if at > outlook.on:
            continue
        for move in moves(machine, entry, at, outlook):
            by = entry.actors or entry.by
            found.append(Step(at=at, move=move, by=by, source=entry))
    found.sort(key=lambda step: step.at)
    return found


def _when(moment: Moment, outlook: Outlook) -> Instant:
    first = moment.earliest if moment.earliest is not None else moment.latest
    last = moment.latest if moment.latest is not None else moment.earliest
    chosen = last if outlook.is_late else first
    return chosen if chosen is not None else 0


def _is_counted(change: Change, outlook: Outlook) -> bool:
    """Leave amendments out where the original text is asked for; what they add has no other."""
    return outlook.is_amended or isinstance(change.clause, Added)


def moves(machine: Machine, entry: Entry, at: Instant, outlook: Outlook) -> list[Move]:
    """Say how an entry moves the machine: only acts, occurrences, powers and observations do."""
    match entry.what:
        case InForce():
            return [Enter()]
        case Act():
            return [Perform(provision=entry.what.provision, delivery=_delivery(entry, at))]
        case Occurrence(event=event):
            return [Occur(event=event)] if _may(machine, entry, entry.what) else []
        case Exercise():
            what = entry.what
            use = Use(power=what.power, until=what.until, duration=what.duration, area=what.area)
            return [use]
        case Certificate(provision=provision, is_given=True):
            return [Certify(provision=provision)]
        case Figure(name=name) if name in machine.agreement.levels:
            return [Observe(level=name, value=_observed(entry.what))]
        case Amendment(changes=changes):
            return [Amend(change=change) for change in changes if _is_counted(change, outlook)]
        case _:
            return []


def _observed(figure: Figure) -> Quantity:
    """Give the value a figure reports; a percentage of a number is that share of it."""
    if figure.value.written.endswith("%") and figure.of is not None:
        return figure.value * figure.of
    return figure.value


def _delivery(entry: Entry, at: Instant) -> Delivery:
    act = entry.what
    assert isinstance(act, Act)
    return Delivery(
        at=at,
        by=entry.actors,
        quantity=act.quantity,
        category=act.category,
        parts=act.parts,
        area=act.area,
        is_start=act.is_start,
        is_total=act.is_total,
        defect=act.defect,
        source=entry,
    )


def _may(machine: Machine, entry: Entry, what: Occurrence) -> bool:
    """Tell whether an act for which the text names nobody counts, as its silence is read."""
    event = machine.agreement.events[what.event]
    unread = machine.agency(event)
    silent = any(a.silence is not None for a in (event.agency, *(a for _, a in event.agency_under)))
    if not silent or not (entry.by or entry.actors):
        return not silent or unread.manner is not Manner.UNNAMED
    if unread.manner is Manner.UNNAMED:
        return False
    return bool(set(unread.actors) & set(entry.by or entry.actors))

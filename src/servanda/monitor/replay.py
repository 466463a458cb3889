"""Replay a record on a machine: the entries that count become steps, in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

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
from servanda.machine.cone import ENTRY, TOUCHING, touched
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import ALWAYS, Guard
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
    Record,
    What,
    telling_of,
)
from servanda.model.events import Manner
from servanda.model.provisions import Added
from servanda.model.sources import Certainty
from servanda.monitor.neighbours import Dated

VIEWS = {
    "all": "every act that some source asserts; one that somebody denies is shown both ways",
    "direct": "only what reached the record without a relay",
    "verified": "only entries that carry a verified citation",
    "undenied": "every act that some source asserts and nobody denies",
}
DEFAULT_VIEW = "all"


class Outlook(Struct, frozen=True, kw_only=True):
    """Say which entries count: up to when they happened, as known when, under which view.

    `is_late` takes each vague moment at its last instant instead of its first, `pinned` some entries at
    an instant of their own; `is_amended` tells whether amendments count.
    """

    on: Instant
    known: Instant | None = None
    view: str = DEFAULT_VIEW
    accepted_by: ActorId | None = None
    is_late: bool = False
    pinned: tuple[tuple[str, Instant], ...] = ()
    is_amended: bool = True


class Passed(Struct):
    """Hold the state that some steps lead to, and what further steps lead on to; replays share it."""

    state: State
    after: dict[tuple[str, Instant, int, bool], Passed] = field(default_factory=dict)


def replay(machine: Machine, outlook: Outlook, begun: Passed | None = None) -> State:
    """Run the record on a machine up to the instant asked for; what others have `begun` is not run again."""
    found = steps(machine, outlook)
    here = begun or Passed(initial(machine))
    first = min((step.at for step in found), default=outlook.on)
    signed = here.state.signed
    if signed is not None and signed <= first:  # a text may bind from its signature
        here = _on(here, ("", signed, 0, False), lambda state: advance(machine, state, signed))
    for number, step in enumerate(found):
        source = step.source.id if step.source is not None else ENTRY
        again = number and found[number - 1].source is step.source
        changes = outlook.is_amended if isinstance(step.move, Amend) else False
        key = (source, step.at, number if again else 0, changes)
        here = _on(here, key, lambda state, step=step: take(machine, state, step))  # type: ignore[misc]
    return advance(machine, here.state, outlook.on)


def _on(here: Passed, key: tuple[str, Instant, int, bool], go: Callable[[State], State]) -> Passed:
    """Go on by a step that is known by a key, unless some other replay has."""
    if key not in here.after:
        here.after[key] = Passed(go(here.state))
    return here.after[key]


def counting_entries(agreement: Agreement, outlook: Outlook, *kinds: type[What]) -> Sequence[Entry]:
    """Give the entries that count, all of them or those that tell of some kinds of things, in their order."""
    found = agreement.entries
    key = (kinds, _matters(outlook), frozenset(agreement.levels) if kinds == TOUCHING else None)
    if isinstance(found, Record):
        return found.once(key, lambda: _counting(agreement, outlook, kinds))
    return _counting(agreement, outlook, kinds)


def _matters(outlook: Outlook) -> Outlook:
    """Leave out of an outlook what says how entries are taken, and not which count."""
    return replace(outlook, is_late=False, pinned=(), is_amended=True)


def _counting(agreement: Agreement, outlook: Outlook, kinds: tuple[type[What], ...]) -> list[Entry]:
    told = telling_of(agreement.entries, Denial)
    denials = {e.what.entry: e for e in told if isinstance(e.what, Denial)}
    return [e for e in _telling_of(agreement, kinds) if _counts(e, denials.get(e.id), outlook)]


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


def _telling_of(agreement: Agreement, kinds: tuple[type[What], ...]) -> Sequence[Entry]:
    """Give the entries that tell of some kinds of things; a figure moves nothing where it is of no level."""
    if not kinds:
        return agreement.entries
    which = Moving(frozenset(agreement.levels)) if kinds == TOUCHING else None
    return telling_of(agreement.entries, *kinds, which=which)


class Moving(Struct, frozen=True):
    """Tell whether an entry can move the machine; two of the same levels are one question."""

    levels: frozenset[str]

    def __call__(self, entry: Entry) -> bool:
        """Tell it of an entry."""
        return not isinstance(entry.what, Figure) or entry.what.name in self.levels


def counts_alone(entry: Entry, outlook: Outlook) -> bool:
    """Tell whether an entry that nobody denies counts, whenever it was."""
    always = replace(outlook, on=_ALWAYS)
    return _counts(entry, None, always)


_ALWAYS = 10**12


def _is_known(entry: Entry, known: Instant) -> bool:
    return entry.recorded.earliest is None or entry.recorded.earliest <= known


def steps(machine: Machine, outlook: Outlook) -> list[Step]:
    """Make the steps of the entries that count, in time; the order of the text breaks ties."""
    found: list[Step] = []
    pinned = dict(outlook.pinned)
    header = machine.agreement.header
    if header.in_force is not None and (header.in_force.earliest or 0) <= outlook.on:
        at = pinned.get(ENTRY, _when(header.in_force, outlook))
        if at <= outlook.on:
            found.append(Step(at=at, move=Enter()))
    for entry in counting_entries(machine.agreement, outlook, *TOUCHING):
        if entry.under.options and not entry.under.admits(machine.choice):
            continue
        at = pinned[entry.id] if entry.id in pinned else _when(entry.when, outlook)
        if at > outlook.on:
            continue
        for move in moves(machine, entry, at, outlook):
            by = entry.actors or entry.by
            found.append(Step(at=at, move=move, by=by, source=entry))
    found.sort(key=lambda step: step.at)
    return found


def dated_entries(
    agreement: Agreement, outlook: Outlook
) -> Iterator[tuple[Dated, tuple[str, ...], Guard]]:
    """Give the bounds of what counts and moves the machine, with what it touches and under which readings."""
    header = agreement.header
    if header.in_force is not None:
        yield Dated(ENTRY, *bounds_of(header.in_force)), (ENTRY,), ALWAYS
    for entry in counting_entries(agreement, outlook, *TOUCHING):
        names = touched(entry)
        if names:
            is_added = isinstance(entry.what, Act) and not (entry.what.is_total or entry.what.parts)
            kind = f"act {names[0]}" if is_added else ""
            yield Dated(entry.id, *bounds_of(entry.when), kind), names, entry.under


def bounds_of(moment: Moment) -> tuple[Instant, Instant]:
    """Give the first and the last instant that a moment is taken at; one open on a side has only one."""
    early, late = Outlook(on=0), Outlook(on=0, is_late=True)
    return _when(moment, early), _when(moment, late)


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

"""Say where an agreement stands: each phase and provision, under every reading that matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from servanda.base.calendar import MINUTES_PER_DAY, Calendar, Instant
from servanda.base.quantities import Quantity
from servanda.machine import DONE, Life, LifeState, PhaseLog, Reason, View, term_of
from servanda.model.agreement import Agreement
from servanda.model.entries import Declaration, Entry, Finding, Incident, Notice
from servanda.model.provisions import Phase, Provision
from servanda.model.sources import Certainty
from servanda.monitor.milestones import milestones
from servanda.monitor.question import Answer, Inquiry, Question
from servanda.monitor.replay import counting_entries

Bounds = tuple[Instant, Instant]
OPEN = "open"


class Standing(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a provision under one choice; pairs are the bounds of vague moments."""

    state: str
    states: tuple[str, ...]
    due: Bounds | None
    amended_due: Bounds | None
    done: Quantity | None
    owed: Quantity | None
    met: Bounds | None
    late_minutes: tuple[int, int]
    late_days: tuple[int, int]
    original_late_days: tuple[int, int]
    is_curable: bool
    start_overdue: bool

    @property
    def is_vague(self) -> bool:
        """Tell whether vague moments leave something of it open."""
        bounds = (self.due, self.amended_due, self.met, self.late_minutes)
        return len(self.states) > 1 or any(b is not None and b[0] != b[1] for b in bounds)


class PartStatus(Struct, frozen=True, kw_only=True):
    """Hold one instance of a provision: an area, a bearer, an occurrence, or a date."""

    id: str
    is_date: bool
    answers: tuple[Answer[Standing], ...]


class ProvisionStatus(Struct, frozen=True, kw_only=True):
    """Hold all that is to be said of a provision on a date."""

    provision: Provision
    answers: tuple[Answer[Standing], ...]
    parts: tuple[PartStatus, ...]
    because: tuple[Reason, ...]
    findings: tuple[Entry, ...]
    incidents: tuple[Entry, ...]
    notices: tuple[Entry, ...]
    weak: tuple[Entry, ...]


class PhaseStanding(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a phase under one choice."""

    state: str
    states: tuple[str, ...]
    started: Bounds | None
    ended: Bounds | None
    how: str
    term: Bounds | None
    prolonged: Bounds | None


class PhaseStatus(Struct, frozen=True, kw_only=True):
    """Hold all that is to be said of a phase on a date."""

    phase: Phase
    answers: tuple[Answer[PhaseStanding], ...]


class Status(Struct, frozen=True, kw_only=True):
    """Hold where an agreement stands on a date."""

    agreement: Agreement
    question: Question
    in_force: tuple[Answer[Instant | None], ...]
    phases: tuple[PhaseStatus, ...]
    provisions: tuple[ProvisionStatus, ...]


def status(agreement: Agreement, question: Question) -> Status:
    """Say where an agreement stands."""
    inquiry = Inquiry(agreement, question)
    entries = counting_entries(agreement, inquiry.outlook())
    return Status(
        agreement=agreement,
        question=question,
        in_force=inquiry.ask([], lambda early, _, __: _entry_of(early)),
        phases=tuple(_phase(inquiry, phase) for phase in agreement.phases.values()),
        provisions=tuple(
            provision_status(inquiry, p, entries) for p in agreement.provisions.values()
        ),
    )


def in_force(agreement: Agreement, question: Question) -> bool:
    """Tell whether an agreement is in force, under some reading at least."""
    inquiry = Inquiry(agreement, question)
    answers = inquiry.ask([], lambda early, _, __: _entry_of(early))
    return any(answer.verdict is not None for answer in answers)


def _entry_of(view: View) -> Instant | None:
    return view.state.entry.at if view.state.entry is not None else None


def _phase(inquiry: Inquiry, phase: Phase) -> PhaseStatus:
    def judge(early: View, late: View, original: View) -> PhaseStanding:
        first, last = early.state.phase(phase.id), late.state.phase(phase.id)
        states = tuple(dict.fromkeys((phase_state(first), phase_state(last))))
        return PhaseStanding(
            state=states[0] if len(states) == 1 else OPEN,
            states=states,
            started=_both(first.started, last.started),
            ended=_both(first.ended, last.ended),
            how=first.how.value if first.how is not None else "",
            term=_both(*(_term(view, phase) for view in (early, late))),
            prolonged=_both(first.prolonged, last.prolonged),
        )

    return PhaseStatus(phase=phase, answers=inquiry.ask([phase.id], judge))


def _term(view: View, phase: Phase) -> Instant | None:
    """Say when the length of a phase that has begun is over."""
    if view.state.phase(phase.id).started is None:
        return None
    return term_of(view.machine, view.state, phase.id)


def phase_state(log: PhaseLog) -> str:
    """Name the state of a phase: not started, running, or how it ended."""
    if log.started is None:
        return "not started"
    if log.ended is not None:
        return log.how.value if log.how is not None else "ended"
    return "running"


def provision_status(
    inquiry: Inquiry, provision: Provision, entries: Iterable[Entry]
) -> ProvisionStatus:
    """Say where one provision stands."""
    reasons: dict[Reason, None] = {}
    parts: dict[str, bool] = {}

    def judge(early: View, late: View, original: View) -> Standing:
        life = early.life(provision.id)
        reasons.update(dict.fromkeys(life.reasons))
        parts.update((part.id, not life.parts) for part in _parts(early, provision))
        return standing(early, life, late.life(provision.id), original.life(provision.id))

    answers = inquiry.ask([provision.id], judge)
    mine = [entry for entry in entries if _is_about(entry, provision)]
    because = tuple(reasons)
    return ProvisionStatus(
        provision=provision,
        answers=answers,
        parts=tuple(_part(inquiry, provision, *part) for part in parts.items()),
        because=because,
        findings=tuple(e for e in mine if isinstance(e.what, Finding)),
        incidents=tuple(e for e in mine if isinstance(e.what, Incident)),
        notices=tuple(e for e in mine if isinstance(e.what, Notice | Declaration)),
        weak=tuple(dict.fromkeys(r.entry for r in because if r.entry and is_weak(r.entry))),
    )


def _is_about(entry: Entry, provision: Provision) -> bool:
    what = entry.what
    if isinstance(what, Notice | Declaration):
        return what.target == provision.id
    return isinstance(what, Finding | Incident) and what.provision == provision.id


def is_weak(entry: Entry) -> bool:
    """Tell whether an entry rests on nothing verified."""
    return not any(c.certainty is Certainty.VERIFIED for c in entry.citations)


def _part(inquiry: Inquiry, provision: Provision, name: str, is_date: bool) -> PartStatus:
    def judge(early: View, late: View, original: View) -> Standing:
        lives = [_named(view, provision, name) for view in (early, late, original)]
        return standing(early, *lives)

    return PartStatus(id=name, is_date=is_date, answers=inquiry.ask([provision.id], judge))


def _parts(view: View, provision: Provision) -> tuple[Life, ...]:
    """Give the instances of a provision, or the dates of its schedule."""
    life = view.life(provision.id)
    return life.parts or milestones(view, provision, life)


def _named(view: View, provision: Provision, name: str) -> Life:
    """Give a part by its name; where this state has no such part, one that waits to come about."""
    absent = Life(id=name, state=LifeState.CREATED)
    return next((part for part in _parts(view, provision) if part.id == name), absent)


def standing(view: View, early: Life, late: Life, original: Life) -> Standing:
    """Put together the lives with vague moments at their earliest and at their latest."""
    states = tuple(dict.fromkeys((early.state.value, late.state.value)))
    calendar = view.machine.calendar
    is_amended = early.due != original.due
    first, last = (lateness(calendar, life, view.now) for life in (early, late))
    before = lateness(calendar, original, view.now)
    return Standing(
        state=states[0] if len(states) == 1 else OPEN,
        states=states,
        due=_both(original.due, original.due if is_amended else late.due),
        amended_due=_both(early.due, late.due) if is_amended else None,
        done=_union(early.done, late.done),
        owed=_union(early.owed, late.owed),
        met=_both(early.met, late.met),
        late_minutes=_ordered(first.minutes, last.minutes),
        late_days=_ordered(first.days, last.days),
        original_late_days=(before.days, before.days),
        is_curable=early.is_curable,
        start_overdue=early.start_overdue,
    )


def _both(first: Instant | None, second: Instant | None) -> Bounds | None:
    known = [instant for instant in (first, second) if instant is not None]
    return (min(known), max(known)) if known else None


def _ordered(first: int, second: int) -> tuple[int, int]:
    return min(first, second), max(first, second)


def _union(first: Quantity | None, second: Quantity | None) -> Quantity | None:
    if first is None or second is None or first == second:
        return first if first is not None else second
    lows = [q.low for q in (first, second)]
    highs = [q.high for q in (first, second)]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return Quantity(low=low, high=high)


class Lateness(NamedTuple):
    """Hold how late something is or was: elapsed minutes, and midnights passed."""

    minutes: int
    days: int


def lateness(calendar: Calendar, life: Life, now: Instant) -> Lateness:
    """Count from the date shown as due to its fulfilment, or to now; else from the worst date."""
    if not life.late_minutes:
        return Lateness(0, 0)
    missed: list[tuple[Instant, Lateness]] = []
    for tranche in life.tranches:
        until = tranche.met if tranche.met is not None else now
        if tranche.due is not None and until > tranche.due:
            late = Lateness(until - tranche.due, calendar.days_between(tranche.due, until))
            missed.append((tranche.due, late))
    if not missed:
        return Lateness(life.late_minutes, -(-life.late_minutes // MINUTES_PER_DAY))
    shown = [late for due, late in missed if due == life.due]
    return max(shown or [late for _, late in missed])


def is_done(state: str) -> bool:
    """Tell whether a state means that nothing more is owed."""
    return state in {s.value for s in DONE} or state == LifeState.DISCHARGED.value

"""Say where an agreement stands: each phase and provision, under every reading that matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from servanda.base.calendar import MINUTES_PER_DAY, Calendar, Instant
from servanda.base.quantities import Quantity
from servanda.machine import DONE, Life, LifeState, Reason, View, term_of
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Declaration,
    Entry,
    Finding,
    Holding,
    Incident,
    Notice,
    Settlement,
)
from servanda.model.provisions import Phase, Provision
from servanda.model.sources import Certainty
from servanda.monitor.incidents import incidents_of
from servanda.monitor.milestones import milestones
from servanda.monitor.phases import OPEN, phase_state
from servanda.monitor.question import Answer, Inquiry, Looks, Question
from servanda.monitor.replay import counting_entries
from servanda.monitor.reported import Reported, reported
from servanda.monitor.settling import Settled, settled

Bounds = tuple[Instant, Instant]
SHOWN = (Holding, Settlement, Finding, Notice, Declaration)
"""What is shown beside the verdict on a provision, or settles how it is read, but for incidents."""
MORE_ORDERS = "more orders of its vague moments are possible than were tried"


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
    incidents: Sequence[Entry]
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
    settled: tuple[Settled, ...]
    phases: tuple[PhaseStatus, ...]
    provisions: tuple[ProvisionStatus, ...]


def status(agreement: Agreement, question: Question, inquiry: Inquiry | None = None) -> Status:
    """Say where an agreement stands; an `inquiry` of this question is gone on with, where there is one."""
    inquiry = inquiry or Inquiry(agreement, question)
    entries = counting_entries(agreement, inquiry.outlook(), *SHOWN)
    told = incidents_told(agreement, inquiry)
    return Status(
        agreement=agreement,
        question=question,
        in_force=inquiry.ask([], lambda looks: _entry_of(looks.early)),
        settled=tuple(settled(agreement, entries).values()),
        phases=tuple(_phase(inquiry, phase) for phase in agreement.phases.values()),
        provisions=tuple(
            provision_status(inquiry, p, entries, told) for p in agreement.provisions.values()
        ),
    )


def in_force(agreement: Agreement, question: Question, inquiry: Inquiry | None = None) -> bool:
    """Tell whether an agreement is in force, under some reading at least; `inquiry` as in `status`."""
    inquiry = inquiry or Inquiry(agreement, question)
    answers = inquiry.ask([], lambda looks: _entry_of(looks.early))
    return any(answer.verdict is not None for answer in answers)


def _entry_of(view: View) -> Instant | None:
    return view.state.entry.at if view.state.entry is not None else None


def _phase(inquiry: Inquiry, phase: Phase) -> PhaseStatus:
    def judge(looks: Looks) -> PhaseStanding:
        logs = [view.state.phase(phase.id) for view in looks.every]
        states = tuple(dict.fromkeys(map(phase_state, logs)))
        return PhaseStanding(
            state=states[0] if len(states) == 1 else OPEN,
            states=states,
            started=_both(log.started for log in logs),
            ended=_both(log.ended for log in logs),
            how=logs[0].how.value if logs[0].how is not None else "",
            term=_both(_term(view, phase) for view in looks.every),
            prolonged=_both(log.prolonged for log in logs),
        )

    return PhaseStatus(phase=phase, answers=inquiry.ask([phase.id], judge))


def _term(view: View, phase: Phase) -> Instant | None:
    """Say when the length of a phase that has begun is over."""
    if view.state.phase(phase.id).started is None:
        return None
    return term_of(view.machine, view.state, phase.id)


def incidents_told(agreement: Agreement, inquiry: Inquiry) -> Sequence[Entry] | Reported:
    """Give the incidents that count, in groups where the record is long."""
    found = reported(agreement, inquiry.outlook())
    return found or counting_entries(agreement, inquiry.outlook(), Incident)


def provision_status(
    inquiry: Inquiry,
    provision: Provision,
    entries: Iterable[Entry],
    told: Sequence[Entry] | Reported | None = None,
) -> ProvisionStatus:
    """Say where one provision stands, with what entries and incidents tell of it.

    Incidents are looked for in the record where they are not given.
    """
    told = incidents_told(inquiry.agreement, inquiry) if told is None else told
    reasons: dict[Reason, None] = {}
    parts: dict[str, bool] = {}

    def judge(looks: Looks) -> Standing:
        life = looks.early.life(provision.id)
        reasons.update(dict.fromkeys(life.reasons))
        if looks.is_bounded:
            reasons[Reason(text=MORE_ORDERS, span=provision.span)] = None
        for view in looks.every:
            has_parts = bool(view.life(provision.id).parts)
            parts.update((part.id, not has_parts) for part in _parts(view, provision))
        return standing(looks, lambda view: view.life(provision.id))

    answers = inquiry.ask([provision.id], judge)
    mine = [entry for entry in entries if _is_about(entry, provision)]
    incidents, counted = incidents_of(inquiry.agreement, inquiry.question, provision, told)
    because = (*reasons, *counted)
    return ProvisionStatus(
        provision=provision,
        answers=answers,
        parts=_part_statuses(inquiry, provision, parts),
        because=because,
        findings=tuple(e for e in mine if isinstance(e.what, Finding)),
        incidents=incidents,
        notices=tuple(e for e in mine if isinstance(e.what, Notice | Declaration)),
        weak=tuple(dict.fromkeys(r.entry for r in because if r.entry and is_weak(r.entry))),
    )


def _is_about(entry: Entry, provision: Provision) -> bool:
    what = entry.what
    if isinstance(what, Notice | Declaration):
        return what.target == provision.id
    return isinstance(what, Finding) and what.provision == provision.id


def is_weak(entry: Entry) -> bool:
    """Tell whether an entry rests on nothing verified."""
    return not any(c.certainty is Certainty.VERIFIED for c in entry.citations)


def _part_statuses(
    inquiry: Inquiry, provision: Provision, parts: Mapping[str, bool]
) -> tuple[PartStatus, ...]:
    """Say where each instance stands: all are asked at once, since there may be thousands."""
    if not parts:
        return ()

    def judge(looks: Looks) -> dict[str, Standing]:
        views = (*looks.every, looks.original)
        lives = {view: _by_name(_parts(view, provision)) for view in views}
        return {name: _standing_of(looks, lives, name) for name in parts}

    answers = inquiry.ask_each([provision.id], judge)
    return tuple(
        PartStatus(id=name, is_date=is_date, answers=answers[name])
        for name, is_date in parts.items()
    )


def _parts(view: View, provision: Provision) -> tuple[Life, ...]:
    """Give the instances of a provision, or the dates of its schedule."""

    def found(view: View) -> tuple[Life, ...]:
        life = view.life(provision.id)
        return life.parts or milestones(view, provision, life)

    return view.look_up(("parts", provision.id), found)


def _by_name(parts: Iterable[Life]) -> dict[str, Life]:
    found: dict[str, Life] = {}
    for part in parts:
        found.setdefault(part.id, part)
    return found


def _standing_of(looks: Looks, lives: Mapping[View, Mapping[str, Life]], name: str) -> Standing:
    """Put together the lives of an instance; where a state has none of its name, it waits to come about."""
    absent = Life(id=name, state=LifeState.CREATED)
    return standing(looks, lambda view: lives[view].get(name, absent))


def standing(looks: Looks, live: Callable[[View], Life]) -> Standing:
    """Put together the lives that every order of the vague moments leads to."""
    lives = [live(view) for view in looks.every]
    early, original = lives[0], live(looks.original)
    states = tuple(dict.fromkeys(life.state.value for life in lives))
    calendar, now = looks.early.machine.calendar, looks.early.now
    is_amended = early.due != original.due
    late = [lateness(calendar, life, now) for life in lives]
    before = lateness(calendar, original, now)
    dues = _both(life.due for life in lives)
    return Standing(
        state=states[0] if len(states) == 1 else OPEN,
        states=states,
        due=_both([original.due]) if is_amended else dues,
        amended_due=dues if is_amended else None,
        done=_union(life.done for life in lives),
        owed=_union(life.owed for life in lives),
        met=_both(life.met for life in lives),
        late_minutes=_range(each.minutes for each in late),
        late_days=_range(each.days for each in late),
        original_late_days=(before.days, before.days),
        is_curable=early.is_curable,
        start_overdue=early.start_overdue,
    )


def _both(instants: Iterable[Instant | None]) -> Bounds | None:
    known = [instant for instant in instants if instant is not None]
    return (min(known), max(known)) if known else None


def _range(numbers: Iterable[int]) -> tuple[int, int]:
    found = list(numbers)
    return min(found), max(found)


def _union(quantities: Iterable[Quantity | None]) -> Quantity | None:
    known = list(dict.fromkeys(q for q in quantities if q is not None))
    if len(known) <= 1:
        return known[0] if known else None
    lows, highs = [q.low for q in known], [q.high for q in known]
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

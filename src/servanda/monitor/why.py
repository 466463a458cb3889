"""Derive one verdict step by step, as the machine does, so that a person can check each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.quantities import Quantity, sum_of
from servanda.base.spans import Span
from servanda.machine import (
    Delivery,
    Ending,
    Life,
    LifeState,
    Reason,
    Tranche,
    View,
    at_rate,
    share_of,
)
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.model.provisions import (
    CertifiedBy,
    Clause,
    Deadline,
    OnEach,
    PhaseStart,
    Precedent,
    Provision,
    Rate,
    StartBy,
    Then,
    Trigger,
)
from servanda.model.provisions import Tranche as Recurring
from servanda.monitor.incidents import incidents_of
from servanda.monitor.moments import explain, shown
from servanda.monitor.question import Answer, Inquiry, Looks, Question
from servanda.monitor.replay import counting_entries
from servanda.monitor.status import (
    MORE_ORDERS,
    SHOWN,
    ProvisionStatus,
    Standing,
    incidents_told,
    provision_status,
    standing,
)


class WhyStep(Struct, frozen=True, kw_only=True):
    """Hold one step of a derivation: what follows, from which sentence or entry."""

    text: str
    span: Span | None = None
    entry: Entry | None = None


class Derivation(Struct, frozen=True, kw_only=True):
    """Hold a verdict under one choice, with the steps that lead to it."""

    standing: Standing
    steps: tuple[WhyStep, ...]


class Why(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a provision with its derivation under every reading that matters."""

    provision: Provision
    status: ProvisionStatus
    answers: tuple[Answer[Derivation], ...]


def why(agreement: Agreement, question: Question, provision: Provision) -> Why:
    """Derive where one provision stands."""
    inquiry = Inquiry(agreement, question)
    entries = counting_entries(agreement, inquiry.outlook(), *SHOWN)
    told = incidents_told(agreement, inquiry)
    counted = incidents_of(agreement, question, provision, told)[1]

    def judge(looks: Looks) -> Derivation:
        steps = tuple(_steps(looks.early, provision, looks.early.life(provision.id)))
        steps += tuple(WhyStep(text=reason.text, span=reason.span) for reason in counted)
        if looks.is_bounded:
            steps += (WhyStep(text=MORE_ORDERS),)
        return Derivation(
            standing=standing(looks, lambda view: view.life(provision.id)), steps=steps
        )

    return Why(
        provision=provision,
        status=provision_status(inquiry, provision, entries, told),
        answers=inquiry.ask([provision.id], judge),
    )


def _steps(view: View, provision: Provision, life: Life) -> Iterator[WhyStep]:
    clauses = view.machine.clauses(provision.id, view.state.amended)
    if life.state is LifeState.INAPPLICABLE:
        yield from _reasons(life.reasons)
        return
    yield from _ground(view, provision)
    yield from _amendments(view, provision)
    yield from _conditions(view, clauses)
    yield from _rates(view, provision, clauses)
    if life.parts:
        yield from _dates(view, clauses)
        yield from _parts(provision, life.parts)
    else:
        yield from _schedule(view, provision, clauses, life)
    yield from _performances(view, provision)
    yield from _certificates(view, provision, clauses)
    yield from _holds(view, provision)
    yield from _reasons(life.reasons, known=_entries_of(view, provision))
    yield from _lateness(view, life)


# -- what it stands on -------------------------------------------------------------------------


def _ground(view: View, provision: Provision) -> Iterator[WhyStep]:
    """Say since when the agreement, and the phase of a provision, are in effect."""
    calendar, state = view.machine.calendar, view.state
    if state.entry is None:
        yield WhyStep(text="the agreement is not in force")
    else:
        since = calendar.format(state.entry.at)
        yield WhyStep(
            text=f"the agreement is in force since {since}",
            entry=state.entry.source,
            span=None if state.entry.source else view.machine.agreement.header.span,
        )
    if provision.phase is None:
        return
    log = state.phase(provision.phase)
    name = f"phase {provision.phase}"
    if log.started is None:
        yield WhyStep(text=f"{name} has not begun", span=_phase_span(view, provision))
        return
    clause = _start_clause(view, provision)
    yield WhyStep(
        text=f"{name} began on {calendar.format(log.started)}",
        span=clause.span if clause is not None else _phase_span(view, provision),
    )
    if log.prolonged is not None:
        yield WhyStep(
            text=f"{name} runs on past its term since {calendar.format(log.prolonged)}",
            span=_phase_span(view, provision),
        )
    if log.ended is not None and log.how is not None:
        how = "passed over" if log.how is Ending.PASSED else log.how.value
        yield WhyStep(
            text=f"{name} {how} on {calendar.format(log.ended)}",
            span=_phase_span(view, provision),
        )


def _phase_span(view: View, provision: Provision) -> Span:
    assert provision.phase is not None
    return view.machine.agreement.phases[provision.phase].span


def _start_clause(view: View, provision: Provision) -> Clause | None:
    """Find the clause by which a phase began: its own, or another's that passes over to it."""
    assert provision.phase is not None
    for clause in view.machine.clauses(provision.phase, view.state.amended):
        if isinstance(clause, PhaseStart):
            return clause
    for phase in view.machine.agreement.phases:
        for clause in view.machine.clauses(phase, view.state.amended):
            if isinstance(clause, Then) and clause.phase == provision.phase:
                return clause
    return None


def _amendments(view: View, provision: Provision) -> Iterator[WhyStep]:
    for amended in view.state.amended:
        if amended.change.target == provision.id:
            on = view.machine.calendar.format(amended.at)
            yield WhyStep(text=f"the text was changed on {on}", entry=amended.source)


def _conditions(view: View, clauses: Iterable[Clause]) -> Iterator[WhyStep]:
    for clause in clauses:
        if isinstance(clause, Trigger | Precedent):
            since = view.first(clause.condition)
            name = "trigger" if isinstance(clause, Trigger) else "condition"
            if since is None:
                yield WhyStep(text=f"its {name} has not come about", span=clause.span)
            else:
                yield WhyStep(text=f"its {name} holds{_since(view, since)}", span=clause.span)
        elif isinstance(clause, OnEach):
            count = len(view.state.happened.get(clause.event, ()))
            times = "once" if count == 1 else f"{count} times"
            told = f"`{clause.event}` has happened {times}"
            yield WhyStep(text=told if count else "nothing set its clock going", span=clause.span)


def _since(view: View, since: Instant) -> str:
    """Write since when a condition has held; nothing for one that always did."""
    return f" since {view.machine.calendar.format(since)}" if since > -(10**10) else ""


# -- what is owed ------------------------------------------------------------------------------


def _rates(view: View, provision: Provision, clauses: Iterable[Clause]) -> Iterator[WhyStep]:
    """Do the arithmetic of an exchange: so much owed for so much done by the counterpart."""
    for clause in clauses:
        if isinstance(clause, Rate):
            done = view.state.delivered.get(clause.provision, ())
            seen = sum_of(share_of(view, delivery, clause) for delivery in done)
            if done and seen.high == 0:
                continue
            what = f"{seen.describe()} {clause.category or 'in all'} of {clause.provision} so far"
            owed = f"{at_rate(clause, seen).describe()} {provision.action.unit}".rstrip()
            yield WhyStep(text=f"{what}, so {owed} owed for them", span=clause.span)


def _dates(view: View, clauses: Iterable[Clause]) -> Iterator[WhyStep]:
    """Say the dates that hold for every instance."""
    for clause in clauses:
        if isinstance(clause, Deadline) and clause.point is not None:
            yield WhyStep(text=f"owed by {explain(view, clause.point)}", span=clause.span)
        elif isinstance(clause, StartBy):
            yield WhyStep(text=f"to be begun by {explain(view, clause.point)}", span=clause.span)


def _parts(provision: Provision, parts: Iterable[Life]) -> Iterator[WhyStep]:
    """Say where the instances stand, those that stand alike together."""
    alike: dict[str, list[str]] = {}
    for part in parts:
        alike.setdefault(part.state.value, []).append(part.id.rpartition("/")[2])
    for state, names in alike.items():
        yield WhyStep(text=f"{state}: {', '.join(names)}", span=provision.span)


def _schedule(
    view: View, provision: Provision, clauses: tuple[Clause, ...], life: Life
) -> Iterator[WhyStep]:
    """Say each date of a schedule, what it is counted from, and whether it was met."""
    by_span = {clause.span: clause for clause in clauses}
    for tranche in life.tranches:
        clause = by_span.get(tranche.span)
        head = _owed(provision, tranche, several=len(life.tranches) > 1)
        when = _when(view, clause, tranche)
        met = _met(view.machine.calendar, tranche, view.now)
        span = None if isinstance(clause, Rate) else tranche.span
        yield WhyStep(text=f"{head}{when}{met}", span=span)
    for clause in clauses:
        if isinstance(clause, StartBy):
            text = f"to be begun by {explain(view, clause.point)}"
            yield WhyStep(text=text, span=clause.span)


def _owed(provision: Provision, tranche: Tranche, *, several: bool) -> str:
    unit = f" {provision.action.unit}" if provision.action.unit else ""
    if several or tranche.is_open_ended or tranche.owed != Quantity.exact(1):
        total = " in all" if several else ""
        return f"{tranche.owed.describe()}{unit}{total} owed"
    return "owed"


def _when(view: View, clause: Clause | None, tranche: Tranche) -> str:
    calendar = view.machine.calendar
    if tranche.due is None:
        if isinstance(clause, Deadline) and clause.point is not None:
            return f" by {explain(view, clause.point)}"
        return ", without a date"
    if isinstance(clause, Deadline) and clause.point is not None:
        stretch = view.stretch(clause.point)
        counted = explain(view, clause.point)
        if stretch is not None and stretch[1] < tranche.due:
            late = f"that was over when it came into effect, so {shown(calendar, tranche.due)}"
            return f" by {counted}; {late}"
        return f" by {counted}"
    if isinstance(clause, Recurring):
        return f" by {shown(calendar, tranche.due)}, every {clause.every.describe()}"
    if isinstance(clause, Rate):
        return f" by {shown(calendar, tranche.due)} for what {clause.provision} had brought"
    return f" by {shown(calendar, tranche.due)}"


def _met(calendar: Calendar, tranche: Tranche, now: Instant) -> str:
    if tranche.met is None:
        return "; not met" if tranche.due is not None and tranche.due < now else ""
    if tranche.owed.high == 0:
        return ""
    return f"; met on {calendar.format(tranche.met)}"


# -- what was done -----------------------------------------------------------------------------


def _performances(view: View, provision: Provision) -> Iterator[WhyStep]:
    for delivery in view.state.delivered.get(provision.id, ()):
        yield WhyStep(text=_performance(view.machine.calendar, delivery), entry=delivery.source)
    for use in view.state.uses.get(provision.id, ()):
        on = view.machine.calendar.format(use.at)
        notices = [n.at for n in view.state.pending.get(provision.id, ()) if n.here == use]
        runs = [f"; its notice runs until {view.machine.calendar.format(at)}" for at in notices[:1]]
        text = f"the power was exercised on {on}{''.join(runs)}"
        yield WhyStep(text=text, entry=use.source)


def _performance(calendar: Calendar, delivery: Delivery) -> str:
    on = _written(calendar, delivery)
    if delivery.is_start:
        return f"begun {on}"
    what = "in full" if delivery.quantity is None else delivery.quantity.describe()
    if delivery.category:
        what += f" {delivery.category}"
    if delivery.parts:
        parts = ", ".join(f"{p.quantity.describe()} {p.category}" for p in delivery.parts)
        what += f" (of which {parts})"
    where = f" in {delivery.area}" if delivery.area else ""
    if delivery.defect:
        return f"performed {on}{where}, but {delivery.defect}: not counted"
    return f"performed {on}{where}: {what}"


def _written(calendar: Calendar, delivery: Delivery) -> str:
    if delivery.source is not None:
        return delivery.source.when.written
    return calendar.format(delivery.at)


def _certificates(view: View, provision: Provision, clauses: Iterable[Clause]) -> Iterator[WhyStep]:
    given = view.state.certificates.get(provision.id, ())
    for clause in clauses:
        if isinstance(clause, CertifiedBy):
            if given:
                on = view.machine.calendar.format(given[0].at)
                yield WhyStep(text=f"certified on {on}", entry=given[0].source)
            else:
                yield WhyStep(text="not certified, so nothing counts as done", span=clause.span)


def _holds(view: View, provision: Provision) -> Iterator[WhyStep]:
    names = [provision.id, provision.phase, "agreement"]
    for name in names:
        for hold in view.state.holds.get(name, ()) if name else ():
            calendar = view.machine.calendar
            until = f" until {calendar.format(hold.until)}" if hold.until is not None else ""
            text = f"suspended since {calendar.format(hold.since)}{until} by `{hold.power}`"
            yield WhyStep(text=text, entry=hold.source)


def _entries_of(view: View, provision: Provision) -> frozenset[str]:
    performed = (d.source for d in view.state.delivered.get(provision.id, ()))
    used = (use.source for use in view.state.uses.get(provision.id, ()))
    return frozenset(entry.id for entry in (*performed, *used) if entry is not None)


def _reasons(reasons: Iterable[Reason], known: frozenset[str] = frozenset()) -> Iterator[WhyStep]:
    """Give the machine's own reasons, but those already told."""
    for reason in reasons:
        is_told = reason.entry is not None and reason.entry.id in known
        if not is_told and reason.text not in _TOLD:
            yield WhyStep(text=reason.text, span=reason.span, entry=reason.entry)


_TOLD = frozenset(
    {
        "its clock has not started",
        "it waits for its trigger",
        "it is not owed yet",
        "not in force",
        "nothing has set its clock going",
    }
)


# -- how late ----------------------------------------------------------------------------------


def _lateness(view: View, life: Life) -> Iterator[WhyStep]:
    """Do the arithmetic of lateness aloud."""
    calendar = view.machine.calendar
    for tranche in life.tranches:
        until = tranche.met if tranche.met is not None else view.now
        if tranche.due is None or until <= tranche.due:
            continue
        days = calendar.days_between(tranche.due, until)
        length = f"{days} day{'' if days == 1 else 's'}"
        if days == 0:
            length = f"{until - tranche.due:,} minutes"
        end = "done" if tranche.met is not None else "asked"
        text = f"from {shown(calendar, tranche.due)} (due) to {calendar.format(until)} ({end}): "
        yield WhyStep(text=f"{text}{length} late", span=tranche.span)
    if life.is_curable:
        yield WhyStep(text="still within the time to cure it")

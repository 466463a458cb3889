"""Derive the life of a provision from the facts: owed, done, late, excused, suspended, ended.

After Symboleo's life cycle of obligations and powers; *overdue* is arithmetic, and *violated* is never derived.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, EventId, ProvisionId
from servanda.base.quantities import Quantity, Truth, at_least, at_most
from servanda.base.spans import Span
from servanda.machine.schedule import Tranche, schedule
from servanda.machine.state import Delivery
from servanda.machine.view import ALWAYS_BEFORE, View, counted
from servanda.model.entries import Entry
from servanda.model.events import Manner
from servanda.model.provisions import (
    Against,
    Areas,
    AtMostTimes,
    CertifiedBy,
    Clause,
    Cure,
    Deadline,
    Displaces,
    DoneWhen,
    Limit,
    Modality,
    NotBefore,
    OnEach,
    OwnSpan,
    Precedent,
    Proportion,
    Provision,
    Rate,
    StartBy,
    Survives,
    Trigger,
    WithholdWhile,
)


class LifeState(Enum):
    """Name the states of a provision."""

    CREATED = "created"
    IN_EFFECT = "in-effect"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled-late"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    WITHHELD = "withheld"
    SUSPENDED = "suspended"
    DISCHARGED = "discharged"
    TERMINATED = "terminated"
    MISSED = "missed"
    EXCEEDED = "exceeded"
    EXERCISED = "exercised"
    UNRECORDED = "unrecorded"
    OPEN = "open"
    INAPPLICABLE = "inapplicable"


ZERO, ONE = Quantity.exact(0), Quantity.exact(1)
DONE = frozenset({LifeState.FULFILLED, LifeState.FULFILLED_LATE})
_SOFT = frozenset({Modality.EFFORT, Modality.RECOMMENDATION})
_STANDING = frozenset({Modality.PROHIBITION, Modality.PREVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Say why, in words, with the sentence and the entry it rests on."""

    text: str
    span: Span | None = None
    entry: Entry | None = None


class Life(NamedTuple):
    """Hold what became of a provision, or of one instance of it, at an instant.

    A plain tuple, since the checker makes many thousands of them.
    """

    id: str
    state: LifeState
    owed: Quantity | None = None
    owed_by_now: Quantity | None = None
    done: Quantity | None = None
    due: Instant | None = None
    met: Instant | None = None
    late_minutes: int = 0
    late_since: Instant | None = None
    is_curable: bool = False
    start_overdue: bool = False
    tranches: tuple[Tranche, ...] = ()
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Life, ...] = ()


def unknown_life(provision: Provision) -> Life:
    """Give the life of a provision that waits for itself: it never comes into effect."""
    reason = Reason(text="it waits for itself", span=provision.span)
    return Life(id=provision.id, state=LifeState.CREATED, reasons=(reason,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """Hold what is needed to judge one instance of a provision."""

    view: View
    provision: Provision
    clauses: tuple[Clause, ...]
    actor: ActorId | None = None
    area: str = ""
    since: Instant | None = None

    def of(self, kind: type[Clause]) -> list[Clause]:
        """Give the clauses of a kind."""
        return [clause for clause in self.clauses if type(clause) is kind]

    def deliveries(self) -> list[Delivery]:
        """Give the performances that belong to this instance, in time."""
        found = self.view.state.delivered.get(self.provision.id, ())
        return [
            d
            for d in found
            if (not self.area or d.area in ("", self.area))
            and (self.actor is None or not d.by or self.actor in d.by)
            and (self.since is None or d.at >= self.since)
        ]


def live(view: View, provision: Provision) -> Life:
    """Derive the life of a provision, with one part for each of its instances."""
    amended = view.state.amended
    clauses = view.machine.clauses(provision.id, amended)
    if not view.machine.applies(provision, amended):
        reason = Reason(text="the text has no such provision under this reading")
        return Life(id=provision.id, state=LifeState.INAPPLICABLE, reasons=(reason,))
    case = _Case(view=view, provision=provision, clauses=clauses)
    cases = _instances(case)
    if not cases:
        return _live(case)
    parts = tuple(_live(c, name) for name, c in cases)
    return _together(provision, parts)


def _instances(case: _Case) -> list[tuple[str, _Case]]:
    """Cut a provision into instances: by occurrence, by area, or by bearer."""
    provision = case.provision
    for clause in case.clauses:
        if isinstance(clause, OnEach):
            return _by_occurrence(case, clause.event)
        if isinstance(clause, Areas):
            return [(f"{provision.id}/{a}", replace(case, area=a)) for a in clause.areas]
    agency = case.view.machine.bearer(provision)
    is_split = agency.manner in (Manner.EACH, Manner.ALL) and len(agency.actors) > 1
    if not is_split or provision.modality in _STANDING | {Modality.POWER}:
        return []
    if any(isinstance(c, DoneWhen) for c in case.clauses):
        return []
    return [(f"{provision.id}/{a}", replace(case, actor=a)) for a in agency.actors]


def _by_occurrence(case: _Case, event: EventId) -> list[tuple[str, _Case]]:
    found = case.view.state.happened.get(event, ())
    cases = []
    for number, happening in enumerate(found, start=1):
        view = View(case.view.machine, case.view.state, {event: happening.at})
        instance = replace(case, view=view, since=happening.at)
        cases.append((f"{case.provision.id}/{number}", instance))
    return cases


_GRAVITY = [
    LifeState.OVERDUE,
    LifeState.EXCEEDED,
    LifeState.OPEN,
    LifeState.UNRECORDED,
    LifeState.WITHHELD,
    LifeState.EXCUSED,
    LifeState.SUSPENDED,
    LifeState.IN_EFFECT,
    LifeState.CREATED,
    LifeState.MISSED,
    LifeState.TERMINATED,
    LifeState.DISCHARGED,
    LifeState.FULFILLED_LATE,
    LifeState.FULFILLED,
    LifeState.EXERCISED,
    LifeState.INAPPLICABLE,
]


def _together(provision: Provision, parts: tuple[Life, ...]) -> Life:
    """Join instances: the whole stands where its least advanced part stands."""
    worst = min(parts, key=lambda life: _GRAVITY.index(life.state))
    done = [life.met for life in parts if life.met is not None]
    dues = [life.due for life in parts if life.due is not None]
    complete = sum(life.state in DONE for life in parts)
    reasons = tuple(reason for life in parts for reason in life.reasons)
    return Life(
        id=provision.id,
        state=worst.state,
        owed=Quantity.exact(len(parts)),
        owed_by_now=worst.owed_by_now,
        done=Quantity.exact(complete),
        due=worst.due if worst.due is not None else max(dues, default=None),
        met=max(done) if len(done) == len(parts) else None,
        late_minutes=max(life.late_minutes for life in parts),
        late_since=min((p.late_since for p in parts if p.late_since is not None), default=None),
        is_curable=worst.is_curable,
        tranches=worst.tranches,
        reasons=tuple(dict.fromkeys(reasons)),
        parts=parts,
    )


def _live(case: _Case, name: str = "") -> Life:
    """Derive the life of one instance."""
    life = Life(id=name or case.provision.id, state=LifeState.CREATED)
    began, waiting, owed_from = _beginning(case)
    if began is None:
        return _performed_early(case, life._replace(reasons=waiting))
    ended = _ending(case)
    match case.provision.modality:
        case Modality.POWER:
            life = _power(case, life)
        case Modality.PROHIBITION | Modality.PREVENT:
            life = life._replace(state=LifeState.IN_EFFECT, reasons=_acts_against(case))
        case _ if case.of(Limit):
            life = _limited(case, life)
        case _:
            life = _owed(case, life, began, owed_from)
    life = life._replace(reasons=(*life.reasons, *waiting))
    return _overlaid(case, life, ended)


def _beginning(case: _Case) -> tuple[Instant | None, tuple[Reason, ...], Instant]:
    """Say since when a provision is in effect, or what it waits for, and since when it is owed."""
    provision, view = case.provision, case.view
    began = _scope(case)
    if began is None:
        where = f"phase {provision.phase} has not begun" if provision.phase else "not in force"
        return None, (Reason(text=where, span=provision.span),), 0
    owed_from = ALWAYS_BEFORE
    if case.since is not None:
        began = max(began, case.since)
    for clause in case.clauses:
        if isinstance(clause, NotBefore) and provision.modality is Modality.POWER:
            stretch = view.stretch(clause.point)
            if stretch is None or view.now < stretch[0]:
                return None, (Reason(text="it may not be used yet", span=clause.span),), 0
        elif isinstance(clause, Trigger | Precedent):
            since = view.first(clause.condition)
            if since is None:
                text = "waits for its trigger" if isinstance(clause, Trigger) else "is not owed yet"
                return None, (Reason(text=f"it {text}", span=clause.span),), 0
            began, owed_from = max(began, since), max(owed_from, since)
        elif isinstance(clause, OnEach) and case.since is None:
            return None, (Reason(text="nothing has set its clock going", span=clause.span),), 0
    return began, (), owed_from


def _scope(case: _Case) -> Instant | None:
    provision, view = case.provision, case.view
    if provision.phase is not None:
        began = view.state.phase(provision.phase).started
    else:
        began = view.state.entry.at if view.state.entry is not None else None
    for clause in case.clauses:
        if isinstance(clause, OwnSpan) and clause.start is not None:
            stretch = view.stretch(clause.start)
            if stretch is None or stretch[0] > view.now:
                return None
            began = stretch[0] if began is None or provision.phase is None else began
    return began


def _ending(case: _Case) -> tuple[Instant, str] | None:
    """Say when a provision ceased to bind, and why; None while it may."""
    provision, view = case.provision, case.view
    state = view.state
    ends: list[tuple[Instant, str]] = []
    for clause in case.clauses:
        if isinstance(clause, OwnSpan) and clause.end is not None:
            stretch = view.stretch(clause.end)
            if stretch is not None and stretch[1] < view.now:
                ends.append((stretch[1], "its own span ended"))
    for target in (provision.id, provision.phase, "agreement"):
        if target is not None and target in state.terminated:
            at = state.terminated[target].at
            if at <= view.now:
                ends.append((at, "terminated by a power of the text"))
    if provision.phase is not None and not case.of(Survives):
        log = state.phase(provision.phase)
        if log.ended is not None:
            ends.append((log.ended, f"phase {provision.phase} {log.how.value if log.how else ''}"))
    for other in view.machine.displacers(provision.id, state.amended):
        ends.extend(_displacement(case, other))
    return min(ends, default=None)


def _displacement(case: _Case, other: Provision) -> list[tuple[Instant, str]]:
    view = case.view
    found = []
    for clause in view.machine.clauses(other.id, view.state.amended):
        if not isinstance(clause, Displaces) or clause.stands_beside:
            continue
        if clause.provision != case.provision.id:
            continue
        if clause.start is not None:
            stretch = view.stretch(clause.start)
            at = None if stretch is None else stretch[0]
        else:
            at = _scope(_Case(view=view, provision=other, clauses=()))
        if at is not None and at <= view.now:
            found.append((at, f"displaced by {other.id}"))
    return found


def _acts_against(case: _Case) -> tuple[Reason, ...]:
    """Name what happened that the text itself counts as against a prohibition."""
    view = case.view
    return tuple(
        Reason(text=f"against it, by the text: {event.title}", entry=happening.source)
        for event in view.machine.agreement.events.values()
        if any(n == case.provision.id and g.admits(view.machine.choice) for n, g in event.breaks)
        for happening in view.state.happened.get(event.id, ())
    )


def _power(case: _Case, life: Life) -> Life:
    uses = case.view.state.uses.get(case.provision.id, ())
    done = case.view.state.delivered.get(case.provision.id, ())
    times = [clause.times for clause in case.clauses if isinstance(clause, AtMostTimes)]
    count = len(uses) + len(done)
    reasons = tuple(
        Reason(text="exercised", entry=use.source) for use in (*uses, *done) if use.source
    )
    state = LifeState.EXERCISED if count and (not times or count >= times[0]) else None
    return life._replace(state=state or LifeState.IN_EFFECT,
        owed=Quantity.exact(times[0]) if times else None,
        done=Quantity.exact(count) if count else None,
        met=min((use.at for use in (*uses, *done)), default=None),
        reasons=reasons,
    )


def _limited(case: _Case, life: Life) -> Life:
    """Judge a duty to keep a level within the limit in force."""
    view = case.view
    limits: list[tuple[Instant, Limit]] = []
    for clause in case.clauses:
        if isinstance(clause, Limit):
            stretch = view.stretch(clause.start) if clause.start else (0, 0)
            if stretch is not None and (clause.start is None or stretch[0] <= view.now):
                limits.append((stretch[0], clause))
    if not limits:
        reason = Reason(text="no limit is in force yet", span=case.provision.span)
        return life._replace(state=LifeState.CREATED, reasons=(reason,))
    limit = max(limits, key=lambda pair: pair[0])[1]
    owed = view.value(limit.amount)
    target = case.provision.action.target
    done = view.level(target) if target else None
    reason = Reason(text="the limit in force", span=limit.span)
    state = LifeState.IN_EFFECT
    if owed is not None and done is not None:
        within = at_most(done, owed) if limit.is_upper else at_least(done, owed)
        state = LifeState.EXCEEDED if within is Truth.NO else state
    entries = view.state.observed.get(target, ())
    seen = tuple(Reason(text="observed", entry=o.source) for o in entries[-1:] if o.source)
    return life._replace(state=state, owed=owed, done=done, reasons=(reason, *seen))


def _owed(case: _Case, life: Life, began: Instant, owed_from: Instant) -> Life:
    """Judge what is owed against what was done."""
    view, provision = case.view, case.provision
    tranches, total = schedule(view, provision, case.clauses, began, owed_from)
    deliveries = case.deliveries()
    met_by = [c for c in case.clauses if isinstance(c, DoneWhen)]
    done = _done(deliveries, total)
    tranches = tuple(_meet(t, deliveries, total) for t in tranches)
    if met_by:
        times = [view.first(clause.condition) for clause in met_by]
        since = None if None in times else max(t for t in times if t is not None)
        since = None if since is None else max(since, began)
        tranches = tuple(t._replace(met=since) for t in tranches)
        done = ONE if since is not None else ZERO
    tranches = _certified(case, tranches)
    life = life._replace(owed=total, done=done, tranches=tranches)
    life = life._replace(reasons=(*_delivery_reasons(deliveries), *_stopped_clocks(case)))
    return _judged(case, life)


def _stopped_clocks(case: _Case) -> tuple[Reason, ...]:
    """Name the deadlines whose clocks have not started."""
    return tuple(
        Reason(text="its clock has not started", span=clause.span)
        for clause in case.clauses
        if isinstance(clause, Deadline)
        and clause.point is not None
        and case.view.stretch(clause.point) is None
    )


def _delivery_reasons(deliveries: list[Delivery]) -> tuple[Reason, ...]:
    return tuple(
        Reason(text="begun" if d.is_start else d.defect or "performed", entry=d.source)
        for d in deliveries
        if d.source is not None
    )


def _done(deliveries: list[Delivery], total: Quantity | None) -> Quantity | None:
    done = ZERO
    for delivery in deliveries:
        if delivery.is_start or delivery.defect:
            continue
        if delivery.quantity is None:
            return total or ONE
        done = done + delivery.quantity
    return done


def _meet(tranche: Tranche, deliveries: list[Delivery], total: Quantity | None) -> Tranche:
    """Say when the performances reached what a tranche asks for."""
    done = ZERO
    if tranche.owed.high == 0:
        return tranche._replace(met=tranche.due)
    for delivery in deliveries:
        if delivery.is_start or delivery.defect:
            continue
        if delivery.quantity is None:
            return tranche._replace(met=delivery.at)
        done = done + (counted(delivery, tranche.category) if tranche.category else delivery.quantity)
        reached = at_least(done, tranche.owed)
        if reached is Truth.YES:
            return tranche._replace(met=delivery.at)
        if reached is Truth.OPEN:
            tranche = tranche._replace(is_unclear=True)
    return tranche


def _certified(case: _Case, tranches: tuple[Tranche, ...]) -> tuple[Tranche, ...]:
    """Count nothing as done before its certificate, where one is needed."""
    if not case.of(CertifiedBy):
        return tranches
    given = case.view.state.certificates.get(case.provision.id, ())
    if not given:
        return tuple(t._replace(met=None) for t in tranches)
    return tuple(
        t if t.met is None else t._replace(met=max(t.met, given[0].at)) for t in tranches
    )


def _judged(case: _Case, life: Life) -> Life:
    now = case.view.now
    open_ones = [t for t in life.tranches if t.met is None]
    overdue = [t for t in open_ones if t.due is not None and t.due < now]
    coming = [t.due for t in open_ones if t.due is not None]
    dues = [t.due for t in life.tranches if t.due is not None]
    owed_now = [t.owed for t in life.tranches if t.due is None or t.due <= now]
    life = life._replace(
        due=min(coming) if coming else max(dues, default=None),
        owed_by_now=max(owed_now, key=lambda q: q.low or 0, default=None),
        late_minutes=_lateness(life.tranches, now),
        late_since=min((t.due for t in overdue if t.due is not None), default=None),
    )
    if life.tranches and not open_ones and _is_complete(case, life):
        met = max(t.met for t in life.tranches if t.met is not None)
        state = LifeState.FULFILLED_LATE if life.late_minutes else LifeState.FULFILLED
        return life._replace(state=state, met=met)
    if overdue and case.provision.id in case.view.machine.agreement.silent_on:
        reason = Reason(text="the record is silent on it")
        return life._replace(
            state=LifeState.UNRECORDED,
            late_minutes=0,
            late_since=None,
            reasons=(*life.reasons, reason),
        )
    if overdue and all(t.is_unclear for t in overdue):
        reason = Reason(text="how much is owed is not known", span=overdue[0].span)
        return life._replace(state=LifeState.OPEN, reasons=(*life.reasons, reason))
    if overdue:
        return _late(case, life._replace(state=LifeState.OVERDUE))
    return _start_checked(case, life._replace(state=LifeState.IN_EFFECT))


def _lateness(tranches: tuple[Tranche, ...], now: Instant) -> int:
    """Count the minutes of lateness: of the first open date, else of the last, else the worst."""
    late = [
        (t.met if t.met is not None else now) - t.due for t in tranches if t.due is not None
    ]
    open_ones = [now - t.due for t in tranches if t.due is not None and t.met is None]
    if open_ones and max(open_ones) > 0:
        return max(open_ones)
    if late and not open_ones and late[-1] > 0:
        return late[-1]
    return max([0, *late])


def _is_complete(case: _Case, life: Life) -> bool:
    """Tell whether nothing more can fall due: an exchange goes on as long as its counterpart."""
    if life.tranches and life.tranches[-1].is_open_ended:
        return False
    return life.owed is None or life.done is None or _reaches(life.done, life.owed)


def _reaches(done: Quantity, owed: Quantity) -> bool:
    return at_least(done, owed) is Truth.YES


def _late(case: _Case, life: Life) -> Life:
    """Soften lateness: an effort is missed, an exchange may be excused, a power may withhold."""
    if case.provision.modality in _SOFT:
        return life._replace(state=LifeState.MISSED, late_minutes=0)
    view = case.view
    for clause in case.clauses:
        if isinstance(clause, Against) and not _tendered(view, clause.provision, case.area):
            reason = Reason(text=f"excused while {clause.provision} is not tendered",
                            span=clause.span)
            return life._replace(state=LifeState.EXCUSED, late_minutes=0, reasons=(*life.reasons, reason))
        if isinstance(clause, Proportion) and _is_ahead(view, life, clause):
            reason = Reason(text=f"in proportion to {clause.provision}", span=clause.span)
            return life._replace(state=LifeState.EXCUSED, late_minutes=0, reasons=(*life.reasons, reason))
        if isinstance(clause, WithholdWhile) and view.holds(clause.condition):
            reason = Reason(text="may be withheld", span=clause.span)
            return life._replace(state=LifeState.WITHHELD, late_minutes=0, reasons=(*life.reasons, reason))
    cures = [c.duration for c in case.clauses if isinstance(c, Cure)]
    if cures and life.late_since is not None:
        until = view.machine.calendar.add(life.late_since, cures[-1])
        life = life._replace(is_curable=view.now <= until)
    return life


def _tendered(view: View, other: ProvisionId, area: str = "") -> bool:
    """Tell whether the counterpart has done all that was due from it by now, area by area."""
    life = view.life(other)
    for part in life.parts:
        if area and part.id == f"{other}/{area}":
            return part.state in DONE
    if life.state in DONE:
        return True
    if not view.state.delivered.get(other):
        return False
    return all(t.met is not None for t in life.tranches if t.due is None or t.due < view.now)


def _is_ahead(view: View, life: Life, clause: Proportion) -> bool:
    """Tell whether this side's share done is at least the other's, within the tolerance."""
    mine, theirs = _share(life), _share(view.life(clause.provision))
    if mine is None or theirs is None:
        return False
    slack = clause.tolerance.high if clause.tolerance is not None else None
    return mine + float(slack or 0) >= theirs


def _share(life: Life) -> float | None:
    if life.done is None or life.owed is None or not life.owed.low or life.done.low is None:
        return None
    return float(life.done.low / life.owed.low)


def _start_checked(case: _Case, life: Life) -> Life:
    """Note a beginning that is overdue."""
    for clause in case.clauses:
        if isinstance(clause, StartBy):
            stretch = case.view.stretch(clause.point)
            begun = case.view.state.delivered.get(case.provision.id, ())
            if stretch is None:
                continue
            first = min((d.at for d in begun), default=None)
            if (first if first is not None else case.view.now) > stretch[1]:
                reason = Reason(text="begun late" if begun else "not begun in time",
                                span=clause.span)
                life = life._replace(reasons=(*life.reasons, reason),
                    start_overdue=not begun,
                    late_minutes=(first if first is not None else case.view.now) - stretch[1],
                    state=life.state if begun else LifeState.OVERDUE,
                    due=life.due if life.due is not None else stretch[1],
                )
            elif not begun and life.due is None:
                life = life._replace(due=stretch[1])
    return life


def _performed_early(case: _Case, life: Life) -> Life:
    """Keep what was done although nothing was owed yet."""
    held = case.view.held(case.provision.id, case.area)
    if held is not None:
        life = life._replace(state=LifeState.SUSPENDED)
    deliveries = case.deliveries()
    if not deliveries:
        return life
    total = case.provision.action.quantity
    done = _done(deliveries, total)
    reasons = (*life.reasons, *_delivery_reasons(deliveries))
    life = life._replace(done=done, reasons=reasons)
    is_dated = bool(case.of(Deadline)) and any(c.amount for c in case.clauses if isinstance(c, Deadline))
    if is_dated or case.of(Rate) or done is None or case.provision.modality in _STANDING:
        return life
    if _reaches(done, total or ONE) and not case.of(CertifiedBy):
        return life._replace(state=LifeState.FULFILLED, met=deliveries[-1].at)
    return life


def _overlaid(case: _Case, life: Life, ended: tuple[Instant, str] | None) -> Life:
    """Lay waivers, suspensions and endings over a life."""
    view, provision = case.view, case.provision
    if life.state in DONE or life.state is LifeState.EXERCISED:
        return life
    waiver = view.state.waived.get(provision.id)
    if waiver is not None and waiver.at <= view.now:
        reason = Reason(text="waived", entry=waiver.source)
        return life._replace(state=LifeState.DISCHARGED, reasons=(*life.reasons, reason))
    if ended is not None and not (life.late_since is not None and life.late_since <= ended[0]):
        reason = Reason(text=ended[1], span=provision.span)
        met = tuple(t for t in life.tranches if t.met is not None)
        late = [t.met - t.due for t in met if t.met and t.due is not None and t.met > t.due]
        state = LifeState.DISCHARGED if "displaced" in ended[1] else LifeState.TERMINATED
        return life._replace(
            state=state,
            tranches=met,
            late_minutes=max(late, default=0),
            reasons=(*life.reasons, reason),
        )
    held = view.held(provision.id, case.area)
    if held is not None and (life.late_since is None or life.late_since > held):
        reason = Reason(text="suspended by a power of the text", span=provision.span)
        return life._replace(state=LifeState.SUSPENDED, reasons=(*life.reasons, reason))
    return life

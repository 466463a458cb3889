"""Hold one instance of a provision at a state, and say since when and until when it binds."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, PhaseId, ProvisionId
from servanda.machine.life import Reason
from servanda.machine.recall import ALWAYS_BEFORE
from servanda.machine.state import Delivery
from servanda.machine.view import View
from servanda.model.provisions import (
    Clause,
    Deadline,
    Displaces,
    EffectKind,
    Modality,
    NotBefore,
    OnEach,
    Order,
    OwnSpan,
    PartOf,
    Precedent,
    Provision,
    Survives,
    Trigger,
)
from servanda.model.times import AnchorPoint, Edge


class Case(Struct, frozen=True, kw_only=True):
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
        """Give the performances that belong to this instance, in time.

        Of a procedure they begin with the occurrence that it answers, and end with the act that is all of it:
        what came later changes nothing, unless the text asks in what order all was done, or of what.
        """
        found = self.view.deliveries(self.provision.id)
        if self.since is None:
            is_whole = not self.area and self.actor is None
            return list(found) if is_whole else [d for d in found if self._is_given_by(d)]
        goes_on = any(isinstance(clause, Order | PartOf) for clause in self.clauses)
        ours: list[Delivery] = []
        for place in range(bisect_left(found, self.since, key=_at), len(found)):
            delivery = found[place]
            if self._is_given_by(delivery):
                ours.append(delivery)
                if delivery.is_all_of_it and not goes_on:
                    break
        return ours

    def _is_given_by(self, delivery: Delivery) -> bool:
        """Tell whether a performance is in the area, and by the actor, of this instance."""
        if self.area and delivery.area not in ("", self.area):
            return False
        return self.actor is None or not delivery.by or self.actor in delivery.by


_at = attrgetter("at")


def beginning(case: Case) -> tuple[Instant | None, tuple[Reason, ...], Instant]:
    """Say since when a provision is in effect, or what it waits for, and since when it is owed."""
    provision, view = case.provision, case.view
    began, owed_from = scope(case), ALWAYS_BEFORE
    if began is None:
        where = f"phase {provision.phase} has not begun" if provision.phase else "not in force"
        return None, (Reason(text=where, span=provision.span),), owed_from
    if case.since is not None:
        began = max(began, case.since)
    for clause in case.clauses:
        if isinstance(clause, NotBefore) and provision.modality is Modality.POWER:
            stretch = view.stretch(clause.point)
            if stretch is None or not view.has_come(stretch[0]):
                return None, (Reason(text="it may not be used yet", span=clause.span),), owed_from
        elif isinstance(clause, Trigger | Precedent):
            since = view.first(clause.condition)
            if since is None:
                text = "waits for its trigger" if isinstance(clause, Trigger) else "is not owed yet"
                return None, (Reason(text=f"it {text}", span=clause.span),), owed_from
            began, owed_from = max(began, since), max(owed_from, since)
        elif isinstance(clause, OnEach) and case.since is None:
            return (
                None,
                (Reason(text="nothing has set its clock going", span=clause.span),),
                owed_from,
            )
    return began, (), owed_from


def scope(case: Case) -> Instant | None:
    """Say since when the phase, the agreement or its own span has a provision bind."""
    provision, view = case.provision, case.view
    if provision.phase is not None:
        began = view.log(provision.phase).started
    else:
        began = view.entry.at if view.entry is not None else None
    for clause in case.clauses:
        if isinstance(clause, OwnSpan) and clause.start is not None:
            stretch = view.stretch(clause.start)
            if stretch is None or not view.has_come(stretch[0]):
                return None
            if provision.phase is None:
                began = stretch[0]
            elif began is not None:
                began = max(began, stretch[0])
    return began


class End(NamedTuple):
    """Say when a provision ceased to bind, and why.

    `is_expiry` where it did so after what was due at that instant was tested, as terms run out;
    `is_with_phase` where an act ended its phase, and it was due with that.
    """

    at: Instant
    is_expiry: bool
    why: str
    is_with_phase: bool = False

    def comes_after(self, due: Instant) -> bool:
        """Tell whether what was due at an instant was tested before this end."""
        return due < self.at or (due == self.at and self.is_expiry)


def ending(case: Case) -> End | None:
    """Say when a provision ceased to bind, and why; None while it may."""
    provision, view = case.provision, case.view
    ends: list[End] = []
    for clause in case.clauses:
        if isinstance(clause, OwnSpan) and clause.end is not None:
            stretch = view.stretch(clause.end)
            if stretch is not None and view.is_past(stretch[1]):
                ends.append(End(stretch[1], True, "its own span ended"))
    survives = bool(case.of(Survives))
    revived = revivable(provision)
    for target in (provision.id, *(() if survives else (provision.phase, "agreement"))):
        end = None if target is None or target == revived else view.termination(target, case.area)
        if end is not None and view.has_come(end.at):
            ends.append(End(end.at, False, "terminated by a power of the text"))
    if provision.phase is not None and not survives and provision.phase != revived:
        log = view.log(provision.phase)
        if log.ended is not None:
            how = log.how.value if log.how else ""
            is_due = not log.is_expired and _is_due_with(case, provision.phase)
            is_expiry = is_due or log.is_expired
            ends.append(End(log.ended, is_expiry, f"phase {provision.phase} {how}", is_due))
    for other in view.machine.displacers(provision.id, view.amended):
        ends.extend(displacement(view, provision.id, other))
    return min(ends, key=_first, default=None)


def _first(end: End) -> tuple[Instant, bool, bool]:
    """Put ends in their order; what is over with its phase in some minute is not terminated in it, too."""
    return end.at, end.is_expiry and not end.is_with_phase, not end.is_with_phase


def _is_due_with(case: Case, phase: PhaseId) -> bool:
    """Tell whether a duty is due by the end of its phase, however that comes: it is tested then."""
    points = [c.point for c in case.clauses if isinstance(c, Deadline)]
    return any(
        isinstance(p, AnchorPoint) and p.target == phase and p.edge is Edge.END for p in points
    )


def revivable(provision: Provision) -> str:
    """Name what a power revives: its end leaves that power; empty for any other provision."""
    effect = provision.effect
    return effect.target if effect is not None and effect.kind is EffectKind.REVIVE else ""


def displacement(view: View, provision: ProvisionId, other: Provision) -> list[End]:
    """Say when another provision came into the place of one, and why."""
    clauses = view.machine.clauses(other.id, view.amended)
    found = []
    for clause in clauses:
        if not isinstance(clause, Displaces) or clause.stands_beside:
            continue
        if clause.provision != provision:
            continue
        if clause.start is not None:
            stretch = view.stretch(clause.start)
            at = None if stretch is None else stretch[0]
        else:
            at = scope(Case(view=view, provision=other, clauses=clauses))
        if at is not None and view.has_come(at):
            why = f": {clause.why}" if clause.why else ""
            found.append(End(at, False, f"displaced by {other.id}{why}"))
    return found


def is_replaced(view: View, provision: ProvisionId, heir: Provision) -> bool:
    """Tell whether a provision binds no more beside the one for which what was done under it counts."""
    clauses = view.machine.clauses(heir.id, view.amended)
    if any(isinstance(c, Displaces) and c.provision == provision for c in clauses):
        return bool(displacement(view, provision, heir))
    return scope(Case(view=view, provision=heir, clauses=clauses)) is not None

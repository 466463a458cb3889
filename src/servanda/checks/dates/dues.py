"""Draw the dates by which performances, parts of them, and beginnings are due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from servanda.base.calendar import Duration
from servanda.base.spans import Span
from servanda.checks.dates.compile import Compiler, begun
from servanda.checks.dates.forms import At, Form, Last, Never, Shift
from servanda.model.events import Number
from servanda.model.provisions import (
    Clause,
    Deadline,
    Limit,
    Modality,
    OnEach,
    Precedent,
    Provision,
    Rate,
    RateDelay,
    StartBy,
    Trigger,
)
from servanda.model.provisions import Tranche as Recurring

_TIMES_AT_MOST = 2000
"""As many dates as the machine lays out of one series."""

A_MINUTE = Duration(minutes=1)
"""Acts come before terms run out (S3): what follows on that can be done a minute later."""


class Bound(NamedTuple):
    """Come no earlier than a form: its first minute, or its last one; with the clause that says so."""

    form: Form
    why: str
    span: Span | None = None
    is_last: bool = False


Group = tuple[Bound, ...]
"""Bounds of which one suffices."""


class Due(Struct, frozen=True, kw_only=True):
    """Bound a performance from above: by the last minute of a form.

    `is_raised` where a date that passed before the conditions held falls on the day on which they do;
    `each` names the event each occurrence of which sets its own clock going, and `last` is the last
    date of what falls due again and again; by a date that `is_whole` all must be done.
    """

    node: str
    form: Form
    span: Span
    number: int = 0
    is_raised: bool = False
    is_beginning: bool = False
    floors: Group = ()
    each: str = ""
    last: Form | None = None
    is_whole: bool = False


class DueDrawer:
    """Draw the dates of one provision after the other."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.machine = compiler.machine

    def dues(self, provision: Provision) -> Iterable[Due]:
        """Say by when a performance, each part of it, or its beginning is due."""
        clauses = self.machine.clauses(provision.id)
        if provision.modality is Modality.POWER or any(isinstance(c, Limit) for c in clauses):
            return
        rates = [c for c in clauses if isinstance(c, Rate)]
        each = next((c.event for c in clauses if isinstance(c, OnEach)), "")
        owed = tuple(
            Bound(self.compiler.condition(c.condition), "waits for", c.span)
            for c in clauses
            if isinstance(c, Trigger | Precedent)
        )
        number = 0
        for clause in clauses:
            form = self._due_form(provision, clause, clauses)
            if form is None or (provision.action.per and not isinstance(clause, StartBy)):
                continue
            is_beginning = isinstance(clause, StartBy)
            is_dated = isinstance(clause, Deadline)
            number += not is_beginning
            yield Due(
                node=begun(provision.id) if is_beginning else provision.id,
                form=form,
                span=clause.span,
                number=number,
                is_raised=is_dated and not rates and bool(owed),
                is_beginning=is_beginning,
                floors=owed,
                each=each,
                last=self._last_form(provision, clause, form),
                is_whole=isinstance(clause, Deadline) and clause.amount is None,
            )

    def _due_form(
        self, provision: Provision, clause: Clause, clauses: tuple[Clause, ...]
    ) -> Form | None:
        compiler = self.compiler
        match clause:
            case Deadline(point=point) | StartBy(point=point):
                return None if point is None else compiler.point(point, is_due=True)
            case RateDelay(duration=duration):
                rates = [c for c in clauses if isinstance(c, Rate)]
                if not rates:
                    return None
                return Shift(At(rates[0].provision), duration or Duration())
            case Recurring(start=start) if start is not None:
                return compiler.point(start, is_due=True)
            case Recurring():
                return self._first_of_series(provision, clause, clauses)
            case _:
                return None

    def _last_form(self, provision: Provision, clause: Clause, first: Form) -> Form | None:
        """Say when what falls due again and again does so for the last time."""
        if not isinstance(clause, Recurring):
            return None
        if clause.until is not None:
            return self.compiler.point(clause.until, is_due=True)
        whole, each = provision.action.quantity, clause.amount
        if whole is None or not isinstance(each, Number):
            return Never("it falls due again and again, without end")
        high, low = whole.high, each.value.low
        if high is None or not low:
            return Never("it falls due again and again, how often is not told")
        times = min(int(-(-high // low)), _TIMES_AT_MOST) - 1
        every = clause.every
        return Shift(
            first,
            Duration(
                months=every.months * times,
                days=every.days * times,
                working_days=every.working_days * times,
                minutes=every.minutes * times,
            ),
        )

    def _first_of_series(
        self, provision: Provision, clause: Recurring, clauses: tuple[Clause, ...]
    ) -> Form:
        dated = [
            self.compiler.point(c.point, is_due=True)
            for c in clauses
            if isinstance(c, Deadline) and c.amount is not None and c.point is not None
        ]
        if dated:
            return self.compiler.plus(Last(tuple(dated)), clause.every)
        return self.compiler.plus(At(begun(provision.id)), clause.every)

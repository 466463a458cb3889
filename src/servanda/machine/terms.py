"""Say when the term of a phase is over."""

from __future__ import annotations

from servanda.base.calendar import Instant
from servanda.base.identities import PhaseId
from servanda.machine.lengths import term_from
from servanda.machine.machine import Machine
from servanda.machine.state import State
from servanda.machine.view import View, view_of
from servanda.model.provisions import PhaseTerm


def term_of(machine: Machine, state: State, phase: PhaseId) -> Instant | None:
    """Say when the term of a running phase is over; None where it has none, or has not begun."""
    return view_of(machine, state).term(phase)


def worked_out(view: View, phase: PhaseId) -> Instant | None:
    """Work out when the term of a phase is over, as extended or else by the text."""
    log = view.log(phase)
    if log.extended_to is not None or log.started is None or log.is_without_term:
        return log.extended_to
    machine = view.machine
    terms = [c for c in machine.clauses(phase, view.amended) if isinstance(c, PhaseTerm)]
    ends = []
    for clause in terms:
        if clause.until is not None:
            stretch = view.stretch(clause.until)
            if stretch is not None:
                ends.append(stretch[1])
        elif clause.duration is not None:
            key = (log.started, clause.duration)
            if key not in machine.lengths:
                machine.lengths[key] = term_from(machine, *key)
            ends.append(machine.lengths[key])
    return min(ends, default=None)

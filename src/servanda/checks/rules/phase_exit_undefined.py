"""A phase has no way out, or one that hangs on what nobody is named to decide.

## Why

Where another phase waits for the end of this one, somebody must be able to tell when it has
ended. A phase without a length and without a test ends when everybody says so, which is never; a
test such as "substantial compliance" ends it when the one says so whom the text does not name.

## Example

```pact
agreement example "An example"
party north "North", south "South"
event compliance "substantial compliance" by nobody named
phase one "Disarmament"
  starts on entry into force
  ends when compliance
phase two "Exit"
  starts when one has ended
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
monitor panel "Panel"
event compliance "the panel finds substantial compliance" by panel
phase one "Disarmament"
  starts on entry into force
  ends when compliance
phase two "Exit"
  starts when one has ended
```

## Known problems

A last phase without an end is left alone: many settlements are meant to last. A test that is
some party's act is taken as telling, although the other side may dispute it.

## Source

Agreement of 15 January 2025 (PA-X 2801), whose second phase has no test of its own;
Comprehensive Agreement on the Bangsamoro (2014), where nobody certifies one side's share.
"""

from collections.abc import Iterator

from servanda.base.spans import Span
from servanda.checks.clauses import anchors, asked, asks, clauses_of, described, event_named
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Guard
from servanda.model.events import Event, Manner
from servanda.model.provisions import EndsWhen, Phase, PhaseStart, PhaseTerm, RunsOn, Then
from servanda.model.times import Condition, Edge, Status

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report phases that others wait for and that cannot be told to have ended."""
    for phase in agreement.phases.values():
        waiting = _waiting(agreement, phase)
        if waiting is not None and not _has_exit(phase):
            yield finding(
                RULE,
                phase.span,
                f"phase `{phase.id}` has no end, and `{waiting.id}` waits for it",
                help="write `lasts DURATION`, `ends when CONDITION` or `then PHASE` below it",
                labels=(Label(span=waiting.span, message=f"waits for the end of `{phase.id}`"),),
            )
        for condition, span, under, edge in _edges(phase):
            event = _by_nobody(agreement, condition)
            if event is not None:
                yield _hangs_on(agreement, f"{edge} of phase `{phase.id}`", event, span, under)


def _hangs_on(
    agreement: Agreement, edge: str, event: Event, span: Span, under: Guard
) -> Diagnostic:
    return finding(
        RULE,
        span,
        f"the {edge} hangs on `{event.id}`, which nobody is named to decide",
        note=f"under {described(under)}" if under.options else "",
        help=_help(agreement, event),
        labels=(Label(span=event.span, message="declared here"),),
    )


def _help(agreement: Agreement, event: Event) -> str:
    process, _, edge = event.id.rpartition(".")
    if process in agreement.processes:
        return f"name who decides: `{edge} by ACTOR` below `process {process}`"
    return f'name who decides: `event {event.id} "…" by ACTOR`'


def _waiting(agreement: Agreement, phase: Phase) -> Phase | None:
    """Find a phase that starts only once this one has ended."""
    for other in agreement.phases.values():
        for clause in clauses_of(other, PhaseStart):
            if clause.condition is not None and any(
                asks(part, phase.id, Status.ENDED, Status.LAPSED)
                for part in asked(clause.condition)
            ):
                return other
            if clause.point is not None and any(
                anchor.target == phase.id and anchor.edge is Edge.END
                for anchor in anchors(clause.point)
            ):
                return other
    return None


def _has_exit(phase: Phase) -> bool:
    return any(isinstance(clause, PhaseTerm | EndsWhen | Then) for clause in phase.clauses)


def _edges(phase: Phase) -> Iterator[tuple[Condition, Span, Guard, str]]:
    """Give the conditions by which a phase starts or ends."""
    for clause in phase.clauses:
        if isinstance(clause, EndsWhen | RunsOn | Then) and clause.condition is not None:
            yield clause.condition, clause.span, clause.under, "end"
        elif isinstance(clause, PhaseStart) and clause.condition is not None:
            yield clause.condition, clause.span, clause.under, "start"


def _by_nobody(agreement: Agreement, condition: Condition) -> Event | None:
    """Find an event in a condition for which the text names nobody."""
    for part in asked(condition):
        process = agreement.processes.get(part.target)
        name = process.ended if process is not None else part.target
        event = event_named(agreement, name)
        if event is not None and event.agency.manner is Manner.UNNAMED:
            return event
    return None

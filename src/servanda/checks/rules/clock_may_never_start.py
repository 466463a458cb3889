"""A clock counts from something that nobody has a duty to bring about.

## Why

"The first day after withdrawal" is no date until somebody withdraws, and where a certificate
starts the clock, until somebody certifies. If the text obliges nobody to do that, the duty
behind the clock never falls due, and nobody is ever late. In Minsk II the dialogue on elections
and the release of all prisoners hang on a withdrawal that nobody ever certified.

## Example

```pact
agreement example "An example"
party north "North", south "South"
monitor mission "Mission"
event certified "the withdrawal is certified" by mission
release: south must release everybody it holds; by 5 days after certified
```

Mended: somebody must bring it about.

```pact
agreement example "An example"
party north "North", south "South"
monitor mission "Mission"
event certified "the withdrawal is certified" by mission
release: south must release everybody it holds; by 5 days after certified
verify: mission must certify or refuse; by 2025-03-01; done when certified
```

## Known problems

A duty that only comes into being with the event (`once`, `provided that`, `on each`, or a phase
that starts with it) is left alone: there the text says openly that it depends. So is a clock
that counts from what the world brings about, such as the end of a year, and one with an earlier
fixed date beside it (`the earlier of …`).

## Source

Package of Measures, Minsk, 12 February 2015, points 4 and 6; R-ARCSS 2018, 2.1.5, counts its
clocks from the signature, which cannot fail to come.
"""

from collections.abc import Iterator

from servanda.checks.clauses import (
    anchors,
    asked,
    asks,
    certain,
    clauses_of,
    described,
    event_named,
    is_dated,
    phase_of,
    provision_named,
)
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.events import Event, Manner
from servanda.model.provisions import (
    Clause,
    Deadline,
    DoneWhen,
    Modality,
    OnEach,
    PhaseStart,
    Precedent,
    Provision,
    StartBy,
    Trigger,
)
from servanda.model.times import AnchorPoint, Edge, Passed, Status

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_OWED = (Modality.DUTY, Modality.PREVENT, Modality.PROCURE, Modality.MAINTAIN)

Clock = tuple[Provision, Clause]


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report, for each thing that nobody must bring about, the clocks that count from it."""
    clocks: dict[str, list[Clock]] = {}
    for provision in agreement.provisions.values():
        if provision.modality not in _OWED:
            continue
        given = _given(agreement, provision)
        for clause in provision.clauses:
            if not isinstance(clause, Deadline | StartBy) or clause.point is None:
                continue
            for anchor in anchors(clause.point):
                if anchor.target not in given and _is_idle(agreement, anchor):
                    clocks.setdefault(anchor.target, []).append((provision, clause))
    for target, found in clocks.items():
        yield _finding(agreement, target, found)


def _finding(agreement: Agreement, target: str, clocks: list[Clock]) -> Diagnostic:
    provisions = quoted(provision.id for provision, _ in clocks)
    event = event_named(agreement, target)
    place = event or provision_named(agreement, target)
    readings = {described(clause.under) for _, clause in clocks}
    return finding(
        RULE,
        clocks[0][1].span,
        f"the clock of {provisions} counts from `{target}`, {_why(event)}",
        help=_help(target, event),
        note=f"only under {', '.join(sorted(readings))}" if all(readings) else "",
        labels=(
            *(Label(span=clause.span, message="and counted here") for _, clause in clocks[1:]),
            *([Label(span=place.span, message=f"`{target}` is declared here")] if place else []),
        ),
    )


def _help(target: str, event: Event | None) -> str:
    first = f"give `{target}` a date of its own (`by DATE` below it),"
    if event is not None:
        first = f"oblige somebody to bring it about (`… must …; by DATE; done when {target}`),"
    return f"{first}\nor add a date here: `by the earlier of DATE and …`"


def _why(event: Event | None) -> str:
    if event is None:
        return "which has no date of its own"
    if event.agency.manner is Manner.UNNAMED:
        return "which nobody is named to bring about"
    return "which nobody has a duty to bring about"


def _given(agreement: Agreement, provision: Provision) -> set[str]:
    """Give what has happened in any case once the provision is in effect."""
    conditions = [c.condition for c in clauses_of(provision, Trigger)]
    conditions.extend(c.condition for c in clauses_of(provision, Precedent))
    found: set[str] = {clause.event for clause in clauses_of(provision, OnEach)}
    phase = phase_of(agreement, provision)
    starts = list(clauses_of(phase, PhaseStart)) if phase is not None else []
    if len(starts) == 1:
        if starts[0].condition is not None:
            conditions.append(starts[0].condition)
        if starts[0].point is not None:
            found |= {anchor.target for anchor in anchors(starts[0].point)}
    for condition in conditions:
        for part in certain(condition):
            if not isinstance(part, Passed):
                found.add(part.target)
    return found


def _is_idle(agreement: Agreement, anchor: AnchorPoint) -> bool:
    """Tell whether nobody has to bring about what a clock counts from."""
    event = event_named(agreement, anchor.target)
    if event is not None:
        is_ours = event.agency.manner is not Manner.WORLD
        return is_ours and not _is_owed(agreement, event)
    provision = provision_named(agreement, anchor.target)
    if provision is None or anchor.edge is Edge.START:
        return False
    return provision.modality not in _OWED or not is_dated(provision)


def _is_owed(agreement: Agreement, event: Event) -> bool:
    """Tell whether some duty is done by this event."""
    process, _, edge = event.id.rpartition(".")
    wanted = Status.OPEN if edge == "opened" else Status.ENDED
    return any(
        asks(part, event.id, Status.HAPPENED) or asks(part, process, wanted)
        for provision in agreement.provisions.values()
        if provision.modality in _OWED
        for clause in clauses_of(provision, DoneWhen)
        for part in asked(clause.condition)
    )

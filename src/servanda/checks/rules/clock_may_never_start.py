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

from servanda.checks.clauses import described, event_named, provision_named
from servanda.checks.clocks import IdleClock, idle_clocks
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.events import Event, Manner

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report, for each thing that nobody must bring about, the clocks that count from it."""
    for idle in idle_clocks(agreement):
        yield _finding(agreement, idle)


def _finding(agreement: Agreement, idle: IdleClock) -> Diagnostic:
    target, clocks = idle.target, idle.clocks
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

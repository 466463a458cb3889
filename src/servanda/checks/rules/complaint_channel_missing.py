"""There is a monitor, and nobody may bring a complaint to it.

## Why

A monitor that only reports what it sees itself misses what happens elsewhere. Who may complain,
to whom, and by when it must be looked into keeps a grievance inside the agreement.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
monitor mission "Mission"
truce: north and south each must not attack the other
access: north and south each must give mission access to every place
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
monitor mission "Mission"
truce: north and south each must not attack the other
access: north and south each must give mission access to every place
complaints: north and south each may lodge a complaint with mission
```

## Known problems

A text without any monitor is left to `no-monitor`. The words are English.

## Source

CTSAMVM, operations: parties, the public and third parties may allege a violation; Digital
Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 6.2.2-04 and 6.2.2-05.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, mentions, monitors
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_COMPLAINTS = (
    "complain*",
    "allegation*",
    "alleged",
    "violation*",
    "breach*",
    "grievance*",
    "incident*",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first monitor of a ceasefire that takes no complaints."""
    found = monitors(agreement)
    if not found or not is_ceasefire(agreement) or mentions(agreement, _COMPLAINTS):
        return
    first = agreement.actors[found[0]]
    yield finding(
        RULE,
        first.span,
        f"nobody may bring an alleged violation before `{first.id}` or anybody else",
        help=f"write `complaints: … each may lodge a complaint with {first.id}`, and by when it "
        "must answer",
    )

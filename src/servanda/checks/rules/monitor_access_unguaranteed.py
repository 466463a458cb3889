"""A monitor is to watch, and nobody has a duty to let it in.

## Why

Most reports of monitoring missions end with where they could not go. A monitor whose freedom of
movement is nobody's duty can be stopped at any roadblock, and nobody is in breach.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
monitor mission "Mission"
truce: north and south each must not attack the other
watch: mission must watch the line
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
monitor mission "Mission"
truce: north and south each must not attack the other
watch: mission must watch the line
access: north and south each must give mission access to every place at any time
```

## Known problems

Any provision that speaks of access, of free movement or of obstruction counts. A guarantee in
another text (a mandate, a status agreement) is not seen. The words are English.

## Source

Agreement on Cessation of Hostilities in South Sudan (2017), article 10.6; UNMISS (2016) on
denials of access to ceasefire monitors; OSCE Special Monitoring Mission, reports on restrictions
of movement.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, mentions
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Role
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_ACCESS = (
    "access",
    "freedom of movement",
    "free movement",
    "move freely",
    "unhindered",
    "unimpeded",
    "unrestricted",
    "obstruct*",
    "hinder*",
    "admit*",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the monitors of a ceasefire in a text that gives them no access."""
    found = [a for a in agreement.actors.values() if Role.MONITOR in a.roles]
    if not found or not is_ceasefire(agreement) or mentions(agreement, _ACCESS):
        return
    first, *others = found
    yield finding(
        RULE,
        first.span,
        f"nobody has a duty to give {quoted(a.id for a in found)} access",
        help=f"write `access: … each must give {first.id} access to every place at any time`",
        labels=tuple(
            Label(span=a.span, message="nor this monitor")
            for a in others
            if a.span.line != first.span.line
        ),
    )

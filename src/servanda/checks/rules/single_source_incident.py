"""An incident is called corroborated or attributed on one source only.

## Why

To corroborate is to hear it a second time, from somebody who did not hear it from the first. One
source, however good, makes an incident reported or observed.

## Example

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
monitor mission "Mission"
source daily "Daily report of the mission"
truce: north and south each must not attack the other
2025-02-01 incident north against truce corroborated by mission [daily, verified]
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
monitor mission "Mission"
source daily "Daily report of the mission"
source ward "Register of the hospital"
truce: north and south each must not attack the other
2025-02-01 incident north against truce corroborated by mission [daily, verified] [ward, verified]
```

## Known problems

A report that rests on many observations is one source here; then the state `observed` fits.
Sources that copy one another count as several.

## Source

OSCE Special Monitoring Mission, daily reports, which count casualties as corroborated and not as
reported.
"""

from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Incident, IncidentState

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_STRONG = (IncidentState.CORROBORATED, IncidentState.ATTRIBUTED)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report incidents in a strong state that fewer than two sources carry."""
    for entry in agreement.entries:
        if not isinstance(entry.what, Incident) or entry.what.state not in _STRONG:
            continue
        number = len(_voices(entry))
        if number < 2:
            yield finding(
                RULE,
                entry.span,
                f"the incident is {entry.what.state.value} on {'one source' if number else 'none'}",
                expected="two sources that do not depend on each other",
                help="cite the second source, or write `reported` or `observed`",
            )


def _voices(entry: Entry) -> set[str]:
    """Give the sources of an entry; observers count where they are more than the sources."""
    sources = {str(c.source) for c in entry.citations if c.source is not None}
    observers = {str(actor) for actor in entry.by}
    return observers if len(observers) > len(sources) else sources

"""Nobody is named who settles a dispute about what the text means.

## Why

Every agreement is read in two ways sooner or later. If nobody may settle which reading holds,
the stronger side's does, or the guns decide. A joint commission, a mediator, a court: almost any
is better than none.

## Example

```pact
agreement example "An example"
party north "North", south "South"
ambiguity hill "Does the hill lie inside the line?"
  reading inside "it does"; held by north
  reading outside "it does not"; held by south
leave: north must leave the zone; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
actor chair "Chair"
ambiguity hill "Does the hill lie inside the line?"
  reading inside "it does"; held by north
  reading outside "it does not"; held by south
leave: north must leave the zone; by 2025-03-01
disputes: chair must settle disputes about the meaning of the text; by 14 days after signature
```

## Known problems

Any provision or title of a body that speaks of disputes, interpretation or arbitration counts. A
text with one party, or none, is left alone. The words are English.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), section 6.2.5.
"""

from collections.abc import Iterator

from servanda.checks.clauses import mentions, parties
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import counted, has_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)

DISPUTES = (
    "dispute",
    "disputes",
    "interpret*",
    "arbitra*",
    "conciliat*",
    "differences",
    "disagreement*",
    "adjudicat*",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a text between several parties in which nobody settles disputes."""
    if len(parties(agreement)) < 2 or mentions(agreement, DISPUTES):
        return
    if any(has_word(actor.title, DISPUTES) for actor in agreement.actors.values()):
        return
    declared = [a for a in agreement.ambiguities.values() if not a.is_implicit]
    held = [a for a in declared if sum(bool(reading.held_by) for reading in a.readings) > 1]
    number = counted(len(declared), "question of reading is", "questions of reading are")
    yield finding(
        RULE,
        agreement.header.span,
        "nobody is named who settles a dispute about what the text means",
        note=f"{number} declared open" if declared else "",
        help="name who does, and what happens if they cannot agree:\n"
        "`disputes: BODY must settle disputes about the meaning of the text; by …; otherwise …`",
        labels=tuple(Label(span=a.span, message="read in two ways") for a in held[:2]),
    )

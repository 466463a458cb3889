"""A ceasefire says nothing of the people who fled or who live there.

## Why

People go home on the first quiet day, by roads that the text did not think of, towards soldiers
who have no orders about them. On the last day of the sixty days in Lebanon they walked to the
villages that had not been left, and were shot at.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
group displaced "Displaced people"
truce: north and south each must not attack the other
return: displaced may return to their homes by the coast road; from 2025-03-01
```

## Known problems

One mention of civilians, of the displaced or of a return is enough to silence the rule. The
words are English.

## Source

R-ARCSS 2018, 2.1.1; agreement of 15 January 2025 (PA-X 2801), section 7.
"""

from collections.abc import Iterator

from servanda.checks.clauses import actors_named, is_ceasefire, mentions, truces
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_PEOPLE = ("civilian*", "displaced", "refugee*", "resident*", "inhabitants", "population", "homes")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header of a ceasefire in which no provision speaks of civilians or of return."""
    if not is_ceasefire(agreement) or not truces(agreement) or mentions(agreement, _PEOPLE):
        return
    bound = {actor for p in agreement.provisions.values() for actor in p.agency.actors}
    if any(has_word(actor.title, _PEOPLE) for actor in actors_named(agreement, bound)):
        return
    yield finding(
        RULE,
        agreement.header.span,
        "no provision speaks of civilians, or of the return of those who fled",
        help="say who may return, by which way, from when, and who must let them:\n"
        '`return: … may return to their homes; from POINT; place "…"`',
    )

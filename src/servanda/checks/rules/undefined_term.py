"""A duty turns on a term that has no fixed edge and that nothing defines.

## Why

"Populated areas", "substantial compliance", "illegal groups": each side sees a different edge,
and the duty is kept or broken by the edge. A term that cannot be defined now can be declared
open: then every answer that depends on it says so.

## Example

```pact
agreement example "An example"
party north "North"
back: north must withdraw from the populated areas; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
back: north must withdraw from the populated areas; by 2025-03-01
open word populated-areas "Which areas are populated?"; about back
```

## Known problems

The list holds terms over which agreements have been disputed; it is short, and English. An
ambiguity about the provision counts as known, whatever it asks. So does a definition in `words`.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), section 9, on
definitions; Mediation Support Network (CSS/ETH), on fixing the terms in the text.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, is_questioned
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality, Particular

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_EDGELESS = (
    "populated areas",
    "populated area",
    "substantial compliance",
    "illegal armed group*",
    "illegal group*",
    "foreign formations",
    "foreign forces",
    "terrorist*",
    "sustainable calm",
    "normal life",
    "international standards",
    "appropriate measures",
    "necessary measures",
    "legitimate needs",
    "vital interests",
    "offensive operations",
    "provocation*",
    "provocative",
    "complete and unequivocal",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the terms of the list where neither an open word nor a definition stands by them."""
    for provision in agreement.provisions.values():
        if provision.modality is Modality.RECOMMENDATION or is_questioned(agreement, provision):
            continue
        if any(clause.keyword == "words" for clause in clauses_of(provision, Particular)):
            continue
        term = first_word(provision.action.words, _EDGELESS)
        if term:
            cited = article(provision)
            name = term.replace(" ", "-")
            yield finding(
                RULE,
                provision.span,
                f'`{provision.id}` turns on "{term}", which nothing defines',
                found=term,
                note=f"cites {cited}" if cited else "",
                help='define it with `words "…"`, or declare it open:\n'
                f'`open word {name} "What is meant?"; about {provision.id}`',
            )

"""A duty names nobody who owes it.

## Why

"Aid shall be delivered" binds no one: nobody can be late with it, and nobody can be asked. Of
3,903 provisions of peace agreements sampled from PA-X, 184 say that something "shall be done"
and name no one who does it.

## Example

```pact
agreement example "An example"
party north "North"
aid: unnamed must deliver aid to the valley; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
aid: north must deliver aid to the valley; by 2025-03-01
```

## Known problems

Who is named only under one reading is not named: the finding says which reading it is. What
`should` be done binds nobody anyway and is left alone.

## Source

Haysom and Hottinger, Do's and Don'ts of Sustainable Ceasefire Agreements, section 1.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, described, is_unnamed
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import BorneBy, Modality, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_FREE = (Modality.RECOMMENDATION, Modality.POWER)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties and prohibitions whose addressee the text leaves unnamed."""
    for provision in agreement.provisions.values():
        if provision.modality in _FREE or not is_unnamed(provision):
            continue
        cited = article(provision)
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` names nobody who owes it",
            note=f"cites {cited}" if cited else "",
            help=_help(provision),
            labels=tuple(
                Label(
                    span=clause.span,
                    message=f"{quoted(clause.agency.actors)}, only under {described(clause.under)}",
                )
                for clause in clauses_of(provision, BorneBy)
            ),
        )


def _help(provision: Provision) -> str:
    if any(True for _ in clauses_of(provision, BorneBy)):
        return "name who must do it; as it stands, under the other readings nobody must"
    return (
        "name who must do it; if the text is silent on purpose, give the question its readings:\n"
        f'`ambiguity NAME "Who must?"; about {provision.id}`, `under READING: assigned to ACTOR`'
    )

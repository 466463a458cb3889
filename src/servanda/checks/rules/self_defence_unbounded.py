"""Self-defence is excepted from a truce, and nobody is named who judges it or hears of it.

## Why

Whoever judges his own self-defence has no ceasefire. The exception need not be narrow, but
somebody other than the shooter must learn of each use, or say what counts as imminent. In
Lebanon after November 2024 one side took the clause to cover threats as they develop; the other,
and the UN force, counted every such strike as a violation.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
  except self-defence "an imminent threat"
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
monitor mission "Mission"
truce: north and south each must not attack the other
  except self-defence "an imminent threat"
  assessed by mission
```

## Known problems

A definition in the title of the exception is not recognised; name who assesses it, or `reported
to` somebody. The words are English.

## Source

Announcement of a cessation of hostilities, Israel and Lebanon, 27 November 2024, point 4, and
the record of the year that followed.
"""

from collections.abc import Iterator

from servanda.checks.clauses import clauses_of
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Clause, ExceptionTo, Modality, Particular, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_DEFENCE = ("self-defen*", "self defen*", "imminent", "hostile intent", "legitimate defen*")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report exceptions and liberties of self-defence that nobody assesses or is told of."""
    for provision in agreement.provisions.values():
        if _is_bounded(provision):
            continue
        for clause, text in _defences(provision):
            yield finding(
                RULE,
                clause.span if clause is not None else provision.span,
                f"`{provision.id}` leaves self-defence to the judgement of whoever claims it",
                found=text,
                help="name who judges it (`assessed by ACTOR`), or who must be told (`reported to "
                "ACTOR`),\nand say in the title what counts as a threat",
                labels=()
                if clause is None
                else (Label(span=provision.span, message="the prohibition it opens"),),
            )


def _defences(provision: Provision) -> Iterator[tuple[Clause | None, str]]:
    for clause in clauses_of(provision, ExceptionTo):
        word = first_word(f"{clause.name} {clause.title}", _DEFENCE)
        if word and clause.assessed_by is None:
            yield clause, word
    if provision.modality is Modality.POWER and provision.effect is None:
        word = first_word(provision.action.words, _DEFENCE)
        if word:
            yield None, word


def _is_bounded(provision: Provision) -> bool:
    return any(
        clause.keyword in ("assessed by", "reported to", "verified by") and clause.actors
        for clause in clauses_of(provision, Particular)
    )

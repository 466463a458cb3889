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

A definition in the title of the exception is not recognised. The words are English.

## Source

Announcement of a cessation of hostilities, Israel and Lebanon, 27 November 2024, point 4, and
the record of the year that followed.
"""

from collections.abc import Iterator

from servanda.checks.clauses import bearers, clauses_of
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import ExceptionTo, Modality, Particular, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_DEFENCE = ("self-defen*", "self defen*", "imminent", "hostile intent", "legitimate defen*")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report exceptions of self-defence that nobody else judges; without any, liberties of it."""
    found = [
        (provision, clause.span, word)
        for provision in agreement.provisions.values()
        for clause in clauses_of(provision, ExceptionTo)
        if (word := first_word(f"{clause.name} {clause.title}", _DEFENCE))
    ]
    found = found or [
        (provision, provision.span, word)
        for provision in agreement.provisions.values()
        if provision.modality is Modality.POWER
        and provision.effect is None
        and (word := first_word(provision.action.words, _DEFENCE))
    ]
    for provision, span, word in found:
        if not _is_bounded(provision):
            yield finding(
                RULE,
                span,
                f"`{provision.id}` leaves self-defence to the judgement of whoever claims it",
                found=word,
                help="name another who judges it (`assessed by ACTOR`) or is told of each case\n"
                "(`reported to ACTOR`), and say what counts as a threat",
                labels=tuple(
                    Label(span=clause.span, message="judged by the one who acts")
                    for clause in _judges(provision)
                ),
            )


def _is_bounded(provision: Provision) -> bool:
    """Tell whether somebody other than the one who acts judges it, or is told of it."""
    return any(set(clause.actors) - set(bearers(provision)) for clause in _judges(provision))


def _judges(provision: Provision) -> Iterator[Particular]:
    for clause in clauses_of(provision, Particular):
        if clause.keyword in ("assessed by", "reported to", "verified by") and clause.actors:
            yield clause

"""A dispute is settled only if those who have it agree, and nothing follows if they do not.

## Why

Two sides that agree have no dispute. A clause that refers their dispute to themselves, or to a
committee of both that decides by consensus, needs a next step with a day: a mediator, a higher
level, a default.

## Example

```pact
agreement example "An example"
party north "North", south "South"
disputes: north and south jointly must settle disputes about the text
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
actor chair "Chair"
disputes: north and south jointly must settle disputes about the text
  by 14 days after signature
  otherwise refer
refer: chair must decide the dispute; by 28 days after signature
```

## Known problems

A body is taken to be of the disputing parties if two parties are among its members. Steps that
follow in words only (`otherwise "…"`) count as steps.

## Source

A draft for South Sudan of 2018 has the ladder: a workshop, then the joint commission, then the
presidency.
"""

from collections.abc import Iterator

from servanda.checks.clauses import actors_named, clauses_of, parties
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor
from servanda.model.agreement import Agreement
from servanda.model.events import Manner
from servanda.model.provisions import Otherwise, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_DISPUTES = ("dispute", "disputes", "interpret*", "differences", "disagreement*")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report provisions on disputes that the disputing parties must agree to use."""
    for provision in agreement.provisions.values():
        if not has_word(provision.action.words, _DISPUTES):
            continue
        if any(True for _ in clauses_of(provision, Otherwise)):
            continue
        body = _of_both(agreement, provision)
        if body is None and not _is_joint(agreement, provision):
            continue
        who = f"`{body.id}`, which decides by consensus," if body else "the parties themselves"
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` leaves disputes to {who} and has no next step",
            help="say what follows without agreement: a day, then `otherwise NAME` with another "
            "who decides",
            labels=(Label(span=body.span, message="composed here"),) if body else (),
        )


def _is_joint(agreement: Agreement, provision: Provision) -> bool:
    both = set(provision.agency.actors) & set(parties(agreement))
    return provision.agency.manner in (Manner.JOINTLY, Manner.ALL) and len(both) > 1


def _of_both(agreement: Agreement, provision: Provision) -> Actor | None:
    """Find a body that decides by consensus and in which two parties sit."""
    for actor in actors_named(agreement, provision.agency.actors):
        rule = actor.rule
        if rule is None:
            continue
        members = set(actor.members) | set(rule.named)
        if rule.needs_everyone and len(members & set(parties(agreement))) > 1:
            return actor
    return None

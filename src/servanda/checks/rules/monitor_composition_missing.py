"""A monitor is named, and nobody is said to be in it, to chair it or to appoint it.

## Why

A body without members does not meet. Who sits in it, who has the chair and who appoints them are
quarrelled over for weeks, and those weeks are the first of the ceasefire.

## Example

```pact
agreement example "An example"
party north "North", south "South"
monitor panel "Monitoring panel"
watch: panel must watch the line
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
actor norway "Norway"
monitor panel "Monitoring panel"; members north, south, norway
watch: panel must watch the line
```

## Known problems

An organisation that exists apart from the text needs no members: the United Nations, the Red
Cross and regional organisations are left alone, and so is a title in capitals, such as UNIFIL.
The composition may stand in a text that is not shown.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), section 6.1.
"""

from collections.abc import Iterator

from servanda.checks.clauses import monitors
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_BODIES = (Role.MONITOR, Role.BODY, Role.GROUP)
_STANDING = (Role.PARTY, Role.GUARANTOR, Role.MEDIATOR, Role.PERSON)


_EXISTING = ("united nations", "organization", "organisation", "red cross", "union", "league")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report monitors of whose inside the text says nothing."""
    for name in monitors(agreement):
        actor = agreement.actors[name]
        if not _is_body(actor) or _is_composed(agreement, actor):
            continue
        yield finding(
            RULE,
            actor.span,
            f"the text does not say who sits in `{name}`, nor who appoints it",
            help="write `members A, B, C` below it, and how it decides: `decides by majority`",
        )


def _is_body(actor: Actor) -> bool:
    if actor.title.isupper() or has_word(actor.title, _EXISTING):
        return False
    return not set(actor.roles).isdisjoint(_BODIES) and set(actor.roles).isdisjoint(_STANDING)


def _is_composed(agreement: Agreement, actor: Actor) -> bool:
    if actor.members or actor.office or actor.rule is not None:
        return True
    return any(
        membership.body == actor.id
        for other in agreement.actors.values()
        for membership in other.memberships
    )

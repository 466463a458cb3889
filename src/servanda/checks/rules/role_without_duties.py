"""A guarantor, witness, mediator or monitor is named, and the text gives it nothing to do.

## Why

A guarantee that guarantees nothing is a signature. When the text is broken, those who relied on
the guarantor learn what it was worth: it may do what it likes, or nothing.

## Example

```pact
agreement example "An example"
party north "North", south "South"
guarantor east "East"
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
guarantor east "East"
truce: north and south each must not attack the other
guarantee: east must convene both sides; by 2 days after truce
```

## Known problems

Whoever brings about an event, verifies, is a member of a body that has something to do, or is
told of something has a task, however small.

## Source

PA-X v10, where the parties' fields of 2,257 agreements name witnesses (418), facilitators,
mediators, observers and guarantors; Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights
Center, UC Berkeley), 10.0-02.
"""

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.clauses import bearers, clauses_of, verifiers
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.provisions import OnRecommendation, Particular

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_ROLES = (
    Role.GUARANTOR,
    Role.WITNESS,
    Role.MEDIATOR,
    Role.FACILITATOR,
    Role.MONITOR,
    Role.CARRIER,
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report those with a role and without a task, in one finding."""
    busy = _busy(agreement)
    idle = [
        (actor, role)
        for actor in agreement.actors.values()
        for role in actor.roles
        if role in _ROLES and actor.id not in busy
    ]
    if not idle:
        return
    (first, role), *others = idle
    names = quoted(actor.id for actor, _ in idle)
    yield finding(
        RULE,
        first.span,
        f"the text gives {names} a role and nothing to do",
        found=role.value,
        help=f"write what it must do (`NAME: {first.id} must …`), or leave the role out",
        labels=tuple(
            Label(span=actor.span, message=each.value)
            for actor, each in others
            if actor.span.line != first.span.line
        ),
    )


def _busy(agreement: Agreement) -> set[ActorId]:
    """Give whoever has a task, with the members of bodies that have one."""
    found: set[ActorId] = set()
    for event in agreement.events.values():
        found.update(event.agency.actors)
    for provision in agreement.provisions.values():
        found.update(bearers(provision))
        found.update(verifiers(provision))
        found.update(provision.creditors)
        found.update(clause.actor for clause in clauses_of(provision, OnRecommendation))
        for clause in clauses_of(provision, Particular):
            found.update(clause.actors)
    for actor in agreement.actors.values():
        if actor.id in found:
            found.update(actor.members)
            found.update(actor.rule.named if actor.rule is not None else ())
    return found

"""Somebody is said to have acted against the text whom nothing in the text binds.

## Why

The record knows an armed actor that the agreement does not. Its acts will be counted against
somebody all the same: against an ally, or against the ceasefire. Either somebody answers for it,
or the record should say that it stands outside.

## Example

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
actor band "Hill band"
source press "Press reports"
truce: north and south each must not attack the other
2025-02-01 incident band against truce reported by north [press, verified]
```

Mended:

```pact
agreement example "An example"
  in force on 2025-01-19 11:15
party north "North", south "South"
actor band "Hill band"; answered for by south
source press "Press reports"
truce: north and south each must not attack the other
2025-02-01 incident band against truce reported by north [press, verified]
```

## Known problems

Each actor is reported once, at the first incident. A member of a bound group is bound, and so is
someone whose acts a party must prevent or procure.

## Source

CTSAMVM reports of 2019, which investigate groups that had not signed.
"""

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.clauses import DUTIES, actors_named, bearers
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor
from servanda.model.agreement import Agreement
from servanda.model.entries import Incident

RULE = rule_of(__name__, __doc__, Severity.NOTE)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report, at its first incident, each actor whom no provision binds."""
    bound = _bound(agreement)
    seen: set[ActorId] = set()
    for entry in agreement.entries:
        if not isinstance(entry.what, Incident):
            continue
        for actor in actors_named(agreement, entry.actors):
            name = actor.id
            if name in seen or name in bound or _stands_for(actor, bound):
                continue
            seen.add(name)
            yield finding(
                RULE,
                entry.span,
                f"`{name}` is said to have acted against `{entry.what.provision}`, and nothing "
                "binds it",
                help=f"say who answers for it: `answered for by ACTOR` below `{name}`,\n"
                f"or bind it: `NAME: ACTOR must prevent {name} from …`",
                labels=(Label(span=actor.span, message="declared here"),),
            )


def _bound(agreement: Agreement) -> set[ActorId]:
    found: set[ActorId] = set()
    for provision in agreement.provisions.values():
        if provision.modality in DUTIES:
            found.update(bearers(provision))
            found.update(ActorId(name) for name in provision.action.target.split(","))
    for actor in agreement.actors.values():
        if actor.id in found:
            found.update(actor.members)
    return found


def _stands_for(actor: Actor, bound: set[ActorId]) -> bool:
    """Tell whether somebody who is bound answers for an actor, or has it among his own."""
    others = {*actor.speaks_for, *(membership.body for membership in actor.memberships)}
    return actor.answered_for_by is not None or not others.isdisjoint(bound)

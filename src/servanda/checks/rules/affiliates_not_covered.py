"""A party has allied forces, and nothing binds them or makes anybody answer for them.

## Why

The truce of the one who signs ends where his allies begin to shoot. R-ARCSS binds "all forces or
militias allied to either Party"; a text that leaves them out leaves the question whose shot it
was.

## Example

```pact
agreement example "An example"
party north "North", south "South"
actor band "Hill band"; allied to south
truce: north and south each must not attack the other
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
actor band "Hill band"; allied to south
truce: north and south each must not attack the other
band-truce: south must prevent band from attacking north
```

## Known problems

Only allies of parties are looked at (`allied to`). An ally that is party itself, that is a
member of a group that is bound, or for whom somebody answers (`answered for by`), is covered.

## Source

Revitalised Agreement on the Resolution of the Conflict in the Republic of South Sudan (2018),
2.1.3 and 2.1.4; Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC
Berkeley), section 4 and clause 10.0-09.
"""

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.clauses import DUTIES, bearers, parties
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the allies of parties that no duty reaches."""
    principals = parties(agreement)
    bound = _bound(agreement)
    for actor in agreement.actors.values():
        allies = [party for party in actor.allied_to if party in principals]
        if not allies or actor.id in bound or actor.answered_for_by is not None:
            continue
        yield finding(
            RULE,
            actor.span,
            f"`{actor.id}` is allied to {quoted(allies)}, and no duty binds it or answers for it",
            help=f"write `answered for by {allies[0]}` below it,\n"
            f"or a duty: `NAME: {allies[0]} must prevent {actor.id} from …`",
            labels=tuple(
                Label(span=agreement.actors[party].span, message="its ally, who is bound")
                for party in allies
            ),
        )


def _bound(agreement: Agreement) -> set[ActorId]:
    """Give whoever bears a duty or is the object of one, with the members of groups."""
    found: set[ActorId] = set()
    for provision in agreement.provisions.values():
        if provision.modality in DUTIES:
            found.update(bearers(provision))
            found.update(ActorId(name) for name in provision.action.target.split(","))
    for actor in agreement.actors.values():
        if actor.id in found:
            found.update(actor.members)
    found.update(actor.id for actor in agreement.actors.values() if _is_member(actor, found))
    return found


def _is_member(actor: Actor, bound: set[ActorId]) -> bool:
    return any(membership.body in bound for membership in actor.memberships)

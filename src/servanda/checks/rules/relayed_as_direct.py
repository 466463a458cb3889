"""A statement is recorded as direct, and its only source is somebody else's publication.

## Why

"The minister told me that he accepts" is a statement of the one who says so. A relayed
acceptance is not an acceptance. In June 2024 a prime minister's support was known only through a
visiting minister; he himself had said nothing in public.

## Example

```pact
agreement example "An example"
party north "North", south "South"
mediator east "East"
source east-statements "Statements of East"; publisher "East"; kind party
2024-06-10 say north accepts example [east-statements, verified]
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
mediator east "East"
source east-statements "Statements of East"; publisher "East"; kind party
2024-06-10 say north accepts example via east [east-statements, verified]
```

## Known problems

The publisher must be written as an actor is called, and the source be of the kind `party`. The
press relays too, but it does so in everybody's sight.

## Source

Radio Habana Cuba, 11 June 2024, paragraphs 10 and 11: support that was "reaffirmed" through a
third person, and no public word of it.
"""

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.checks.clauses import actors_named
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Holding, Saying, Signing

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_VOICES = frozenset({Role.BODY, Role.FACTION, Role.GROUP})
"""Those with many voices, in whose house others speak: a parliament publishes its guests too."""


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report statements without a chain whose every source another actor published."""
    publishers = _publishers(agreement)
    for entry in agreement.entries:
        if not isinstance(entry.what, Saying | Holding | Signing) or entry.via or entry.by:
            continue
        relays = _relays(agreement, entry, publishers)
        if relays:
            yield finding(
                RULE,
                entry.span,
                f"what {quoted(entry.actors)} said is known only through {quoted(relays)}",
                help=f"record the chain: `via {relays[0]}`; or cite where it was said directly",
                labels=tuple(
                    Label(span=source.span, message="published by another")
                    for source in agreement.sources.values()
                    if source.id == entry.citations[0].source
                ),
            )


def _publishers(agreement: Agreement) -> dict[str, ActorId]:
    """Give the actor for each name by which a publisher may be called."""
    found: dict[str, ActorId] = {}
    for actor in agreement.actors.values():
        for name in (actor.title, *actor.also_called):
            found.setdefault(name.casefold(), actor.id)
    return found


def _relays(
    agreement: Agreement, entry: Entry, publishers: dict[str, ActorId]
) -> tuple[ActorId, ...]:
    """Give those who published all the sources of an entry, if none of them spoke in it."""
    speakers = actors_named(agreement, entry.actors)
    relays: list[ActorId] = []
    if any(not _VOICES.isdisjoint(speaker.roles) for speaker in speakers):
        return ()
    for citation in entry.citations:
        if citation.source is None:
            continue
        source = agreement.sources.get(citation.source)
        if source is None:
            return ()
        publisher = publishers.get(source.publisher.casefold())
        if source.kind != "party" or publisher is None:
            return ()
        if not _VOICES.isdisjoint(agreement.actors[publisher].roles):
            return ()
        if any(_are_close(speaker, agreement.actors[publisher]) for speaker in speakers):
            return ()
        relays.append(publisher)
    return tuple(dict.fromkeys(relays))


def _are_close(speaker: Actor, publisher: Actor) -> bool:
    """Tell whether a publisher may give the word of a speaker as his own house's."""
    return not _house(speaker).isdisjoint(_house(publisher))


def _house(actor: Actor) -> set[ActorId]:
    bodies = (membership.body for membership in actor.memberships)
    return {actor.id, *actor.speaks_for, *actor.members, *bodies}

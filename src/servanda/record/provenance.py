"""Tell how each entry reached the record, in W3C PROV: sources, statements, and those who relayed them.

- An *entry* is an entity. It was derived from each source it cites; where it keeps words, it quotes them.
- What was said or done is an activity, associated with those who acted, or with the observer named by `by`.
  Its start and end are given only where the record knows the minute: PROV has no vague times. The bounds and
  the wording are attributes of the entry.
- Each link of `via` is a relay: an activity that used what came before it, in the order of the entry.
- Who speaks for another by the text acted on behalf of that other.
"""

from __future__ import annotations

from typing import Any, BinaryIO
from urllib.parse import quote

from servanda.base.identities import ActorId, SourceId
from servanda.base.moments import Moment
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry
from servanda.record.columns import utc
from servanda.record.contents import stance_of, target_of


def write_prov(agreement: Agreement, stream: BinaryIO) -> int:
    """Write the chains of a record as PROV-JSON; give the number of entries. Needs prov."""
    chains = _Chains(agreement)
    for entry in agreement.entries:
        chains.add(entry)
    stream.write(chains.document.serialize(format="json", indent=2).encode("utf-8") + b"\n")
    return len(agreement.entries)


class _Chains:
    """Collect the provenance of entries in one document."""

    def __init__(self, agreement: Agreement) -> None:
        from prov.model import ProvDocument

        self.agreement = agreement
        self.document: Any = ProvDocument()
        base = f"urn:servanda:{quote(agreement.header.id, safe='')}"
        self.document.add_namespace("servanda", "urn:servanda:terms#")
        for kind in ("entry", "word", "act", "relay", "actor", "source", "publisher"):
            self.document.add_namespace(kind, f"{base}:{kind}:")
        self._known: set[str] = set()

    def add(self, entry: Entry) -> None:
        """Add an entry, with the chain through which it came."""
        name = quote(str(entry.id), safe="-._")
        speakers = entry.by or entry.actors
        act = f"act:{name}"
        exact = entry.when.earliest if entry.when.is_exact else None
        at = None if exact is None else utc(exact)
        self.document.activity(act, at, at, self._type(_term(entry.kind)))
        for speaker in speakers:
            self.document.wasAssociatedWith(act, self._actor(speaker))
        if not entry.via:
            self.document.entity(f"entry:{name}", self._attributes(entry))
            self.document.wasGeneratedBy(f"entry:{name}", act)
        else:
            self._relayed(entry, name, act)
        for citation in entry.citations:
            if citation.source:
                self._cited(entry, name, str(citation.source), citation.place)

    def _relayed(self, entry: Entry, name: str, act: str) -> None:
        """Lead from what was said, through those who passed it on, to the entry."""
        before = f"word:{name}"
        self.document.entity(before, self._type("Statement"))
        self.document.wasGeneratedBy(before, act)
        for number, carrier in enumerate(entry.via, start=1):
            relay = f"relay:{name}.{number}"
            is_last = number == len(entry.via)
            after = f"entry:{name}" if is_last else f"word:{name}.{number}"
            attributes = self._attributes(entry) if is_last else self._type("Relayed")
            self.document.activity(relay, None, None, self._type("Relay"))
            self.document.wasAssociatedWith(relay, self._actor(carrier))
            self.document.used(relay, before)
            self.document.entity(after, attributes)
            self.document.wasGeneratedBy(after, relay)
            self.document.wasDerivedFrom(after, before)
            before = after

    def _attributes(self, entry: Entry) -> dict[str, object]:
        told: dict[str, object] = {
            **self._type("Entry"),
            "prov:label": f"{entry.when.written} {entry.kind}".strip(),
            "servanda:when": entry.when.written,
            "servanda:target": target_of(entry),
            "servanda:stance": stance_of(entry),
            "servanda:words": entry.words,
            "servanda:file": entry.span.path,
            "servanda:line": entry.span.line,
            **_bounds("servanda:when", entry.when),
            **_bounds("servanda:recorded", entry.recorded),
        }
        return {key: value for key, value in told.items() if value != ""}

    def _type(self, term: str) -> dict[str, object]:
        """Say of what kind a thing is, in our own terms."""
        return {"prov:type": self.document.valid_qualified_name(f"servanda:{term}")}

    def _cited(self, entry: Entry, name: str, source: str, place: str) -> None:
        how = "prov:Quotation" if entry.words else "prov:PrimarySource"
        attributes = {"prov:type": self.document.valid_qualified_name(how)}
        if place:
            attributes["servanda:passage"] = place
        target = self._source(source)
        self.document.wasDerivedFrom(f"entry:{name}", target, other_attributes=attributes)

    def _actor(self, name: ActorId) -> str:
        agent = f"actor:{quote(name, safe='-._')}"
        if agent in self._known:
            return agent
        self._known.add(agent)
        found = self.agreement.actors.get(name)
        self.document.agent(agent, {"prov:label": found.title} if found else None)
        for other in found.speaks_for if found else ():
            self.document.actedOnBehalfOf(agent, self._actor(other))
        return agent

    def _source(self, name: str) -> str:
        entity = f"source:{quote(name, safe='-._')}"
        if entity in self._known:
            return entity
        self._known.add(entity)
        found = self.agreement.sources.get(SourceId(name))
        told = {"prov:label": found.title, "servanda:dated": found.dated} if found else {}
        self.document.entity(entity, {key: value for key, value in told.items() if value})
        if found and found.publisher:
            agent = f"publisher:{quote(found.publisher, safe='-._')}"
            if agent not in self._known:
                self._known.add(agent)
                self.document.agent(agent, {"prov:label": found.publisher})
            self.document.wasAttributedTo(entity, agent)
        return entity


def _bounds(name: str, moment: Moment) -> dict[str, object]:
    ends = {"Earliest": moment.earliest, "Latest": moment.latest}
    return {f"{name}{end}": utc(at) for end, at in ends.items() if at is not None}


def _term(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split())

"""Check what a map names against an agreement, and write how a new record begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.base.identities import ActorId, ProvisionId, SourceId
from servanda.diagnostics.suggest import suggest
from servanda.model.agreement import Agreement
from servanda.record.imports.making import quoted
from servanda.record.imports.mapping import MapFault, Mapping
from servanda.syntax.tokens import Kind, tokenize


def check_words(mapping: Mapping) -> None:
    """Refuse names that a text could not have. Raises `MapFault`."""
    figures = (figure.name for rule in mapping.rule for figure in rule.figures)
    names = [mapping.source.id, *_actors(mapping), *_provisions(mapping), *figures]
    names.extend(rule.name for rule in mapping.rule if rule.name)
    names.extend((*_kinds(mapping), *mapping.places.values()))
    names.extend(harm.name for rule in mapping.rule for harm in rule.harms)
    for name in names:
        tokens, _ = tokenize(name, "", 1)
        if len(tokens) != 1 or tokens[0].kind is not Kind.WORD or tokens[0].width != len(name):
            raise MapFault(f"{quoted(name)} is no name that a text could have")


def check_names(mapping: Mapping, agreement: Agreement) -> None:
    """Refuse names that an agreement does not have. Raises `MapFault`."""
    if mapping.agreement and mapping.agreement != agreement.header.id:
        raise MapFault(
            f"it is for `{mapping.agreement}`, and the agreement here is `{agreement.header.id}`"
        )
    for name in _actors(mapping):
        if ActorId(name) not in agreement.actors:
            raise MapFault(_unknown("actor", name, agreement.actors))
    for name in _provisions(mapping):
        if ProvisionId(name) not in agreement.provisions:
            raise MapFault(_unknown("provision", name, agreement.provisions))

    for name in _kinds(mapping):
        if name not in agreement.kinds:
            raise MapFault(_unknown("kind", name, agreement.kinds))
    for name in mapping.places.values():
        if name not in agreement.places:
            raise MapFault(_unknown("place", name, agreement.places))


def _kinds(mapping: Mapping) -> Iterator[str]:
    yield from mapping.kinds.values()
    yield from (rule.kind for rule in mapping.rule if rule.kind)


def _actors(mapping: Mapping) -> Iterator[str]:
    yield from mapping.actors.values()
    yield from filter(None, [mapping.entry.by])
    yield from mapping.entry.via


def _provisions(mapping: Mapping) -> Iterator[str]:
    for rule in mapping.rule:
        yield from (name for name in (rule.against, rule.provision) if name)


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    guess = suggest(name, known)
    hint = f"; did you mean `{guess}`?" if guess else f"; declare the {kind} in the agreement first"
    return f"the agreement has no {kind} `{name}`{hint}"


def head_of(mapping: Mapping, agreement: Agreement | None, *, is_declared: bool) -> str:
    """Write the first lines of a new record: of which agreement it is, and the source, unless declared."""
    name = agreement.header.id if agreement is not None else mapping.agreement
    lines = [f"record of {name}"] if name else []
    source = mapping.source
    declared = agreement is not None and SourceId(source.id) in agreement.sources
    if not (declared or is_declared):
        lines.append(f"source {source.id} {quoted(source.title)}")
        if source.publisher:
            lines.append(f"  publisher {quoted(source.publisher)}")
        for key in ("dated", "kind", "reliability"):
            if value := getattr(source, key):
                lines.append(f"  {key} {value}")
    return "".join(f"{line}\n" for line in lines)

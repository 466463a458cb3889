"""Fix a reading: the clauses are written as one side reads them, with those of the others taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.checks.mending.edit import Edit, Ground, Kind
from servanda.checks.mending.places import is_provision, replaced
from servanda.checks.mending.text import Drop, Replace, TextChange
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Ambiguity, Reading
from servanda.syntax import Clause, Sentence
from servanda.syntax import Kind as Token

Settled = Mapping[AmbiguityId, ReadingId]
_PACT = ".pact"


def propose(ground: Ground) -> Iterator[Edit]:
    """Settle each question that the claims turn on, once for each of its readings."""
    seen = ground.cones.ambiguities(ground.names)
    for ambiguity in ground.agreement.ambiguities.values():
        if ambiguity.id not in seen or ambiguity.is_implicit:
            continue
        for reading in ambiguity.readings:
            settled = _with_required(ground.agreement, ambiguity.id, reading.id)
            changes = _changes(ground, settled) if settled is not None else None
            if settled and changes:
                yield _edit(ground, ambiguity, settled, changes)


def _edit(
    ground: Ground, ambiguity: Ambiguity, settled: Settled, changes: tuple[TextChange, ...]
) -> Edit:
    touched = {
        name for name, found in ground.cones.guards.items() if found & frozenset(settled)
    } & ground.names
    also = [f"{name} as {reading}" for name, reading in settled.items() if name != ambiguity.id]
    more = f", and with it {', '.join(also)}" if also else ""
    return Edit(
        kind=KIND.name,
        words=f"{ambiguity.id} is settled as {settled[ambiguity.id]}{more}",
        changes=changes,
        touches=frozenset(touched),
        binds=_holders(ground.agreement, settled),
        settles=tuple(settled.items()),
    )


def _with_required(
    agreement: Agreement, ambiguity: AmbiguityId, reading: ReadingId
) -> dict[AmbiguityId, ReadingId] | None:
    """Give a reading with those that follow from it; None where they cannot stand together.

    What a settled reading requires is settled too, and so is a question of which only one reading is
    left that can be held together with what is settled.
    """
    settled = {ambiguity: reading}
    ahead = list(settled.items())
    while ahead:
        for name, wanted in _following(agreement, settled, ahead.pop()):
            if settled.setdefault(name, wanted) != wanted:
                return None
            ahead.append((name, wanted))
    return settled


def _following(
    agreement: Agreement, settled: Settled, new: tuple[AmbiguityId, ReadingId]
) -> Iterator[tuple[AmbiguityId, ReadingId]]:
    """Give what follows from a reading that was just settled, and is not settled yet."""
    for each in agreement.ambiguities[new[0]].readings:
        if each.id == new[1]:
            yield from (pair for pair in each.requires if settled.get(pair[0]) != pair[1])
    for other in agreement.ambiguities.values():
        if other.id in settled or len(other.readings) < 2:
            continue
        left = [each for each in other.readings if _goes_with(each, settled)]
        if len(left) == 1:
            yield other.id, left[0].id


def _goes_with(reading: Reading, settled: Settled) -> bool:
    """Tell whether a reading can be held together with those that are settled."""
    return all(
        settled.get(name, wanted) == wanted for name, wanted in reading.requires
    ) and not any(settled.get(name) == shut for name, shut in reading.excludes)


def _holders(agreement: Agreement, settled: Settled) -> tuple[ActorId, ...]:
    """Give those who hold one of the readings that fall away."""
    found = [
        holder.actor
        for name, kept in settled.items()
        for reading in agreement.ambiguities[name].readings
        if reading.id != kept
        for holder in reading.held_by
    ]
    return tuple(dict.fromkeys(found))


def _changes(ground: Ground, settled: Settled) -> tuple[TextChange, ...] | None:
    """Rewrite every clause that stands under one of the questions; None where that cannot be done."""
    changes: list[TextChange] = []
    for (path, _), sentence in sorted(ground.places.sentences.items()):
        if not path.endswith(_PACT):
            continue
        for clause in sentence.clauses:
            if clause.tokens[0].is_word("under"):
                found = _clause(ground, sentence, clause, settled)
                if found is None:
                    return None
                changes.extend(found)
    return tuple(changes)


def _clause(
    ground: Ground, sentence: Sentence, clause: Clause, settled: Settled
) -> list[TextChange] | None:
    tokens = clause.tokens
    colon = next((i for i, token in enumerate(tokens) if token.is_mark(":")), None)
    if colon is None or colon + 1 == len(tokens):
        return [] if not _mentions(ground.agreement, clause, settled) else None
    groups = _groups(ground.agreement, clause, colon)
    if not any(name in settled for group in groups for name, _, _ in group):
        return []
    if any(_is_false(group, settled) for group in groups):
        return _taken_out(ground, sentence, clause)
    kept = [group for group in groups if not any(name in settled for name, _, _ in group)]
    if not kept:
        start, after = tokens[0], tokens[colon + 1]
        if start.line != after.line:
            return None
        change = Replace(
            path=start.path, line=start.line, column=start.column, end_column=after.column, text=""
        )
        return [change]
    words = " and ".join(" or ".join(written for _, _, written in group) for group in kept)
    rewritten = replaced(tokens[1].span, tokens[colon - 1].span, words)
    return None if rewritten is None else [rewritten]


Alternative = tuple[AmbiguityId, ReadingId, str]


def _groups(agreement: Agreement, clause: Clause, colon: int) -> list[list[Alternative]]:
    """Read `A.r or A.s and B.t` as groups of alternatives."""
    groups: list[list[Alternative]] = [[]]
    for token in clause.tokens[1:colon]:
        if token.is_word("and"):
            groups.append([])
        elif token.kind is Token.WORD and not token.is_word("or"):
            groups[-1].append((*_reading(agreement, token.text), token.text))
    return groups


def _reading(agreement: Agreement, written: str) -> tuple[AmbiguityId, ReadingId]:
    owner, _, name = written.rpartition(".")
    if AmbiguityId(owner) in agreement.ambiguities:
        return AmbiguityId(owner), ReadingId(name)
    for ambiguity in agreement.ambiguities.values():
        if any(reading.id == written for reading in ambiguity.readings):
            return ambiguity.id, ReadingId(written)
    return AmbiguityId(owner), ReadingId(name)


def _is_false(group: list[Alternative], settled: Settled) -> bool:
    names = {name for name, _, _ in group}
    return any(
        name in settled and not any(r == settled[name] for n, r, _ in group if n == name)
        for name in names
    )


def _mentions(agreement: Agreement, clause: Clause, settled: Settled) -> bool:
    return any(
        token.kind is Token.WORD and _reading(agreement, token.text)[0] in settled
        for token in clause.tokens
    )


def _taken_out(ground: Ground, sentence: Sentence, clause: Clause) -> list[TextChange] | None:
    """Take out a clause that no longer counts, or a whole sentence where it is the head."""
    if clause is not sentence.head or not (sentence.children or is_provision(sentence)):
        change = ground.places.take_out(clause, sentence)
        return None if change is None else [change]
    first = sentence.head.tokens[0]
    last = ground.places.last_line(sentence)
    return [Drop(path=first.path, line=line) for line in range(first.line, last + 1)]


KIND = Kind(
    name="settle-reading",
    does="writes the clauses as one reading has them, and takes out those of the other readings",
    costs="whoever holds another reading gives it up",
    propose=propose,
    restricts=True,
)

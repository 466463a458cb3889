"""Multiply readings: every consistent way to read a text, as far as it matters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import permutations, product
from typing import TypeVar

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice

T = TypeVar("T", bound=Hashable)
CHOICES_AT_MOST = 512
ORDERED_AT_MOST = 4
"""How many ambiguities are put in every order, to find the one that leaves the least to say."""

OR = " or "
Pairs = tuple[tuple[AmbiguityId, ReadingId], ...]
"""A choice over some ambiguities."""

Line = tuple[tuple[AmbiguityId, str], ...]
"""What decides a verdict: ambiguities, each with the readings, joined by `or`, that lead to it."""


def default_choice(agreement: Agreement, fixed: Choice) -> dict[AmbiguityId, ReadingId]:
    """Pick the first reading of each ambiguity, for those on which a verdict does not depend."""
    chosen = {a.id: a.readings[0].id for a in agreement.ambiguities.values() if a.readings}
    chosen.update(fixed)
    return chosen


def choices(
    agreement: Agreement,
    ambiguities: Iterable[AmbiguityId],
    fixed: Choice,
    at_most: int | None = None,
) -> Iterator[Choice]:
    """Give every consistent choice over some ambiguities, in the order of the text.

    What is fixed stays; beyond so many combinations (`CHOICES_AT_MOST`, if not said) ambiguities vary
    one at a time.
    """
    wanted = set(ambiguities)
    free = [a for a in agreement.ambiguities.values() if a.id in wanted and a.id not in fixed]
    base = default_choice(agreement, fixed)
    if are_too_many(agreement, wanted, fixed, at_most):
        yield from _one_at_a_time(agreement, [a.id for a in free], base)
        return
    for readings in product(*([r.id for r in a.readings] for a in free)):
        choice = {**base, **dict(zip((a.id for a in free), readings, strict=True))}
        if is_consistent(agreement, choice, wanted | set(fixed)):
            yield choice


def are_too_many(
    agreement: Agreement,
    ambiguities: Iterable[AmbiguityId],
    fixed: Choice,
    at_most: int | None = None,
) -> bool:
    """Tell whether there are too many combinations to look at each: then not all are looked at."""
    size = 1
    for name in set(ambiguities) - set(fixed):
        if name in agreement.ambiguities:
            size *= max(len(agreement.ambiguities[name].readings), 1)
    return size > (CHOICES_AT_MOST if at_most is None else at_most)


def _one_at_a_time(
    agreement: Agreement, free: list[AmbiguityId], base: dict[AmbiguityId, ReadingId]
) -> Iterator[Choice]:
    yield base
    for name in free:
        for reading in agreement.ambiguities[name].readings[1:]:
            yield {**base, name: reading.id}


def is_consistent(agreement: Agreement, choice: Choice, within: set[AmbiguityId]) -> bool:
    """Tell whether the readings chosen may be held together."""
    for name in within:
        ambiguity = agreement.ambiguities.get(name)
        if ambiguity is None:
            continue
        for reading in ambiguity.readings:
            if choice.get(name) != reading.id:
                continue
            if any(choice.get(a) != r for a, r in reading.requires if a in within):
                return False
            if any(choice.get(a) == r for a, r in reading.excludes if a in within):
                return False
    return True


def mattering(rows: Mapping[Pairs, object]) -> list[AmbiguityId]:
    """Find the ambiguities that decide a verdict: as few as leave no choice with two verdicts.

    Where every combination of readings is possible these are just the ambiguities that change the
    verdict when they alone are read otherwise; readings that require others may stand for them.
    `rows` maps each choice, as sorted pairs, to its verdict.
    """
    names = [name for name, _ in next(iter(rows), ())]
    kept = list(range(len(names)))
    for place in reversed(range(len(names))):
        without = [index for index in kept if index != place]
        seen: dict[object, object] = {}
        decides = all(
            seen.setdefault(tuple(choice[i] for i in without), verdict) == verdict
            for choice, verdict in rows.items()
        )
        if decides:
            kept = without
    return [names[index] for index in kept]


def decided(rows: Mapping[Pairs, T]) -> list[tuple[Line, T]]:
    """Sum rows up: as few lines as say the same, each with the readings that decide it.

    Readings that lead to the same verdicts stand in one line, joined by `or`; an ambiguity on which
    nothing depends any more, once others are chosen, is left out. Of a few ambiguities that one is asked
    first which leaves the least to say.
    """
    names = mattering(rows)
    orders = permutations(names) if len(names) <= ORDERED_AT_MOST else [tuple(names)]
    tries = [_branches(_in_order(rows, order)) for order in orders]
    return min(tries, key=lambda lines: sum(len(reading) + 1 for reading, _ in lines))


def stands_for(line: Line, pairs: Pairs) -> bool:
    """Tell whether a choice is one of those a line stands for."""
    chosen = dict(pairs)
    return all(chosen[name] in readings.split(OR) for name, readings in line)


def _in_order(rows: Mapping[Pairs, T], names: Iterable[AmbiguityId]) -> dict[Pairs, T]:
    """Keep of each choice what is chosen of some ambiguities, in their order."""
    kept: dict[Pairs, T] = {}
    for pairs, verdict in rows.items():
        chosen = dict(pairs)
        kept.setdefault(tuple((name, chosen[name]) for name in names), verdict)
    return kept


def _branches(rows: Mapping[Pairs, T]) -> list[tuple[Line, T]]:
    verdicts = list(dict.fromkeys(rows.values()))
    if len(verdicts) <= 1:
        return [((), verdict) for verdict in verdicts]
    name = next(iter(rows))[0][0]
    parts: dict[ReadingId, dict[Pairs, T]] = {}
    for choice, verdict in rows.items():
        parts.setdefault(choice[0][1], {})[choice[1:]] = verdict
    below: dict[tuple[object, ...], list[ReadingId]] = {}
    lines: dict[tuple[object, ...], list[tuple[Line, T]]] = {}
    for reading, part in parts.items():
        branch = _branches(part)
        below.setdefault(tuple(branch), []).append(reading)
        lines[tuple(branch)] = branch
    if len(below) == 1:
        return next(iter(lines.values()))
    return [
        (((name, OR.join(below[key])), *pairs), verdict)
        for key, branch in lines.items()
        for pairs, verdict in branch
    ]

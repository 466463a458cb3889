"""Multiply readings: every consistent way to read a text, as far as it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice

CHOICES_AT_MOST = 512


def default_choice(agreement: Agreement, fixed: Choice) -> dict[AmbiguityId, ReadingId]:
    """Pick the first reading of each ambiguity, for those on which a verdict does not depend."""
    chosen = {a.id: a.readings[0].id for a in agreement.ambiguities.values() if a.readings}
    chosen.update(fixed)
    return chosen


def choices(
    agreement: Agreement, ambiguities: Iterable[AmbiguityId], fixed: Choice
) -> Iterator[Choice]:
    """Give every consistent choice over some ambiguities, in the order of the text.

    What is fixed stays; beyond `CHOICES_AT_MOST` combinations, ambiguities vary one at a time.
    """
    wanted = set(ambiguities)
    free = [a for a in agreement.ambiguities.values() if a.id in wanted and a.id not in fixed]
    base = default_choice(agreement, fixed)
    size = 1
    for ambiguity in free:
        size *= max(len(ambiguity.readings), 1)
    if size > CHOICES_AT_MOST:
        yield from _one_at_a_time(agreement, [a.id for a in free], base)
        return
    for readings in product(*([r.id for r in a.readings] for a in free)):
        choice = {**base, **dict(zip((a.id for a in free), readings, strict=True))}
        if is_consistent(agreement, choice, wanted | set(fixed)):
            yield choice


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


def mattering(
    rows: Mapping[tuple[tuple[AmbiguityId, ReadingId], ...], object],
) -> list[AmbiguityId]:
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

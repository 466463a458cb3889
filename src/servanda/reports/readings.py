"""Sum up what readings lead to: as few lines as say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from servanda.base.identities import AmbiguityId, ReadingId
from servanda.machine.choices import OR, Pairs, decided
from servanda.reports.values import Reading
from servanda.reports.words import ReadingNames


def told(names: ReadingNames, pairs: Iterable[tuple[Reading, str]]) -> list[tuple[str, str]]:
    """Give each different text with the readings that lead to it, in words.

    One text with no readings means that all of them lead to it.
    """
    found: dict[str, list[str]] = {}
    for reading, text in shortest(list(pairs)):
        found.setdefault(text, []).append(names.all(reading))
    if len(found) == 1:
        return [(next(iter(found)), "")]
    return [(text, names.under(readings)) for text, readings in found.items()]


def shortest(rows: Sequence[tuple[Reading, str]]) -> list[tuple[Reading, str]]:
    """Sum rows up: every combination is spelled out, and those readings kept on which a text depends."""
    options: dict[str, dict[str, None]] = {}
    for reading, _ in rows:
        for name, readings in reading:
            options.setdefault(name, {}).update(dict.fromkeys(readings.split(OR)))
    spelled: dict[Pairs, str] = {}
    for combination in product(*options.values()):
        choice = dict(zip(options, combination, strict=True))
        text = next((text for reading, text in rows if _fits(choice, reading)), None)
        if text is not None:
            pairs = ((AmbiguityId(a), ReadingId(r)) for a, r in choice.items())
            spelled[tuple(pairs)] = text
    return [(tuple(reading), text) for reading, text in decided(spelled)]


def _fits(choice: dict[str, str], reading: Reading) -> bool:
    return all(choice[name] in readings.split(OR) for name, readings in reading)


def under(text: str, readings: str) -> str:
    """Put the readings before the text they lead to, where there are any.

    >>> under("overdue", "lapses"), under("overdue", "")
    ('under lapses: overdue', 'overdue')
    """
    return f"under {readings}: {text}" if readings else text

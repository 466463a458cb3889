"""Read many reports on several cores, in their order."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from itertools import islice

from servanda.intake.article import Article
from servanda.intake.language import parse, warm
from servanda.intake.names import Register
from servanda.intake.reading import Seen, read_report, texts_of

WORTH_IT = 32
"""Fewer reports are read sooner than other processes begin."""
_AT_ONCE = 8
_shared: list[Register] = []


def read_many(
    tasks: Sequence[tuple[Article, str]], register: Register, cores: int
) -> Iterator[tuple[Seen, ...]]:
    """Read reports, each with the source it becomes; the answers come in the order of the tasks.

    The processes share the parser, which is loaded before they begin. Where a system cannot divide a
    process, all is read in this one.
    """
    can_divide = "fork" in multiprocessing.get_all_start_methods()
    parts = [tasks[at : at + _AT_ONCE] for at in range(0, len(tasks), _AT_ONCE)]
    if cores < 2 or len(tasks) < WORTH_IT or not can_divide:
        for part in parts:
            yield from _read(part, register)
        return
    warm()
    _shared[:] = [register]
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        for read in pool.imap(_read_shared, parts):
            yield from read


def _read_shared(tasks: Sequence[tuple[Article, str]]) -> list[tuple[Seen, ...]]:
    return _read(tasks, _shared[0])


def _read(tasks: Sequence[tuple[Article, str]], register: Register) -> list[tuple[Seen, ...]]:
    """Read some reports; their paragraphs are parsed together."""
    texts = [texts_of(article) for article, _ in tasks]
    parsed = parse([text for each in texts for text in each])
    return [
        tuple(read_report(article, register, source, list(islice(parsed, len(own)))))
        for (article, source), own in zip(tasks, texts, strict=True)
    ]

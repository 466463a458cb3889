"""Read some entries by themselves, with the names that the texts declared when they were last read."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.diagnostics import Diagnostic
from servanda.resolve.entries import additions, is_entry, read_entry
from servanda.resolve.lines import is_provision
from servanda.resolve.names import Context
from servanda.resolve.resolve import KEYWORDS, unknown_sentence
from servanda.resolve.stated import Stated
from servanda.syntax import Kind, Sentence


def read_apart(stated: Stated, sentences: Sequence[Sentence]) -> tuple[Diagnostic, ...] | None:
    """Give the faults of entries that are read by themselves; None where a sentence declares something.

    Whether the names of the entries themselves are taken is not asked. A line of which the first word is
    not yet written out is none of the language, and is told so.
    """
    context = Context(names=stated.names, calendar=stated.agreement.header.calendar)
    faults: list[Diagnostic] = []
    for sentence in sentences:
        if is_entry(sentence) and not additions(sentence):
            read_entry(sentence, context)
        elif is_entry(sentence) or is_provision(sentence) or _declares(sentence):
            return None
        else:
            faults.append(unknown_sentence(sentence))
    return (*faults, *context.faults)


def _declares(sentence: Sentence) -> bool:
    first = sentence.head.tokens[0]
    return first.kind is Kind.WORD and first.text in KEYWORDS

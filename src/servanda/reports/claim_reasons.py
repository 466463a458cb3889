"""Show what forces a claim, and what in the text leaves it open, with the sentences as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from servanda.base.spans import SourceFile, Span
from servanda.checks.claims import ClaimResult, Opening, Reason, Reasons
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY, Ambiguity, OpenWord
from servanda.model.claims import Quantifier, Verdict
from servanda.reports.words import actors, listed

Sources = Mapping[str, SourceFile]


def quoted(sources: Sources, span: Span) -> str:
    """Give the words of the text at a place; nothing where the text is not at hand."""
    source = sources.get(span.path)
    if source is None:
        return ""
    return source.line_text(span.line)[span.column - 1 : span.end_column - 1].strip()


# -- as data ---------------------------------------------------------------------------------


def reasons_as_data(reasons: Reasons | None, sources: Sources) -> dict[str, object] | None:
    """Give what forces a claim as plain data; None where a run shows it, or it is not so."""
    if reasons is None:
        return None
    return {
        "minimal": reasons.is_minimal,
        "under": dict(reasons.under),
        "parts": [
            {
                "name": part.name,
                "binding": part.is_binding,
                **_place(sources, part.span),
                "clauses": [_place(sources, span) for span in part.clauses],
            }
            for part in reasons.parts
        ],
    }


def openings_as_data(
    agreement: Agreement, openings: Sequence[Opening], sources: Sources
) -> list[dict[str, object]]:
    """Give the questions a verdict turns on as plain data, with the clauses they stand in."""
    found: list[dict[str, object]] = []
    for opening in openings:
        ambiguity = agreement.ambiguities[opening.question]
        found.append(
            {
                "ambiguity": ambiguity.id,
                "question": ambiguity.title,
                "words": ambiguity.words or None,
                "declared": not ambiguity.is_implicit,
                "file": ambiguity.span.path,
                "line": ambiguity.span.line,
                "readings": [
                    {
                        "name": reading.id,
                        "title": reading.title,
                        "held_by": [holder.actor for holder in reading.held_by],
                    }
                    for reading in ambiguity.readings
                ],
                "clauses": [
                    {"name": place.name, **_place(sources, place.span)} for place in opening.places
                ],
            }
        )
    return found


def open_words_as_data(words: Sequence[OpenWord]) -> list[dict[str, object]]:
    """Give the words that are declared open as plain data."""
    return [
        {"word": w.id, "question": w.title, "file": w.span.path, "line": w.span.line} for w in words
    ]


def _place(sources: Sources, span: Span) -> dict[str, object]:
    return {
        "file": span.path,
        "line": span.line,
        "column": span.column,
        "text": quoted(sources, span) or None,
    }


# -- as a page -------------------------------------------------------------------------------


def reason_lines(
    result: ClaimResult, reasons: Reasons, sources: Sources, width: int
) -> Iterator[str]:
    """Say what forces a claim, one sentence of the text a line."""
    if not reasons.parts:
        is_none = result.claim.quantifier is not Quantifier.EVERY
        yield from wrapped(
            "nothing in the text brings it about: no clause is needed to keep it out"
            if is_none
            else "it is so whatever the text says",
            "    ",
            width,
        )
        return
    less = "and by nothing less" if reasons.is_minimal else "reasons not minimised"
    read = ", ".join(f"{question} as {reading}" for question, reading in reasons.under)
    under = f" (reading {read})" if read else ""
    yield from wrapped(f"forced by these, {less}{under}:", "    ", width)
    for part in reasons.parts:
        yield from wrapped(_reason(part, sources), "      ", width)


def _reason(part: Reason, sources: Sources) -> str:
    whole, inside = quoted(sources, part.span), [quoted(sources, span) for span in part.clauses]
    shown = [each for each in inside if each and (not part.is_binding or each not in whole)]
    if part.is_binding or not shown:
        shown = [whole or part.name, *shown]
    else:
        shown[0] = f"{part.name}: {shown[0]}"
    return f"{'; '.join(shown)} ({part.span.path}:{_line(part)})"


def _line(part: Reason) -> int:
    """Give the line of the sentence, or of the only clause of it that counts."""
    lines = {span.line for span in part.clauses}
    return lines.pop() if len(lines) == 1 and not part.is_binding else part.span.line


def opening_lines(
    agreement: Agreement, result: ClaimResult, sources: Sources, width: int
) -> Iterator[str]:
    """Say which questions, words and clauses leave a claim open."""
    if result.verdict is Verdict.UNSETTLED:
        for opening in result.openings:
            yield from _opening(agreement, opening, sources, width)
    for word in result.open_words:
        yield from wrapped(
            f"open, without readings that could change this: {word.id} “{word.title}”", "  ", width
        )


def _opening(agreement: Agreement, opening: Opening, sources: Sources, width: int) -> Iterator[str]:
    ambiguity = agreement.ambiguities[opening.question]
    words = f", from the words “{ambiguity.words}”" if ambiguity.words else ""
    title = f"“{ambiguity.title}”" if ambiguity.title else "the text does not say who"
    yield from wrapped(f"left open by {ambiguity.id}: {title}{words}", "  ", width)
    for place in opening.places:
        text = quoted(sources, place.span)
        said = text if text.startswith((place.name, "event ")) else f"{place.name}: {text}"
        yield from wrapped(f"{said} ({place.span.path}:{place.span.line})", "    ", width)
    held = _held(agreement, ambiguity)
    if held:
        yield from wrapped(held, "    ", width)


def _held(agreement: Agreement, ambiguity: Ambiguity) -> str:
    """Say who holds which reading."""
    said = [
        f"{reading.id} is held by {actors(agreement, [h.actor for h in reading.held_by])}"
        for reading in ambiguity.readings
        if reading.held_by and reading.id != NOBODY
    ]
    return listed(said, "and") if said else ""


def wrapped(text: str, margin: str, width: int) -> Iterator[str]:
    """Wrap a text to a width, every line but the first a little further in."""
    for number, line in enumerate(wrap(text, max(width - len(margin) - 2, 20))):
        yield margin + ("" if number == 0 else "  ") + line

"""Show the verdicts on claims: as a page for a person, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from servanda.checks.claims import ClaimAnswer, ClaimResult, Start, Told
from servanda.checks.claims.reach import Unreached
from servanda.model.agreement import Agreement
from servanda.model.claims import Verdict
from servanda.reports.claim_reasons import (
    Sources,
    open_words_as_data,
    opening_lines,
    openings_as_data,
    reason_lines,
    reasons_as_data,
    wrapped,
)
from servanda.reports.words import actors

_WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.UNSETTLED: "the text does not settle it",
    Verdict.VACUOUS: "vacuous: no faithful run exists",
    Verdict.UNKNOWN: "unknown",
}
_DATE_WIDTH = 18


def claims_as_data(
    agreement: Agreement, results: Sequence[ClaimResult], sources: Sources
) -> list[dict[str, object]]:
    """Give the verdicts as plain data, with one run for each reading that has one."""
    return [
        {
            "name": result.claim.id,
            "title": result.claim.title,
            "demanded_by": list(result.claim.demanded_by),
            "verdict": result.verdict.value,
            "expected": result.claim.expected.value,
            "readings": [_answer_data(agreement, answer, sources) for answer in result.answers],
            "open": openings_as_data(agreement, result.openings, sources),
            "open_words": open_words_as_data(result.open_words),
            "file": result.claim.span.path,
            "line": result.claim.span.line,
        }
        for result in results
    ]


def _answer_data(agreement: Agreement, answer: ClaimAnswer, sources: Sources) -> dict[str, object]:
    return {
        "reading": dict(answer.reading),
        "verdict": answer.verdict.value,
        "kind": answer.kind or None,
        "note": answer.note or None,
        "run": told_as_data(agreement, answer.run),
        "because": reasons_as_data(answer.because, sources),
    }


def told_as_data(agreement: Agreement, steps: Sequence[Told]) -> list[dict[str, object]]:
    """Give dated steps as plain data."""
    return [
        {
            "on": agreement.header.calendar.format(told.on),
            "what": told.what,
            "by": list(told.by),
            "repeated": told.is_repeated,
        }
        for told in steps
    ]


def unreached_as_data(found: Sequence[Unreached]) -> list[dict[str, object]]:
    """Give the phases that no faithful run reaches as plain data."""
    return [
        {
            "phase": each.phase,
            "reading": dict(each.reading),
            "vacuous": each.is_vacuous,
            "note": each.note or None,
        }
        for each in found
    ]


def print_unreached(found: Sequence[Unreached], width: int = 80) -> str:
    """Print the phases that no faithful run reaches, and what no run can meet."""
    lines: list[str] = []
    for said in dict.fromkeys(map(_unreached, found)):
        lines.extend(wrapped(said, "", width))
    return "".join(f"{line}\n" for line in lines)


def _unreached(found: Unreached) -> str:
    reading = ", ".join(f"{ambiguity}: {r}" for ambiguity, r in found.reading)
    under = f"if {reading}" if reading else ""
    if found.is_vacuous:
        return f"{under}: {found.note}" if under else found.note
    return f"no faithful run reaches phase {found.phase} {under}".rstrip()


def print_claims(
    agreement: Agreement,
    results: Sequence[ClaimResult],
    start: Start,
    sources: Sources,
    width: int = 80,
) -> str:
    """Print the verdicts as a page: each claim, each reading, and the run that shows it, or the reason."""
    if not results:
        return ""
    kind = "assumption" if start.is_assumed else "start"
    date = agreement.header.calendar.format(start.at)
    lines = ["Claims", f"{kind}: runs begin on {date} ({start.why})"]
    for result in results:
        lines.append("")
        lines.extend(_claim(agreement, result, sources, width))
    return "\n".join(lines) + "\n"


def _claim(
    agreement: Agreement, result: ClaimResult, sources: Sources, width: int
) -> Iterator[str]:
    claim = result.claim
    expected = "" if result.is_expected else f"   (the text expects: {claim.expected.value})"
    yield f"{claim.id}: {_WORDS[result.verdict]}{expected}"
    said = f"“{claim.title}”" if claim.title else ""
    demanded = f"demanded by {actors(agreement, claim.demanded_by)}" if claim.demanded_by else ""
    yield from wrapped(", ".join(filter(None, [said, demanded])), "  ", width)
    yield from wrapped(claim.words, "  ", width)
    yield from opening_lines(agreement, result, sources, width)
    for answer in result.answers:
        yield from _answer(agreement, answer, width)
        if answer.because is not None:
            yield from reason_lines(result, answer.because, sources, width)


def _answer(agreement: Agreement, answer: ClaimAnswer, width: int) -> Iterator[str]:
    reading = ", ".join(f"{ambiguity}: {r}" for ambiguity, r in answer.reading)
    verdict = " - ".join(filter(None, [_WORDS[answer.verdict], _kind(agreement, answer.kind)]))
    under = f"if {reading}" if reading else "under every reading"
    yield from wrapped(f"{under}: {verdict}", "  ", width)
    if answer.note:
        yield from wrapped(answer.note, "    ", width)
    is_loop = False
    for told in answer.run:
        if told.is_repeated and not is_loop:
            yield "    and then again and again:"
        is_loop = told.is_repeated
        yield from _step(agreement, told, width)


def _kind(agreement: Agreement, kind: str) -> str:
    """Name the kind of a run for a person."""
    start, is_blocked, name = kind.partition("blocked by ")
    if is_blocked and not start:
        return f"blocked by {actors(agreement, [name])}"
    return "shown by this run" if kind == "run" else kind


def _step(agreement: Agreement, told: Told, width: int) -> Iterator[str]:
    """Print a dated step, its date before it, wrapped to a width."""
    date = agreement.header.calendar.format(told.on)
    by = f" ({actors(agreement, told.by)})" if told.by else ""
    lines = wrap(told.what + by, max(width - _DATE_WIDTH - 4, 20))
    for number, line in enumerate(lines):
        yield f"    {date if number == 0 else '':<{_DATE_WIDTH}}{line}"

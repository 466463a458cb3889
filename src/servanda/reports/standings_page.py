"""Show who can lawfully stop what a claim speaks of, and who can bring it about: as a page or data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from servanda.base.identities import ActorId
from servanda.checks.strategy import Can, Course, Standing, Standings
from servanda.model.agreement import Agreement
from servanda.reports.claims_page import step_lines, told_as_data
from servanda.reports.words import actors

_ABLE = {Can.STOP: "can stop it", Can.BRING_ABOUT: "can bring it about"}
_UNABLE = {Can.STOP: "cannot stop it alone", Can.BRING_ABOUT: "cannot bring it about alone"}
_HOW = {
    Can.STOP: ("stops it", "stop it"),
    Can.BRING_ABOUT: ("brings it about", "bring it about"),
}


def standings_as_data(agreement: Agreement, found: Sequence[Standings]) -> list[dict[str, object]]:
    """Give who can do what as plain data, with a course of dated steps for each who can."""
    return [
        {
            "claim": each.claim.id,
            "readings": [
                {
                    "reading": dict(row.reading),
                    "note": row.note or None,
                    "courses": [_course_data(agreement, course) for course in row.courses],
                }
                for row in each.rows
            ],
        }
        for each in found
    ]


def _course_data(agreement: Agreement, course: Course) -> dict[str, object]:
    return {
        "coalition": list(course.coalition),
        "can": course.can.value,
        "if_others_faithful": course.if_faithful,
        "if_others_free": course.if_free,
        "steps": told_as_data(agreement, course.steps),
        "withheld": list(course.withheld),
    }


def print_standings(agreement: Agreement, found: Sequence[Standings], width: int = 80) -> str:
    """Print who can lawfully stop each claim and who can bring it about, with a course for each."""
    if not found:
        return ""
    lines = ["Who can lawfully stop it, who can bring it about"]
    about = (
        "supposing that all know what has happened, and that whoever is against it may act first"
    )
    lines.extend(_wrapped(about, "", width))
    for each in found:
        lines.extend(["", f"{each.claim.id}: {each.claim.words}"[:width]])
        for row in each.rows:
            lines.extend(_row(agreement, row, width))
    return "\n".join(lines) + "\n"


def _row(agreement: Agreement, row: Standing, width: int) -> Iterator[str]:
    reading = ", ".join(f"{ambiguity}: {r}" for ambiguity, r in row.reading)
    yield from _wrapped(f"if {reading}" if reading else "under every reading", "  ", width)
    if row.note:
        yield from _wrapped(row.note, "    ", width)
        return
    for can in Can:
        yield from _able(agreement, row, can, width)
    for can in Can:
        for course in row.able(can):
            if course.coalition:
                yield from _course(agreement, course, width)


def _able(agreement: Agreement, row: Standing, can: Can, width: int) -> Iterator[str]:
    """Say in one line who can, and in one who cannot alone."""
    able = row.able(can)
    if any(not course.coalition for course in able):
        what = "it fails" if can is Can.STOP else "it comes about"
        yield from _wrapped(f"{what} whatever anybody does, if all are faithful", "    ", width)
        return
    names = "; ".join(_named(agreement, c) for c in able)
    yield from _wrapped(f"{_ABLE[can]}: {names or 'nobody, nor any three together'}", "    ", width)
    unable = [c.coalition[0] for c in row.courses if c.can is can and not c.if_faithful]
    if unable and able:
        yield from _wrapped(f"{_UNABLE[can]}: {actors(agreement, unable)}", "    ", width)


def _named(agreement: Agreement, course: Course) -> str:
    """Name a coalition, and say where it depends on the others being faithful."""
    name = _together(agreement, course.coalition)
    return name if course.if_free else f"{name} (if the others are faithful)"


def _together(agreement: Agreement, coalition: Sequence[ActorId]) -> str:
    name = actors(agreement, tuple(coalition))
    return f"{name} together" if len(coalition) > 1 else name


def _course(agreement: Agreement, course: Course, width: int) -> Iterator[str]:
    verb = _HOW[course.can][len(course.coalition) > 1]
    who = _together(agreement, course.coalition)
    yield from _wrapped(f"how {who} {verb}, the others doing only what they must:", "    ", width)
    for told in course.steps:
        yield from step_lines(agreement, told, width, "      ")
    for words in course.withheld:
        yield from _wrapped(f"and takes no part in: {words}", "      ", width)


def _wrapped(text: str, margin: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrap(text, max(width - len(margin) - 2, 20))):
        yield margin + ("" if number == 0 else "  ") + line

"""Show who can lawfully stop what a claim speaks of, and who can bring it about: as a page or data."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.base.identities import ActorId
from servanda.checks.strategy import Can, Course, Standing, Standings
from servanda.model.agreement import Agreement
from servanda.reports.claims_page import told_as_data
from servanda.reports.page import Page
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


def print_standings(
    agreement: Agreement, found: Sequence[Standings], width: int = 80, colour: bool = False
) -> str:
    """Print who can lawfully stop each claim and who can bring it about, with a course for each."""
    if not found:
        return ""
    page = Page(width, colour)
    page.text("Who can lawfully stop it, who can bring it about", style="title")
    page.text(
        "supposing that all know what has happened, and that whoever is against it may act first",
        hang=2,
        style="quiet",
    )
    for each in found:
        page.blank()
        page.text(f"{each.claim.id}: {each.claim.words}", hang=2)
        for row in each.rows:
            _row(page, agreement, row)
    return str(page)


def _row(page: Page, agreement: Agreement, row: Standing) -> None:
    reading = ", ".join(f"{ambiguity}: {r}" for ambiguity, r in row.reading)
    page.text(f"if {reading}" if reading else "under every reading", 2, 2)
    if row.note:
        page.text(row.note, 4, 2)
    for can in Can if not row.note else ():
        _able(page, agreement, row, can)
    for can in Can:
        for course in row.able(can):
            if course.coalition:
                _course(page, agreement, course)


def _able(page: Page, agreement: Agreement, row: Standing, can: Can) -> None:
    """Say in one line who can, and in one who cannot alone."""
    able = row.able(can)
    if any(not course.coalition for course in able):
        what = "it fails" if can is Can.STOP else "it comes about"
        page.text(f"{what} whatever anybody does, if all are faithful", 4, 2)
        return
    names = "; ".join(_named(agreement, c) for c in able)
    page.text(f"{_ABLE[can]}: {names or 'nobody, nor any three together'}", 4, 2)
    unable = [c.coalition[0] for c in row.courses if c.can is can and not c.if_faithful]
    if unable and able:
        page.text(f"{_UNABLE[can]}: {actors(agreement, unable)}", 4, 2)


def _named(agreement: Agreement, course: Course) -> str:
    """Name a coalition, and say where it depends on the others being faithful."""
    name = _together(agreement, course.coalition)
    return name if course.if_free else f"{name} (if the others are faithful)"


def _together(agreement: Agreement, coalition: Sequence[ActorId]) -> str:
    name = actors(agreement, tuple(coalition))
    return f"{name} together" if len(coalition) > 1 else name


def _course(page: Page, agreement: Agreement, course: Course) -> None:
    verb = _HOW[course.can][len(course.coalition) > 1]
    who = _together(agreement, course.coalition)
    page.text(f"how {who} {verb}, the others doing only what they must:", 4, 2)
    for told in course.steps:
        by = f" ({actors(agreement, told.by)})" if told.by else ""
        page.row(agreement.header.calendar.format(told.on), told.what + by, 6, 24)
    for words in course.withheld:
        page.text(f"and takes no part in: {words}", 6, 2)

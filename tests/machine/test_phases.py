"""When phases begin and end, to the minute (section 4 of the semantics)."""

from __future__ import annotations

import pytest
from lived import IN_FORCE, lived, told

from servanda.base.identities import PhaseId

REST = """event e by north
event f by south
hold: host may suspend one
stop: host may terminate one; with notice 3 days
stop-all: host may terminate the agreement
stop-two: host may terminate two
process talks "talks" between north and south
  ended by host
phase two "Two"
phase three "Three"
"""
# clauses of phase one, record, and on 28 January: when it began and ended and how, and when phase two began
PHASES: dict[str, tuple[str, str, str, str]] = {
    "it begins on entry into force": ("starts on entry into force", "", "01 00:00 -", "-"),
    "a date before entry into force": ("starts on 2024-12-01", "", "01 00:00 -", "-"),
    "a date": ("starts on 2025-01-03 06:00", "", "03 06:00 -", "-"),
    "a condition": ("starts when e", "2025-01-04 09:00 happens e", "04 09:00 -", "-"),
    "the first of two ways": (
        "starts on 2025-01-20; starts when e",
        "2025-01-04 09:00 happens e",
        "04 09:00 -",
        "-",
    ),
    "it never begins": ("starts when e", "", "- -", "-"),
    "it lapses at its term": (
        "starts on entry into force; lasts 5 days",
        "",
        "01 00:00 06 lapsed",
        "-",
    ),
    "of two terms the earlier": (
        "starts on entry into force; lasts 5 days; lasts until 2025-01-04",
        "",
        "01 00:00 04 lapsed",
        "-",
    ),
    "a term until a month": (
        "starts on entry into force; lasts until 2024-12",
        "",
        "01 00:00 01 00:00 lapsed",
        "-",
    ),
    "it passes at its term": (
        "starts on entry into force; lasts 5 days; then two",
        "",
        "01 00:00 06 passed",
        "06",
    ),
    "it passes at its term where a condition holds": (
        "starts on entry into force; lasts 5 days; then two when e",
        "2025-01-04 09:00 happens e",
        "01 00:00 06 passed",
        "06",
    ),
    "a condition that comes later": (
        "starts on entry into force; lasts 5 days; then two when e",
        "2025-01-08 happens e",
        "01 00:00 06 lapsed",
        "-",
    ),
    "it passes at once": (
        "starts on entry into force; lasts 5 days; then two as soon as e",
        "2025-01-04 09:00 happens e",
        "01 00:00 04 09:00 passed",
        "04 09:00",
    ),
    "without a term it passes as soon as a condition holds": (
        "starts on entry into force; then two when e",
        "2025-01-04 09:00 happens e",
        "01 00:00 04 09:00 passed",
        "04 09:00",
    ),
    "without a term and a condition it does not pass": (
        "starts on entry into force; then two",
        "",
        "01 00:00 -",
        "-",
    ),
    "the first successor whose condition holds": (
        "starts on entry into force; lasts 5 days; then three when f; then two when e",
        "2025-01-04 happens e",
        "01 00:00 06 passed",
        "06",
    ),
    "it ends at once": (
        "starts on entry into force; lasts 5 days; ends when e",
        "2025-01-04 09:00 happens e",
        "01 00:00 04 09:00 ended",
        "-",
    ),
    "to end comes before to pass": (
        "starts on entry into force; then two as soon as e; ends when e",
        "2025-01-04 09:00 happens e",
        "01 00:00 04 09:00 ended",
        "-",
    ),
    "it runs on and lapses when no more holds": (
        "starts on entry into force; lasts 5 days; runs on while not e",
        "2025-01-09 09:00 happens e",
        "01 00:00 09 09:00 lapsed",
        "-",
    ),
    "it runs on and passes over": (
        "starts on entry into force; lasts 5 days; runs on while not f; then two when e",
        "2025-01-09 09:00 happens e",
        "01 00:00 09 09:00 passed",
        "09 09:00",
    ),
    "it runs on while either holds": (
        "starts on entry into force; lasts 5 days; runs on while not f; runs on while not e",
        "2025-01-09 happens e",
        "01 00:00 -",
        "-",
    ),
    "a suspended phase does not end": (
        "starts on entry into force; lasts 5 days; then two",
        "2025-01-03 exercise host hold",
        "01 00:00 -",
        "-",
    ),
    "it ends when the suspension does": (
        "starts on entry into force; lasts 5 days; then two",
        "2025-01-03 exercise host hold until 2025-01-10 07:00",
        "01 00:00 10 07:00 passed",
        "10 07:00",
    ),
    "it is terminated when the notice is out": (
        "starts on entry into force",
        "2025-01-03 exercise host stop",
        "01 00:00 06 00:00 terminated",
        "-",
    ),
    "its term comes before the notice is out": (
        "starts on entry into force; lasts 1 days; then two",
        "2025-01-01 exercise host stop",
        "01 00:00 02 passed",
        "02",
    ),
    "with the agreement it ends, and nothing begins": (
        "starts on entry into force; lasts 5 days; then two",
        "2025-01-03 08:00 exercise host stop-all",
        "01 00:00 03 08:00 terminated",
        "-",
    ),
    "it does not pass to one that is terminated": (
        "starts on entry into force; lasts 5 days; then two",
        "2025-01-03 exercise host stop-two",
        "01 00:00 06 passed",
        "-",
    ),
    "terminated before it began, it does not begin": (
        "starts when e",
        "2025-01-03 exercise host stop-all\n2025-01-04 happens e",
        "- -",
        "-",
    ),
    "it begins once only": (
        "starts when e; ends when f",
        "2025-01-03 happens e\n2025-01-04 happens f",
        "03 00:00 04 00:00 ended",
        "-",
    ),
    "begun and ended in one minute": (
        "starts when e; ends when e; then two as soon as e",
        "2025-01-03 happens e",
        "03 00:00 03 00:00 ended",
        "-",
    ),
}


@pytest.mark.parametrize("case", PHASES.values(), ids=PHASES)
def test_a_phase(case: tuple[str, str, str, str]) -> None:
    clauses, record, wanted, second = case
    lines = "".join(f"  {clause}\n" for clause in clauses.split("; "))
    view = lived(f"phase one\n{lines}{REST}", f"{IN_FORCE}{record}\n", "2025-01-28")
    calendar = view.machine.calendar

    def short(at: int | None) -> str:
        return "-" if at is None else told(calendar, at).removeprefix("2025-01-")

    log, two = view.log(PhaseId("one")), view.log(PhaseId("two"))
    how = log.how.value if log.how is not None else ""
    assert f"{short(log.started)} {short(log.ended)} {how}".strip() == wanted
    assert short(two.started) == second
    assert view.log(PhaseId("three")).started is None


def test_a_phase_that_binds_from_signature_begins_with_it() -> None:
    """Another that waits for a date does not begin before entry into force."""
    pact = "phase one\n  starts on 2 days after signature\nphase two\n  starts on 2024-12-25\n"
    view = lived(pact, IN_FORCE, "2025-01-28", "signed 2024-12-20")
    calendar = view.machine.calendar
    assert told(calendar, view.log(PhaseId("one")).started) == "2024-12-22 00:00"
    assert told(calendar, view.log(PhaseId("two")).started) == "2025-01-01 00:00"


def test_before_entry_into_force_nothing_begins() -> None:
    pact = "event e by north\nphase one\n  starts on 2024-12-01\nphase two\n  starts when e\n"
    view = lived(pact, "2024-12-10 happens e\n", "2025-01-28")
    assert view.log(PhaseId("one")).started is None


def test_a_phase_runs_on_from_its_term() -> None:
    pact = "event e by north\nphase one\n  starts on entry into force\n  lasts 5 days\n"
    view = lived(f"{pact}  runs on while not e\n", IN_FORCE, "2025-01-28")
    assert told(view.machine.calendar, view.log(PhaseId("one")).prolonged) == "2025-01-06"
    within = lived(f"{pact}  runs on while not e\n", IN_FORCE, "2025-01-06")
    assert within.log(PhaseId("one")).prolonged is None

"""A run watched with the eyes of a claim, day by day: when it is won, when it is lost for good, and how."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "machine"))

from lived import IN_FORCE, agreement_of, lived

from servanda.checks.claims.watch import Seen, Watch

PACT = """event e by north
event f by south
event g by host
event bell by host; recurring
phase one "One"
  starts on 2025-01-03
  lasts 5 days
phase two "Two"
"""
RECORD = f"""{IN_FORCE}2025-01-04 happens e
2025-01-06 happens f
2025-01-07 happens bell
2025-01-09 happens bell
"""
DAYS = range(1, 13)


def watched(claim: str) -> tuple[int, str]:
    """Follow the record to its end, a day at a time; give the day of the verdict, and what it is."""
    (asked,) = agreement_of(f'{PACT}claim c "c"\n  {claim}\n').claims.values()
    watch = Watch(formula=asked.formula)
    seen, day_before = watch.begin(), 0
    for day in DAYS:
        view = lived(PACT, RECORD, f"2025-01-{day:02} 12:00")
        seen = watch.look(view, watch.along(None, 1440 if day_before else 0, seen))
        day_before = day
        if seen.is_decided:
            assert watch.look(view, seen) == seen, "a verdict never changes"
            return day, "won" if seen.is_won else str(seen.lost.name)  # type: ignore[union-attr]
    return 0, "kept" if seen.is_kept else "open"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("some run reaches e", (4, "won")),
        ("some run reaches g", (0, "open")),
        ("some run reaches e by 2025-01-04", (4, "won")),
        ("some run reaches f by 2025-01-04", (5, "LATE")),
        ("some run reaches f by 3 days after g", (6, "won")),
        ("some run reaches e before f", (4, "won")),
        ("some run reaches f before e", (4, "ORDER")),
        ("some run reaches e without f", (4, "won")),
        ("some run reaches f without e", (4, "CAME")),
        ("some run reaches f after e", (6, "won")),
        ("some run reaches e after f", (6, "won")),
        ("some run reaches e after g", (0, "open")),
        ("some run reaches e before g", (4, "won")),
        ("some run reaches e and then f", (6, "won")),
        ("some run reaches f and then e", (4, "ORDER")),
        ("some run reaches e and then f within 1 days of e", (6, "LATE")),
        ("some run reaches e and then f within 2 days of e", (6, "won")),
        ("some run reaches e and then f and then g", (0, "open")),
        ("some run avoids f", (6, "CAME")),
        ("some run avoids f until e", (4, "won")),
        ("some run avoids e until f", (4, "CAME")),
        ("some run avoids g", (0, "kept")),
        ("whenever e, some run reaches f within 1 days", (6, "LATE")),
        ("whenever e, some run reaches f within 2 days", (0, "kept")),
        ("whenever e, some run reaches f", (0, "kept")),
        ("whenever e, some run reaches g", (0, "open")),
        ("whenever e, some run reaches g within 2 days", (7, "LATE")),
        ("whenever f, some run reaches e within 1 days", (0, "kept")),
        ("whenever g, some run reaches e within 1 days", (0, "kept")),
        ("whenever e or g, some run reaches f within 1 days", (6, "LATE")),
        ("some run keeps one running", (9, "CEASED")),
        ("some run keeps one running until f", (6, "won")),
        ("some run keeps one running until g", (9, "CEASED")),
        ("some run keeps one running until e", (4, "won")),
        ("some run keeps two running until e", (4, "CEASED")),
        ("some run keeps two running until g", (0, "open")),
        ("some run keeps one running past 2025-01-05", (6, "won")),
        ("some run keeps one running past 2025-01-09", (9, "CEASED")),
        ("some run keeps one running past 3 days after g", (9, "CEASED")),
    ],
)
def test_when_a_run_is_decided(claim: str, verdict: tuple[int, str]) -> None:
    assert watched(claim) == verdict


def test_to_watch_a_run_for_nothing_sees_nothing() -> None:
    watch = Watch(formula=None)
    view = lived(PACT, RECORD, "2025-01-05")
    assert watch.look(view, Seen()) == Seen()
    assert watch.ends and watch.begin() == Seen()

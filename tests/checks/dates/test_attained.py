"""Dates that are reached: some faithful run comes as early as said, and some no sooner than the latest.

Each text of the table of dates is asked by claims, over the runs of the machine: one day less is too
little. Where a date is a bound that no run reaches, it is named here, and the page on dates says so.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from servanda.checks.claims import check_claims
from servanda.model.claims import Verdict
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from test_network import HEADER, START, WINDOWS

GOALS = {"start": "the start of {}", "end": "the end of {}", "event": "{}", "act": "{}"}
DATED = [
    name
    for name, (_, _, kind, first, last) in WINDOWS.items()
    if kind in GOALS and "-" not in (first, last)
]


def before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("name", DATED)
def test_both_dates_are_reached(name: str) -> None:
    text, what, kind, first, last = WINDOWS[name]
    goal = GOALS[kind].format(what)
    asked = {
        "early": (f"some faithful run reaches {goal} by {first}", Verdict.YES),
        "late": (f"every faithful run reaches {goal} by {last}", Verdict.YES),
        "sooner": (f"some faithful run reaches {goal} by {before(first)}", Verdict.NO),
        "not-so-late": (f"every faithful run reaches {goal} by {before(last)}", Verdict.NO),
    }
    claims = "".join(f'claim {key} "x"\n  {words}\n' for key, (words, _) in asked.items())
    agreement = load_text({"small.pact": HEADER + text + claims}).agreement
    assert agreement is not None
    found = {str(result.claim.id): result.verdict for result in check_claims(agreement, START)}
    assert found == {key: verdict for key, (_, verdict) in asked.items()}, (name, text)

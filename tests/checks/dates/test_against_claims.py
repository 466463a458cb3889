"""No run that the checker finds comes before an earliest date, or is faithful after a latest one.

The network and the exploration of runs share the machine and nothing else: what one says of a small
text, the other must not contradict.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from servanda.checks.claims import check_claims, runs
from servanda.checks.dates import Milestone, Window, dates
from servanda.model.claims import Verdict
from servanda.workspace import load_text

sys.path.insert(0, str(Path(__file__).parent))
from dates_texts import START, texts

GOALS = {"start": "the start of {}", "end": "the end of {}", "event": "{}", "act": "{}"}
NOT_CONTRADICTED = {Verdict.VACUOUS, Verdict.UNKNOWN}
STATES = 400
"""A claim that has more is unknown, and contradicts nothing."""

CLAIMS = {"late": Verdict.YES, "never": Verdict.NO, "early": Verdict.NO}


def day(instant: int, back: int = 0) -> str:
    """Write the day of an instant, or one before it."""
    epoch = date(1970, 1, 1).toordinal()
    return (date.fromordinal(instant // 1440 + epoch) - timedelta(days=back)).isoformat()


def claims(milestones: list[tuple[Milestone, Window]]) -> dict[str, str]:
    """Claim what the dates say: nothing sooner, nothing later, and never what can never be."""
    found: dict[str, str] = {}
    for number, (milestone, window) in enumerate(milestones):
        goal = GOALS[milestone.kind].format(milestone.name)
        if window.latest is not None:
            by = f"every faithful run reaches {goal} by {day(window.latest)}"
            found[f"late{number}"] = by
        if window.earliest is None:
            found[f"never{number}"] = f"some faithful run reaches {goal}"
        elif window.earliest > START + 1440:
            sooner = f"some faithful run reaches {goal} by {day(window.earliest, 1)}"
            found[f"early{number}"] = sooner
    return found


def test_no_run_contradicts_the_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts with a date that cannot be kept have no faithful run, and say nothing here."""
    monkeypatch.setattr(runs, "NODES_AT_MOST", STATES)
    tally: Counter[Verdict] = Counter()

    @settings(max_examples=20, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(texts())
    def compare(text: str) -> None:
        tally.update(compared(text))

    compare()
    assert tally[Verdict.YES] + tally[Verdict.NO] > 20, tally


def compared(text: str) -> list[Verdict]:
    """Put what the dates of a text say to the checker, and give its verdicts."""
    agreement = load_text({"small.pact": text}).agreement
    assert agreement is not None
    found = dates(agreement, START)
    if any(True for _ in found.conflicts):
        return []
    known = [(m, m.answers[0].window) for m in found.milestones if m.kind in GOALS and m.answers]
    asked = claims(known)
    lines = "".join(f'claim {name} "x"\n  {words}\n' for name, words in asked.items())
    told = load_text({"small.pact": text + lines}).agreement
    assert told is not None
    results = list(check_claims(told, START))
    for result in results:
        wanted = {CLAIMS[result.claim.id.rstrip("0123456789")], *NOT_CONTRADICTED}
        assert result.verdict in wanted, (asked[result.claim.id], result.verdict, text)
    return [result.verdict for result in results]

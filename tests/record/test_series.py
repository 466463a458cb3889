"""Count entries over time: in which period, in which group, and what is in none."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from servanda.cli.main import run
from servanda.reports.series_table import BY

ROOT = Path(__file__).parents[2]
TEXT = """\
agreement accord "An accord"
  zone UTC
party north "North", south "South"
monitor mission "The mission"
source a "A paper", b "B paper"
truce: south must not attack
captives: north must release 33 captives
2025-01-06 incident south against truce alleged by north [a]
2025-01-12 incident south against truce reported by mission [a] [b]
2025-01-13 recorded 2025-06-01 incident north against truce reported by mission [b]
2025-02 incident south against truce reported by mission
before 2025-03-01 incident south against truce reported by mission
2025-04-01 finding mission truce breached [b]
2025-01-19 act north captives 3
2025-01-20 act north captives 4
2025-01-26 act north captives about 10
2025-03-01 act north captives total 30
"""
Series = Callable[..., Any]


@pytest.fixture
def series(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Series:
    text = TEXT.replace('source a "A paper", b', 'source a "A paper"\nsource b')
    (tmp_path / "a.pact").write_text(text, "utf-8")

    def call(*arguments: str, form: str = "json") -> Any:
        assert run(["series", str(tmp_path), *arguments, "--format", form]) == 0
        out = capsys.readouterr().out
        return json.loads(out) if form == "json" else out

    return call


def counts(table: Any) -> dict[tuple[str, str], int]:
    return {(p["period"], p["group"]): p["entries"] for p in table["points"]}


def test_entries_are_counted_by_week_and_kind(series: Series) -> None:
    table = series("truce")
    schema = json.loads((ROOT / "docs/reference/json/series.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(table)) == []
    assert counts(table) == {
        ("2025-01-06", "incident"): 2,
        ("2025-01-13", "incident"): 1,
        ("2025-03-31", "finding"): 1,
    }
    assert (table["entries"], table["unplaced"]) == (6, 2)


def test_a_month_is_no_week_and_a_moment_without_a_beginning_is_none(series: Series) -> None:
    by_month = series("truce", "--by", "month", "--kind", "incident")
    assert counts(by_month) == {("2025-01-01", "incident"): 3, ("2025-02-01", "incident"): 1}
    assert by_month["unplaced"] == 1


def test_groups_stand_beside_each_other(series: Series) -> None:
    asked = ("truce", "--by", "year", "--kind", "incident")
    assert counts(series(*asked, "--per", "source")) == {
        ("2025-01-01", "a"): 2,
        ("2025-01-01", "b"): 2,
        ("2025-01-01", "none"): 1,
    }
    assert counts(series(*asked, "--per", "state")) == {
        ("2025-01-01", "alleged"): 1,
        ("2025-01-01", "reported"): 3,
    }
    assert counts(series(*asked, "--per", "observer"))["2025-01-01", "mission"] == 3


def test_only_what_was_known_and_may_have_happened_then_counts(series: Series) -> None:
    assert series("truce", "--known", "2025-02-01")["entries"] == 4
    span = series("truce", "--from", "2025-01-13", "--to", "2025-02-10", "--by", "month")
    assert counts(span) == {("2025-01-01", "incident"): 1, ("2025-02-01", "incident"): 1}


def test_acts_are_added_up_and_running_totals_are_not(series: Series) -> None:
    amounts = {p["period"]: p["amount"] for p in series("captives", "--by", "week")["points"]}
    assert amounts == {"2025-01-13": 3, "2025-01-20": "13–15", "2025-02-24": None}


def test_a_series_is_drawn_to_one_scale(series: Series) -> None:
    text = series("truce", "--by", "week", form="text")
    assert "\nincident · 3\n  2025-01-06  2  █" in text
    bars = [line.count("█") for line in text.splitlines() if "█" in line]
    assert bars[0] == max(bars) and bars[1] == bars[2]
    assert "2 entries may have happened in more than one week, and stand in none." in text
    assert max(map(len, text.splitlines())) <= 80
    assert series("truce", form="csv").splitlines()[1] == "2025-01-06,2025-01-12,incident,2,"


def test_periods_without_entries_are_told_together(series: Series) -> None:
    assert "\n    5 weeks without\n" in series("captives", form="text").replace(
        "4 weeks", "5 weeks"
    )


@given(st.dates())
@pytest.mark.parametrize("by", list(BY))
def test_a_day_is_in_its_period_and_so_is_every_day_of_that(by: str, day: date) -> None:
    first, last = BY[by](day)
    assert first <= day <= last
    assert BY[by](first) == BY[by](last) == (first, last)

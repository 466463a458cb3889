"""The dates of a text as a page and as data: no line is too wide, and the data fits its schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from servanda.checks.claims import start_of
from servanda.checks.dates import dates
from servanda.diagnostics.glyphs import columns
from servanda.model.agreement import Agreement
from servanda.reports.dates_page import print_dates
from servanda.reports.dates_table import DatesTable, tabulate_dates
from servanda.reports.schema import schema_of
from servanda.reports.values import as_data
from servanda.workspace import load, load_text

EXAMPLES = sorted(
    folder for folder in (Path(__file__).parents[3] / "examples").iterdir() if folder.is_dir()
)
CLASH = """agreement small "Small"
  in force on 2025-01-01
party a "A"
event e "something happens" by a
d: a must act
  not before day 9
  by day 5
c: a must act
  by 3 days after e
"""


def tabulated(path: Path) -> tuple[Agreement, DatesTable]:
    """Make the table of an example."""
    loaded = load(path)
    assert loaded.agreement is not None
    start = start_of(loaded.agreement, None, 0)
    result = dates(loaded.agreement, start.at)
    return loaded.agreement, tabulate_dates(loaded.agreement, start, result, loaded.sources)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_example_fits_a_page_and_the_schema(folder: Path) -> None:
    """All nine examples, under all readings."""
    agreement, table = tabulated(folder)
    page = print_dates(table, agreement)
    assert max(columns(line) for line in page.splitlines()) <= 80
    schema = schema_of(DatesTable, "dates")
    assert [f.message for f in Draft202012Validator(schema).iter_errors(as_data(table))] == []
    assert table.complete


def test_a_page_shows_a_clash_with_its_lines_and_a_clock_that_may_never_start() -> None:
    """What is told is the text of the clauses, and where they stand."""
    loaded = load_text({"small.pact": CLASH})
    assert loaded.agreement is not None
    start = start_of(loaded.agreement, None, 0)
    result = dates(loaded.agreement, start.at)
    table = tabulate_dates(loaded.agreement, start, result, loaded.sources)
    page = print_dates(table, loaded.agreement)
    assert "dates that cannot be kept" in page
    assert "line 6: not before day 9" in page
    assert "line 7: by day 5" in page
    assert "e: nobody has a duty to bring it about" in page
    mended = load_text({"small.pact": CLASH.replace("day 9", "day 3")})
    assert mended.agreement is not None
    again = tabulate_dates(
        mended.agreement, start, dates(mended.agreement, start.at), mended.sources
    )
    assert "cannot be kept" not in print_dates(again, mended.agreement)


def rows(
    name: str, milestone: str, kind: str
) -> list[tuple[dict[str, str], str | None, str | None]]:
    """Give the readings and dates of one milestone of an example."""
    folder = next(folder for folder in EXAMPLES if folder.name == name)
    _, table = tabulated(folder)
    found = [row for row in table.milestones if (row.id, row.kind) == (milestone, kind)]
    return [(dict(row.reading), row.earliest, row.latest) for row in found]


def test_colombia_the_last_day_of_the_zones() -> None:
    """D+180 is 30 May, 29 May or 1 June, as the last day is read."""
    assert rows("colombia-2016", "three", "end") == [
        ({"last-day": "thirty-may"}, "2017-05-30", "2017-05-30"),
        ({"last-day": "twenty-nine-may"}, "2017-05-29", "2017-05-29"),
        ({"last-day": "first-june"}, "2017-06-01", "2017-06-01"),
    ]


def test_colombia_those_who_may_wait_for_the_sites_may_wait_for_ever() -> None:
    """Concentration is due on D+30, but not if it waits for sites that have no day."""
    latest = {
        tuple(sorted(reading.items())): last
        for reading, _, last in rows("colombia-2016", "one.concentrate", "act")
    }
    assert latest[("sites-day", "no-day"), ("sites-first", "waits")] is None
    assert latest[("sites-day", "no-day"), ("sites-first", "apart")] == "2016-12-31"
    assert latest[(("sites-day", "implied"),)] == "2016-12-31"


def test_gaza_2024_phase_two_need_never_begin() -> None:
    """Six weeks from 1 June is 12 July; then all hangs on what nobody must agree to."""
    assert rows("gaza-2024", "two", "start") == [({}, "2024-07-12", None)]
    assert all(last is None for _, _, last in rows("gaza-2024", "two.withdrawal", "act"))


def test_korea_the_conference_is_due_on_27_october_if_it_is_owed() -> None:
    """Three months after 27 July; recommended, it binds nobody."""
    assert rows("korea-1953", "political-talks.opened", "event") == [
        ({"conference-force": "recommended"}, "1953-07-27 10:00", None),
        ({"conference-force": "owed"}, "1953-07-27 10:00", "1953-10-27"),
    ]


def test_minsk_elections_and_border_wait_for_each_other_under_one_reading() -> None:
    """Security first: neither can ever come. Politics first: both can."""
    found = {
        r.get("order"): first for r, first, _ in rows("minsk-2-2015", "political.elections", "act")
    }
    assert found == {"security-first": None, "politics-first": "2015-02-12"}


def test_minsk_the_fourteen_days_end_on_1_or_2_march() -> None:
    """From the ceasefire, or from the second day."""
    assert [last for _, _, last in rows("minsk-2-2015", "military.withdraw-ukraine", "act")] == [
        "2015-03-01",
        "2015-03-02",
    ]


def test_lebanon_sixty_days_bind_only_if_the_limit_is_flat() -> None:
    """In step with the army, withdrawal is excused as long as the army does not come."""
    found = {r["pace"]: last for r, _, last in rows("lebanon-2024", "one.withdraw", "act")}
    assert found == {"in-step": None, "flat-limit": "2025-01-26 04:00"}

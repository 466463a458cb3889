"""The status command: its shape, its ranges, its assumptions, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

ACCORD = str(Path(__file__).parent / "accord")


@pytest.fixture
def ask(servanda: Any) -> Any:
    """Ask for data, and give it as read."""

    def call(*arguments: str) -> Any:
        outcome = servanda("status", ACCORD, *arguments, "--format", "json")
        assert (outcome.status, outcome.err) == (0, "")
        return json.loads(outcome.out)

    return call


def row(data: Any, name: str) -> Any:
    return next(row for row in data["provisions"] if row["id"] == name)


def test_a_day_is_asked_at_its_end_and_a_minute_as_itself(ask: Any) -> None:
    assert ask("--on", "2025-01-19")["in_force"] is True
    assert ask("--on", "2025-01-19 11:00")["in_force"] is False
    assert ask("--on", "2025-01-19 11:00")["on"] == "2025-01-19 11:00"
    assert ask("--on", "2025-01-19")["on"] == "2025-01-19"


def test_vague_dates_leave_ranges_and_open_states(ask: Any) -> None:
    data = ask("--on", "2025-01-25")
    prisoners = row(data, "one.prisoners")
    assert prisoners["state"] == "open"
    assert set(prisoners["states"]) == {"overdue", "in-effect"}
    assert prisoners["due"] == ["2025-01-19", "2025-01-25"]
    assert row(data, "one.captives")["done"] == "3–7"
    late = row(ask("--on", "2025-02-05"), "one.prisoners")
    assert late["late_days"] == [10, 12]
    assert late["due"] == ["2025-01-24", "2025-01-26"]


def test_readings_stand_side_by_side_and_differing_values_are_null(ask: Any) -> None:
    data = ask("--on", "2025-03-05")
    truce = row(data, "one.truce")
    assert truce["state"] is None
    assert {r["reading"]["length"]: r["state"] for r in truce["readings"]} == {
        "continues": "in-effect",
        "lapses": "terminated",
    }
    phase = data["phases"][0]
    assert phase["state"] is None
    assert [r["state"] for r in phase["readings"]] == ["running", "lapsed"]
    assert phase["readings"][0]["prolonged_since"] == "2025-03-01"


def test_a_fixed_reading_leaves_no_rows(ask: Any) -> None:
    for how in ("length=lapses", "lapses"):
        phase = ask("--on", "2025-03-05", "--reading", how)["phases"][0]
        assert (phase["state"], phase["readings"]) == ("lapsed", [])


def test_a_party_brings_the_readings_it_holds_on_that_date(ask: Any) -> None:
    assert ask("--on", "2025-03-05", "--as", "South")["phases"][0]["state"] == "running"
    assert ask("--on", "2025-03-05", "--as", "north")["phases"][0]["state"] == "lapsed"


def test_a_schedule_has_a_part_for_each_date(ask: Any) -> None:
    parts = {part["id"]: part for part in row(ask("--on", "2025-02-05"), "one.captives")["parts"]}
    assert list(parts) == ["day-1", "day-7", "day-42"]
    assert parts["day-1"]["state"] == "fulfilled"
    assert (parts["day-7"]["owed"], parts["day-7"]["done"]) == (7, 7)
    assert parts["day-42"]["due"] == "2025-03-01"


def test_because_points_to_the_lines_it_rests_on(ask: Any) -> None:
    because = row(ask("--on", "2025-02-05"), "one.captives")["because"]
    assert because[0]["entry"] == "first"
    assert because[0]["line"] == 4
    assert because[0]["words"].startswith("2025-01-19 act south")
    assert because[1]["certainty"] == "recalled"


def test_findings_and_incidents_keep_their_authors(ask: Any) -> None:
    truce = row(ask("--on", "2025-02-05"), "one.truce")
    assert [(f["by"], f["says"]) for f in truce["findings"]] == [(["envoy"], "breached")]
    assert [(i["by"], i["against"]) for i in truce["incidents"]] == [(["south"], ["north"])]
    assert truce["state"] == "in-effect"


def test_an_assumed_entry_counts_and_is_named(ask: Any) -> None:
    entry = "2025-02-03 opens talks by north, south"
    data = ask("--on", "2025-02-05", "--if", entry)
    assert row(data, "one.open-talks")["state"] == "fulfilled"
    assert data["assumptions"]["hypothetical"] == [entry]


def test_what_was_not_known_then_does_not_count(ask: Any) -> None:
    data = ask("--on", "2025-02-05", "--known", "2025-01-20")
    assert row(data, "one.road")["state"] == "overdue"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--as", "nroth"), "no actor is named `nroth`; did you mean `north`?"),
        (("--reading", "length=lapse"), "`length` has no reading `lapse`; it has continues"),
        (("--reading", "lenght=lapses"), "did you mean `length`?"),
        (("--reading", "laps"), "did you mean `lapses`?"),
        (("--on", "2025-02-30"), "month 2025-02 has no day 30"),
        (("--on", "after 2025-02-01"), "has no last day"),
        (("--view", "some"), "no view is named `some`"),
        (("--if", "2025-02-30 in force"), '--if "2025-02-30 in force"'),
        (("--if", "2025-02-01 act north one.rode"), "one.road"),
    ],
)
def test_a_bad_argument_is_refused_in_one_sentence(
    servanda: Any, arguments: tuple[str, ...], says: str
) -> None:
    outcome = servanda("status", ACCORD, *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert says in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_the_date_of_today_is_said_to_be_assumed(servanda: Any) -> None:
    assert "the date is today's" in " ".join(servanda("status", ACCORD).out.split())
    assert "today" not in servanda("status", ACCORD, "--on", "2025-02-05").out


def test_a_text_not_in_force_says_that_nothing_is_due(servanda: Any) -> None:
    out = servanda("status", ACCORD, "--on", "2025-01-01").out
    assert "Not in force: nothing is due." in out
    assert "--if" in out


def test_colour_never_speaks_alone(servanda: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = servanda("status", ACCORD, "--on", "2025-02-05").out
    monkeypatch.setattr("servanda.cli.status.shows_colour", lambda: True)
    coloured = servanda("status", ACCORD, "--on", "2025-02-05").out
    assert "\x1b[" in coloured
    uncoloured = coloured
    for code in ("0", "1", "2", "32", "33", "1;31", "1;33"):
        uncoloured = uncoloured.replace(f"\x1b[{code}m", "")
    assert uncoloured == plain


def test_a_fault_of_the_text_does_not_stop_the_rest(servanda: Any, folder: Path) -> None:
    text = (folder / "accord.pact").read_text("utf-8")
    (folder / "accord.pact").write_text(f"{text}nonsense here\n", "utf-8")
    outcome = servanda("status", ".", "--on", "2025-01-01")
    assert outcome.status == 0
    assert "1 fault" in outcome.err
    assert "names" in outcome.out


def test_a_folder_without_an_agreement_is_refused(servanda: Any, folder: Path) -> None:
    (folder / "accord.pact").write_text('party north "North"\n', "utf-8")
    outcome = servanda("status", ".")
    assert outcome.status == 2
    assert "declares no agreement" in outcome.err


def test_a_beginning_that_came_late_is_said_so(servanda: Any, folder: Path) -> None:
    (folder / "accord.pact").write_text(
        'agreement accord "An accord"\n  in force on 2025-01-01\n'
        'party north "North"\nclear: north must clear mines; start by day 5\n',
        "utf-8",
    )
    (folder / "accord.record").write_text("2025-01-08 act north clear starts\n", "utf-8")
    assert "in effect, 2 days late so far" in servanda("status", "--on", "2025-02-01").out


SETTLED = {
    "a.pact": """\
agreement case "A case"
  signed 2025-01-01
party north "North", south "South"
ambiguity d-day "From which day is D counted?"
  reading from-signature "from signature"; held by north
  reading from-entry "from entry into force"; held by south
map: north must hand over the map
  under d-day.from-signature: by 10 days after signature
  under d-day.from-entry: by 10 days after entry into force
""",
    "a.record": """\
record of case
2025-01-08 in force
2025-01-12 settle south d-day from-entry
2025-01-16 settle north d-day from-entry
""",
}


def test_a_question_is_shown_as_settled_by_those_who_settled_it(
    servanda: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in SETTLED.items():
        (folder / name).write_text(text, "utf-8")

    def asked(on: str) -> Any:
        outcome = servanda("status", str(folder), "--on", on, "--format", "json")
        return json.loads(outcome.out)

    alone, together = asked("2025-01-15"), asked("2025-01-17")
    assert [(row["by"], row["without"]) for row in alone["settled"]] == [(["south"], ["north"])]
    assert alone["ambiguities"][0]["id"] == "d-day"
    assert [(row["by"], row["without"]) for row in together["settled"]] == [
        (["south", "north"], [])
    ]
    assert together["ambiguities"] == []
    page = servanda("status", str(folder), "--on", "2025-01-15").out
    assert "from-entry, by South on 2025-01-12; not by North, so it stays open" in page

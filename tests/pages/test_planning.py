"""Boards, exchanges and calendars: who owes what, who gave what, and when."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from servanda.cli.main import run
from servanda.web.pages.exchange import as_number

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
import addresses  # noqa: E402


def data(asker: Any, target: str) -> Any:
    answer = asker(target)
    assert answer.status == 200, answer.text[-500:]
    return json.loads(answer.text)


# -- the board -------------------------------------------------------------------------------------


def test_the_board_has_every_obligation_with_each_who_owes_it(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/board.json?on=2025-02-20")
    status = data(examples["gaza-2025"], "/text.json?on=2025-02-20")
    owed = {
        clause["provision"]["id"]
        for part in status["parts"]
        for clause in part["clauses"]
        if clause["provision"]["modality"] != "may"
    }
    found = {
        (row["id"], each["id"])
        for row in told["rows"]
        for column in row["columns"]
        for each in column["provisions"]
    }
    assert {name for _, name in found} == owed
    assert ("israel", "one.truce") in found and ("hamas", "one.truce") in found
    assert ("hamas", "one.captives") in found and ("israel", "one.captives") not in found
    assert ("", "three.crossings") in found  # the text names nobody
    for row in told["rows"]:
        assert row["number"] == sum(len(column["provisions"]) for column in row["columns"])
    assert [row["id"] for row in told["rows"]][:2] == ["israel", "hamas"]  # as the text names them


def test_the_board_can_show_one_party_and_one_phase(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/board.json?on=2025-02-20&party=hamas&phase=two")
    (row,) = told["rows"]
    assert row["id"] == "hamas"
    phases = {each["phase"] for column in row["columns"] for each in column["provisions"]}
    assert phases == {"two"}


# -- exchanges -------------------------------------------------------------------------------------


def test_an_exchange_is_told_day_by_day_against_the_text(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/exchange.json?on=2025-02-20")
    first = told["exchanges"][0]
    captives, prisoners = first["sides"]
    assert (captives["provision"]["id"], prisoners["provision"]["id"]) == (
        "one.captives",
        "one.prisoners",
    )
    assert (captives["by"], captives["to"]) == (["hamas"], ["israel"])
    assert (prisoners["by"], prisoners["to"]) == (["israel"], ["hamas"])
    asked = [(each["on"], each["total"]) for each in captives["promised"]]
    assert ("2025-01-19", 3) in asked and ("2025-01-25", 7) in asked and ("2025-03-01", 33) in asked
    given = [(each["on"], each["amount"], each["total"]) for each in captives["given"]]
    assert given[:3] == [("2025-01-19", 3, 3), ("2025-01-25", 4, 7), ("2025-01-30", 3, 10)]
    assert {term["of"] for term in first["terms"]} == {"one.prisoners"}
    assert "30 for each civilian of captives" in {term["text"] for term in first["terms"]}
    # What an act says is for another provision is given under that one.
    detainees = next(
        side
        for exchange in told["exchanges"]
        for side in exchange["sides"]
        if side["provision"]["id"] == "one.detainees"
    )
    assert detainees["given"] and detainees["given"][-1]["total"] == detainees["provision"]["done"]


@pytest.mark.parametrize("name", addresses.NAMES)
def test_what_was_given_in_all_is_what_the_status_counts(
    examples: dict[str, Any], name: str
) -> None:
    for on in (addresses.query_of(name, "exchange"), "on=2026-11-30"):
        told = data(examples[name], f"/exchange.json?{on}")
        for exchange in told["exchanges"]:
            for side in exchange["sides"]:
                done = as_number(side["provision"]["done"])
                last = side["given"][-1]["total"] if side["given"] else None
                if any(gift["read_as"] for gift in side["given"]):
                    continue
                if done is not None and last is not None and side["provision"]["parts"] == []:
                    assert as_number(last) == done, side["provision"]["id"]


def test_a_defective_act_adds_nothing(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/exchange.json?on=2025-03-05")
    captives = told["exchanges"][0]["sides"][0]
    assert any(gift["defective"] for gift in captives["given"])
    assert captives["given"][-1]["total"] == captives["provision"]["done"] == 33


# -- the calendar ----------------------------------------------------------------------------------


def test_a_month_has_what_falls_due_and_what_was_done(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/calendar.json?on=2025-02-20&month=2025-02")
    assert (told["month"], told["before"], told["after"]) == ("2025-02", "2025-01", "2025-03")
    days = {cell["day"]: cell for week in told["weeks"] for cell in week}
    assert all(len(week) == 7 for week in told["weeks"])
    assert list(days) == sorted(days) and {day for day in days if day[:7] == "2025-02"} == {
        f"2025-02-{number:02}" for number in range(1, 29)
    }

    def items(day: str) -> dict[str, str]:
        return {item["id"]: item["kind"] for item in days[day]["items"]}

    assert items("2025-02-15")["one.captives"] == "met"
    assert items("2025-02-03")["one.open-talks"] == "overdue"
    assert items("2025-02-22")["one.good-faith"] == "due"
    assert days["2025-02-20"]["is_asked"]
    entries = [entry["words"] for entry in days["2025-02-15"]["entries"]]
    assert any("one.captives" in words for words in entries)
    assert not any(cell["entries"] for day, cell in days.items() if day > "2025-02-20")


def test_a_week_begins_as_the_language_has_it(examples: dict[str, Any]) -> None:
    told = data(examples["gaza-2025"], "/calendar.json?month=2025-03&lang=fr")
    assert told["weeks"][0][0]["day"] == "2025-02-24"  # a Monday
    page = examples["gaza-2025"]("/calendar?month=2025-03&lang=fr").text
    assert page.index("lun.") < page.index("mar.") < page.index("dim.")
    assert "mars 2025" in page


def test_what_counts_under_one_reading_alone_is_added_up_for_that_one(
    examples: dict[str, Any],
) -> None:
    told = data(examples["mindanao-2014"], "/exchange.json?on=2026-11-30")
    (side,) = (
        side
        for exchange in told["exchanges"]
        for side in exchange["sides"]
        if side["provision"]["id"] == "three.fighters"
    )
    assert {(gift["total"], bool(gift["read_as"])) for gift in side["given"]} == {(14000, True)}


@pytest.mark.parametrize("month", ["2025-13", "soon", "2025", "0000-01", "9999-12", "2025-00"])
def test_what_is_no_month_is_refused(examples: dict[str, Any], month: str) -> None:
    answer = examples["gaza-2025"](f"/calendar?month={month}")
    assert answer.status == 400 and "is no month" in answer.text


def test_what_falls_due_goes_into_other_calendars(
    examples: dict[str, Any], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = examples["gaza-2025"]("/calendar.ics?on=2025-02-20")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    monkeypatch.chdir(ROOT)
    file = tmp_path / "due.ics"
    asked = ["--on", "2025-02-20", "--within", "366d", "--out", str(file)]
    assert run(["export", "examples/gaza-2025", "--as", "ics", *asked]) == 0

    def events(text: bytes) -> set[tuple[str, str]]:
        found = Calendar.from_ical(text.decode()).walk("VEVENT")
        return {(str(e["uid"]), str(e["summary"])) for e in found}

    assert events(answer.body) == events(file.read_bytes()) != set()
    assert examples["gaza-2025"]("/board.ics").status == 404

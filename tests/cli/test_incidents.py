"""`incidents` counts source by source and state by state, and its data fit their schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
ACCORD = str(ROOT / "docs" / "reference" / "incidents")
ON = ("--on", "2025-03-01")


def data(servanda: Any, *arguments: str) -> Any:
    found = servanda("incidents", ACCORD, *ON, "--format", "json", *arguments)
    assert found.status == 0
    table = json.loads(found.out)
    schema = json.loads((ROOT / "docs/reference/json/incidents.schema.json").read_text("utf-8"))
    assert [f.message for f in Draft202012Validator(schema).iter_errors(table)] == []
    return table


def counts(table: Any, provision: str) -> dict[tuple[str, str], tuple[int, int]]:
    mine = next(each for each in table["provisions"] if each["id"] == provision)
    return {
        (source["source"], state["state"]): (state["events"], state["open"])
        for source in mine["sources"]
        for state in source["states"]
    }


def test_counts_of_sources_and_states_stand_side_by_side(servanda: Any) -> None:
    assert counts(data(servanda), "truce") == {
        ("South", "alleged"): (0, 1),
        ("North", "alleged"): (2, 0),
        ("Mission", "reported"): (1, 0),
        ("Mission", "attributed"): (1, 0),
        ("Mission", "unverifiable"): (0, 1),
    }


def test_what_was_recorded_later_was_not_known(servanda: Any) -> None:
    early = data(servanda, "--known", "2025-02-05")
    assert counts(early, "truce") == {("South", "alleged"): (0, 1), ("North", "alleged"): (1, 0)}
    assert early["identified"] == [] and early["proposals"] == []


def test_only_what_bears_on_a_provision_is_shown(servanda: Any) -> None:
    table = data(servanda, "--about", "calm-week")
    assert [each["id"] for each in table["provisions"]] == ["calm-week"]
    assert table["elsewhere"] == []
    assert data(servanda)["elsewhere"][0]["entry"] == "mission-16"


def test_a_proposal_names_both_reports_and_the_entry_that_would_join_them(servanda: Any) -> None:
    [proposal] = data(servanda)["proposals"]
    assert proposal["entries"] == ["north-8", "mission-14"]
    found = servanda("incidents", ACCORD, *ON)
    assert "`merge ACTOR north-8, mission-14` says so" in found.out


@pytest.mark.parametrize("option", [(), ("--by-source",)])
def test_every_report_is_listed_with_its_line(servanda: Any, option: tuple[str, ...]) -> None:
    found = servanda("incidents", ACCORD, *ON, "--about", "truce", *option)
    lines = [n for n in range(3, 12) if f"accord.record:{n} " in f"{found.out} ".replace("\n", " ")]
    assert lines == [3, 4, 5, 6, 7, 8, 9, 10]
    assert "None is a finding" in found.out and "breach" not in found.out


def test_status_and_why_say_which_clause_counts_and_that_it_finds_no_breach(servanda: Any) -> None:
    told = " ".join(servanda("why", ACCORD, "truce", *ON).out.split())
    assert (
        "1 incident attributed by Mission is counted by this clause, which finds no breach" in told
    )
    assert "3 incidents may be counted by this clause" in told
    assert "whether an incident falls under self-defence is for others to assess" in told
    status = json.loads(servanda("status", ACCORD, *ON, "--format", "json").out)
    truce = next(each for each in status["provisions"] if each["id"] == "truce")
    assert truce["state"] == "in-effect" and len(truce["incidents"]) == 4


def test_an_unknown_provision_is_refused(servanda: Any) -> None:
    found = servanda("incidents", ACCORD, "--about", "truse")
    assert found.status == 2 and "did you mean `truce`?" in found.err

"""The command `packages`: what is stated of priorities, what rules all out, and what is refused."""

import json
from typing import Any

import pytest

TEXT = """\
agreement accord "An accord"
party north "North", south "South"
mediator host "Host"
source own "Statements"; kind party
road: north must open the road
2025-01-01 say host proposes road words "by May" named may [own]
2025-01-01 say host proposes road words "by June" named june [own]
2025-01-02 say north, south accepts may [own]
2025-01-02 say north, south accepts june [own]
2025-01-03 say north prefers may to june [own]
"""
DEMANDS = """\
2025-01-04 say north demands may [own]
2025-01-04 say south demands june [own]
"""


def asked(servanda: Any, folder: Any, more: str, *arguments: str) -> str:
    (folder / "accord.pact").write_text(TEXT + more, "utf-8")
    outcome = servanda("packages", "accord.pact", *arguments, "--on", "2025-02-01")
    assert (outcome.status, outcome.err) == (0, "")
    return str(outcome.out)


def test_an_order_is_shown_with_its_source(servanda: Any, folder: Any) -> None:
    out = asked(servanda, folder, "")
    assert "North: may before june (own word, 2025-01-03); accord.pact:10" in out
    best = out.partition("no exchange makes better\n")[2].partition("\n\n")[0]
    assert best == "  road: may"


def test_an_order_and_its_contrary_are_shown_and_not_counted(servanda: Any, folder: Any) -> None:
    out = asked(servanda, folder, "2025-01-03 say north prefers june to may [own]\n")
    assert out.count("not counted") == 2
    best = out.partition("no exchange makes better\n")[2].partition("\n\n")[0]
    assert best == "  road: may\n  road: june"


def test_demands_bind_when_asked(servanda: Any, folder: Any) -> None:
    free = json.loads(asked(servanda, folder, DEMANDS, "--format", "json"))
    assert (free["pass_surely"], free["conflict"]) == (2, [])
    bound = json.loads(asked(servanda, folder, DEMANDS, "--demands", "--format", "json"))
    assert (bound["pass_surely"], bound["may_pass"], bound["demands_bind"]) == (0, 0, True)
    assert [(each["actor"], each["about"]) for each in bound["conflict"]] == [
        ("north", "may"),
        ("south", "june"),
    ]
    assert {each["said"]["line"] for each in bound["conflict"]} == {11, 12}


def test_what_is_preferred_is_told_whole(servanda: Any, folder: Any) -> None:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    assert "North prefers may to june" in servanda("record", "accord.pact").out
    assert "North prefers may to june" in servanda("record", "accord.pact", "--about", "june").out


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("say north prefers may", "expected `to`"),
        ("say north prefers may to jun", "did you mean `june`"),
    ],
)
def test_an_order_wants_two(servanda: Any, folder: Any, entry: str, says: str) -> None:
    (folder / "accord.pact").write_text(f"{TEXT}2025-01-05 {entry} [own]\n", "utf-8")
    outcome = servanda("check", "accord.pact")
    assert outcome.status == 1
    assert says in " ".join(outcome.out.split())

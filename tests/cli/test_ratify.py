"""The command `ratify`: what is supposed, what is refused, and where a number leads."""

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.supposed import supposed

TEXT = """\
agreement accord "An accord"
party north "North", south "South"
source own "Statements"; kind party
body house "House"; decides by at least 3
faction reds "Reds"; member of house; seats 2
faction blues "Blues"; member of house; seats 2
group both "Both"; members reds, blues
2025-01-01 say reds accepts accord [own]
"""


@pytest.fixture
def ask(servanda: Any, folder: Any) -> Any:
    (folder / "accord.pact").write_text(TEXT, "utf-8")

    def call(*arguments: str) -> Any:
        outcome = servanda(
            "ratify", "accord.pact", *arguments, "--on", "2025-02-01", "--format", "json"
        )
        assert (outcome.status, outcome.err) == (0, "")
        return json.loads(outcome.out)

    return call


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("reds leaves house", "2025-02-01 leave reds house"),
        ("reds and blues leave house", "2025-02-01 leave reds, blues house"),
        ("reds, blues join house", "2025-02-01 join reds, blues house"),
        ("blues accepts", "2025-02-01 say blues accepts "),
        ("blues rejects terms", "2025-02-01 say blues rejects terms"),
        ("dissolve house", "2025-02-01 dissolve house"),
        ("2025-01-19 in force", "2025-01-19 in force"),
        ("about 2025-01 leave reds house", "about 2025-01 leave reds house"),
    ],
)
def test_plain_words_stand_for_an_entry(words: str, entry: str) -> None:
    assert supposed(None, words, "2025-02-01") == entry


def test_what_if(ask: Any) -> None:
    assert ask()["bodies"][0]["passes"] == "open"
    assert ask("--if", "blues accepts")["bodies"][0]["passes"] == "yes"
    assert ask("--if", "both rejects")["bodies"][0]["passes"] == "no"
    assert ask("--if", "blues leaves house")["bodies"][0]["passes"] == "no"
    assert ask("--if", "blues accepts")["assumed"] == ["blues accepts"]


def test_every_vote_leads_to_its_entries(ask: Any) -> None:
    (reds, blues) = ask()["bodies"][0]["members"]
    assert [(said["file"], said["line"]) for said in reds["why"]] == [("accord.pact", 8)]
    assert blues["why"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--if", "blus accepts"), "did you mean `blues`"),
        (("--if", "blues leves house"), "write one of leaves, joins, accepts"),
        (("--body", "hose"), "did you mean `house`"),
        (("--body", "reds"), "no rule of decision"),
        (("--text", "acord"), "did you mean `accord`"),
    ],
)
def test_a_slip_is_refused_in_one_sentence(
    servanda: Any, folder: Any, arguments: tuple[str, ...], says: str
) -> None:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    outcome = servanda("ratify", "accord.pact", *arguments)
    assert outcome.status == 2
    assert says in outcome.err


def test_a_text_without_a_body_that_decides_is_refused(servanda: Any, folder: Any) -> None:
    outcome = servanda("ratify", "accord.pact")
    assert outcome.status == 2
    assert "no body has a rule of decision" in outcome.err


def test_a_rule_may_be_assumed(ask: Any) -> None:
    assumed = "2025-01-15 rule board decides by at least 1"
    text = TEXT.replace("group both", 'body board "Board"; members reds, blues\ngroup both')
    Path("accord.pact").write_text(text, "utf-8")
    (board,) = ask("--body", "board", "--if", assumed)["bodies"]
    assert (board["id"], board["passes"]) == ("board", "yes")


NET = """\
agreement accord "An accord"
party north "North", south "South"
source own "Statements"; kind party
body house "House"; seats 8; decides by majority
body cabinet "Cabinet"; decides by at least 4
faction reds "Reds"; member of house, cabinet; seats 3
faction blues "Blues"; member of house, cabinet; seats 2
faction greens "Greens"; member of house; seats 3
2025-01-01 say greens accepts accord if blues leaves cabinet [own]
2025-01-01 say blues rejects accord [own]
"""


def test_who_saves_it_from_outside_is_said_in_words(servanda: Any, folder: Any) -> None:
    (folder / "accord.pact").write_text(NET, "utf-8")

    def page(*arguments: str) -> str:
        asked = ("accord.pact", "--body", "cabinet", "--on", "2025-02-01", *arguments)
        return str(servanda("ratify", *asked).out)

    left = page("--if", "blues leaves cabinet")
    assert "who could save it     Reds; with Greens, for it from outside" in left
    assert "Greens, outside it with 3: for; if “blues leaves cabinet”" in left
    agreed = page("--if", "blues leaves cabinet", "--if", "reds accepts")
    assert "who could save it     Greens, for it from outside" in agreed
    assert "Reds  for; assumed, 2025-02-01\n" in agreed

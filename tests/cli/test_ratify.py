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
        (("--text", "acord"), "--text acord: no thing is named `acord`; did you mean `accord`"),
        (("--if", " "), "--if is empty"),
        (("--if", "Both leave house"), "nobody sits on"),
        (("--if", "south leaves house"), "no member of `house`"),
    ],
)
def test_a_slip_is_refused_in_one_sentence(
    servanda: Any, folder: Any, arguments: tuple[str, ...], says: str
) -> None:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    outcome = servanda("ratify", "accord.pact", *arguments)
    assert outcome.status == 2
    assert says in outcome.err


def test_titles_and_other_names_are_understood(ask: Any) -> None:
    named = ask("--if", "Blues accept", "--body", "HOUSE")["bodies"][0]
    assert (named["id"], named["passes"]) == ("house", "yes")
    without = ask("--if", "reds leave House")["bodies"][0]
    assert [member["id"] for member in without["members"]] == ["blues"]


def test_one_body_of_several_is_asked_and_the_others_are_named(servanda: Any, folder: Any) -> None:
    text = TEXT.replace('"An accord"', '"An accord"\n  ratified by house, board')
    text += 'body board "Board"; members north, south; decides by majority\n'
    (folder / "accord.pact").write_text(text, "utf-8")
    outcome = servanda("ratify", "accord.pact", "--body", "board", "--on", "2025-02-01")
    assert "It needs the approval of House and Board." in outcome.out
    assert "names no body" not in outcome.out


def test_a_body_that_cannot_be_asked_leaves_the_whole_open(servanda: Any, folder: Any) -> None:
    text = TEXT.replace('"An accord"', '"An accord"\n  ratified by house, board')
    text += 'body board "Board"; members north, south\n2025-01-02 say blues accepts accord [own]\n'
    (folder / "accord.pact").write_text(text, "utf-8")
    outcome = servanda("ratify", "accord.pact", "--on", "2025-02-01")
    assert "All of House and Board: open." in outcome.out
    assert "Open for want of a rule of decision on that date: Board." in outcome.out
    told = servanda("tally", "accord.pact", "house", "--if", "2025-01-03 dissolve house")
    assert "it ceased to be on 2025-01-03; --if 1:1" in told.out


def test_a_vote_is_told_whole_and_an_outcome_that_the_rule_does_not_give(ask: Any) -> None:
    for vote, also in (
        ("adopts accord for 3 against 1 abstain 1", "1 against, 1 abstaining"),
        (
            "adopts accord for 2 against 1",
            "1 against; recorded as adopted, and by its rule the count says otherwise",
        ),
        (
            "rejects accord for 4 against 0",
            "0 against; recorded as rejected, and by its rule the count says otherwise",
        ),
    ):
        Path("accord.pact").write_text(f"{TEXT}2025-01-03 vote house {vote} [own]\n", "utf-8")
        assert ask("--body", "house")["bodies"][0]["also"] == also


@pytest.mark.parametrize("command", ["positions", "packages", "rounds", "contacts"])
def test_plain_words_may_be_supposed_elsewhere(servanda: Any, folder: Any, command: str) -> None:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    asked = (command, "accord.pact", "--on", "2025-02-01", "--format", "json")
    outcome = servanda(*asked, "--if", "Both reject")
    assert (outcome.status, outcome.err) == (0, "")
    moved = outcome.out != servanda(*asked).out
    assert moved is (command in ("positions", "rounds"))  # the others look at other things here


def test_a_tally_without_a_group_is_without_its_members(servanda: Any, folder: Any) -> None:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    asked = ("tally", "accord.pact", "house", "--on", "2025-02-01")
    both = json.loads(servanda(*asked, "--without", "Both", "--format", "json").out)
    assert ([row["id"] for row in both["without"]], both["for"]) == (["reds", "blues"], 0)
    outcome = servanda(*asked, "--without", "south")
    assert (outcome.status, "no member of `house` on 2025-02-01" in outcome.err) == (2, True)


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

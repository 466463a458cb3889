"""`servanda play`: driven by lines on standard input, as a person or a script would."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from servanda.diagnostics.glyphs import columns

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = """\
agreement accord "An accord"
  counting day 1 is the day of entry into force
party north "North", south "South"
ambiguity tail "Does the truce outlast its term?"
  reading ends "no" [log, recalled]
  reading goes-on "while talks are open"
process talks "talks" between north and south
  opened by north and south jointly
  ended by any of north, south
phase one "Truce"
  starts on entry into force
  lasts 10 days
  under goes-on: runs on while talks are open
  truce: north and south each must not attack
  captives: south must release 6 captives
    total 2 by day 3
    all by day 8
  prisoners: north must release prisoners
    5 for each soldier of captives
    on the same day
"""
RECORD = 'record of accord\nsource log "A log"\n  kind press\n2025-02-01 say north "words" [log]\n'

Play = Callable[..., str]


@pytest.fixture
def play(servanda: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Play with some lines as standard input, and give what was printed."""
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    (folder / "accord.record").write_text(RECORD, "utf-8")

    def call(*lines: str, options: tuple[str, ...] = (), path: str = ".") -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        outcome = servanda("play", path, "--start", "2025-03-01", *options)
        assert outcome.status == 0, outcome.err
        assert outcome.err == ""
        return str(outcome.out)

    return call


def number(out: str, words: str) -> str:
    """Find the number under which something was offered last."""
    lines = [line for line in out.splitlines() if words in line and line[2:3].isdigit()]
    return lines[-1].split()[0]


def test_the_end_of_the_input_ends_politely(play: Play) -> None:
    assert play().splitlines()[-1] == "end"


def test_it_shows_what_is_owed_and_what_may_happen(play: Play) -> None:
    lines = play().splitlines()
    assert "2025-03-01 00:00" in lines
    assert "  phase one runs until 2025-03-10" in lines
    assert "    2025-03-03        one.captives (South), 0 of 6 captives" in lines
    assert any("North and South jointly: talks: opened" in line for line in lines)
    assert "  0   time passes until 2025-03-03 23:59" in lines


def test_an_act_is_done_by_its_number_in_a_quantity_of_ones_own(play: Play) -> None:
    captives = number(play(), "performs one.captives")
    out = play(f"{captives} 2 soldier")
    assert "  → one.captives stands at 2 of 6 by 2025-03-08" in out.splitlines()
    assert "one.prisoners now comes to 10 by 2025-03-01" in out
    assert "  → one.captives is done" in play(f"{captives} 6").splitlines()


def test_letting_a_date_pass_is_marked(play: Play) -> None:
    out = play("0", "0")
    assert "! time passes until 2025-03-04 00:00" in out.splitlines()
    assert "  → one.captives is overdue: 0 of 2 done" in out.splitlines()
    assert out.splitlines()[-1] == "end; not everybody kept the words"


def test_acts_against_a_prohibition_are_offered_and_marked(play: Play) -> None:
    out = play("more")
    against = number(out, "! South: acts against one.truce")
    done = play(against)
    assert "! South: acts against one.truce: must not attack" in done.splitlines()
    assert "  against one.truce" in done.splitlines()


def test_what_a_step_leads_to_is_foreseen(play: Play) -> None:
    out = play(options=("--reading", "goes-on"))
    opened = out[out.index("talks: opened") :]
    said = " ".join(opened.split())
    assert "if nothing else happens, phase one runs on past its term, 2025-03-10" in said
    assert "runs on past its term" not in play(options=("--reading", "ends"))


def test_undo_restart_and_until(play: Play) -> None:
    out = play("until 2025-03-05", "undo", "history", "until 2025-03-05", "restart", "history")
    assert "! time passes until 2025-03-05 23:59" in out.splitlines()
    histories = out.split("> history\n")[1:]
    assert all(h.split("\n\n")[0] == "2025-03-01 00:00  the start" for h in histories)


def test_why_derives_a_verdict_from_the_run(play: Play) -> None:
    out = play("until 2025-03-05", "why captives")
    assert "On 2025-03-05: overdue by 2 days, 0 of 6, due 2025-03-03" in out
    assert "accord.pact:16: total 2 by day 3" in out


def test_what_cannot_be_understood_is_said_and_changes_nothing(play: Play) -> None:
    out = play("undp", "99", "until yesterday", "why nothing", "undo", "save run.txt", "1 many x y")
    for words in (
        "`undp` is no command here; did you mean `undo`?",
        "there is no number 99",
        "until yesterday",
        "no provision is named `nothing`",
        "there is no turn to take back",
        "the name of a record ends in .record",
        "takes no quantity",
    ):
        assert words in " ".join(out.split())
    assert out.splitlines()[-1] == "end"


def test_the_same_turns_under_another_reading(play: Play) -> None:
    opened = number(play(), "talks: opened")
    out = play(opened, "until 2025-03-20", "reading goes-on")
    before, after = out.split("> reading goes-on")
    assert "phase one lapses" in before
    assert "runs on past its term since 2025-03-10" in " ".join(after.split())


def test_a_saved_run_is_a_record_that_status_reads(servanda: Any, play: Play, folder: Path) -> None:
    captives = number(play(), "performs one.captives")
    out = play(f"{captives} 2 soldier", "0", "0", "save run.record", "owed")
    assert "written to run.record" in out
    text = (folder / "run.record").read_text("utf-8")
    assert 'include "accord.pact"' in text
    assert "2025-03-01 00:00 act south one.captives 2 soldier [played, unverified]" in text
    assert 'say north "words"' not in text
    on = "2025-03-02 00:00"
    outcome = servanda("status", "run.record", "--on", on, "--format", "json")
    assert (outcome.status, outcome.err) == (0, "")
    rows = {row["id"]: row for row in json.loads(outcome.out)["provisions"]}
    assert (rows["one.captives"]["done"], rows["one.captives"]["owed"]) == (2, 6)
    assert (rows["one.prisoners"]["state"], rows["one.prisoners"]["owed"]) == ("overdue", 10)
    checked = servanda("check", "run.record", "--format", "concise")
    assert "error" not in checked.out


def test_a_record_of_what_happened_is_never_overwritten(play: Play, folder: Path) -> None:
    out = play("save accord.record")
    assert "exists, and is no played run" in " ".join(out.split())
    assert (folder / "accord.record").read_text("utf-8") == RECORD
    assert "written to" in play("save again.record", "0", "save again.record")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  in force on 2025-02-01\n", "the text itself says when it enters into force"),
        ("", "the agreement's own file has 1 entry of a record"),
    ],
)
def test_a_run_that_would_not_be_read_as_it_was_played_is_not_saved(
    play: Play, folder: Path, line: str, words: str
) -> None:
    head = "  counting day 1 is the day of entry into force\n"
    text = (
        TEXT.replace(head, head + line) if line else TEXT + "2025-03-02 act south one.captives 1\n"
    )
    (folder / "accord.pact").write_text(text, "utf-8")
    out = play("save run.record")
    assert words in " ".join(out.split())
    assert not (folder / "run.record").exists()


def test_a_run_from_the_date_of_the_text_is_saved_without_another_entry_into_force(
    servanda: Any, play: Play, folder: Path
) -> None:
    head = "  counting day 1 is the day of entry into force\n"
    text = TEXT.replace(head, f"{head}  in force on 2025-03-01\n")
    (folder / "accord.pact").write_text(text, "utf-8")
    assert "written to run.record" in play("0", "save run.record")
    assert " in force" not in (folder / "run.record").read_text("utf-8")
    assert "In force since 2025-03-01" in servanda("status", "run.record").out


def test_save_at_the_end_as_an_option(play: Play, folder: Path) -> None:
    play("0", options=("--save", "run.record"))
    assert "in force" in (folder / "run.record").read_text("utf-8")


def test_a_run_saved_elsewhere_says_that_it_lacks_the_agreement(play: Play, folder: Path) -> None:
    (folder / "away").mkdir()
    out = play("save away/run.record")
    assert "It does not include the agreement" in " ".join(out.split())
    assert "include" not in (folder / "away" / "run.record").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(f.name for f in EXAMPLES.iterdir() if f.is_dir()))
def test_no_line_is_wider_than_80_columns(play: Play, name: str) -> None:
    out = play("1", "0", "more", "owed", "help", "history", path=str(EXAMPLES / name))
    assert [line for line in out.splitlines() if columns(line) > 80] == []


@pytest.mark.parametrize("lines", [24, 60])
def test_on_a_screen_as_much_is_shown_as_there_is_room_for(
    servanda: Any, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    monkeypatch.setattr("servanda.cli.play.height", lambda: lines)
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    folder = str(EXAMPLES / "gaza-2024")
    out = servanda("play", folder, "--start", "2024-07-01", "--reading", "lapses").out
    screen, prompt, _ = out.rpartition("\n2024-07-01 00:00 > ")
    shown = screen[screen.rindex("\n2024-07-01 00:00\n") :]
    assert prompt
    assert "  3   Hamas" in shown
    assert ("  12  United States" in shown) is (lines == 60)
    assert lines == 60 or "  4–24    `more` lists these too" in shown

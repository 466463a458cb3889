"""What `servanda mend` prints, as a page, as data and as a patch, and how it ends."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from servanda.diagnostics.glyphs import columns
from servanda.reports.schemas import schemas

TEXT = """\
agreement example "An example of a truce"
party north "North", south "South"
event agreed "phase two is agreed" by north and south jointly  # nobody can be made to agree
phase one "Truce"
  starts on entry into force
  lasts 6 weeks
  then two when agreed
phase two "Peace"
  lasts 6 weeks
  leave: north must leave the valley; by the end of two
claim valley-left "the valley is left" demanded by south
  every faithful run reaches two.leave
claim no-way-back "no second phase unless it is agreed" demanded by north
  no faithful run reaches two before agreed
"""
RUN = ("--start", "2025-01-19")


@pytest.fixture
def text(folder: Path) -> Path:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    return folder / "accord.pact"


def test_a_page_shows_the_lines_what_they_gain_and_what_they_cost(
    servanda: Any, text: Path
) -> None:
    outcome = servanda("mend", str(text), "valley-left", *RUN, "--show", "1")
    assert outcome.status == 0
    assert (
        outcome.out
        == """\
An example of a truce
To hold together, under every reading that is open:
  valley-left, demanded by South: now no
Assumption: runs begin on 2025-01-19 (as given).

2 mends found (2 texts tried: 2 edits, up to 4 together).
First those that cost nobody what they demand, then by how many they cost.

1.  phase two follows at the term of one, agreed or not

    --- accord.pact
    +++ accord.pact
    @@ -5,5 +5,5 @@
       starts on entry into force
       lasts 6 weeks
    -  then two when agreed
    +  then two
     phase two "Peace"
       lasts 6 weeks

    gains  South: valley-left: no → yes
    costs  North: no-way-back: yes → no
    takes  nobody can hold the next phase up any more by not agreeing (North and
           South)

1 more (`--show 2` shows them whole)
2.  one runs on of itself up to day 84 of one; two follows at the latest then:
    costs North
"""
    )
    assert all(columns(line) <= 80 for line in outcome.out.splitlines())


def test_the_data_follows_its_schema(servanda: Any, text: Path) -> None:
    outcome = servanda("mend", str(text), "valley-left", *RUN, "--format", "json")
    data = json.loads(outcome.out)
    jsonschema.validate(data, schemas()["mend"])
    assert data["outcome"] == "mended"
    first = data["mends"][0]
    assert first["losers"] == ["north"]
    assert first["costs_nobody"] is False
    assert [change["claim"] for change in first["changes"]] == ["valley-left", "no-way-back"]
    assert first["changes"][1]["before"] == {
        "verdict": "yes",
        "can_be_met": "yes",
        "in_hands_of": [],
    }


def test_a_patch_changes_the_file_so_that_the_claim_holds(servanda: Any, text: Path) -> None:
    patch = servanda("mend", str(text), "valley-left", *RUN, "--patch", "2")
    assert patch.out.startswith("--- accord.pact\n+++ accord.pact\n@@ ")
    assert text.read_text("utf-8") == TEXT, "nothing is written"
    lines = patch.out.splitlines()[3:]
    kept = "\n".join(line[1:] for line in lines if line[0] != "-")
    gone = "\n".join(line[1:] for line in lines if line[0] != "+")
    assert gone in TEXT
    text.write_text(TEXT.replace(gone, kept), "utf-8")
    outcome = servanda("mend", str(text), "valley-left", *RUN)
    assert outcome.status == 0
    assert "The text holds as it is" in outcome.out


def test_claims_in_conflict_are_named_with_the_clauses(servanda: Any, folder: Path) -> None:
    (folder / "accord.pact").write_text(
        """\
agreement accord "An accord"
party north "North", south "South"
event victory "north wins" by north
  breaks calm
calm: north and south each must not attack
peace: north and south jointly must declare peace
claim first "no peace before victory" demanded by north
  no faithful run reaches peace before victory
claim comes "peace comes" demanded by south
  every faithful run reaches peace
""",
        "utf-8",
    )
    outcome = servanda("mend", "accord.pact", "first", "comes", *RUN)
    assert outcome.status == 1
    assert (
        """\
As the text stands, first and comes can be met together on no faithful run
  The reason is these clauses, each of which is needed:
    victory: breaks calm (accord.pact:4)
"""
        in outcome.out
    )
    assert "No mend found" in outcome.out
    data = json.loads(servanda("mend", ".", "first", "comes", *RUN, "--format", "json").out)
    jsonschema.validate(data, schemas()["mend"])
    assert data["conflict"]["claims"] == ["first", "comes"]
    assert data["conflict"]["clauses"][0]["breaks"] == "calm"


def test_the_time_may_run_out(servanda: Any, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000, 100))
    monkeypatch.setattr("servanda.cli.mend.time.monotonic", lambda: float(next(clock)))
    outcome = servanda("mend", str(text), "valley-left", *RUN, "--limit", "5")
    assert outcome.status == 1
    assert "Unknown after 5 s: no mend found so far (0 texts tried)." in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("valley-lost",), "no claim is named `valley-lost`; did you mean `valley-left`?"),
        (("valley-left", "--patch", "9"), "--patch 9: there are 2 mends"),
        (("valley-left", "--start", "soon"), "--start soon: expected a date"),
        (("valley-left", "--reading", "x=y"), "no ambiguity is named `x`"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    servanda: Any, text: Path, arguments: tuple[str, ...], said: str
) -> None:
    outcome = servanda("mend", str(text), *arguments)
    assert outcome.status == 2
    assert said in outcome.err

"""`servanda compare`: a page no wider than its terminal, data that fit their schema, plain refusals."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from servanda.diagnostics.glyphs import columns

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "reference" / "json" / "compare.schema.json"

OLD = """\
agreement accord "An accord"
party north "North", south "South"
phase one "Truce"
  starts on entry into force
  lasts 10 days
  then two
  captives: south must release 6 captives; by day 8
phase two "Peace"
  lasts 30 days
  leave: north must leave; by the end of two
claim out "the north leaves" demanded by south
  every faithful run reaches two.leave
"""
NEW = (
    OLD.replace("  then two\n", "")
    .replace("by day 8", "by day 9")
    .replace("release 6", "release 7")
)


@pytest.fixture
def texts(folder: Path) -> Path:
    for name, text in (("old", OLD), ("new", NEW), ("same", OLD.replace("\n", "\n\n"))):
        (folder / name).mkdir()
        (folder / name / "accord.pact").write_text(text, "utf-8")
    return folder


def test_what_changed_is_told(servanda: Any, texts: Path) -> None:
    outcome = servanda("compare", "old", "new", "--start", "2025-03-01")
    assert outcome.status == 0
    for line in (
        "Both with runs from 2025-03-01 (as given).",
        "  no longer holds",
        "    out: yes → no",
        "    what: release 6 captives → release 7 captives",
        "    deadline: by day 8 → by day 9",
        "    due: 2025-03-09 → 2025-03-10 (1 day later)",
        "    passage: no longer then two",
    ):
        assert line in outcome.out.splitlines()
    assert [line for line in outcome.out.splitlines() if columns(line) > 80] == []


def test_the_counter_run_that_appeared_is_told_with_its_dates(servanda: Any, texts: Path) -> None:
    out = servanda("compare", "old", "new", "--start", "2025-03-01", "--no-who").out
    run = " ".join(out[out.index("now: no") :].split())
    assert run.startswith(
        "now: no – deadlock 2025-03-01 the agreement enters into force 2025-03-01"
    )
    assert "phase two never begins: nothing obliges anybody to begin it" in run
    back = servanda("compare", "new", "old", "--start", "2025-03-01", "--no-who").out
    assert "  now holds" in back.splitlines()
    assert "    out: no → yes" in back.splitlines()


def test_no_change_is_said_in_one_line(servanda: Any, texts: Path) -> None:
    outcome = servanda("compare", "old", "same", "--start", "2025-03-01")
    assert outcome.status == 0
    assert "No change in meaning." in outcome.out.splitlines()
    assert "No change in meaning." not in servanda("compare", "old", "new").out


def test_the_data_fit_their_schema(servanda: Any, texts: Path) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for other, is_same in (("new", False), ("same", True)):
        outcome = servanda("compare", "old", other, "--start", "2025-03-01", "--format", "json")
        data = json.loads(outcome.out)
        assert [fault.message for fault in validator.iter_errors(data)] == []
        assert data["same"] is is_same
    assert data["dates"] == []


def test_two_examples_that_say_very_different_things_fit_the_page(servanda: Any) -> None:
    paths = [str(ROOT / "examples" / name) for name in ("gaza-2024", "lebanon-2024")]
    outcome = servanda("compare", *paths, "--start", "2025-01-19", "--no-who")
    assert outcome.status == 0
    assert [line for line in outcome.out.splitlines() if columns(line) > 80] == []
    assert "can be put to one text only" in outcome.out


def test_a_start_that_is_no_date_is_refused(servanda: Any, texts: Path) -> None:
    outcome = servanda("compare", "old", "new", "--start", "soon")
    assert outcome.status == 2
    assert "--start soon: expected a date" in outcome.err
    assert servanda("compare", "old", "nowhere").status == 2

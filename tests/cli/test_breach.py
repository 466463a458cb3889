"""`servanda breach`: what would follow a breach, for a person and as data."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from servanda.diagnostics.glyphs import columns

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())
SCHEMA = ROOT / "docs" / "reference" / "json" / "breach.schema.json"
TEXT = """\
agreement accord "An accord"
party north "North", south "South"
phase one "One"
  starts on entry into force; lasts 60 days
  give: north must give; by day 5
  pay: south must pay; by day 20; after give
  leave: south may terminate the agreement
    when give is overdue
"""


@pytest.fixture
def accord(folder: Path) -> str:
    (folder / "accord.pact").write_text(TEXT, "utf-8")
    return str(folder)


@pytest.mark.parametrize("folder_", EXAMPLES, ids=lambda folder: folder.name)
def test_the_page_is_narrow_and_the_data_fits(servanda: Any, folder_: Path) -> None:
    page = servanda("breach", str(folder_))
    assert page.status == 0, page.err
    assert [line for line in page.out.splitlines() if columns(line) > 80] == []
    data = servanda("breach", str(folder_), "--format", "json")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(json.loads(data.out))] == []


def test_one_breach_in_full(servanda: Any, accord: str) -> None:
    page = servanda("breach", accord, "--of", "give", "--start", "2025-01-01")
    assert "one.pay never comes into effect (South)" in page.out
    assert "South may terminate the agreement (one.leave)" in page.out
    assert "accord.pact:6 one.pay: condition precedent" in page.out


def test_all_in_outline(servanda: Any, accord: str) -> None:
    page = servanda("breach", accord, "--start", "2025-01-01")
    assert "South may end everything (one.leave)" in page.out
    assert "2025-01-06 to 2025-01-21  North has done one.give" in page.out
    less = servanda("breach", accord, "--start", "2025-01-01", "--by", "south")
    assert "one.leave" not in less.out and "one.pay" in less.out


def test_the_data_of_one_breach(servanda: Any, accord: str) -> None:
    out = servanda(
        "breach", accord, "--of", "give", "--start", "2025-01-01", "--format", "json"
    ).out
    (row,) = json.loads(out)["provisions"]
    (path,) = row["paths"]
    assert path["due"] == ["2025-01-06"]
    assert [(e["id"], e["change"]) for e in path["effects"]] == [
        ("one.pay", "never comes into effect")
    ]
    assert [(m["id"], m["only_then"]) for m in path["means"]] == [("one.leave", True)]
    assert row["file"].endswith("accord.pact") and row["line"] == 5


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--of", "one.giv", "did you mean `one.give`"),
        ("--by", "nort", "did you mean `north`"),
        ("--start", "soon", "expected a date"),
        ("--reading", "none", "no reading is named `none`"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    servanda: Any, accord: str, option: str, value: str, said: str
) -> None:
    outcome = servanda("breach", accord, option, value)
    assert outcome.status == 2 and said in outcome.err


def test_a_fixed_reading_is_told_in_the_data(servanda: Any) -> None:
    folder = str(ROOT / "examples" / "lebanon-2024")
    out = servanda(
        "breach", folder, "--of", "deploy", "--reading", "in-step", "--format", "json"
    ).out
    data = json.loads(out)
    assert data["readings_fixed"] == {"pace": "in-step"}
    assert [p["reading"] for p in data["provisions"][0]["paths"]] == [{}]

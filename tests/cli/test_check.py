"""`servanda check`: what it prints, in which form, and with which exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
CALM = 'agreement accord "An accord"\nparty north "North"\n'


@pytest.fixture(autouse=True)
def without_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the lint rules out: they have tests of their own."""
    monkeypatch.setattr("servanda.checks.lint.lint", lambda agreement: ())


def test_nothing_to_complain_of(servanda: Run) -> None:
    assert servanda("check") == (0, "no faults found in 1 file\n", "")


def test_an_error_is_printed_with_its_line_and_counted(servanda: Run, folder: Path) -> None:
    (folder / "accord.record").write_text("2025-01-19 act nroth names\n", "utf-8")
    status, out, err = servanda("check")
    assert (status, err) == (1, "")
    assert (
        out
        == """\
error[unknown-name]: no actor is called `nroth`
 --> accord.record:1:16
  |
1 | 2025-01-19 act nroth names
  |                ^^^^^ expected an actor, found nroth
  = help: did you mean `north`?

1 error in 2 files; `servanda explain RULE` says more of a rule
"""
    )


def test_a_warning_counts_only_when_asked(servanda: Run, folder: Path) -> None:
    (folder / "accord.record").write_text("", "utf-8")
    assert servanda("check")[0] == 0
    assert servanda("check", "--strict")[0] == 1


def test_one_line_each(servanda: Run, folder: Path) -> None:
    (folder / "accord.record").write_text("2025-01-19 act nroth names\n", "utf-8")
    line = "accord.record:1:16: error[unknown-name] no actor is called `nroth`\n"
    assert servanda("check", "--format", "concise") == (1, line, "")


def test_as_data(servanda: Run, folder: Path) -> None:
    (folder / "accord.record").write_text("2025-01-19 act nroth names\n", "utf-8")
    status, out, _ = servanda("check", "--format", "json")
    data = json.loads(out)
    assert status == 1
    assert data["files"] == ["accord.pact", "accord.record"]
    assert [each["rule"] for each in data["diagnostics"]] == ["unknown-name"]


def test_an_entry_may_be_assumed(servanda: Run) -> None:
    assert servanda("check", "--if", "2025-01-18 act north names")[0] == 0
    status, out, _ = servanda(
        "check",
        "--format",
        "concise",
        "--if",
        "2025-01-18 sign north accord",
        "--if",
        "2025-01-18 act x names",
    )
    assert status == 1
    assert out.startswith("--if 2:1:16: error[unknown-name]")


def test_nothing_to_run_on(servanda: Run) -> None:
    assert servanda("check", "nowhere") == (2, "", "servanda: nowhere does not exist\n")

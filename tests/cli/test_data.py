"""The data of every command fits its schema, for every example, and the pages are current."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from servanda.model.actors import Actor
from servanda.reports.schemas import schemas
from servanda.workspace import load

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference" / "json"
EXAMPLES = sorted(folder for folder in (ROOT / "examples").iterdir() if folder.is_dir())

sys.path.insert(0, str(ROOT / "tools"))
import console_pages  # noqa: E402


def validate(name: str, data: Any) -> None:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(data)]
    assert faults == []


def commands(folder: Path) -> list[tuple[str, ...]]:
    """Give one command of each kind that fits an example, at a date inside its record."""
    agreement = load(folder).agreement
    assert agreement is not None
    on = agreement.header.calendar.format(agreement.entries[-1].when.latest or 0)[:10]
    provision = next(iter(agreement.provisions))
    actor = next(iter(agreement.actors))
    body = next((a.id for a in agreement.actors.values() if a.rule or a.members), actor)
    return [
        ("status", "--on", on),
        ("due", "--on", on, "--within", "1y"),
        ("why", provision, "--on", on),
        ("record",),
        ("figures",),
        ("incidents", "--on", on),
        ("tally", body, "--on", on),
        ("interval", f"due:{provision}", on),
        ("actor", actor, "--on", on),
        ("positions", "--on", on, "--no-check"),
        ("packages", "--on", on),
        ("rounds", "--on", on),
        ("contacts", "--on", on, "--of", actor),
        *([("ratify", "--on", on)] if any(_decides(a) for a in agreement.actors.values()) else []),
    ]


def _decides(actor: Actor) -> bool:
    return actor.rule is not None and bool(actor.members or actor.seats)


@pytest.mark.parametrize("folder_", EXAMPLES, ids=lambda folder: folder.name)
def test_data_fits_its_schema(servanda: Any, folder_: Path) -> None:
    for command, *arguments in commands(folder_):
        outcome = servanda(command, str(folder_), *arguments, "--format", "json")
        assert outcome.status == 0, outcome.err
        validate(command, json.loads(outcome.out))


def test_the_data_of_check_fits_its_schema(servanda: Any) -> None:
    outcome = servanda("check", str(ROOT / "examples" / "gaza-2025"), "--format", "json")
    validate("check", json.loads(outcome.out))


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_kept_is_the_one_of_the_table(name: str) -> None:
    kept = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    assert kept == schemas()[name], "run tools/make_schemas.py"
    Draft202012Validator.check_schema(kept)


@pytest.mark.parametrize(
    "shown",
    [shown for page in console_pages.PAGES for shown in console_pages.shown(page)],
    ids=lambda shown: shown.command,
)
def test_a_page_shows_what_its_commands_print(shown: console_pages.Shown) -> None:
    assert console_pages.printed_by(shown.command) == shown.printed, "run tools/console_pages.py"


def test_every_command_has_a_section() -> None:
    from servanda.cli.main import COMMANDS

    text = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"\n## {name}\n" not in text] == []

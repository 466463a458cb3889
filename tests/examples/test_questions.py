"""Ask every question of the examples, and ask it again with one thing changed."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*/questions.toml"))
ABSENT = object()
NAMED = ("id", "name", "claim")

Expectation = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    status: int
    said: str
    complained: str

    @property
    def data(self) -> Any:
        return json.loads(self.said)


def questions() -> list[tuple[str, Path, dict[str, Any]]]:
    found = []
    for file in FILES:
        for question in tomllib.loads(file.read_text("utf-8")).get("question", ()):
            found.append((f"{file.parent.name}-{question['id']}", file.parent, question))
    return found


ALL = questions()
CHANGED = [(f"{name}-changed", folder, q) for name, folder, q in ALL if "changed" in q]


def ask(folder: Path, command: list[str]) -> Reply:
    """Run a command in a folder."""
    said, complained = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(complained):
        status = run(command)
    return Reply(status=status, said=said.getvalue(), complained=complained.getvalue())


@cache
def answer(folder: Path, *command: str) -> Reply:
    """Ask the example as it is, once."""
    return ask(folder, list(command))


def look_up(data: Any, path: str) -> Any:
    """Follow a dotted path through dictionaries, lists, and lists of named objects.

    A name may itself hold dots: the longest one that fits is taken.
    """
    if path == "":
        return data
    pieces = path.split(".")
    for length in range(len(pieces), 0, -1):
        inner = step(data, ".".join(pieces[:length]))
        if inner is not ABSENT:
            found = look_up(inner, ".".join(pieces[length:]))
            if found is not ABSENT:
                return found
    return ABSENT


def step(data: Any, key: str) -> Any:
    if isinstance(data, dict):
        return data.get(key, ABSENT)
    if isinstance(data, list):
        for item in data:
            if isinstance(item, dict) and key in (item.get(named) for named in NAMED):
                return item
        if key.lstrip("-").isdigit() and -len(data) <= int(key) < len(data):
            return data[int(key)]
    return ABSENT


def fault(expectation: Expectation, reply: Reply) -> str:
    """Say how a reply falls short of an expectation; empty where it meets it.

    `has` asks for a row of a list with these values, `lacks` that there is none.
    """
    if "at" in expectation:
        return fault_at(expectation, reply)
    spaced = " ".join(reply.said.split())
    if "says" in expectation:
        return "" if expectation["says"] in spaced else f"does not say {expectation['says']!r}"
    if "silent_on" in expectation:
        return "" if expectation["silent_on"] not in spaced else f"says {expectation!r}"
    if "exit" in expectation:
        return "" if reply.status == expectation["exit"] else f"exit status {reply.status}"
    return f"no expectation in {expectation!r}"


def fault_at(expectation: Expectation, reply: Reply) -> str:
    try:
        value = look_up(reply.data, expectation["at"])
    except json.JSONDecodeError:
        return f"no JSON but {reply.said[:200]!r} {reply.complained[:300]!r}"
    if "missing" in expectation:
        meets = (value is ABSENT or value is None) is expectation["missing"]
    elif "has" in expectation or "lacks" in expectation:
        wanted = expectation.get("has", expectation.get("lacks"))
        rows = value if isinstance(value, list) else []
        found = any(wanted.items() <= row.items() for row in rows)
        meets = isinstance(value, list) and found is ("has" in expectation)
        value = [{key: row.get(key) for key in wanted} for row in rows]
    elif "contains" in expectation:
        parts = value if isinstance(value, list) else [value]
        meets = any(str(expectation["contains"]) in str(part) for part in parts)
    else:
        wanted = None if expectation["is"] == "null" else expectation["is"]
        meets = value == wanted and isinstance(value, bool) == isinstance(wanted, bool)
    shown = "nothing" if value is ABSENT else repr(value)
    return "" if meets else f"expected {expectation!r}, found {shown}"


def faults(expectations: list[Expectation], reply: Reply) -> list[str]:
    found = [fault(each, reply) for each in expectations]
    if reply.status not in (0, 1) and not any("exit" in each for each in expectations):
        found.append(f"exit status {reply.status}: {reply.complained[:300]}")
    return [each for each in found if each]


@pytest.mark.parametrize(
    ("folder", "question"), [(f, q) for _, f, q in ALL], ids=[name for name, _, _ in ALL]
)
def test_the_answer_is_as_known(folder: Path, question: dict[str, Any]) -> None:
    assert faults(question["expect"], answer(folder, *question["command"])) == []


@pytest.mark.parametrize(
    ("folder", "question"), [(f, q) for _, f, q in CHANGED], ids=[name for name, _, _ in CHANGED]
)
def test_another_text_has_another_answer(
    folder: Path, question: dict[str, Any], tmp_path: Path
) -> None:
    changed = question["changed"]
    command = changed.get("command", question["command"])
    copy = folder
    if "replace" in changed:
        copy = tmp_path / folder.name
        shutil.copytree(folder, copy)
        for each in changed["replace"]:
            file = copy / each["file"]
            text = file.read_text("utf-8")
            assert each["from"] in text, f"{each['from']!r} is not in {each['file']}"
            file.write_text(text.replace(each["from"], each["to"]), "utf-8")
    assert "command" in changed or "replace" in changed, "nothing is changed"
    before, after = answer(folder, *question["command"]), ask(copy, command)
    assert faults(changed["expect"], after) == []
    assert faults(changed["expect"], before) != [], "the unchanged text gives this answer too"
    assert faults(question["expect"], after) != [], "the changed text gives the old answer too"


def test_every_example_asks_questions() -> None:
    assert {file.parent.name for file in FILES} == {
        folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()
    }
    assert len(ALL) == len({name for name, _, _ in ALL})

"""`tail` and `watch` say what changed in verdicts, keep the last good ones, and stop when asked."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
PACT = """agreement accord "Accord"
  counting day 1 is the day of entry into force
party north "North", south "South"
names: north must hand over the list; by day 5
captives: south must release 30 captives; by day 14
"""
BEGIN = "record of accord\n2025-01-01 in force\n"
ON = ("--on", "2025-02-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pact").write_text(PACT)
    (tmp_path / "a.record").write_text(BEGIN)
    return tmp_path


def _hears_interrupts() -> None:
    """Let a command be stopped though the tests were started where interrupts are ignored, as by `&`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Running:
    """Run a command that goes on, and wait for what it prints."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "src")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from servanda.cli.main import main; main()", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            preexec_fn=_hears_interrupts,
        )
        self._timer = threading.Timer(100, self.process.kill)
        self._timer.start()

    def until(self, words: str) -> list[str]:
        """Read lines up to one that has these words."""
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line.rstrip("\n"))
            if words in line:
                return lines
        raise AssertionError(f"{words!r} was not said, but {lines}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait()
        self._timer.cancel()
        return status


@pytest.fixture
def run() -> Iterator[Any]:
    started: list[Running] = []

    def start(*arguments: str) -> Running:
        started.append(Running(*arguments))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.communicate()
        each._timer.cancel()


def test_watch_says_what_a_save_changes_and_keeps_the_last_good_verdicts(
    folder: Path, run: Any
) -> None:
    record = folder / "a.record"
    watching = run("watch", str(folder), *ON, "--every", "0.05")
    watching.until("watching")
    record.write_text(BEGIN + "2025-01-04 act north names\n")
    assert watching.until("names")[-1] == "  names: overdue → done"
    record.write_text(BEGIN + "2025-01-04 act north nam")  # half written
    said = watching.until("stay as they were")
    assert "no provision is called `nam`" in said[0] and len(said) == 2
    record.write_text(BEGIN + "2025-01-04 act north names  # as it was\n")
    (folder / "a.pact").rename(folder / "gone")
    assert "declares an agreement" in "".join(watching.until("stay as they were"))
    (folder / "gone").rename(folder / "a.pact")
    record.write_text(BEGIN + "2025-01-04 act north names\n2025-01-09 act south captives\n")
    # The texts in between changed no verdict, so nothing was said of them.
    assert watching.until("captives")[-2:][1] == "  captives: overdue → done"
    assert watching.stop() == 0


def test_tail_follows_a_file_that_grows(folder: Path, run: Any) -> None:
    record = folder / "a.record"
    tailing = run("tail", str(folder), *ON, "--format", "json")
    tailing.until("following")
    with record.open("a", encoding="utf-8") as stream:
        stream.write(
            '2025-01-06 note "filler"\n2025-01-04 act south captives 30\n2025-01-05 act nor'
        )
        stream.flush()
        row = json.loads(tailing.until("captives")[-1])
        stream.write("th names\n")
    schema = json.loads((ROOT / "docs/reference/json/tail.schema.json").read_text("utf-8"))
    assert [f.message for f in Draft202012Validator(schema).iter_errors(row)] == []
    assert [change["name"] for change in row["changes"]] == ["captives"]
    assert [(e["kind"], e["line"]) for e in row["entries"]] == [("act", 4)]
    row = json.loads(tailing.until("names")[-1])
    assert [(e["kind"], e["line"]) for e in row["entries"]] == [("act", 5)]
    record.write_text("")
    assert "was shortened" in tailing.until("as it was")[-1]
    record.unlink()
    assert "cannot be read" in tailing.until("as it was")[-1]
    assert tailing.stop() == 0


def test_tail_reads_standard_input_to_its_end(
    servanda: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    lines = (
        "2025-01-03 act south captives 10\n"
        "2025-01-04 act norht names\n"
        "2025-01-05 act north names\n"
        "2025-01-12 act south captives\n  20\n"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    found = servanda("tail", str(folder), "-", *ON)
    assert found.status == 0
    assert "  names: overdue → done\n" in found.out
    assert "no actor is called `norht`" in found.err


def test_tail_from_the_start_tells_every_transition_with_its_line(
    servanda: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with (folder / "a.record").open("a", encoding="utf-8") as stream:
        stream.write("2025-01-05 act north names\n2025-01-06 act south captives\n")
    found = servanda("tail", ".", *ON, "--from-start", "--to-end")
    told = [line.split("a.record:")[-1] for line in found.out.splitlines()]
    assert told == [
        "2 2025-01-01 in force",
        "  names: not yet in effect → overdue",
        "  captives: not yet in effect → overdue",
        "3 2025-01-05 act north names",
        "  names: overdue → done",
        "4 2025-01-06 act south captives",
        "  captives: overdue → done",
    ]


def test_what_cannot_be_followed_is_refused(servanda: Any, folder: Path) -> None:
    found = servanda("tail", str(folder), str(folder / "nothing.record"))
    assert found.status == 2 and "no file that can be followed" in found.err
    (folder / "a.record").unlink()
    found = servanda("tail", str(folder))
    assert found.status == 2 and "has no record" in found.err

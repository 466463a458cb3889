"""Run the command line as a program of its own, and within the tests."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.cli.main import run

GOOD = """\
agreement accord "An accord"
party north "North", south "South"
names: north must hand over the names; by 2025-01-19
"""


class Outcome(NamedTuple):
    """Hold what a run left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with one agreement, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "accord.pact").write_text(GOOD, "utf-8")
    return tmp_path


@pytest.fixture
def servanda(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command within the tests."""

    def call(*arguments: str) -> Outcome:
        status = run(arguments)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def program(folder: Path) -> Run:
    """Run a command as a program of its own."""

    def call(*arguments: str, **environment: str) -> Outcome:
        ended = subprocess.run(
            [sys.executable, "-c", "from servanda.cli.main import main; main()", *arguments],
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )
        return Outcome(
            ended.returncode, ended.stdout.decode(errors="replace"), ended.stderr.decode()
        )

    return call

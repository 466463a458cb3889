"""Write bad texts into a folder, check them there, and compare all that is printed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.cli.main import run

EXPECTED = Path(__file__).parent / "expected"
UPDATING = bool(os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"))

Printed = Callable[..., tuple[int, str]]
Texts = dict[str, str | bytes]

GOOD = """\
agreement accord "An accord"
party north "North", south "South"
names: north must hand over the names; by 2025-01-19
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder in which the test stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Printed:
    """Check some texts, and give the exit status and all that was printed."""

    def check(texts: Texts, *arguments: str, path: str = ".") -> tuple[int, str]:
        for name, text in texts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        status = run(["check", path, *arguments])
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    return check


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Compare what was printed with what a person has read and kept under the test's name.

    `SERVANDA_UPDATE_SNAPSHOTS=1 pytest tests/errors` keeps what is printed now.
    """
    name = request.node.name.removeprefix("test_").replace("_", "-")
    file = EXPECTED / f"{name}.txt"

    def compare(text: str) -> None:
        if UPDATING:
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8")

    return compare

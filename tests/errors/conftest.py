"""Write bad texts into a folder, check them there, and compare all that is printed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.diagnostics import print_concise, print_text
from servanda.workspace import load

EXPECTED = Path(__file__).parent / "expected"
UPDATING = bool(os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"))

Printed = Callable[..., tuple[bool, str]]
Texts = dict[str, str | bytes]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder in which the test stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def printed(folder: Path) -> Printed:
    """Read some texts, and give whether they have errors and all that is printed of them."""

    def read(texts: Texts, *, path: str = ".", concise: bool = False) -> tuple[bool, str]:
        for name, text in texts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        loaded = load(path)
        if concise:
            return loaded.has_errors, print_concise(loaded.diagnostics)
        return loaded.has_errors, print_text(loaded.diagnostics, loaded.sources)

    return read


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

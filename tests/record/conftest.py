"""Import a table in a folder with an agreement and a map, for the tests of importing."""

import sys
from pathlib import Path

import pytest

from servanda.cli.main import run

sys.path.insert(0, str(Path(__file__).parent))
from imported import Done, Import
from tables import lay_out


@pytest.fixture
def import_(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import a table in a folder with an agreement and a map."""
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, 0)

    def call(table: str = "log.csv", kind: str = "csv", map_: str = "map.toml") -> Done:
        status = run(
            [
                "import",
                *(table, "--as", kind, "--map", map_, "--into", "log.record"),
                *("--rejects", "log.rejects.csv", "--format", "json"),
            ]
        )
        captured = capsys.readouterr()
        return Done(tmp_path, status, captured.out, captured.err)

    return call

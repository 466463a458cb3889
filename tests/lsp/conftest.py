"""Let the tests of the language server find the editor they talk with it from."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from two_banks import ACCORD, RECORD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accord.pact").write_text(ACCORD)
    (tmp_path / "accord.record").write_text(RECORD)
    return tmp_path

"""Give the tests of counting by parts a folder to put parts in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from parted import RECORD, lay_out


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(tmp_path / "a", "unnamed")
    (tmp_path / "a" / "accord.record").write_text(RECORD, "utf-8")
    (tmp_path / "a" / "parts").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    return tmp_path / "a" / "parts"

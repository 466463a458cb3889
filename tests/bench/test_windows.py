"""All who answer a question of the bench about windows give the same number, at a small size."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "bench" / "record"))
    yield import_module("windows")


@pytest.mark.parametrize("cases", [1, 12])
def test_they_give_the_same_number(windows: ModuleType, cases: int, tmp_path: Path) -> None:
    windows.write_log(tmp_path, windows.draw(80, cases), cases)
    for question in ("same", "enough", "any"):
        works = [w for n, w in windows.WORKS.items() if n.endswith(question) and "pm4py" not in n]
        answers = {work(tmp_path) for work in works}
        assert len(works) > 1 and len(answers) == 1
    assert windows.duckdb_same(tmp_path) > 0
    assert cases == 1 or windows.servanda_any(tmp_path) > 0

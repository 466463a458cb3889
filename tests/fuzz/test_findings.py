"""What fuzzing once found stays found: each text broke a law, and none may again."""

from pathlib import Path
from types import ModuleType

import pytest

FOUND = sorted((Path(__file__).parent / "found").iterdir())


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_a_text_that_once_broke_a_law(fuzz: ModuleType, file: Path) -> None:
    fuzz.hold_to_laws(file.read_bytes())

"""Give tests what answers about each example, without a network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from asking import EXAMPLES, Asker, asker


@pytest.fixture(scope="session")
def examples() -> dict[str, Asker]:
    """Give what answers about each example; what it evaluated is kept from test to test."""
    return {folder.name: asker(folder) for folder in EXAMPLES}


@pytest.fixture
def ask_about() -> Callable[..., Asker]:
    return asker

"""Lend the laws what the fuzzer knows: how to mutate a text, and what must hold of any."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "fuzz.py"


@pytest.fixture(scope="session")
def fuzz() -> ModuleType:
    """Load the fuzzer, which is a tool and no part of the package."""
    spec = importlib.util.spec_from_file_location("servanda_fuzz", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module

"""Let the oracles be imported by name: `oracle.rules` is this folder's `rules.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

"""Print the totals of the locked third of the articles, and nothing else of it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "intake"))
from scoring import locked_totals

if __name__ == "__main__":
    print(locked_totals())

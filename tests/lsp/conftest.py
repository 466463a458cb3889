"""Let the tests of the language server find the editor they talk with it from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

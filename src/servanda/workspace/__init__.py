"""The pipeline: paths and a date come in, and the values that every pass made go out. It reads
files and writes the order of passes down once; it refuses to know how an answer is shown.
"""

from servanda.workspace.pipeline import Loaded, load, load_text
from servanda.workspace.refusal import CannotRun

__all__ = ["CannotRun", "Loaded", "load", "load_text"]

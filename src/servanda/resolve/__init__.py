"""Tree to model: parsed documents come in, one agreement with its record and all their faults go
out. It refuses to know where the texts were read from.
"""

from servanda.resolve.apart import read_apart
from servanda.resolve.appending import Appending
from servanda.resolve.implicit import AS_ASSERTED, AS_DENIED
from servanda.resolve.resolve import complete, resolve, state
from servanda.resolve.stated import Stated, with_end

__all__ = [
    "AS_ASSERTED",
    "AS_DENIED",
    "Appending",
    "Stated",
    "complete",
    "read_apart",
    "resolve",
    "state",
    "with_end",
]

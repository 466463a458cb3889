"""When can it be: an agreement and a start come in, the earliest and latest date of each milestone, slack,
critical chains and dates that cannot be kept go out. It refuses to know the record, and what a claim asks.
"""

from servanda.checks.dates.answer import (
    DatesResult,
    Milestone,
    Part,
    Step,
    Window,
    WindowAnswer,
    dates,
)
from servanda.checks.dates.conflicts import Conflict
from servanda.checks.dates.impossible import hard_to_meet

__all__ = [
    "Conflict",
    "DatesResult",
    "Milestone",
    "Part",
    "Step",
    "Window",
    "WindowAnswer",
    "dates",
    "hard_to_meet",
]

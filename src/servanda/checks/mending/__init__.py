"""What would mend the text: an agreement with its trees and some claims come in, the smallest changes
of text after which all of them hold go out, each with what it costs whom. It refuses to decide
which of them is right, and to change anything but the text.
"""

from servanda.checks.mending.conflict import Conflict, find_conflict
from servanda.checks.mending.costs import Change, Standing
from servanda.checks.mending.edit import Edit, Kind
from servanda.checks.mending.edits import KINDS
from servanda.checks.mending.found import Mend, Mending, Outcome, Wanted
from servanda.checks.mending.limits import Limit
from servanda.checks.mending.search import mend
from servanda.checks.mending.text import differences

__all__ = [
    "KINDS",
    "Change",
    "Conflict",
    "Edit",
    "Kind",
    "Limit",
    "Mend",
    "Mending",
    "Outcome",
    "Standing",
    "Wanted",
    "differences",
    "find_conflict",
    "mend",
]

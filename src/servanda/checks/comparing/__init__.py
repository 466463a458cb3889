"""Compare two texts in meaning: two agreements and a start come in; what each says otherwise, which
claims were won and lost, which dates moved, who gained a lawful way to stop what, go out. It refuses to
know lines of text, and which of the two is better.
"""

from servanda.checks.comparing.blocking import PowerDifference
from servanda.checks.comparing.claims import ClaimDifference, Outcome
from servanda.checks.comparing.compare import Comparison, Over, compare
from servanda.checks.comparing.dates import DateDifference, none_of
from servanda.checks.comparing.faults import FaultDifference
from servanda.checks.comparing.texts import Detail, Difference, Fate, Sort, compare_texts

__all__ = [
    "ClaimDifference",
    "Comparison",
    "DateDifference",
    "Detail",
    "Difference",
    "Fate",
    "FaultDifference",
    "Outcome",
    "Over",
    "PowerDifference",
    "Sort",
    "compare",
    "compare_texts",
    "none_of",
]

"""Does the text hold: an agreement and a start come in, each claim's verdict under every reading that
matters goes out, with the shortest dated run to the contrary. It refuses to know the record.
"""

from servanda.checks.claims.answer import ClaimAnswer, ClaimResult, answer, check_claims
from servanda.checks.claims.openings import Opening
from servanda.checks.claims.reasons import Reason, Reasons
from servanda.checks.claims.start import Start, start_of
from servanda.checks.claims.story import Told
from servanda.checks.claims.texts import Texts

__all__ = [
    "ClaimAnswer",
    "ClaimResult",
    "Opening",
    "Reason",
    "Reasons",
    "Start",
    "Texts",
    "Told",
    "answer",
    "check_claims",
    "start_of",
]

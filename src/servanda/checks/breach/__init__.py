"""What follows a breach: an agreement, a start and perhaps a provision come in; what others may then
lawfully do, what falls away, what stays owed and whether the text returns to its course goes out, under
every reading that matters. It refuses to know the record, and to say who is in breach.
"""

from servanda.checks.breach.answer import breaches
from servanda.checks.breach.result import (
    AfterBreach,
    BreachKind,
    BreachPath,
    BreachResult,
    Change,
    Effect,
    Excepted,
    Hold,
    HoldUp,
    Means,
    Mention,
    ProvisionPaths,
    Return,
    VoidsAll,
    Withheld,
)

__all__ = [
    "AfterBreach",
    "BreachKind",
    "BreachPath",
    "BreachResult",
    "Change",
    "Effect",
    "Excepted",
    "Hold",
    "HoldUp",
    "Means",
    "Mention",
    "ProvisionPaths",
    "Return",
    "VoidsAll",
    "Withheld",
    "breaches",
]

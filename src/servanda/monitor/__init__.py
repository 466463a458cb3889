"""Where does it stand: an agreement with its record and a question come in, verdicts under every
reading that matters go out. It refuses to know how they are shown.
"""

from servanda.monitor.question import Answer, Inquiry, Question, fixed_readings, held_readings
from servanda.monitor.replay import DEFAULT_VIEW, VIEWS, Outlook, counting_entries, replay
from servanda.monitor.settling import Settled
from servanda.monitor.status import (
    PartStatus,
    PhaseStanding,
    PhaseStatus,
    ProvisionStatus,
    Standing,
    Status,
    provision_status,
    status,
)

__all__ = [
    "DEFAULT_VIEW",
    "VIEWS",
    "Answer",
    "Inquiry",
    "Outlook",
    "PartStatus",
    "PhaseStanding",
    "PhaseStatus",
    "ProvisionStatus",
    "Question",
    "Settled",
    "Standing",
    "Status",
    "counting_entries",
    "fixed_readings",
    "held_readings",
    "provision_status",
    "replay",
    "status",
]

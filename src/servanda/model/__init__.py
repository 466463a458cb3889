"""Frozen domain types: what an agreement and a record say, with names resolved. Values only come to
be here; the room refuses to know files, clocks of the wall, and how a text is written.
"""

from servanda.model.actors import Actor, Membership, Role
from servanda.model.agreement import Agreement, Counting, Header
from servanda.model.ambiguities import (
    ALWAYS,
    NOBODY,
    Ambiguity,
    Choice,
    Guard,
    Holder,
    OpenWord,
    Reading,
)
from servanda.model.claims import Claim, KeepsRunning, Quantifier, Reaches, Verdict
from servanda.model.decisions import DecisionRule
from servanda.model.entries import Entry
from servanda.model.events import Agency, Event, EventRule, Level, Manner, Process
from servanda.model.provisions import Modality, Phase, Provision
from servanda.model.sources import Certainty, Citation, Label, Source

__all__ = [
    "ALWAYS",
    "NOBODY",
    "Actor",
    "Agency",
    "Agreement",
    "Ambiguity",
    "Certainty",
    "Choice",
    "Citation",
    "Claim",
    "Counting",
    "DecisionRule",
    "Entry",
    "Event",
    "EventRule",
    "Guard",
    "Header",
    "Holder",
    "KeepsRunning",
    "Label",
    "Level",
    "Manner",
    "Membership",
    "Modality",
    "OpenWord",
    "Phase",
    "Process",
    "Provision",
    "Quantifier",
    "Reaches",
    "Reading",
    "Role",
    "Source",
    "Verdict",
]

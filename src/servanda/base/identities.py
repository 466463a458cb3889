"""Give each kind of identity its own type, so that one cannot be passed for another.

All are plain strings at run time; only the type checker tells them apart.
"""

from typing import NewType

__all__ = [
    "ActorId",
    "AmbiguityId",
    "ClaimId",
    "EntryId",
    "EventId",
    "PhaseId",
    "ProvisionId",
    "ReadingId",
    "SourceId",
]

ActorId = NewType("ActorId", str)
ProvisionId = NewType("ProvisionId", str)
PhaseId = NewType("PhaseId", str)
EventId = NewType("EventId", str)
SourceId = NewType("SourceId", str)
AmbiguityId = NewType("AmbiguityId", str)
ReadingId = NewType("ReadingId", str)
ClaimId = NewType("ClaimId", str)
EntryId = NewType("EntryId", str)

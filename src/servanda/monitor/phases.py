"""Name where a phase stands, for status and for every day."""

from __future__ import annotations

from servanda.machine import PhaseLog

OPEN = "open"


def phase_state(log: PhaseLog) -> str:
    """Name the state of a phase: not started, running, or how it ended."""
    if log.started is None:
        return "not started"
    if log.ended is not None:
        return log.how.value if log.how is not None else "ended"
    return "running"

"""Say when the runs of an agreement begin: as the record has it, as it was asked, or assumed."""

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.model.agreement import Agreement
from servanda.model.entries import InForce, Signing


class Start(Struct, frozen=True, kw_only=True):
    """Hold the instant at which runs begin, and why then."""

    at: Instant
    why: str
    is_assumed: bool


def start_of(agreement: Agreement, given: Instant | None, today: Instant) -> Start:
    """Choose the start: the one given, else entry into force, else the day after the proposal.

    A text that was neither put in force nor proposed or signed on a known date starts today.
    """
    if given is not None:
        return Start(at=given, why="as given", is_assumed=True)
    header = agreement.header
    if header.in_force is not None and header.in_force.earliest is not None:
        return Start(at=header.in_force.earliest, why="entry into force", is_assumed=False)
    for entry in agreement.entries:
        if isinstance(entry.what, InForce) and entry.when.earliest is not None:
            return Start(at=entry.when.earliest, why="entry into force", is_assumed=False)
    proposed = [
        entry.when.latest
        for entry in agreement.entries
        if isinstance(entry.what, Signing) and entry.what.verb == "propose"
    ]
    known = [instant for instant in proposed if instant is not None]
    if known:
        calendar = header.calendar
        at = calendar.end_of_day(calendar.date_of(max(known))) + 1
        return Start(at=at, why="the day after it was last proposed", is_assumed=True)
    return Start(at=today, why="today", is_assumed=True)

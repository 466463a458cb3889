"""Say what an edit of a text is, what kinds there are, and what a kind may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from servanda.base.identities import ActorId, AmbiguityId, PhaseId, ReadingId
from servanda.checks.mending.places import Places
from servanda.checks.mending.text import TextChange
from servanda.machine.cone import Cones
from servanda.model.actors import Role
from servanda.model.agreement import Agreement
from servanda.model.claims import Claim
from servanda.model.provisions import Phase, PhaseTerm

_WEEK, _MONTH = 7, 30


class Edit(Struct, frozen=True, kw_only=True):
    """Change a text as a drafter would: in words, in lines, and what it bears on.

    `touches` names what the change bears on, `binds` those who owe or may less or more than before,
    and `settles` the readings it leaves as the only ones.
    """

    kind: str
    words: str
    changes: tuple[TextChange, ...]
    touches: frozenset[str]
    binds: tuple[ActorId, ...] = ()
    settles: tuple[tuple[AmbiguityId, ReadingId], ...] = ()


class Ground(Struct, frozen=True, kw_only=True):
    """Hold what an edit may look at: the model, where it was written, and what the claims can see."""

    agreement: Agreement
    places: Places
    cones: Cones
    claims: tuple[Claim, ...]
    names: frozenset[str]

    def with_roles(self, *roles: Role) -> tuple[ActorId, ...]:
        """Give the actors who have one of some roles, in the order of the text."""
        return tuple(
            actor.id for actor in self.agreement.actors.values() if set(roles) & set(actor.roles)
        )

    @property
    def parties(self) -> tuple[ActorId, ...]:
        """Give the parties."""
        return self.with_roles(Role.PARTY)

    @property
    def thirds(self) -> tuple[ActorId, ...]:
        """Give those who are no party and help: mediators and guarantors."""
        return self.with_roles(Role.MEDIATOR, Role.GUARANTOR)

    def phases(self) -> Iterator[Phase]:
        """Give the phases in sight."""
        return (p for p in self.agreement.phases.values() if p.id in self.names)

    def free_name(self, wanted: str) -> str:
        """Give a name that nothing in the text has yet."""
        agreement = self.agreement
        taken = {
            *agreement.events,
            *agreement.processes,
            *agreement.phases,
            *agreement.levels,
            *(p.rpartition(".")[2] for p in agreement.provisions),
        }
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        return name


class Kind(Struct, frozen=True, kw_only=True):
    """Name a kind of edit: what it does, and what it takes from whom.

    A kind that `restricts` may leave a duty that no run fulfils any more.
    """

    name: str
    does: str
    costs: str
    propose: Callable[[Ground], Iterator[Edit]]
    restricts: bool = False


def jointly(actors: tuple[ActorId, ...]) -> str:
    """Write several as one agency."""
    if len(actors) == 1:
        return actors[0]
    return f"{', '.join(actors[:-1])} and {actors[-1]} jointly"


def named(actors: tuple[ActorId, ...]) -> str:
    """List names in words."""
    if len(actors) < 2:
        return "".join(actors)
    return f"{', '.join(actors[:-1])} and {actors[-1]}"


def days_of(phase: Phase | None) -> int | None:
    """Count the days of a phase's term, a month as 30; None where it has none, or several."""
    terms = [] if phase is None else [c for c in phase.clauses if isinstance(c, PhaseTerm)]
    if len(terms) != 1 or terms[0].duration is None:
        return None
    length = terms[0].duration
    if length.minutes or length.working_days:
        return None
    return length.days + _MONTH * length.months or None


def day_of(phase: PhaseId, number: int) -> str:
    """Write a day counted from the start of a phase: its term ends on the day of that number."""
    return f"day {number} of {phase}"

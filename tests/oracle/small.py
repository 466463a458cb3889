"""Describe small agreements in plain values of their own: what the oracles read.

Nothing here comes from Servanda: an oracle that shared its model would share its mistakes. A text is
written from these values by `printed`, and read by Servanda like any other.

Where a clause stands under a reading, `under` names it as `QUESTION.READING`; empty means always.
"""

from __future__ import annotations

from dataclasses import dataclass

ENTRY = "entry into force"
PARTIES = ("north", "south")
ACTORS = ("north", "south", "host")


# -- moments: whole days ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """Name the n-th day of the agreement, or of a phase; day 1 is the first."""

    number: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """Count whole days after an anchor: `ENTRY`, an event, a duty, a process, or an edge of a phase.

    `edge` is `start` or `end` for a phase, else empty.
    """

    days: int
    what: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class EndOf:
    """Name the end of a phase."""

    phase: str


@dataclass(frozen=True, slots=True)
class Sooner:
    """Take the earlier of two moments, or the later."""

    first: Point
    second: Point
    is_later: bool = False


Point = Day | After | EndOf | Sooner


# -- conditions ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Is:
    """Ask a status of a thing: `happened`, `fulfilled`, `begun`, `ended`, `lapsed`, `running`,
    `open`, `overdue` or `suspended`.
    """

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Ask whether so many were delivered under a duty."""

    count: int
    duty: str


@dataclass(frozen=True, slots=True)
class Passed:
    """Ask whether a moment is over."""

    point: Point


@dataclass(frozen=True, slots=True)
class Not:
    """Ask the contrary."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """Ask two things: both of them, or `is_either`."""

    first: Condition
    second: Condition
    is_either: bool = False


Condition = Is | AtLeast | Passed | Not | Both


# -- clauses ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Be the common part of clauses."""

    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Clause):
    """Start a phase: on entry into force (neither given), on a point, or when a condition holds."""

    on: Point | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasts(Clause):
    """Give a phase its length in days, or its last day."""

    days: int = 0
    until: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsOn(Clause):
    """Let a phase run on past its term while a condition holds."""

    while_: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Then(Clause):
    """Pass to another phase: at the term, or at once; when a condition holds, or always."""

    phase: str
    when: Condition | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsWhen(Clause):
    """End a phase when a condition holds."""

    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Clause):
    """Owe everything, or an amount in all (`is_total`) or more, by a point."""

    point: Point
    amount: int = 0
    is_total: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Once(Clause):
    """Bring into effect once a condition has held; `is_precedent` writes `provided that`."""

    when: Condition
    is_precedent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel(Clause):
    """Owe only after another duty is fulfilled."""

    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest(Clause):
    """Allow nothing before a point."""

    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Against(Clause):
    """Excuse while another duty is not tendered."""

    duty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(Clause):
    """Excuse while a condition holds."""

    while_: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneWhen(Clause):
    """Be fulfilled by what happens."""

    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure(Clause):
    """Keep lateness faithful for some days."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified(Clause):
    """Need a certificate."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Until(Clause):
    """End with a point."""

    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Survives(Clause):
    """Outlive the phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost(Clause):
    """Limit how often a power may be used."""

    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Clause):
    """Take effect only some days after the use."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyWhen(Clause):
    """Let an event happen only while a condition holds."""

    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks(Clause):
    """Make an event break a prohibition."""

    ban: str


# -- sentences -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Say who: `one`, `each`, `jointly`, `any`, `world` or `nobody`."""

    manner: str
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Name something that can happen: once, or again and again."""

    name: str
    agency: Agency
    clauses: tuple[Clause, ...] = ()
    is_recurring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Name talks between both parties; `ended` None is by nobody named."""

    name: str
    opened: Agency
    ended: Agency
    concluded_by: str = ""
    ended_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Hold a phase."""

    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Hold a duty to achieve; or an effort. `amount` 0 is one thing without a number."""

    name: str
    phase: str
    agency: Agency
    amount: int = 0
    is_effort: bool = False
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """Hold a prohibition on both parties."""

    name: str
    phase: str
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Hold a power: `verb` on `target`, by `days` where it moves a term or a date.

    Verbs: `renew`, `extend`, `suspend`, `resume`, `terminate`, `waive`, `end`, `declare`.
    """

    name: str
    phase: str
    agency: Agency
    verb: str
    target: str
    days: int = 0
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Hold an ambiguity with its readings."""

    name: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Claim that every, no or some (faithful) run reaches a goal, or keeps a phase running.

    `form` asks for more: the goal and `then` the second; that the goal `keeps` holding until the second; that
    the run `avoids` it until then; or that `whenever` the goal comes the second does `within` so many days.
    """

    name: str
    quantifier: str
    is_faithful: bool = True
    goal: Condition | None = None
    before: Condition | None = None
    after: Condition | None = None
    without: Condition | None = None
    by: Point | None = None
    keeps: str = ""
    past: Point | None = None
    form: str = ""
    second: Condition | None = None
    within: int = 0


Provision = Duty | Ban | Power


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """Hold a whole small agreement."""

    questions: tuple[Question, ...] = ()
    events: tuple[Event, ...] = ()
    processes: tuple[Process, ...] = ()
    phases: tuple[Phase, ...] = ()
    provisions: tuple[Provision, ...] = ()
    claims: tuple[Claim, ...] = ()


def admitted(clauses: tuple[Clause, ...], chosen: frozenset[str]) -> tuple[Clause, ...]:
    """Give the clauses that count under the readings chosen, each named `QUESTION.READING`."""
    return tuple(clause for clause in clauses if not clause.under or clause.under in chosen)

"""Say how a body decides: the tests a vote must pass, who may veto, and how many must take part."""

from enum import Enum
from fractions import Fraction

from msgspec import Struct

from servanda.base.identities import ActorId

SEATS = ""
"""The weight by which votes count unless a test names another: seats, or one each."""

HEADS = "members"
"""The weight by which each member counts once."""


class Base(Enum):
    """Say of what a share is taken: of the votes for and against, of all present, or of all there are."""

    CAST = "votes cast"
    PRESENT = "those present"
    ALL = "all"


class Share(Struct, frozen=True, kw_only=True):
    """Ask for a share in favour, to be exceeded unless `or_equal`; in each of some parts, if any."""

    share: Fraction
    or_equal: bool = False
    of: Base = Base.CAST
    weight: str = SEATS
    within: tuple[ActorId, ...] = ()


class Count(Struct, frozen=True, kw_only=True):
    """Ask for so many votes in favour."""

    needed: int
    weight: str = SEATS
    within: tuple[ActorId, ...] = ()


class Named(Struct, frozen=True, kw_only=True):
    """Ask that so many of these be in favour."""

    needed: int
    of: tuple[ActorId, ...]


class Unopposed(Struct, frozen=True, kw_only=True):
    """Ask that nobody be against: consensus. Who abstains does not stand in its way."""


class Opposed(Struct, frozen=True, kw_only=True):
    """Ask that no more than so many votes be against."""

    at_most: int
    weight: str = SEATS


Test = Share | Count | Named | Unopposed | Opposed


class Quorum(Struct, frozen=True, kw_only=True):
    """Ask that so many, or such a share of all, take part: for, against or abstaining."""

    written: str
    needed: int | None = None
    share: Fraction | None = None


class DecisionRule(Struct, frozen=True, kw_only=True):
    """Hold a rule of decision: it is met when every test of one of its ways is met.

    A vote against by one of `veto` stops it whatever the count; an abstention does not.
    """

    written: str
    ways: tuple[tuple[Test, ...], ...] = ()
    veto: tuple[ActorId, ...] = ()
    quorum: Quorum | None = None

    @property
    def tests(self) -> tuple[Test, ...]:
        """Give the tests of all ways."""
        return tuple(test for way in self.ways for test in way)

    @property
    def named(self) -> tuple[ActorId, ...]:
        """Give those whom the rule asks by name."""
        return tuple(name for test in self.tests if isinstance(test, Named) for name in test.of)

    @property
    def needs_everyone(self) -> bool:
        """Tell whether one alone can always stop it: consensus, unanimity, or all of those named."""
        return bool(self.ways) and all(any(map(_asks_everyone, way)) for way in self.ways)


def _asks_everyone(test: Test) -> bool:
    match test:
        case Unopposed():
            return True
        case Share(share=share, or_equal=or_equal):
            return share == 1 and or_equal
        case Named(needed=needed, of=names):
            return needed == len(names)
        case _:
            return False

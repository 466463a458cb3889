"""Hold amounts as vaguely as the source says them, and compute with them without rounding.

Comes in: bounds. Goes out: the bounds of sums, products and shares, and answers that may be open.
It refuses to guess: a comparison that the bounds do not settle is not settled.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct
from msgspec.structs import force_setattr

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Number",
    "Quantity",
    "Truth",
    "at_least",
    "at_most",
    "equal",
    "less_than",
    "more_than",
    "percent_of",
    "sum_of",
]

Number = Fraction | int

_ABOUT_MARGIN = Fraction(1, 10)


class Truth(Enum):
    """Answer a question that the bounds may leave open."""

    YES = "yes"
    NO = "no"
    OPEN = "open"

    def and_(self, other: Truth) -> Truth:
        """Tell whether both hold; one no settles it."""
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.OPEN if Truth.OPEN in (self, other) else Truth.YES

    def or_(self, other: Truth) -> Truth:
        """Tell whether either holds; one yes settles it."""
        return self.not_().and_(other.not_()).not_()

    def not_(self) -> Truth:
        """Turn the answer around; what is open stays open."""
        match self:
            case Truth.YES:
                return Truth.NO
            case Truth.NO:
                return Truth.YES
            case Truth.OPEN:
                return Truth.OPEN
            case _:
                assert_never(self)


class Quantity(Struct, frozen=True, kw_only=True):
    """Hold an amount known only within bounds.

    None leaves a side without a bound. An open bound is not itself a possible amount: "more than 5"
    has the low bound 5, open.

    >>> (Quantity.more_than(37_000) + Quantity.exact(500)).describe()
    'more than 37,500'
    """

    low: Fraction | int | None
    high: Fraction | int | None
    low_open: bool = False
    high_open: bool = False
    written: str = ""

    def __post_init__(self) -> None:
        # Whole numbers are kept as such: counting with them is several times faster.
        if type(self.low) is Fraction and self.low.denominator == 1:
            force_setattr(self, "low", self.low.numerator)
        if type(self.high) is Fraction and self.high.denominator == 1:
            force_setattr(self, "high", self.high.numerator)
        # A side without a bound is never open, so that equal quantities compare as equal.
        if self.low is None and self.low_open:
            force_setattr(self, "low_open", False)
        if self.high is None and self.high_open:
            force_setattr(self, "high_open", False)
        if self.low is None or self.high is None:
            return
        if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
            raise ValueError("the bounds of a quantity leave no amount between them")

    # --- making ---

    @classmethod
    def exact(cls, number: Number, written: str = "") -> Quantity:
        """Return this amount and no other."""
        value = number if type(number) is int else Fraction(number)
        return cls(low=value, high=value, written=written)

    @classmethod
    def at_least(cls, number: Number, written: str = "") -> Quantity:
        """Return this amount or more."""
        return cls(low=Fraction(number), high=None, written=written)

    @classmethod
    def at_most(cls, number: Number, written: str = "") -> Quantity:
        """Return this amount or less, but nothing below zero unless the number is."""
        low = Fraction(0) if number >= 0 else None
        return cls(low=low, high=Fraction(number), written=written)

    @classmethod
    def more_than(cls, number: Number, written: str = "") -> Quantity:
        """Return more than this amount."""
        return cls(low=Fraction(number), high=None, low_open=True, written=written)

    @classmethod
    def less_than(cls, number: Number, written: str = "") -> Quantity:
        """Return less than this amount, but nothing below zero unless there is no other."""
        low = Fraction(0) if number > 0 else None
        return cls(low=low, high=Fraction(number), high_open=True, written=written)

    @classmethod
    def between(cls, low: Number, high: Number, written: str = "") -> Quantity:
        """Return an amount between two others, which belong to it."""
        return cls(low=Fraction(low), high=Fraction(high), written=written)

    @classmethod
    def about(cls, number: Number, written: str = "") -> Quantity:
        """Return this amount, a tenth more or a tenth less."""
        margin = abs(Fraction(number)) * _ABOUT_MARGIN
        return cls(low=number - margin, high=number + margin, written=written)

    @classmethod
    def percent(cls, number: Number, written: str = "") -> Quantity:
        """Return a share: so many hundredths."""
        return cls.exact(Fraction(number) / 100, written or f"{_show(Fraction(number))}%")

    @classmethod
    def some(cls, written: str = "some") -> Quantity:
        """Return one or more."""
        return cls.at_least(1, written)

    @classmethod
    def unknown(cls, written: str = "unknown") -> Quantity:
        """Return any amount at all, even one below zero."""
        return cls(low=None, high=None, written=written)

    # --- asking ---

    @property
    def is_exact(self) -> bool:
        """Tell whether only one amount is possible."""
        return self.low is not None and self.low == self.high

    @property
    def is_share(self) -> bool:
        """Tell whether this was written as a percentage.

        >>> Quantity.percent(30).is_share, Quantity.exact(30).is_share
        (True, False)
        """
        return self.written.rstrip().endswith(("%", "percent", "per cent"))

    def contains(self, number: Number) -> bool:
        """Tell whether this amount is possible."""
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return not (
            self.high is not None
            and (number > self.high or (self.high_open and number == self.high))
        )

    def describe(self) -> str:
        """Say the quantity as written, or else by its bounds."""
        if self.written:
            return self.written
        low = None if self.low is None else _show(self.low)
        high = None if self.high is None else _show(self.high)
        if low is None and high is None:
            return "unknown"
        if low is not None and low == high:
            return low
        from_low = f"more than {low}" if self.low_open else f"at least {low}"
        to_high = f"less than {high}" if self.high_open else f"at most {high}"
        if high is None:
            return from_low
        if low is None or (self.low == 0 and not self.low_open):
            return to_high
        if self.low_open or self.high_open:
            return f"{from_low} and {to_high}"
        return f"{low}–{high}"

    # --- computing ---

    def __add__(self, other: Quantity | Number) -> Quantity:
        right = _quantity(other)
        return Quantity(
            low=None if self.low is None or right.low is None else self.low + right.low,
            high=None if self.high is None or right.high is None else self.high + right.high,
            low_open=self.low_open or right.low_open,
            high_open=self.high_open or right.high_open,
        )

    def __radd__(self, other: Number) -> Quantity:
        return self + other

    def __neg__(self) -> Quantity:
        return Quantity(
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
            low_open=self.high_open,
            high_open=self.low_open,
        )

    def __sub__(self, other: Quantity | Number) -> Quantity:
        return self + -_quantity(other)

    def __rsub__(self, other: Number) -> Quantity:
        return -self + other

    def __mul__(self, other: Quantity | Number) -> Quantity:
        right = _quantity(other)
        if self.is_exact and right.is_exact and self.low is not None and right.low is not None:
            return Quantity.exact(self.low * right.low)
        corners = [
            _product(left_end, right_end) for left_end in _ends(self) for right_end in _ends(right)
        ]
        low = min(corners, key=lambda end: (end.infinite, end.value, end.is_open))
        high = max(corners, key=lambda end: (end.infinite, end.value, not end.is_open))
        return Quantity(
            low=None if low.infinite else low.value,
            high=None if high.infinite else high.value,
            low_open=low.is_open and not low.infinite,
            high_open=high.is_open and not high.infinite,
        )

    def __rmul__(self, other: Number) -> Quantity:
        return self * other

    def __truediv__(self, other: Quantity | Number) -> Quantity:
        """Divide; where the divisor may lie on both sides of zero, or is zero, nothing is known."""
        right = _quantity(other)
        inverse = _inverse(right)
        return Quantity.unknown("") if inverse is None else self * inverse

    def __rtruediv__(self, other: Number) -> Quantity:
        return _quantity(other) / self

    def ceiling(self) -> Quantity:
        """Round up to whole things: 30 % of 7,132 people are 2,140 people."""
        low = high = None
        if self.low is not None:
            # More than 5 whole things are at least 6.
            low = Fraction(self.low.__floor__() + 1 if self.low_open else self.low.__ceil__())
        if self.high is not None:
            high = Fraction(self.high.__ceil__())
        same = (low, high, False, False) == (self.low, self.high, self.low_open, self.high_open)
        return self if same else Quantity(low=low, high=high)


class _End(Struct, frozen=True, kw_only=True):
    """Hold one end of a quantity; `infinite` is -1 or 1 where it has no bound there."""

    value: Fraction | int
    is_open: bool
    infinite: int = 0

    @property
    def sign(self) -> int:
        return self.infinite or (self.value > 0) - (self.value < 0)


_ZERO = Fraction(0)


def _ends(quantity: Quantity) -> tuple[_End, _End]:
    low = (
        _End(value=_ZERO, is_open=True, infinite=-1)
        if quantity.low is None
        else _End(value=quantity.low, is_open=quantity.low_open)
    )
    high = (
        _End(value=_ZERO, is_open=True, infinite=1)
        if quantity.high is None
        else _End(value=quantity.high, is_open=quantity.high_open)
    )
    return low, high


def _product(left: _End, right: _End) -> _End:
    sign = left.sign * right.sign
    if sign == 0:
        # Zero times anything is zero, and is reached where the zero itself is.
        reached = any(end.sign == 0 and not end.is_open for end in (left, right))
        return _End(value=_ZERO, is_open=not reached)
    if left.infinite or right.infinite:
        return _End(value=_ZERO, is_open=True, infinite=sign)
    return _End(value=left.value * right.value, is_open=left.is_open or right.is_open)


def _inverse(quantity: Quantity) -> Quantity | None:
    """Return one divided by a quantity, or None where it may be on both sides of zero."""
    low, high = quantity.low, quantity.high
    if low is not None and low >= 0:
        if low == high == 0:
            return None
        return Quantity(
            low=_ZERO if high is None else 1 / Fraction(high),
            high=None if low == 0 else 1 / Fraction(low),
            low_open=high is None or quantity.high_open,
            high_open=low != 0 and quantity.low_open,
        )
    if high is not None and high <= 0:
        positive = _inverse(-quantity)
        return None if positive is None else -positive
    return None


def _quantity(value: Quantity | Number) -> Quantity:
    return value if isinstance(value, Quantity) else Quantity.exact(value)


def percent_of(share: Quantity, base: Quantity | Number) -> Quantity:
    """Return a share of a base; "30%" is read as the share 3/10.

    >>> percent_of(Quantity.percent(30), 7_132).describe()
    '2,139.6'
    """
    return share * base


def sum_of(quantities: Iterable[Quantity]) -> Quantity:
    """Add quantities up; the sum of none is zero, and of one is that one as written."""
    total: Quantity | None = None
    for quantity in quantities:
        total = quantity if total is None else total + quantity
    return Quantity.exact(0) if total is None else total


# --- comparing -----------------------------------------------------------------------------------


def at_least(left: Quantity | Number, right: Quantity | Number) -> Truth:
    """Tell whether the left amount reaches the right one.

    >>> at_least(Quantity.about(2_500), 2_400)
    <Truth.OPEN: 'open'>
    """
    a, b = _quantity(left), _quantity(right)
    if a.low is not None and b.high is not None and a.low >= b.high:
        return Truth.YES
    if a.high is not None and b.low is not None:
        touching = a.high == b.low and (a.high_open or b.low_open)
        if a.high < b.low or touching:
            return Truth.NO
    return Truth.OPEN


def less_than(left: Quantity | Number, right: Quantity | Number) -> Truth:
    """Tell whether the left amount stays below the right one."""
    return at_least(left, right).not_()


def at_most(left: Quantity | Number, right: Quantity | Number) -> Truth:
    """Tell whether the left amount does not exceed the right one."""
    return at_least(right, left)


def more_than(left: Quantity | Number, right: Quantity | Number) -> Truth:
    """Tell whether the left amount exceeds the right one."""
    return at_least(right, left).not_()


def equal(left: Quantity | Number, right: Quantity | Number) -> Truth:
    """Tell whether both amounts are the same; two vague ones never surely are."""
    return at_least(left, right).and_(at_least(right, left))


# --- telling -------------------------------------------------------------------------------------


def _show(value: Fraction | int) -> str:
    """Write a number with its decimals if they end, else as a fraction."""
    places, rest = 0, value.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{value.numerator:,}/{value.denominator:,}"
    scaled = abs(value.numerator) * 10**places // value.denominator
    whole, part = divmod(scaled, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}.{part:0{places}}" if places else f"{sign}{whole:,}"

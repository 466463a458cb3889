"""Read the wording of an amount, and offer all that is done with amounts.

Comes in: the wording. Goes out: a quantity, with the least and the most it may be, or a fault that
says what was found. It refuses to know what is counted.

How wide the vague words are taken to be:

- `about 2,500`, `some 2,500`, `~2500`: a tenth on both sides;
- `nearly 2,000`: less than that, by a tenth at most; `just over 2,000`: more, by a tenth at most;
- `up to 5`, `at most 5`, `fewer than 5`: not below zero, since a text counts or measures things;
- `some`: at least 1; `several`, `a few`, `many`: at least 2; `dozens`, `hundreds`, `thousands`:
  at least two of them.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.amounts import (
    Number,
    Quantity,
    Truth,
    at_least,
    at_most,
    equal,
    less_than,
    more_than,
    percent_of,
    sum_of,
)

__all__ = [
    "Number",
    "Quantity",
    "QuantityFault",
    "Truth",
    "at_least",
    "at_most",
    "equal",
    "less_than",
    "more_than",
    "parse_quantity",
    "percent_of",
    "sum_of",
]


class QuantityFault(Struct, frozen=True, kw_only=True):
    """Say why a wording is no quantity: what was found, and what is possible there."""

    message: str
    expected: str


_EXPECTED = "an amount such as 33, 37,000, 2.5 million, 30%, 25 to 30, about 2,500 or at least 127"
_MOST_SIGNS = 40
_REMEMBERED = 4096  # a long record says the same amounts over and over
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORDS = {
    "none": 0,
    "no": 0,
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a dozen": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a hundred": 100,
    "a thousand": 1000,
}
VAGUE_WORDS = {
    "some": 1,
    "several": 2,
    "a few": 2,
    "many": 2,
    "numerous": 2,
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2000,
}
_UNKNOWN_WORDS = frozenset({"unknown", "?", "not known", "an unknown number"})

# Longer wordings stand before those they begin with.
PREFIXES = (
    ("not less than ", "at least"),
    ("not more than ", "at most"),
    ("no less than ", "at least"),
    ("no more than ", "at most"),
    ("no fewer than ", "at least"),
    ("not fewer than ", "at least"),
    ("at least ", "at least"),
    ("a minimum of ", "at least"),
    (">=", "at least"),
    ("≥", "at least"),
    ("at most ", "at most"),
    ("a maximum of ", "at most"),
    ("up to ", "at most"),
    ("<=", "at most"),
    ("≤", "at most"),
    ("more than ", "more than"),
    ("over ", "more than"),
    ("above ", "more than"),
    ("exceeding ", "more than"),
    (">", "more than"),
    ("less than ", "less than"),
    ("fewer than ", "less than"),
    ("under ", "less than"),
    ("below ", "less than"),
    ("<", "less than"),
    ("just over ", "just over"),
    ("just under ", "nearly"),
    ("nearly ", "nearly"),
    ("almost ", "nearly"),
    ("about ", "about"),
    ("around ", "about"),
    ("approximately ", "about"),
    ("approx. ", "about"),
    ("roughly ", "about"),
    ("circa ", "about"),
    ("some ", "about"),
    ("~", "about"),
    ("≈", "about"),
)
SUFFIXES = (
    (" or more", "at least"),
    (" or less", "at most"),
    (" or fewer", "at most"),
    ("+", "at least"),
)


@lru_cache(maxsize=_REMEMBERED)
def parse_quantity(text: str) -> Quantity | QuantityFault:
    """Read the wording of an amount.

    >>> parse_quantity("more than 37,000").low
    37000
    >>> parse_quantity("37,00").message
    "the commas in '37,00' do not part groups of three digits"
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_SIGNS:
        return Quantity.exact(int(text), text)  # most amounts are plain numbers
    written = " ".join(text.split())
    read = _read(written.lower(), written)
    if isinstance(read, QuantityFault):
        return read
    return replace(read, written=written)


def _fault(message: str, expected: str = _EXPECTED) -> QuantityFault:
    return QuantityFault(message=message, expected=expected)


def _read(text: str, written: str) -> Quantity | QuantityFault:
    if not text:
        return _fault("an amount is missing")
    if text in _UNKNOWN_WORDS:
        return Quantity.unknown()
    if text in VAGUE_WORDS:
        return Quantity.at_least(VAGUE_WORDS[text])
    low_text, parted, high_text = text.partition(" and ")
    if parted and not text.startswith("between "):
        return _read_both(low_text, high_text, written)
    for wording, sense in PREFIXES:
        if text.startswith(wording):
            return _read_qualified(text[len(wording) :].lstrip(), sense, written)
    for wording, sense in SUFFIXES:
        if text.endswith(wording):
            return _read_qualified(text[: -len(wording)], sense, written)
    ends = _range_ends(text)
    if ends is not None:
        return _read_range(*ends, written)
    return _read_number(text, written)


def _read_both(low_text: str, high_text: str, written: str) -> Quantity | QuantityFault:
    """Read two limits that hold together: "more than 25 and at most 30"."""
    low, high = _read_limit(low_text, written), _read_limit(high_text, written)
    if isinstance(low, QuantityFault):
        return low
    if isinstance(high, QuantityFault):
        return high
    if low.high is not None or high.high is None or low.low is None:
        return _fault(f"'{_clip(written)}' is not one amount", "more than 25 and at most 30")
    if low.low >= high.high:
        return _fault(
            f"'{_clip(written)}' leaves no amount between its limits", "the smaller limit first"
        )
    return Quantity(low=low.low, high=high.high, low_open=low.low_open, high_open=high.high_open)


def _read_limit(text: str, written: str) -> Quantity | QuantityFault:
    for wording, sense in PREFIXES:
        if text.startswith(wording):
            return _read_qualified(text[len(wording) :].lstrip(), sense, written)
    return _fault(f"'{_clip(written)}' is not one amount", "more than 25 and at most 30")


def _read_qualified(text: str, sense: str, written: str) -> Quantity | QuantityFault:
    """Read what a wording such as "at least" qualifies, which may itself be vague."""
    inner = _read_unqualified(text, written)
    if isinstance(inner, QuantityFault):
        return inner
    low, high = inner.low, inner.high
    if low is None or high is None:
        return _fault(f"'{_clip(written)}' qualifies what has no bounds")
    match sense:
        case "at least":
            return Quantity.at_least(low)
        case "more than":
            return Quantity.more_than(low)
        case "at most":
            return Quantity.at_most(high)
        case "less than" if high == 0:
            return _fault(f"'{_clip(written)}' leaves no amount", "an amount of zero or more")
        case "less than":
            return Quantity.less_than(high)
        case "about":
            return Quantity(low=Quantity.about(low).low, high=Quantity.about(high).high)
        case "nearly" if high:
            return Quantity(low=Quantity.about(low).low, high=high, high_open=True)
        case "just over" if low:
            return Quantity(low=low, high=Quantity.about(high).high, low_open=True)
        case _:
            return inner


def _read_unqualified(text: str, written: str) -> Quantity | QuantityFault:
    """Read a number or a range, at most with one word for "about" before it."""
    for wording, sense in PREFIXES:
        if sense == "about" and text.startswith(wording):
            return _read_qualified_about(text[len(wording) :].lstrip(), written)
    ends = _range_ends(text)
    return _read_number(text, written) if ends is None else _read_range(*ends, written)


def _read_qualified_about(text: str, written: str) -> Quantity | QuantityFault:
    ends = _range_ends(text)
    inner = _read_number(text, written) if ends is None else _read_range(*ends, written)
    if isinstance(inner, QuantityFault) or inner.low is None or inner.high is None:
        return inner
    return Quantity(low=Quantity.about(inner.low).low, high=Quantity.about(inner.high).high)


def _range_ends(text: str) -> tuple[str, str] | None:
    """Part "25 to 30", "25-30", "25–30", "from 25 to 30" and "between 25 and 30"."""
    if text.startswith("between "):
        low, parted, high = text.removeprefix("between ").partition(" and ")
        return (low, high) if parted else (low, "")
    text = text.removeprefix("from ")
    for dash in (" to ", "–", "-"):
        # A dash at the front is a minus sign.
        at = text.find(dash, 1)
        if at > 0:
            return text[:at].strip(), text[at + len(dash) :].strip()
    return None


def _read_range(low_text: str, high_text: str, written: str) -> Quantity | QuantityFault:
    if not high_text:
        return _fault(f"'{_clip(written)}' has one end only", "25 to 30")
    high = _read_number(high_text, written)
    if isinstance(high, QuantityFault):
        return high
    # In "25 to 30%" and "2 to 3 million" the unit belongs to both numbers.
    if high_text.endswith("%") and not low_text.endswith("%"):
        low_text += "%"
    _, _, scale = high_text.rpartition(" ")
    low = _read_number(low_text, written)
    if isinstance(low, QuantityFault):
        return low
    if scale in _SCALES and low_text[-1:].isdigit():
        scaled = low * _SCALES[scale]
        low = scaled if at_most(scaled, high) is Truth.YES else low
    if low.low is None or high.high is None or low.low > high.high:
        return _fault(
            f"the range '{_clip(written)}' ends before it starts", "the smaller number first"
        )
    return Quantity(low=low.low, high=high.high)


def _read_number(text: str, written: str) -> Quantity | QuantityFault:
    if text in _WORDS:
        return Quantity.exact(_WORDS[text])
    if text.endswith("%"):
        share = _read_number(text[:-1].rstrip(), written)
        return share if isinstance(share, QuantityFault) else share * Fraction(1, 100)
    for word in (" percent", " per cent"):
        if text.endswith(word):
            return _read_number(text.removesuffix(word) + "%", written)
    head, _, scale = text.rpartition(" ")
    if head and scale in _SCALES:
        scaled = _read_number(head, written)
        return scaled if isinstance(scaled, QuantityFault) else scaled * _SCALES[scale]
    over, slash, under = text.partition("/")
    if slash:
        return _read_fraction(over, under, written)
    value = _read_decimal(text, written)
    return value if isinstance(value, QuantityFault) else Quantity.exact(value)


def _read_fraction(over: str, under: str, written: str) -> Quantity | QuantityFault:
    top, bottom = _read_decimal(over.strip(), written), _read_decimal(under.strip(), written)
    if isinstance(top, QuantityFault):
        return top
    if isinstance(bottom, QuantityFault):
        return bottom
    if bottom == 0:
        return _fault(f"'{_clip(written)}' divides by zero")
    return Quantity.exact(top / bottom)


def _read_decimal(text: str, written: str) -> Fraction | QuantityFault:
    bare = text.removeprefix("-").removeprefix("−")
    whole, point, part = bare.partition(".")
    digits = whole.replace(",", "")
    if not _is_number(digits) or (point and not _is_number(part)):
        spaced = _is_number(bare.replace(" ", "").replace(",", "")) and " " in bare
        if spaced:
            return _fault(
                f"'{_clip(text)}' has spaces inside a number", "commas between groups, as in 1,000"
            )
        return _fault(f"'{_clip(text or written)}' is no amount")
    if len(bare) > _MOST_SIGNS:
        return _fault(f"'{_clip(text)}' is longer than any amount", f"{_MOST_SIGNS} signs at most")
    groups = whole.split(",")
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        return _fault(
            f"the commas in '{_clip(text)}' do not part groups of three digits",
            "a comma before each three digits, as in 37,000; a point before decimals",
        )
    value = Fraction(int(digits + part), 10 ** len(part))
    return value if bare == text else -value


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _clip(text: str) -> str:
    """Shorten what is quoted in a message, so that it fits a tooltip."""
    return text if len(text) <= 40 else text[:37] + "..."

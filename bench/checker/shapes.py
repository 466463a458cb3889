"""Write the hard shapes as Servanda texts: `shapes.py SHAPE SIZE`, or no argument for a list.

Each shape grows with one number, and each has one claim whose verdict is known for every size. What
the shape is for stands with its function.
"""

import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

HEAD = (
    'agreement bench "A hard shape"',
    "  counting day 0 is the day of entry into force",
    "  in force on 2025-01-01",
    'party north "North", south "South"',
)
PHASES, DAYS = 3, 42
TRANCHES, EACH = 6, 5
TERM, BY, TIMES = 10, 5, 2
"""A nested phase lasts so long, in days; a prolongation so long; and there are so many of them."""


class Shape(NamedTuple):
    """Hold a shape: its text, the verdict on its claim, and the sizes at which it is measured."""

    write: Callable[[int], Iterator[str]]
    verdict: str
    sizes: tuple[int, ...]


def due(number: int, count: int) -> int:
    """Spread the due days of duties over a phase, none on its first or last days."""
    return 1 + number * (DAYS - 3) // count


def waits(count: int) -> Iterator[str]:
    """Let each duty wait for the one before it, and for its like in the phase before."""
    for phase in range(PHASES):
        yield f'phase p{phase} "Phase {phase}"'
        if not phase:
            yield "  starts on entry into force"
        yield f"  lasts {DAYS} days"
        if phase + 1 < PHASES:
            yield f"  then p{phase + 1}"
        for number in range(count):
            before = [f"p{phase}.d{phase}-{number - 1}"] if number else []
            before += [f"p{phase - 1}.d{phase - 1}-{number}"] if phase else []
            clauses = "".join(f"; after {name}" for name in before)
            yield f"  d{phase}-{number}: north must clear the field" + clauses
            yield f"    by day {due(number, count)} of p{phase}"
    last = PHASES - 1
    yield 'claim end "the last field is cleared"'
    yield f"  every faithful run reaches p{last}.d{last}-{count - 1}"


def suspensions(count: int) -> Iterator[str]:
    """Let north suspend each of south's duties: what is not suspended is done."""
    for number in range(count):
        yield f"d{number}: south must clear field {number + 1}; by day {10 + number}"
        yield f"hold{number}: north may suspend d{number}; at most 1 times"
    held = (f"(d{n} or hold{n} has been exercised)" for n in range(count))
    yield 'claim end "every field is cleared, or its clearing is suspended"'
    yield f"  every faithful run reaches {' and '.join(held)}"


def quotas(count: int) -> Iterator[str]:
    """Let several duties be owed in tranches side by side, each complete in the end."""
    total = TRANCHES * EACH
    for number in range(count):
        yield f"d{number}: south must hand over {total} crates"
        for tranche in range(1, TRANCHES + 1):
            yield f"  total {tranche * EACH} by day {7 * tranche + number}"
    done = " and ".join(f"{total} of d{n}" for n in range(count))
    yield 'claim end "all is handed over"'
    yield f"  every faithful run reaches {done}"


def readings_all(count: int) -> Iterator[str]:
    """Let each duty have a date under one reading only; the claim wants them all."""
    yield from _questions(count)
    yield 'claim end "every field is cleared"'
    yield f"  every faithful run reaches {' and '.join(f'd{n}' for n in range(count))}"


def readings_any(count: int) -> Iterator[str]:
    """Let each duty have a date under one reading only; the claim fails under one choice in 2^k."""
    yield from _questions(count)
    yield 'claim end "some field is cleared"'
    yield f"  every faithful run reaches {' or '.join(f'd{n}' for n in range(count))}"


def _questions(count: int) -> Iterator[str]:
    for number in range(count):
        yield f'ambiguity q{number} "Is there a date for field {number + 1}?"'
        yield f'  reading dated-{number} "there is"'
        yield f'  reading undated-{number} "there is none"'
        yield f"d{number}: south must clear field {number + 1}"
        yield f"  under dated-{number}: by day {10 + number}"


def ring(count: int) -> Iterator[str]:
    """Let each duty wait for the one before it, all round: nobody ever owes anything."""
    for number in range(count):
        before = (number - 1) % count
        yield f"d{number}: south must clear field {number + 1}; after d{before}; by day {number + 1}"
    yield 'claim end "the first field is cleared"'
    yield "  every faithful run reaches d0"


def nested(count: int) -> Iterator[str]:
    """Start each phase within the one before it, and let each be prolonged, and prolonged again."""
    for number in range(count):
        yield f'phase p{number} "Phase {number}"'
        start = f"2 days after the start of p{number - 1}" if number else "entry into force"
        yield f"  starts on {start}"
        yield f"  lasts {TERM} days"
        yield (
            f"  longer{number}: north and south jointly may renew p{number} by {BY} days; "
            f"at most {TIMES} times"
        )
    ends = " and ".join(f"the end of p{n}" for n in range(count))
    yield 'claim end "every phase ends"'
    yield f"  every faithful run reaches {ends}"


SHAPES: dict[str, Shape] = {
    "waits": Shape(waits, "yes", (5, 20, 100, 300)),
    "suspensions": Shape(suspensions, "yes", (2, 4, 8, 16, 32)),
    "quotas": Shape(quotas, "yes", (1, 2, 4, 8, 32)),
    "readings_all": Shape(readings_all, "unsettled", (4, 8, 10, 12)),
    "readings_any": Shape(readings_any, "unsettled", (4, 8, 10, 12)),
    "ring": Shape(ring, "no", (10, 100, 1000, 10_000)),
    "nested": Shape(nested, "yes", (1, 2, 4, 8, 12)),
}


def text(shape: str, size: int) -> str:
    """Write the whole text of a shape."""
    return "\n".join((*HEAD, *SHAPES[shape].write(size))) + "\n"


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.stdout.write(text(sys.argv[1], int(sys.argv[2])))
    else:
        print("\n".join(SHAPES))

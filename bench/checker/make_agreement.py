"""Write the agreement of this comparison as a Servanda text: `make_agreement.py DUTIES VARIANT`.

The agreement, in words, is what every encoding in this folder states:

- Three phases of 42 days. Phase one begins with entry into force, each next one when the one before
  passes over to it.
- In each phase DUTIES duties, in pairs. The first of a pair binds north and is due so many days
  after the phase began; the second binds south, only once the first is done, and three days later.
- From day 16 on the parties may agree on phase two, jointly. Agreed, phase one passes at its term.
- Not agreed: that is where the variants differ, below.
- The claim: every faithful run completes phase three.

| variant | not agreed at the term of phase one                                        | the claim |
|---------|-----------------------------------------------------------------------------|-----------|
| A       | the parties may renew it by a week, as often as they like; else it lapses   | no        |
| B       | they may renew it by a week, twice at most; else phase two is deemed agreed | yes       |
| C       | it renews itself by a week, without end                                     | no        |
| V       | as B, but one duty of phase three may be done from day 20, and by day 10    | vacuous   |

A and B are timed. C and V tell the methods apart: C has no run to the contrary but an endless
one, and V has no faithful run at all.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

PHASES = ("one", "two", "three")
VARIANTS = ("A", "B", "C", "V")
EXPECTED = {"A": "no", "B": "yes", "C": "no", "V": "vacuous"}
DAYS, WEEK, AGREED_FROM, RENEWALS = 42, 7, 16, 2
"""A phase lasts so long, in days; so long a renewal; agreement from this day on; renewals in B."""

LAST_DAY = len(PHASES) * DAYS + RENEWALS * WEEK
"""Every run of B has completed phase three by this day: no phase is longer, no renewal is left."""


class Duty(NamedTuple):
    """Hold a duty of a phase: who owes it, in which days of the phase, and after which other."""

    number: int
    bearer: str
    from_day: int
    due_day: int
    after: int | None


def duties(count: int, variant: str, phase: str) -> list[Duty]:
    """Lay out the duties of one phase, in pairs; an odd last one is left out."""
    laid: list[Duty] = []
    for pair in range(count // 2):
        day = 1 + (pair * 5) % 35
        laid.append(Duty(2 * pair, "north", 0, day, None))
        laid.append(Duty(2 * pair + 1, "south", 0, day + 3, 2 * pair))
    if variant == "V" and phase == PHASES[-1]:
        laid[-2] = laid[-2]._replace(from_day=20, due_day=10)
    return laid


def agreement(count: int, variant: str) -> str:
    """Write the whole text."""
    return "\n".join((*_head(), *_phases(count, variant), *_claim())) + "\n"


def _head() -> Iterator[str]:
    yield 'agreement bench "Three phases, one of them renewable"'
    yield "  counting day 0 is the day of entry into force"
    yield "  in force on 2025-01-01"
    yield 'party north "North", south "South"'
    yield 'event agreed "phase two is agreed" by north and south jointly'
    yield f"  not before day {AGREED_FROM} of one"


def _phases(count: int, variant: str) -> Iterator[str]:
    for phase, following in zip(PHASES, (*PHASES[1:], None), strict=True):
        yield f'phase {phase} "Phase {phase}"'
        if phase == PHASES[0]:
            yield "  starts on entry into force"
        yield f"  lasts {DAYS} days"
        if phase == PHASES[0]:
            yield from _way_out(variant, following or "")
        elif following is not None:
            yield f"  then {following}"
        for duty in duties(count, variant, phase):
            yield _duty(phase, duty)


def _way_out(variant: str, following: str) -> Iterator[str]:
    yield f"  then {following} when agreed"
    if variant == "C":
        yield "  runs on while not agreed"
        return
    power = f"north and south jointly may renew one by {WEEK} days; when not agreed"
    if variant == "A":
        yield f"  prolong: {power}"
    else:
        yield f"  then {following}"
        yield f"  prolong: {power}; at most {RENEWALS} times"


def _duty(phase: str, duty: Duty) -> str:
    name = f"{phase}-{duty.number}"
    deed = "hand over" if duty.after is None else "return"
    after = "" if duty.after is None else f"; after {phase}-{duty.after}"
    early = f"; not before day {duty.from_day} of {phase}" if duty.from_day else ""
    due = f"; by day {duty.due_day} of {phase}"
    return f"  {name}: {duty.bearer} must {deed} list {duty.number + 1}{after}{early}{due}"


def _claim() -> Iterator[str]:
    yield 'claim complete "every faithful run completes phase three"'
    yield "  every faithful run reaches the end of three"


if __name__ == "__main__":
    sys.stdout.write(agreement(int(sys.argv[1]), sys.argv[2]))

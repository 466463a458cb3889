"""Run one contender of a comparison: `by_NAME.py DUTIES VARIANT [REPEATS]`, `shape_NAME.py SIZE SHAPE`.

A contender is a module with a function that builds its model of the agreement in memory and one
that decides the claim on it. Run as a program it prints one line of JSON: the verdict, what the
run to the contrary does, and the seconds that each building and each decision took, by the clock and
of the processor (with the programs it started). Every repeat builds its model afresh, so that no
solver answers out of what it has learned.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

M = TypeVar("M")
SMALL = 2


class Answer(NamedTuple):
    """Hold a verdict (`yes`, `no`, `vacuous`) and the run to the contrary, in a few words."""

    verdict: str
    run: str = ""


class Lap(NamedTuple):
    """Hold seconds by the clock and of the processor."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> "Lap":
        """Read both; the processor's time is that of this program and of those it has waited for."""
        used = os.times()
        seconds = time.process_time() + used.children_user + used.children_system
        return cls(time.perf_counter(), seconds)

    def __sub__(self, earlier: "Lap") -> "Lap":
        return Lap(self.clock - earlier.clock, self.processor - earlier.processor)


def compete(
    engine: str,
    build: Callable[[int, str], M],
    decide: Callable[[M], Answer],
    *,
    complete: bool,
    warms_up: bool = True,
) -> None:
    """Build and decide as often as asked, and print what came of it.

    Asked for no repeats it works once and cold: so the whole process is timed, from outside. Else a
    contender that works in this process warms up on an agreement of two duties first, so that what
    it imports on its way is not taken for deciding.
    """
    count, variant = int(sys.argv[1]), sys.argv[2]
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    built: list[Lap] = []
    decided: list[Lap] = []
    answers: set[Answer] = set()
    if repeats and warms_up:
        decide(build(SMALL, variant))
    for _ in range(repeats or 1):
        start = Lap.now()
        model = build(count, variant)
        ready = Lap.now()
        answers.add(decide(model))
        decided.append(Lap.now() - ready)
        built.append(ready - start)
    if len({answer.verdict for answer in answers}) != 1:
        raise SystemExit(f"{engine}: the verdict changed from repeat to repeat")
    answer = min(answers)
    print(
        json.dumps(
            {
                "engine": engine,
                "complete": complete,
                "verdict": answer.verdict,
                "run": answer.run,
                "build": built,
                "decide": decided,
            }
        )
    )

"""Decide the claim of a hard shape with z3: which acts are done, and on which day.

All shapes are decided as a whole: no horizon is needed, since an act is either done on some day or
never. For the shapes with readings every choice is asked, as an assumption on one solver, so that
the answer has as many rows as Servanda's before it sums them up.
"""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import z3
from contender import Answer, compete
from shapes import BY, DAYS, EACH, PHASES, TERM, TIMES, TRANCHES, due


class Model(NamedTuple):
    """Hold the faithful runs, what makes one a run to the contrary, and the choices to ask under."""

    solver: z3.Solver
    missed: z3.BoolRef
    choices: tuple[z3.BoolRef, ...] = ()


def waits(count: int) -> Model:
    """A duty is owed once all it waits for is done, while its phase runs; then it is done in time."""
    solver = z3.Solver()
    done: dict[tuple[int, int], z3.BoolRef] = {}
    day: dict[tuple[int, int], z3.ArithRef] = {}
    for phase, number in product(range(PHASES), range(count)):
        here = (phase, number)
        done[here], day[here] = z3.Bool(f"done-{here}"), z3.Int(f"day-{here}")
        before = [each for each in ((phase, number - 1), (phase - 1, number)) if each in done]
        start = DAYS * phase
        last = start + due(number, count)
        owed = z3.And([z3.And(done[each], day[each] <= start + DAYS) for each in before])
        in_time = z3.Or(day[here] <= last, *(day[here] == day[each] for each in before))
        solver.add(z3.Implies(owed, z3.And(done[here], in_time)))
        solver.add(z3.Implies(done[here], z3.And(owed, day[here] >= start)))
        for each in before:
            solver.add(z3.Implies(done[here], day[here] >= day[each]))
    return Model(solver, z3.Not(done[PHASES - 1, count - 1]))


def suspensions(count: int) -> Model:
    """What is not done in time has been suspended in time."""
    solver = z3.Solver()
    missed = []
    for number in range(count):
        done, held = z3.Bool(f"done-{number}"), z3.Bool(f"held-{number}")
        acted, stopped = z3.Int(f"day-{number}"), z3.Int(f"held-on-{number}")
        last = 10 + number
        kept = z3.And(done, acted >= 0, acted <= last)
        stays = z3.And(held, stopped >= 0, stopped <= last)
        solver.add(z3.Or(kept, stays))
        missed.append(z3.Not(z3.Or(done, held)))
    return Model(solver, z3.Or(missed))


def quotas(count: int) -> Model:
    """By each date at least so much in all has been done, and nothing is taken back."""
    solver = z3.Solver()
    missed = []
    for number in range(count):
        sums = [z3.Int(f"sum-{number}-{tranche}") for tranche in range(TRANCHES + 1)]
        solver.add(sums[0] >= 0)
        for tranche in range(1, TRANCHES + 1):
            solver.add(sums[tranche] >= sums[tranche - 1], sums[tranche] >= tranche * EACH)
        missed.append(sums[-1] < TRANCHES * EACH)
    return Model(solver, z3.Or(missed))


def readings_all(count: int) -> Model:
    """What has a date is done; all must be."""
    solver, dated, done = _questions(count)
    return Model(solver, z3.Not(z3.And(done)), dated)


def readings_any(count: int) -> Model:
    """What has a date is done; one must be."""
    solver, dated, done = _questions(count)
    return Model(solver, z3.Not(z3.Or(done)), dated)


def _questions(count: int) -> tuple[z3.Solver, tuple[z3.BoolRef, ...], list[z3.BoolRef]]:
    solver = z3.Solver()
    dated = tuple(z3.Bool(f"dated-{number}") for number in range(count))
    done = [z3.Bool(f"done-{number}") for number in range(count)]
    for number in range(count):
        day = z3.Int(f"day-{number}")
        in_time = z3.And(done[number], day >= 0, day <= 10 + number)
        solver.add(z3.Implies(dated[number], in_time))
    return solver, dated, done


def ring(count: int) -> Model:
    """Nothing is done before what it waits for: a rank keeps a ring from lifting itself."""
    solver = z3.Solver()
    done = [z3.Bool(f"done-{number}") for number in range(count)]
    rank = [z3.Int(f"rank-{number}") for number in range(count)]
    for number in range(count):
        before = number - 1
        solver.add(z3.Implies(done[number], z3.And(done[before], rank[number] > rank[before])))
        solver.add(z3.Implies(done[before], done[number]))
    return Model(solver, z3.Not(done[0]))


def nested(count: int) -> Model:
    """A phase ends with its term and the prolongations it had; none may outlast all of them."""
    solver = z3.Solver()
    missed = []
    start: z3.ArithRef = z3.IntVal(0)
    for number in range(count):
        times, end = z3.Int(f"times-{number}"), z3.Int(f"end-{number}")
        solver.add(times >= 0, times <= TIMES, end == start + TERM + BY * times)
        missed.append(end > start + TERM + BY * TIMES)
        start = start + 2
    return Model(solver, z3.Or(missed))


SHAPES: dict[str, Callable[[int], Model]] = {
    "waits": waits,
    "suspensions": suspensions,
    "quotas": quotas,
    "readings_all": readings_all,
    "readings_any": readings_any,
    "ring": ring,
    "nested": nested,
}


def build(size: int, shape: str) -> Model:
    """Make the model of a shape."""
    return SHAPES[shape](size)


def decide(model: Model) -> Answer:
    """Look for a run to the contrary under each choice, then for any faithful run."""
    found: set[str] = set()
    for picked in product((True, False), repeat=len(model.choices)):
        given = [
            fact if is_so else z3.Not(fact)
            for fact, is_so in zip(model.choices, picked, strict=True)
        ]
        if model.solver.check(*given, model.missed) == z3.sat:
            found.add("no")
        else:
            found.add("yes" if model.solver.check(*given) == z3.sat else "vacuous")
    return Answer(found.pop() if len(found) == 1 else "unsettled")


if __name__ == "__main__":
    compete(f"z3 {z3.get_version_string()}", build, decide, complete=True)

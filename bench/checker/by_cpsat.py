"""Decide the claim with CP-SAT of OR-tools: a variable for the day of each act.

Decides the whole claim. Terms of phase one are unrolled as in `by_z3_moments.py`, and for the same
reasons: three in B, else two, since all its terms find it in the same state. Days are bounded by
the last day on which a run of B can be, and a week more, so that being late can be expressed.
"""

import ortools
from contender import Answer, compete
from make_agreement import AGREED_FROM, DAYS, LAST_DAY, PHASES, RENEWALS, WEEK, duties
from ortools.sat.python import cp_model

LATEST = LAST_DAY + WEEK


class Model:
    """Hold the faithful runs, and apart from them those to the contrary."""

    def __init__(self, count: int, variant: str) -> None:
        self.model = cp_model.CpModel()
        self.starts = [self._day(f"start-{n}") for n in range(len(PHASES) + 1)]
        self.end = self._day("end-of-one")
        self.lapsed, self.endless = self._fact("lapsed"), self._fact("endless")
        self.passed = self._fact("passed")
        self.model.add_exactly_one(self.lapsed, self.endless, self.passed)
        self.model.add(self.starts[0] == 0)
        self._way_out(variant)
        following = (self.end, self.starts[1] + DAYS, self.starts[2] + DAYS)
        for start, after in zip(self.starts[1:], following, strict=True):
            self.model.add(start == after).only_enforce_if(self.passed)
        for number, phase in enumerate(PHASES):
            self._duties(count, variant, phase, number)
        late = self._fact("late")
        self.model.add(self.starts[-1] > LAST_DAY).only_enforce_if(late)
        self.model.add_implication(late, self.passed)
        self.contrary = self.model.clone()
        missed = (fact.index for fact in (self.lapsed, self.endless, late))
        self.contrary.add_bool_or(
            *(self.contrary.get_bool_var_from_proto_index(index) for index in missed)
        )

    def _day(self, name: str) -> cp_model.IntVar:
        return self.model.new_int_var(0, LATEST, name)

    def _fact(self, name: str) -> cp_model.IntVar:
        return self.model.new_bool_var(name)

    def _way_out(self, variant: str) -> None:
        """State how phase one ends: one of the ways it can, term by term."""
        bounded = variant in ("B", "V")
        agreed_on = self.model.new_int_var(AGREED_FROM, LATEST, "agreed-on")
        passing, lapsing = [], []
        for term in range(RENEWALS + 1 if bounded else 2):
            last = DAYS + WEEK * term
            ready = self._fact(f"passes-agreed-{term}")
            self.model.add(agreed_on <= last).only_enforce_if(ready)
            if term:
                self.model.add(agreed_on > last - WEEK).only_enforce_if(ready)
            ways = [ready]
            passing.append(ready)
            if variant != "C":
                leaves = self._fact(f"leaves-{term}")
                self.model.add(agreed_on > last).only_enforce_if(leaves)
                (passing if bounded else lapsing).append(leaves)
                ways.append(leaves)
            for way in ways:
                self.model.add(self.end == last).only_enforce_if(way)
        self.model.add(sum(passing) == 1).only_enforce_if(self.passed)
        self.model.add(sum(passing) == 0).only_enforce_if(self.passed.negated())
        self.model.add(sum(lapsing) == self.lapsed)
        if bounded:
            self.model.add(self.endless == 0)
        else:
            after_both = agreed_on > DAYS + WEEK
            self.model.add(after_both).only_enforce_if(self.endless)

    def _duties(self, count: int, variant: str, phase: str, number: int) -> None:
        """Let each act fall into its days, and after the one it waits for."""
        laid = duties(count, variant, phase)
        days = [self._day(f"{phase}-{duty.number}") for duty in laid]
        start = self.starts[number]
        for duty, day in zip(laid, days, strict=True):
            rules = [day >= start + duty.from_day, day <= start + duty.due_day]
            if duty.after is not None:
                rules.append(day >= days[duty.after])
            for rule in rules:
                stated = self.model.add(rule)
                if number:
                    stated.only_enforce_if(self.passed)


def decide(model: Model) -> Answer:
    """Look for a faithful run that does not complete phase three, then for any at all."""
    solver, status = _solve(model.contrary)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # A copy of a model keeps the order of its variables.
        found = solver.response_proto.solution
        endless, end = found[model.endless.index], found[model.end.index]
        return Answer("no", "endless renewal" if endless else f"lapse on day {end}")
    _, status = _solve(model.model)
    exists = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Answer("yes" if exists else "vacuous")


def _solve(model: cp_model.CpModel) -> tuple[cp_model.CpSolver, int]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # two make it slower here
    status = solver.solve(model)
    if status == cp_model.UNKNOWN:
        raise SystemExit("CP-SAT gave up")
    return solver, status


if __name__ == "__main__":
    compete(f"CP-SAT {ortools.__version__}, days of acts", Model, decide, complete=True)

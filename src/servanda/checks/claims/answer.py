"""Answer the claims of an agreement under every reading that matters to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId, ReadingId
from servanda.checks.claims.aside import can_be_met
from servanda.checks.claims.faith import EVERYBODY, NOBODY, Faith
from servanda.checks.claims.judge import Judgement, judge
from servanda.checks.claims.runs import Budget, Runs, TooMany
from servanda.checks.claims.story import Told, tell
from servanda.checks.claims.watch import Watch
from servanda.machine import Machine, points_in
from servanda.machine.choices import choices, decided
from servanda.machine.cone import Cones, names_in_condition, names_in_point
from servanda.machine.memory import Memory, text_of
from servanda.machine.slice import sliced
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, KeepsRunning, Reaches, Verdict
from servanda.model.times import Point

Line = tuple[tuple[AmbiguityId, str], ...]
Pairs = tuple[tuple[AmbiguityId, ReadingId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswer:
    """Hold the verdict on a claim under one choice, with the run that shows it."""

    reading: Line
    verdict: Verdict
    run: tuple[Told, ...] = ()
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimResult:
    """Hold the verdict on a claim, and the verdicts under the readings that matter to it."""

    claim: Claim
    verdict: Verdict
    answers: tuple[ClaimAnswer, ...]

    @property
    def is_expected(self) -> bool:
        """Tell whether the verdict is the one the text expects."""
        return self.verdict is self.claim.expected


def check_claims(
    agreement: Agreement,
    start: Instant,
    fixed: Choice | None = None,
    seconds: float | None = None,
) -> Iterator[ClaimResult]:
    """Answer every claim of an agreement, over runs that begin at an instant.

    Each claim may take so many seconds, and is unknown after that.
    """
    texts = Texts(agreement=agreement, start=start)
    for claim in agreement.claims.values():
        yield answer(texts, claim, fixed or {}, seconds)


class Danger(Enum):
    """Say when a duty out of sight cannot be met."""

    NEVER = "it can always be met"
    AT_TIMES = "what happens in sight can make it impossible"
    ALWAYS = "no run can meet it"


@dataclass(slots=True, kw_only=True)
class Texts:
    """Hold the runs of one agreement: laid out once for each text that its readings give."""

    agreement: Agreement
    start: Instant
    cones: Cones = field(init=False)
    _memory: Memory = field(init=False)
    _runs: dict[object, Runs] = field(default_factory=dict)
    _beside: dict[object, Runs] = field(default_factory=dict)
    _in_the_way: dict[object, Danger] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cones = Cones(self.agreement)
        self._memory = Memory(self.cones)

    def sight(self, claim: Claim, fixed: Choice) -> tuple[frozenset[str], frozenset[AmbiguityId]]:
        """Give the names a claim can see, and the ambiguities that can bear on it.

        What could keep a run from being faithful is in sight of every claim.
        """
        targets = frozenset(_targets(claim))
        while True:
            names = self.cones.binding(targets)
            seen = self.cones.ambiguities(names) | self.cones.silences(names)
            seen -= _of_record(self.agreement)
            if not claim.is_faithful:
                return names, seen
            in_the_way = frozenset(
                name
                for choice in choices(self.agreement, seen, fixed)
                for name, danger in self._dangers(choice, names)
                if danger is Danger.AT_TIMES
            )
            if in_the_way <= names:
                return names, seen
            targets |= in_the_way

    def hopeless(self, choice: Choice, names: frozenset[str]) -> ProvisionId | None:
        """Name a duty out of sight that no run at all can meet under a choice."""
        dangers = self._dangers(choice, names)
        return next((name for name, danger in dangers if danger is Danger.ALWAYS), None)

    def _dangers(
        self, choice: Choice, names: frozenset[str]
    ) -> Iterator[tuple[ProvisionId, Danger]]:
        """Say of the duties out of sight whether they can always be met, as far as is found out."""
        from servanda.checks.dates.impossible import hard_to_meet

        machine = Machine(self.agreement, choice)
        for name in hard_to_meet(machine, self.start, names):
            cone = self.cones.binding((name,))
            key = (name, text_of(machine, cone), names & cone)
            if key not in self._in_the_way:
                self._in_the_way[key] = self._danger(cone, choice, names)
            yield name, self._in_the_way[key]

    def _danger(self, cone: frozenset[str], choice: Choice, names: frozenset[str]) -> Danger:
        """Say whether a duty can be met whatever happens in sight, or at least if all goes well."""
        machine = Machine(sliced(self.agreement, cone, self.cones), choice)
        machine.memory = self._memory
        key = text_of(machine, cone), cone
        if key not in self._beside:
            self._beside[key] = Runs(machine=machine, start=self.start, names=cone)
        runs = self._beside[key]
        try:
            if can_be_met(runs, names):
                return Danger.NEVER
            return Danger.AT_TIMES if can_be_met(runs, frozenset()) else Danger.ALWAYS
        except TooMany:
            return Danger.NEVER

    def runs(
        self, claim: Claim, names: frozenset[str], choice: Choice, faith: Faith | None = None
    ) -> Runs:
        """Give the runs that a claim looks at under a choice; the same ones where the text is the same.

        They suppose the faith that the claim speaks of, or another that is named.
        """
        faith = faith or (EVERYBODY if claim.is_faithful else NOBODY)
        machine = Machine(sliced(self.agreement, names, self.cones), choice)
        machine.memory = self._memory
        points = _points(claim.formula)
        key = (text_of(machine, names), names, points, faith)
        if key not in self._runs:
            self._runs[key] = Runs(
                machine=machine,
                start=self.start,
                names=names,
                points=points,
                faith=faith,
            )
        return self._runs[key]


def answer(texts: Texts, claim: Claim, fixed: Choice, seconds: float | None = None) -> ClaimResult:
    """Answer one claim under every choice over the ambiguities that it can see."""
    names, seen = texts.sight(claim, fixed)
    budget = Budget.of(seconds)
    rows: dict[Pairs, ClaimAnswer] = {}
    alike: dict[int, ClaimAnswer] = {}
    for choice in choices(texts.agreement, seen, fixed):
        pairs = tuple(sorted((name, choice[name]) for name in seen))
        if claim.is_faithful and (hopeless := texts.hopeless(choice, names)) is not None:
            rows[pairs] = _vacuous(hopeless)
            continue
        runs = texts.runs(claim, names, choice)
        runs.budget = budget
        if id(runs) not in alike:
            alike[id(runs)] = _answered(runs, claim, measured_in(texts.agreement, names, claim))
        rows[pairs] = alike[id(runs)]
    return _summed(claim, rows)


def _answered(runs: Runs, claim: Claim, unseen: list[str]) -> ClaimAnswer:
    """Judge a claim under one choice, and tell the run that shows the verdict."""
    if unseen:
        note = f"it depends on the level {unseen[0]}, which no run of the text alone determines"
        return ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)
    watch = Watch(formula=claim.formula)
    found = judge(runs, watch, claim)
    if found.way is None:
        kind = "impossible duty" if found.verdict is Verdict.VACUOUS else ""
        return ClaimAnswer(reading=(), verdict=found.verdict, kind=kind, note=_note(found, runs))
    kind, run = tell(runs, found.way, found.loop, is_goal=found.is_goal)
    return ClaimAnswer(reading=(), verdict=found.verdict, run=run, kind=kind)


def _vacuous(unmet: ProvisionId) -> ClaimAnswer:
    """Say that no faithful run exists at all, and which duty no run can meet."""
    why = f"{unmet} falls due, and nothing lets it be met in time"
    note = f"no faithful run exists at all: {why}"
    return ClaimAnswer(reading=(), verdict=Verdict.VACUOUS, kind="impossible duty", note=note)


def _note(found: Judgement, runs: Runs) -> str:
    """Say in words what stands behind a verdict that no run shows."""
    match found.verdict:
        case Verdict.UNKNOWN if found.is_out_of_time:
            return f"unknown after {runs.budget.seconds:g} s and {found.states:,} states"
        case Verdict.UNKNOWN:
            return f"undecided after {found.states:,} states"
        case Verdict.VACUOUS if found.unmet is not None:
            return _vacuous(found.unmet).note
        case Verdict.VACUOUS:
            return "no faithful run exists at all"
        case Verdict.YES:
            return f"no run to the contrary among {found.states:,} states"
        case _:
            return f"no such run among {found.states:,} states"


def _of_record(agreement: Agreement) -> frozenset[AmbiguityId]:
    """Give the ambiguities that concern only what the record says happened."""
    return frozenset(
        a.id
        for a in agreement.ambiguities.values()
        if a.is_implicit and "." in a.id and a.id.startswith(("denied.", "figures."))
    )


def _targets(claim: Claim) -> list[str]:
    formula = claim.formula
    if isinstance(formula, KeepsRunning):
        return [formula.phase, *names_in_point(formula.past)]
    conditions = (formula.goal, formula.before, formula.after, formula.without)
    found = [name for condition in conditions for name in names_in_condition(condition)]
    return [*found, *names_in_point(formula.by)]


def _points(formula: Reaches | KeepsRunning) -> tuple[Point, ...]:
    if isinstance(formula, KeepsRunning):
        return (formula.past,)
    conditions = (formula.goal, formula.before, formula.after, formula.without)
    found = [point for c in conditions if c is not None for point in points_in(c)]
    return (*found, *((formula.by,) if formula.by is not None else ()))


def measured_in(agreement: Agreement, names: frozenset[str], claim: Claim) -> list[str]:
    """Give the levels that a condition in sight asks about: no run of the text determines them."""
    found: set[str] = set(_targets(claim))
    for name in names:
        owner = agreement.provisions.get(ProvisionId(name)) or agreement.phases.get(PhaseId(name))
        for clause in owner.clauses if owner is not None else ():
            found.update(names_in_condition(getattr(clause, "condition", None)))
    return sorted(found & set(agreement.levels))


def _summed(claim: Claim, rows: dict[Pairs, ClaimAnswer]) -> ClaimResult:
    """Sum verdicts up: one where all agree, else `the text does not settle it`, with the rows."""
    verdicts = {row.verdict for row in rows.values()}
    if len(verdicts) == 1:
        return ClaimResult(claim=claim, verdict=verdicts.pop(), answers=_rows(rows))
    settled = verdicts - {Verdict.UNKNOWN}
    overall = Verdict.UNSETTLED if len(settled) > 1 else Verdict.UNKNOWN
    return ClaimResult(claim=claim, verdict=overall, answers=_rows(rows))


def _rows(rows: dict[Pairs, ClaimAnswer]) -> tuple[ClaimAnswer, ...]:
    """Keep one row for each choice over the ambiguities that change the verdict or its story."""
    stories = {pairs: (row.verdict, _sort(row.kind)) for pairs, row in rows.items()}
    found = []
    for reading, story in decided(stories):
        row = next(
            r for pairs, r in rows.items() if stories[pairs] == story and _fits(pairs, reading)
        )
        found.append(
            ClaimAnswer(
                reading=reading, verdict=row.verdict, run=row.run, kind=row.kind, note=row.note
            )
        )
    return tuple(found)


def _sort(kind: str) -> str:
    """Take all runs that merely come to rest as of one sort: who they wait for may differ."""
    is_rest = kind in ("deadlock", "postponement") or kind.startswith("blocked by")
    return "rest" if is_rest else kind


def _fits(pairs: Pairs, reading: Line) -> bool:
    """Tell whether a choice is one of those a line stands for."""
    chosen = dict(pairs)
    return all(chosen[name] in readings.split(" or ") for name, readings in reading)

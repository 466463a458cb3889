"""Answer a claim that is not parted, under every choice of readings: each text is explored once.

Of a run that was found, or of all runs that were looked at, it is known which questions have a part in
them; the same answer holds however the others are read, and is not looked for again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId
from servanda.checks.claims.judge import Judgement, judge
from servanda.checks.claims.outcome import ClaimAnswer, Rows, pairs_of
from servanda.checks.claims.runs import Budget, Runs
from servanda.checks.claims.story import tell
from servanda.checks.claims.texts import Texts, targets_of
from servanda.checks.claims.watch import Watch
from servanda.machine import View
from servanda.machine.choices import Pairs, are_too_many, choices
from servanda.machine.cone import names_in_condition
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Reaches, Verdict, conditions_of
from servanda.model.provisions import Provision
from servanda.model.times import All, Amount, Any, Condition, Not

COMBINATIONS_AT_MOST = 65_536
"""How many combinations of readings are told apart for one claim."""

TEXTS_AT_MOST = 512
"""How many different texts, as readings make them, are explored for one part of a claim."""


@dataclass(slots=True, kw_only=True)
class Single:
    """Hold what is asked of one claim, and what is known of it under some readings already.

    `_settled` gives, for the questions an answer rests on, the answers by how these are read.
    """

    texts: Texts
    claim: Claim
    fixed: Choice
    budget: Budget
    names: frozenset[str] = field(init=False)
    seen: frozenset[AmbiguityId] = field(init=False)
    beside: frozenset[AmbiguityId] = field(init=False)
    unseen: str = field(init=False)
    _settled: dict[tuple[AmbiguityId, ...], dict[Pairs, ClaimAnswer]] = field(default_factory=dict)
    _alike: dict[int, tuple[ClaimAnswer, frozenset[AmbiguityId]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        claim, texts = self.claim, self.texts
        self.names, self.seen = texts.sight(claim, self.fixed)
        self.beside = frozenset()
        if claim.is_faithful:
            self.beside = texts.dangers.ambiguities(self.names, self.fixed)
        self.unseen = out_of_sight(texts.agreement, self.names, claim)

    def rows(self) -> Rows:
        """Answer under every consistent choice over what the claim can see."""
        agreement, fixed, seen = self.texts.agreement, self.fixed, self.seen
        questions = tuple(sorted(seen))
        rows: dict[Pairs, ClaimAnswer] = {}
        for choice in choices(agreement, seen, fixed, COMBINATIONS_AT_MOST):
            pairs = pairs_of(choice, questions)
            rows[pairs] = self._known(choice) or self._found(choice)
        is_whole = not are_too_many(agreement, seen, fixed, COMBINATIONS_AT_MOST)
        return Rows(questions=questions, answers=rows, is_whole=is_whole)

    def _known(self, choice: Choice) -> ClaimAnswer | None:
        """Give an answer that was found under a choice which differs only where it does not matter."""
        for questions, answers in self._settled.items():
            found = answers.get(pairs_of(choice, questions))
            if found is not None:
                return found
        return None

    def _found(self, choice: Choice) -> ClaimAnswer:
        answer, idle = self._looked_for(choice)
        rests_on = tuple(sorted(self.seen - idle))
        self._settled.setdefault(rests_on, {})[pairs_of(choice, rests_on)] = answer
        return answer

    def _looked_for(self, choice: Choice) -> tuple[ClaimAnswer, frozenset[AmbiguityId]]:
        """Look for an answer under a choice, and name the questions it does not rest on."""
        if self.budget.is_out_of_time:
            note = f"unknown after {self.budget.seconds:g} s"
            return ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note), frozenset()
        if len(self._alike) >= TEXTS_AT_MOST:
            note = (
                f"not looked at: there are more than {TEXTS_AT_MOST} ways to read what is in sight"
            )
            return ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note), frozenset()
        if self.claim.is_faithful:
            hopeless = self.texts.dangers.always(self.names, choice, self.fixed)
            if hopeless is not None:
                return _vacuous(hopeless), self.seen - self.beside
        runs = self.texts.runs(self.claim, self.names, choice)
        runs.budget = self.budget
        if id(runs) not in self._alike:
            found = self._judged(runs)
            if found[0].verdict is Verdict.UNKNOWN and not self.budget.is_out_of_time:
                found = self._judged_alone(runs, choice) or found
            self._alike[id(runs)] = found
        return self._alike[id(runs)]

    def _judged_alone(
        self, shared: Runs, choice: Choice
    ) -> tuple[ClaimAnswer, frozenset[AmbiguityId]] | None:
        """Judge the claim over fewer states, where there were too many of those it shares with others."""
        runs = self.texts.runs(self.claim, self.names, choice, is_alone=True)
        runs.budget = self.budget
        return None if runs is shared else self._judged(runs)

    def _judged(self, runs: Runs) -> tuple[ClaimAnswer, frozenset[AmbiguityId]]:
        """Judge the claim over the runs of one text, and tell the run that shows the verdict."""
        if self.unseen:
            row = ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=self.unseen)
            return row, self.seen
        watch = Watch(formula=self.claim.formula)
        found = judge(runs, watch, self.claim)
        idle: frozenset[AmbiguityId] = frozenset()
        if found.verdict is not Verdict.UNKNOWN:
            views = _looked_at(runs, found)
            idle = self.texts.sites.idle(self.seen - self.beside, self.names, views)
        return told(runs, found, watch), idle


def _looked_at(runs: Runs, found: Judgement) -> list[View]:
    """Give the states on which a verdict rests: of one run that never ends, or of all runs.

    With all runs go the states that a duty keeps them from.
    """
    if found.way is None or found.is_goal:
        barred = [node.barred for node in runs.nodes if node.barred is not None]
        return [*(node.view for node in runs.nodes), *barred]
    way = [0, *(edge.target for edge in (*found.way, *(found.loop or ())))]
    return [runs.nodes[index].view for index in dict.fromkeys(way)]


def told(runs: Runs, found: Judgement, watch: Watch) -> ClaimAnswer:
    """Tell a verdict over the runs of one text, with the run that shows it."""
    if found.way is None:
        kind = "impossible duty" if found.verdict is Verdict.VACUOUS else ""
        note = _note(found, runs)
        states = found.states
        return ClaimAnswer(reading=(), verdict=found.verdict, kind=kind, note=note, states=states)
    ends = watch.ends or found.is_won
    kind, run = tell(runs, found.way, found.loop, is_goal=found.is_goal, ends=ends, loss=found.loss)
    return ClaimAnswer(
        reading=(),
        verdict=found.verdict,
        run=run,
        kind=kind,
        steps=len(found.way) + len(found.loop or ()),
        states=found.states,
    )


def _vacuous(unmet: ProvisionId) -> ClaimAnswer:
    """Say that no faithful run exists at all, and which duty no run can meet."""
    why = f"{unmet} falls due, and nothing lets it be met in time"
    note = f"no faithful run exists at all: {why}"
    return ClaimAnswer(reading=(), verdict=Verdict.VACUOUS, kind="impossible duty", note=note)


def _note(found: Judgement, runs: Runs) -> str:
    """Say in words what stands behind a verdict that no run shows."""
    match found.verdict:
        case Verdict.UNKNOWN:
            seconds = runs.budget.seconds if found.is_out_of_time else None
            return undecided(found.states, seconds)
        case Verdict.VACUOUS if found.unmet is not None:
            return _vacuous(found.unmet).note
        case Verdict.VACUOUS:
            return "no faithful run exists at all"
        case Verdict.YES:
            return f"no run to the contrary among {_states(found.states)}"
        case _:
            return f"no such run among {_states(found.states)}"


def undecided(states: int, seconds: float | None) -> str:
    """Say that a question was left open after so many states, and after so many seconds if these ran out."""
    if seconds is None:
        return f"undecided after {_states(states)}"
    return f"unknown after {seconds:g} s and {_states(states)}"


def _states(count: int) -> str:
    return "1 state" if count == 1 else f"{count:,} states"


def out_of_sight(agreement: Agreement, names: frozenset[str], claim: Claim) -> str:
    """Say what a claim turns on that no run of the text shows; nothing where runs can decide it."""
    measured = measured_in(agreement, names, claim)
    if measured:
        return f"it depends on the level {measured[0]}, which no run of the text determines"
    for asked in (a for c in conditions_of(claim.formula) for a in amounts_in(c)):
        provision = agreement.provisions.get(ProvisionId(asked.target))
        if provision is not None and _is_beyond(provision, asked, claim):
            return f"more may be given under {provision.id} than is owed, and no run shows that"
    return ""


def _is_beyond(provision: Provision, asked: Amount, claim: Claim) -> bool:
    """Tell whether it matters to a claim whether more than is owed is given."""
    owed = provision.action.quantity
    if owed is None or owed.high is None:
        return False
    if asked.most is not None:
        return asked.most.high is not None and asked.most.high >= owed.high
    least = asked.least
    if least is None or least.low is None:
        return False
    is_more = least.low > owed.high or (least.low == owed.high and least.low_open)
    return is_more and not (
        claim.quantifier is Quantifier.EVERY and isinstance(claim.formula, Reaches)
    )


def amounts_in(condition: Condition) -> Iterator[Amount]:
    """Give the amounts that a condition asks about."""
    match condition:
        case Amount():
            yield condition
        case Not(inner=inner):
            yield from amounts_in(inner)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from amounts_in(part)
        case _:
            return


def measured_in(agreement: Agreement, names: frozenset[str], claim: Claim) -> list[str]:
    """Give the levels that a condition in sight asks about: no run of the text determines them."""
    found: set[str] = set(targets_of(claim))
    for name in names:
        owner = agreement.provisions.get(ProvisionId(name)) or agreement.phases.get(PhaseId(name))
        for clause in owner.clauses if owner is not None else ():
            found.update(names_in_condition(getattr(clause, "condition", None)))
    return sorted(found & set(agreement.levels))

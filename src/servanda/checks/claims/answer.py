"""Answer the claims of an agreement under every reading that matters to them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId, ReadingId
from servanda.checks.claims.judge import Judgement, judge
from servanda.checks.claims.runs import Budget, Runs
from servanda.checks.claims.story import Told, tell
from servanda.checks.claims.texts import Texts, targets_of
from servanda.checks.claims.watch import Watch
from servanda.machine.choices import are_too_many, choices, decided
from servanda.machine.cone import names_in_condition
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Verdict

Line = tuple[tuple[AmbiguityId, str], ...]
Pairs = tuple[tuple[AmbiguityId, ReadingId], ...]


class ClaimAnswer(Struct, frozen=True, kw_only=True):
    """Hold the verdict on a claim under one choice, with the run that shows it."""

    reading: Line
    verdict: Verdict
    run: tuple[Told, ...] = ()
    kind: str = ""
    note: str = ""


class ClaimResult(Struct, frozen=True, kw_only=True):
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


def answer(texts: Texts, claim: Claim, fixed: Choice, seconds: float | None = None) -> ClaimResult:
    """Answer one claim under every choice over the ambiguities that it can see."""
    names, seen = texts.sight(claim, fixed)
    budget = Budget.of(seconds)
    rows: dict[Pairs, ClaimAnswer] = {}
    alike: dict[int, ClaimAnswer] = {}
    for choice in choices(texts.agreement, seen, fixed):
        pairs = tuple(sorted((name, choice[name]) for name in seen))
        if (
            claim.is_faithful
            and (hopeless := texts.dangers.always(names, choice, fixed)) is not None
        ):
            rows[pairs] = _vacuous(hopeless)
            continue
        runs = texts.runs(claim, names, choice)
        runs.budget = budget
        if id(runs) not in alike:
            alike[id(runs)] = _answered(runs, claim, measured_in(texts.agreement, names, claim))
        rows[pairs] = alike[id(runs)]
    found = _summed(claim, rows)
    if are_too_many(texts.agreement, seen, fixed) and found.verdict is not Verdict.UNSETTLED:
        return _not_all_seen(found, len(rows))
    return found


def _not_all_seen(found: ClaimResult, count: int) -> ClaimResult:
    """Leave a claim unknown where one verdict was found, but not under every choice of readings."""
    note = f"{found.verdict.value} under {count:,} choices of readings, of more than could be seen"
    row = ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)
    return ClaimResult(claim=found.claim, verdict=Verdict.UNKNOWN, answers=(row,))


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


def measured_in(agreement: Agreement, names: frozenset[str], claim: Claim) -> list[str]:
    """Give the levels that a condition in sight asks about: no run of the text determines them."""
    found: set[str] = set(targets_of(claim))
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

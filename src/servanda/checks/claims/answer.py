"""Answer the claims of an agreement under every reading that matters to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId, ReadingId
from servanda.checks.claims.explore import Aim, Graph, Scope, explore, goes_on
from servanda.checks.claims.story import Told, closing, tell
from servanda.checks.claims.watch import Watch
from servanda.machine import Machine, View
from servanda.machine.choices import choices, decided
from servanda.machine.cone import Cones, names_in_condition, names_in_point
from servanda.machine.memory import Memory, text_of
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, KeepsRunning, Quantifier, Reaches, Verdict
from servanda.model.times import Point

Line = tuple[tuple[AmbiguityId, str], ...]
Pairs = tuple[tuple[AmbiguityId, ReadingId], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Remember what was worked out for one claim and serves the next: states, and lives in them."""

    memory: Memory
    views: dict[object, dict[object, View]] = field(default_factory=dict)


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
    agreement: Agreement, start: Instant, fixed: Choice | None = None
) -> Iterator[ClaimResult]:
    """Answer every claim of an agreement, over runs that begin at an instant."""
    cones = Cones(agreement)
    known = Known(memory=Memory(cones))
    for claim in agreement.claims.values():
        yield answer(agreement, cones, claim, start, fixed or {}, known)


def answer(
    agreement: Agreement,
    cones: Cones,
    claim: Claim,
    start: Instant,
    fixed: Choice,
    known: Known | None = None,
) -> ClaimResult:
    """Answer one claim under every choice over the ambiguities that it can see.

    `known` remembers the states of each text met so far, for the claims that follow.
    """
    known = known or Known(memory=Memory(cones))
    targets = _targets(claim)
    names = cones.binding(targets)
    seen = (cones.ambiguities(names) | cones.silences(names)) - _of_record(agreement)
    rows: dict[Pairs, ClaimAnswer] = {}
    alike: dict[object, ClaimAnswer] = {}
    for choice in choices(agreement, seen, fixed):
        pairs = tuple(sorted((name, choice[name]) for name in seen))
        machine = Machine(agreement, choice)
        machine.memory = known.memory
        kind = text_of(machine, names)
        if kind not in alike:
            alike[kind] = _judge(machine, claim, names, start, known.views.setdefault(kind, {}))
        rows[pairs] = alike[kind]
    return _summed(claim, rows)


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
    from servanda.machine import points_in

    if isinstance(formula, KeepsRunning):
        return (formula.past,)
    conditions = (formula.goal, formula.before, formula.after, formula.without)
    found = [point for c in conditions if c is not None for point in points_in(c)]
    return (*found, *((formula.by,) if formula.by is not None else ()))


def _measured_in(agreement: Agreement, names: frozenset[str], claim: Claim) -> list[str]:
    """Give the levels that a condition in sight asks about: no run of the text determines them."""
    found: set[str] = set(_targets(claim))
    for name in names:
        owner = agreement.provisions.get(ProvisionId(name)) or agreement.phases.get(PhaseId(name))
        for clause in owner.clauses if owner is not None else ():
            found.update(names_in_condition(getattr(clause, "condition", None)))
    return sorted(found & set(agreement.levels))


def _judge(
    machine: Machine,
    claim: Claim,
    names: frozenset[str],
    start: Instant,
    views: dict[object, View],
) -> ClaimAnswer:
    """Judge a claim under one choice."""
    unseen = _measured_in(machine.agreement, names, claim)
    if unseen:
        note = f"it depends on the level {unseen[0]}, which no run of the text alone determines"
        return ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)
    scope = Scope(
        machine=machine,
        start=start,
        names=names,
        watch=Watch(formula=claim.formula, points=_points(claim.formula)),
        is_faithful=claim.is_faithful,
        views=views,
    )
    if claim.quantifier is Quantifier.EVERY:
        return _every(scope)
    return _reachable(scope, wanted=claim.quantifier is Quantifier.SOME)


def _every(scope: Scope) -> ClaimAnswer:
    """Look for a run on which the goal is never reached."""
    graph = explore(scope, Aim.LOSS)
    if graph.found is not None:
        return _shown(scope, graph, graph.found, is_loop=False)
    alive = graph.alive()
    loop = _loop(graph, {i for i in alive if not graph.nodes[i].seen.is_won})
    if loop is not None:
        return _shown(scope, graph, loop, is_loop=True)
    if not graph.is_complete:
        return _too_many(graph)
    won = [graph.nodes[i] for i in sorted(alive) if graph.nodes[i].seen.is_won]
    if not any(goes_on(scope, node) for node in won):
        return _vacuous(graph)
    return ClaimAnswer(reading=(), verdict=Verdict.YES, note=_explored(graph))


def _vacuous(graph: Graph) -> ClaimAnswer:
    """Say that no faithful run exists at all, and which duty no run can meet."""
    note = "no faithful run exists at all"
    if graph.broken:
        often = max(graph.broken, key=lambda name: graph.broken[name])
        note = f"{note}: {often} falls due, and nothing lets it be met in time"
    return ClaimAnswer(reading=(), verdict=Verdict.VACUOUS, note=note)


def _explored(graph: Graph) -> str:
    return f"no run to the contrary among {len(graph.nodes):,} states"


def _too_many(graph: Graph) -> ClaimAnswer:
    note = f"undecided after {len(graph.nodes):,} states"
    return ClaimAnswer(reading=(), verdict=Verdict.UNKNOWN, note=note)


def _loop(graph: Graph, nodes: set[int]) -> int | None:
    """Find a node that lies on a loop within some nodes: the one reached first."""
    inside = {i: [e.target for e in graph.nodes[i].edges if e.target in nodes] for i in nodes}
    gone: set[int] = set()
    changed = True
    while changed:
        changed = False
        for index, targets in inside.items():
            if index not in gone and not any(t not in gone for t in targets):
                gone.add(index)
                changed = True
    left = sorted(nodes - gone)
    for index in left:
        if _returns(inside, gone, index):
            return index
    return None


def _returns(inside: dict[int, list[int]], gone: set[int], start: int) -> bool:
    ahead, seen = list(inside[start]), set()
    while ahead:
        index = ahead.pop()
        if index == start:
            return True
        if index in seen or index in gone:
            continue
        seen.add(index)
        ahead.extend(inside[index])
    return False


def _reachable(scope: Scope, *, wanted: bool) -> ClaimAnswer:
    """Look for a run on which the goal is reached, and which can go on."""
    graph = explore(scope, Aim.WIN)
    if graph.found is not None:
        verdict = Verdict.YES if wanted else Verdict.NO
        at = graph.nodes[graph.found].view.now
        way = graph.path(graph.found)
        run = tell(scope.machine, graph, way, "and so the goal is reached", at)
        return ClaimAnswer(reading=(), verdict=verdict, run=run, kind="run")
    if not graph.is_complete:
        return _too_many(graph)
    if 0 not in graph.alive():
        return _vacuous(graph)
    verdict = Verdict.NO if wanted else Verdict.YES
    note = f"no such run among {len(graph.nodes):,} states" if wanted else _explored(graph)
    return ClaimAnswer(reading=(), verdict=verdict, note=note)


def _shown(scope: Scope, graph: Graph, index: int, *, is_loop: bool) -> ClaimAnswer:
    way = graph.path(index)
    kind, words = closing(scope.machine, graph.nodes[index].state, is_loop=is_loop)
    run = tell(scope.machine, graph, way, words)
    return ClaimAnswer(reading=(), verdict=Verdict.NO, run=run, kind=kind)


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
    stories = {pairs: (row.verdict, row.kind) for pairs, row in rows.items()}
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


def _fits(pairs: Pairs, reading: Line) -> bool:
    """Tell whether a choice is one of those a line stands for."""
    chosen = dict(pairs)
    return all(chosen[name] in readings.split(" or ") for name, readings in reading)

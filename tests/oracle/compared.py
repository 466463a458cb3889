"""Decide the claims of a small agreement by Servanda and by the oracles, and say where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from oracle import small as s
from oracle.completed import Refused, completed
from oracle.day_by_day import Answer, Graph, choices, decide, explore, silences
from oracle.printed import text_of
from oracle.replayed import dated, faults_of, steps_of
from oracle.rules import Rules
from servanda.base.identities import AmbiguityId, ReadingId
from servanda.checks.claims import ClaimAnswer, ClaimResult, check_claims
from servanda.model.ambiguities import Choice
from servanda.workspace import load_text


class Unreadable(Exception):
    """Say that Servanda does not read what was written: the printer is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Hold one claim on which the two do not agree, or a run that was not accepted."""

    claim: str
    chosen: tuple[str, ...]
    ours: str
    theirs: str
    told: str = ""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Hold what came of a comparison."""

    text: str
    compared: int = 0
    replayed: int = 0
    unknown: int = 0
    verdicts: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def compare(small: s.Small, at_most: int = 1_000) -> Outcome:
    """Decide every claim under every choice of readings, and replay every run that is told.

    Raises:
        TooLarge: when the explorer would have to walk more states than that.
    """
    text = text_of(small)
    loaded = load_text({"drawn.pact": text})
    if loaded.agreement is None or loaded.has_errors:
        raise Unreadable("\n".join([text, *(d.message for d in loaded.diagnostics)]))
    agreement = loaded.agreement
    start = agreement.header.in_force
    assert start is not None and start.earliest is not None
    graphs = _Graphs(small, at_most)
    ours = {
        claim.name: {chosen: graphs.answer(claim, chosen) for chosen in choices(small)}
        for claim in small.claims
    }
    outcome = Outcome(text=text)
    for claim, result in zip(small.claims, check_claims(agreement, start.earliest), strict=True):
        _compare(outcome, claim, result, ours[claim.name])
        _replay(outcome, graphs, claim, result, start.earliest)
    return outcome


def walked(small: s.Small, claim: s.Claim, chosen: frozenset[str], at_most: int) -> str:
    """Decide one claim under one choice, day by day."""
    return _Graphs(small, at_most).answer(claim, chosen).verdict


@dataclass(slots=True)
class _Graphs:
    """Keep the graph of each choice: who fills a silence does not change it, only whether anybody does."""

    small: s.Small
    at_most: int
    known: dict[tuple[frozenset[str], bool], Graph] = field(default_factory=dict)
    answers: dict[tuple[str, frozenset[str]], Answer] = field(default_factory=dict)

    def of(self, chosen: frozenset[str], *, is_faithful: bool) -> Graph:
        chosen = self.alike(chosen)
        key = chosen, is_faithful
        if key not in self.known:
            rules = Rules(self.small, chosen, is_faithful=is_faithful)
            self.known[key] = explore(rules, self.at_most)
        return self.known[key]

    def answer(self, claim: s.Claim, chosen: frozenset[str]) -> Answer:
        key = claim.name, self.alike(chosen)
        if key not in self.answers:
            graph = self.of(chosen, is_faithful=claim.is_faithful)
            self.answers[key] = decide(graph, claim)
        return self.answers[key]

    def alike(self, chosen: frozenset[str]) -> frozenset[str]:
        """Let the host stand for whoever fills a silence."""
        silent = silences(self.small)
        return frozenset(
            f"{name}.host" if name in silent and who != "nobody" else reading
            for reading in chosen
            for name, _, who in [reading.rpartition(".")]
        )


def choice_of(chosen: frozenset[str]) -> Choice:
    """Name the readings chosen as Servanda does."""
    pairs = (reading.rpartition(".") for reading in chosen)
    return {AmbiguityId(name): ReadingId(reading) for name, _, reading in pairs}


def _row(result: ClaimResult, chosen: frozenset[str]) -> ClaimAnswer:
    """Find the answer that a choice is told under."""
    choice = choice_of(chosen)
    for answer in result.answers:
        if all(choice[name] in readings.split(" or ") for name, readings in answer.reading):
            return answer
    raise AssertionError(f"no answer of {result.claim.id} is told under {sorted(chosen)}")


def _compare(
    outcome: Outcome, claim: s.Claim, result: ClaimResult, ours: dict[frozenset[str], Answer]
) -> None:
    for chosen, answer in ours.items():
        verdict = _row(result, chosen).verdict.value
        outcome.compared += 1
        outcome.verdicts.append(answer.verdict)
        if verdict == "unknown":
            outcome.unknown += 1
        elif verdict != answer.verdict:
            told = ", ".join(f"day {day}: {what}" for day, what in answer.run)
            outcome.differences.append(
                Difference(
                    claim=claim.name,
                    chosen=tuple(sorted(chosen)),
                    ours=answer.verdict,
                    theirs=verdict,
                    told=told,
                )
            )
    verdicts = {answer.verdict for answer in ours.values()}
    overall = verdicts.pop() if len(verdicts) == 1 else "unsettled"
    if result.verdict.value not in (overall, "unknown"):
        outcome.differences.append(
            Difference(
                claim=claim.name, chosen=("overall",), ours=overall, theirs=result.verdict.value
            )
        )


def _replay(
    outcome: Outcome, graphs: _Graphs, claim: s.Claim, result: ClaimResult, start: int
) -> None:
    """Replay each run that is told: by the explorer, on the machine and by the monitor."""
    small = graphs.small
    for answer in result.answers:
        if not answer.run or claim.form:
            continue
        fitting = [c for c in choices(small) if _row(result, c) is answer]
        chosen = next((c for c in fitting if _names(c, answer)), fitting[0])
        outcome.replayed += 1
        for fault in _faults(graphs, claim, answer, chosen, start):
            outcome.differences.append(
                Difference(
                    claim=claim.name,
                    chosen=tuple(sorted(chosen)),
                    ours=fault,
                    theirs=f"{answer.verdict.value}, by a run",
                    told="; ".join(f"{(t.on - start) / 1440 + 1:g} {t.what}" for t in answer.run),
                )
            )


def _names(chosen: frozenset[str], answer: ClaimAnswer) -> bool:
    """Tell whether a choice names those who act in a run, where nobody is named for something."""
    authors = {actor for told in answer.run for actor in told.by}
    named = {reading.rpartition(".")[2] for reading in chosen} & set(s.ACTORS)
    return named <= authors


def _faults(
    graphs: _Graphs, claim: s.Claim, answer: ClaimAnswer, chosen: frozenset[str], start: int
) -> Iterator[str]:
    acts = steps_of(graphs.small, answer.run, start)
    graph = graphs.of(chosen, is_faithful=claim.is_faithful)
    try:
        run = completed(graph, claim, [(act.day, act.kind, act.name) for act in acts])
    except Refused as refused:
        yield f"the explorer does not accept the run: {refused}"
        return
    text, choice = text_of(graphs.small), choice_of(chosen)
    whole = dated(acts, run, chosen)
    yield from faults_of(text, graphs.small, whole, choice, is_faithful=claim.is_faithful)

"""Work out what a mend costs whom: every claim of the text is answered before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.base.identities import ActorId, ClaimId, ProvisionId
from servanda.base.spans import Span
from servanda.checks.lint import lint
from servanda.checks.mending.bench import Bench, Text
from servanda.checks.mending.edit import Edit
from servanda.checks.mending.edits import KINDS
from servanda.diagnostics import Severity
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Reaches, Verdict
from servanda.model.provisions import Modality
from servanda.model.times import Is, Status

_RANK = {Verdict.VACUOUS: 0, Verdict.NO: 0, Verdict.UNSETTLED: 1, Verdict.YES: 2}
_TURNED = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}
_OWED = frozenset({Modality.DUTY, Modality.PROCURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Say how a demand stands: the verdict, and whether any faithful run meets it at all."""

    verdict: Verdict
    can_be_met: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Say how a claim stood before a mend and stands after it, and who demanded it."""

    claim: ClaimId
    demanded_by: tuple[ActorId, ...]
    before: Standing
    after: Standing

    @property
    def is_loss(self) -> bool:
        """Tell whether the text guarantees less of it than before, or leaves less room for it."""
        return any(new < old for old, new in self._ranks())

    @property
    def is_gain(self) -> bool:
        """Tell whether the text guarantees more of it; what holds only emptily is no gain."""
        if self.after.verdict is Verdict.VACUOUS:
            return False
        return any(new > old for old, new in self._ranks())

    def _ranks(self) -> Iterator[tuple[int, int]]:
        pairs = (
            (self.before.verdict, self.after.verdict),
            (self.before.can_be_met, self.after.can_be_met),
        )
        for old, new in pairs:
            if old in _RANK and new in _RANK:
                yield _RANK[old], _RANK[new]


def standings(bench: Bench, text: Text) -> dict[ClaimId, Standing]:
    """Say how every claim of a text stands."""
    return {name: standing(bench, text, claim) for name, claim in text.agreement.claims.items()}


def standing(bench: Bench, text: Text, claim: Claim) -> Standing:
    """Say how a claim stands on a text; whether it can be met is asked only of a demand."""
    verdict = bench.ask(text, claim).verdict
    if verdict is Verdict.YES or claim.quantifier is Quantifier.SOME or not claim.demanded_by:
        return Standing(verdict=verdict, can_be_met=verdict)
    if claim.quantifier is Quantifier.EVERY:
        some = replace(claim, quantifier=Quantifier.SOME)
        return Standing(verdict=verdict, can_be_met=bench.ask(text, some).verdict)
    every = replace(claim, quantifier=Quantifier.EVERY)
    shunned = bench.ask(text, every).verdict
    return Standing(verdict=verdict, can_be_met=_TURNED.get(shunned, shunned))


def changes(
    agreement: Agreement,
    before: dict[ClaimId, Standing],
    after: dict[ClaimId, Standing],
) -> tuple[Change, ...]:
    """List the claims that stand otherwise than before, in the order of the text."""
    return tuple(
        Change(
            claim=name,
            demanded_by=claim.demanded_by,
            before=before[name],
            after=after[name],
        )
        for name, claim in agreement.claims.items()
        if name in after and before[name] != after[name]
    )


def ruled_out(bench: Bench, after: Text, edits: Sequence[Edit], found: Iterable[Change]) -> str:
    """Say why a text is ruled out that mends: a duty nobody can meet, a new error; else nothing."""
    for change in found:
        if change.after.verdict is Verdict.VACUOUS is not change.before.verdict:
            return f"no faithful run is left that {change.claim} could speak of"
    errors = {message for _, message, severity in new_findings(bench, after) if severity}
    if errors:
        return min(errors)
    settled = {name: reading for edit in edits for name, reading in edit.settles}
    for name in _in_question(bench, after, edits):
        if _is_lost(bench, after, name, settled):
            return f"no faithful run fulfils {name} any more"
    return ""


def new_findings(bench: Bench, after: Text) -> list[tuple[str, str, bool]]:
    """List what the rules find in a text and did not before: rule, message, and whether an error."""
    known = [(f.rule, f.message) for f in lint(bench.base.agreement)]
    found = []
    for fault in lint(after.agreement):
        if (fault.rule, fault.message) in known:
            known.remove((fault.rule, fault.message))
        elif fault.severity is not Severity.NOTE:
            found.append((fault.rule, fault.message, fault.severity is Severity.ERROR))
    return found


def _in_question(bench: Bench, after: Text, edits: Sequence[Edit]) -> Iterator[ProvisionId]:
    """Give the duties that edits may have made impossible: new ones, and what rests on a change."""
    narrowing = {kind.name for kind in KINDS if kind.restricts}
    touched = {name for edit in edits if edit.kind in narrowing for name in edit.touches}
    for provision in after.agreement.provisions.values():
        if provision.modality not in _OWED or provision.is_added:
            continue
        is_new = provision.id not in bench.base.agreement.provisions
        if is_new or _rests_on(after, provision.id) & touched:
            yield provision.id


def _rests_on(text: Text, name: str) -> set[str]:
    """Give what the sentence of a provision leads to, without what its phase leads to."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in found and here not in text.agreement.phases:
            found.add(here)
            ahead.extend(text.cones.uses.get(here, ()))
    return found


def _is_lost(bench: Bench, after: Text, name: ProvisionId, settled: Choice) -> bool:
    """Tell whether a duty that some faithful run fulfilled is fulfilled by none any more."""
    now = bench.ask(after, met(after.agreement, name)).verdict
    if now not in (Verdict.NO, Verdict.VACUOUS):
        return False
    if name not in bench.base.agreement.provisions:
        return True
    was = bench.ask(bench.base, met(bench.base.agreement, name), settled).verdict
    return was in (Verdict.YES, Verdict.UNSETTLED)


def met(agreement: Agreement, name: ProvisionId) -> Claim:
    """Claim that some faithful run fulfils a duty."""
    span: Span = agreement.provisions[name].span
    goal = Is(target=name, status=Status.FULFILLED, span=span)
    return Claim(
        id=ClaimId(name),
        title="",
        demanded_by=(),
        quantifier=Quantifier.SOME,
        is_faithful=True,
        formula=Reaches(goal=goal),
        expected=Verdict.YES,
        words="",
        labels=(),
        citations=(),
        span=span,
    )

"""Work out what a mend costs whom: every claim of the text is answered before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import ActorId, ClaimId, ProvisionId
from servanda.checks.claims.reach import some_run
from servanda.checks.lint import lint
from servanda.checks.mending.bench import Bench, Text
from servanda.checks.mending.edit import Edit
from servanda.checks.mending.edits import KINDS
from servanda.checks.mending.hands import in_hands
from servanda.diagnostics import Severity
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Quantifier, Verdict
from servanda.model.provisions import Modality
from servanda.model.times import Is, Status

_RANK = {
    Verdict.UNKNOWN: 0,
    Verdict.VACUOUS: 0,
    Verdict.NO: 0,
    Verdict.UNSETTLED: 1,
    Verdict.YES: 2,
}
_TURNED = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}
_OWED = frozenset({Modality.DUTY, Modality.PROCURE})


class Standing(Struct, frozen=True, kw_only=True):
    """Say how a demand stands: the verdict, and whether any faithful run meets it at all.

    `in_hands_of` are the parties that demand it and can see to it alone; None where that is unknown.
    """

    verdict: Verdict
    can_be_met: Verdict
    in_hands_of: tuple[ActorId, ...] | None = ()


class Change(Struct, frozen=True, kw_only=True):
    """Say how a claim stood before a mend and stands after it, and who demanded it."""

    claim: ClaimId
    demanded_by: tuple[ActorId, ...]
    before: Standing
    after: Standing

    @property
    def is_loss(self) -> bool:
        """Tell whether the text guarantees less of it than before, or leaves less room for it.

        What was known and is no longer, for lack of time or means, counts as lost.
        """
        return any(new < old for old, new in self._ranks())

    @property
    def is_gain(self) -> bool:
        """Tell whether the text guarantees more of it; what holds only emptily is no gain."""
        if self.after.verdict in (Verdict.VACUOUS, Verdict.UNKNOWN):
            return False
        return any(new > old for old, new in self._ranks())

    def _ranks(self) -> Iterator[tuple[int, int]]:
        """Give what the claim was worth and is worth: as a verdict, as room, as a hold on it."""
        before, after = self.before, self.after
        if Verdict.UNKNOWN in (before.verdict, before.can_be_met):
            return
        yield _RANK[before.verdict], _RANK[after.verdict]
        yield _RANK[before.can_be_met], _RANK[after.can_be_met]
        if before.in_hands_of is not None and after.in_hands_of is not None:
            yield _secured(before), _secured(after)


def _secured(standing: Standing) -> int:
    """Count as 1 what the text guarantees, or what is in the hands of those who demand it."""
    return int(standing.verdict is Verdict.YES or bool(standing.in_hands_of))


def standings(bench: Bench, text: Text) -> dict[ClaimId, Standing]:
    """Say how every claim of a text stands."""
    return {name: standing(bench, text, claim) for name, claim in text.agreement.claims.items()}


def standing(bench: Bench, text: Text, claim: Claim) -> Standing:
    """Say how a claim stands on a text; whether it can be met, and by whom, is asked of a demand."""
    verdict = bench.verdict(text, claim)
    if verdict is Verdict.YES or claim.quantifier is Quantifier.SOME or not claim.demanded_by:
        return Standing(verdict=verdict, can_be_met=verdict)
    room = _can_be_met(bench, text, claim)
    hands = in_hands(bench, text, claim) if room is Verdict.YES else ()
    return Standing(verdict=verdict, can_be_met=room, in_hands_of=hands)


def _can_be_met(bench: Bench, text: Text, claim: Claim) -> Verdict:
    """Say whether some faithful run meets what a claim asks of every run, or of none."""
    if claim.quantifier is Quantifier.EVERY:
        return bench.verdict(text, replace(claim, quantifier=Quantifier.SOME))
    shunned = bench.verdict(text, replace(claim, quantifier=Quantifier.EVERY))
    return _TURNED.get(shunned, shunned)


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


def ruled_out(bench: Bench, after: Text, edits: Sequence[Edit]) -> str:
    """Say why a text is ruled out that mends: a duty nobody can meet, a new error; else nothing."""
    errors = {message for _, message, is_error in new_findings(bench, after) if is_error}
    if errors:
        return min(errors)
    settled = {name: reading for edit in edits for name, reading in edit.settles}
    for name in _in_question(bench, after, edits):
        if _is_lost(bench, after, name, settled):
            return f"no faithful run fulfils {name} any more"
    return ""


def emptied(found: Iterable[Change]) -> str:
    """Say which claim is left without any faithful run to speak of; empty where none is."""
    for change in found:
        if change.after.verdict is Verdict.VACUOUS is not change.before.verdict:
            return f"no faithful run is left that {change.claim} could speak of"
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
    now = bench.verdict(after, met(after.agreement, name))
    if now not in (Verdict.NO, Verdict.VACUOUS):
        return False
    if name not in bench.base.agreement.provisions:
        return True
    was = bench.verdict(bench.base, met(bench.base.agreement, name), settled)
    return was in (Verdict.YES, Verdict.UNSETTLED)


def met(agreement: Agreement, name: ProvisionId) -> Claim:
    """Claim that some faithful run fulfils a duty."""
    goal = Is(target=name, status=Status.FULFILLED, span=agreement.provisions[name].span)
    return some_run(name, goal)

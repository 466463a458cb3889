"""Search for the smallest edits after which all given claims hold: singly, then in pairs and triples.

An edit is tried on top of others only where it bears on what the failing claim can see, and kept for
larger sets only where it changes the run to the contrary: a set none of whose edits does so alone
is not found. Nothing that contains a mend is tried.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, field

from servanda.base.identities import ClaimId
from servanda.checks.mending.bench import Bench, Text, bench_of, sight
from servanda.checks.mending.conflict import find_conflict
from servanda.checks.mending.costs import (
    Standing,
    changes,
    emptied,
    new_findings,
    ruled_out,
    standings,
)
from servanda.checks.mending.edit import Edit, Ground
from servanda.checks.mending.edits import KINDS
from servanda.checks.mending.found import Mend, Mending, Outcome, Wanted
from servanda.checks.mending.guards import offence
from servanda.checks.mending.places import places_of
from servanda.checks.mending.text import TextChange, can_stand_together, differences
from servanda.model.ambiguities import Choice
from servanda.model.claims import Claim, Verdict
from servanda.syntax import Document

_SHARE_OF_CONFLICT = 0.4


class _Failure(Struct, frozen=True, kw_only=True):
    """Hold the first claim that does not hold, the choice under which, and the run that shows it."""

    place: int
    claim: Claim
    choice: Choice
    likeness: object


class _Node(Struct, frozen=True, kw_only=True):
    """Hold a set of edits that changed something, and did not suffice."""

    edits: tuple[Edit, ...]
    failure: _Failure
    names: frozenset[str]


class _TimeOver(Exception):
    """Leave the search; what was found so far stays."""


class _Search(Struct, kw_only=True):
    """Try edits on one text."""

    bench: Bench
    wanted: Wanted
    claims: tuple[Claim, ...]
    say: Callable[[str], None]
    tried: int = 0
    mends: list[Mend] = field(default_factory=list)
    found: list[frozenset[TextChange]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    before: dict[ClaimId, Standing] = field(default_factory=dict)
    seen: set[frozenset[int]] = field(default_factory=set)
    hard: list[tuple[object, ...]] = field(default_factory=list)

    def failure(self, text: Text) -> _Failure | None:
        """Answer the claims in turn, choice by choice, up to the first that does not hold."""
        for place, claim in enumerate(self.claims):
            for choice in sorted(self.bench.choices(text, claim), key=self._hardness):
                likeness = self._likeness(text, claim, choice)
                if likeness is not None:
                    self.hard.insert(0, tuple(choice.items()))
                    return _Failure(place=place, claim=claim, choice=choice, likeness=likeness)
        return None

    def _hardness(self, choice: Choice) -> int:
        """Rank choices: those under which a claim failed last come first."""
        pairs = tuple(choice.items())
        return self.hard.index(pairs) if pairs in self.hard else len(self.hard)

    def _likeness(self, text: Text, claim: Claim, choice: Choice) -> object:
        """Describe how a claim fails under a choice; None where it holds."""
        (row, *_) = self.bench.ask(text, claim, choice).answers
        if row.verdict is Verdict.YES:
            return None
        return row.verdict, row.kind, row.note, tuple(told.what for told in row.run)

    def _is_idle(self, text: Text, failure: _Failure) -> bool:
        """Tell whether a text still has the run that an edit was to change."""
        if failure.choice not in self.bench.choices(text, failure.claim):
            return False
        return self._likeness(text, failure.claim, failure.choice) == failure.likeness

    def run(self, candidates: Sequence[Edit], root: _Node) -> None:
        """Try the edits in sets of one, two and so on, until a mend costs nobody anything."""
        frontier = [root]
        for size in range(1, self.wanted.edits_at_most + 1):
            level: list[_Node] = []
            for node in sorted(frontier, key=lambda node: -node.failure.place):
                level.extend(self._grow(node, candidates, size))
            frontier = level
            if any(not mend.losses for mend in self.mends):
                return

    def _grow(self, node: _Node, candidates: Sequence[Edit], size: int) -> Iterator[_Node]:
        """Add one edit more to a set."""
        numbers = {candidates.index(edit) for edit in node.edits}
        for number, edit in enumerate(candidates):
            key = frozenset({*numbers, number})
            if number in numbers or key in self.seen or not edit.touches & node.names:
                continue
            self.seen.add(key)
            edits = tuple(candidates[i] for i in sorted(key))
            if self._contains_a_mend(edits) or not _go_together(edits):
                continue
            if self.bench.is_over:
                raise _TimeOver
            self.say(
                f"{size} edit{'s' if size > 1 else ''}: {self.tried:,} texts tried, "
                f"{len(self.mends)} mends"
            )
            child = self._try(node, edits, key, candidates)
            if child is not None:
                yield child

    def _try(
        self, node: _Node, edits: tuple[Edit, ...], key: frozenset[int], candidates: Sequence[Edit]
    ) -> _Node | None:
        """Read and answer one set; give it back where it changed something and did not suffice."""
        text = self._read(edits)
        if text is None:
            return None
        if self._is_idle(text, node.failure):
            return None
        failure = self.failure(text)
        if failure is None:
            self._note(edits, text, key, candidates)
            return None
        return _Node(edits=edits, failure=failure, names=sight(text, [failure.claim]))

    def _read(self, edits: tuple[Edit, ...]) -> Text | None:
        """Read a text with edits; None where it is no mend whatever its claims say."""
        self.tried += 1
        text = self.bench.read(edits)
        if text is None:
            self._refuse("the text has an error it had not")
            return None
        settled = {name: reading for edit in edits for name, reading in edit.settles}
        why = offence(self.bench.base.agreement, text.agreement, self.claims, settled)
        if why:
            self._refuse(why)
            return None
        return text

    def _refuse(self, why: str) -> None:
        self.refused[why] = self.refused.get(why, 0) + 1

    def _note(
        self, edits: tuple[Edit, ...], text: Text, key: frozenset[int], candidates: Sequence[Edit]
    ) -> None:
        """Keep a set of edits that suffices, if each of them is needed and nothing else gives way."""
        smaller = self._smaller(edits, key)
        if smaller is not None:
            key = smaller
            edits = tuple(candidates[i] for i in sorted(key))
            again = self.bench.read(edits)
            if again is None or self._contains_a_mend(edits):
                return
            text = again
        self.found.append(_changes(edits))
        why = ruled_out(self.bench, text, edits)
        if why:
            self._refuse(why)
            return
        if not self.before:
            self.before = standings(self.bench, self.bench.base)
        after = standings(self.bench, text)
        found = changes(self.bench.base.agreement, self.before, after)
        why = emptied(found)
        if why:
            self._refuse(why)
            return
        self.mends.append(
            Mend(
                edits=edits,
                diff=self._diff(edits),
                changes=found,
                warnings=tuple(message for _, message, _ in new_findings(self.bench, text)),
                files=tuple(self.bench.changed_files(edits).values()),
            )
        )

    def _contains_a_mend(self, edits: Sequence[Edit]) -> bool:
        """Tell whether edits change all that a mend found before does."""
        return any(known <= _changes(edits) for known in self.found)

    def _smaller(self, edits: tuple[Edit, ...], key: frozenset[int]) -> frozenset[int] | None:
        """Give fewer of the edits that suffice as well; None where each one is needed."""
        numbers = sorted(key)
        for place, number in enumerate(numbers if len(edits) > 1 else ()):
            fewer = edits[:place] + edits[place + 1 :]
            text = self.bench.read(fewer)
            if text is not None and self.failure(text) is None:
                left = key - {number}
                return self._smaller(fewer, left) or left
        return None

    def _diff(self, edits: tuple[Edit, ...]) -> tuple[str, ...]:
        lines: list[str] = []
        old = {d.file.path: d.file for d in self.bench.base.documents}
        for path, file in self.bench.changed_files(edits).items():
            lines.extend(differences(old[path], file))
        return tuple(lines)


def _changes(edits: Iterable[Edit]) -> frozenset[TextChange]:
    return frozenset(change for edit in edits for change in edit.changes)


def _go_together(edits: Sequence[Edit]) -> bool:
    """Tell whether edits touch other words each, and settle no question twice."""
    settled = [name for edit in edits for name, _ in edit.settles]
    if len(set(settled)) < len(settled):
        return False
    return can_stand_together(change for edit in edits for change in edit.changes)


def mend(
    documents: Sequence[Document],
    wanted: Wanted,
    seconds_left: Callable[[], float] = lambda: math.inf,
    say: Callable[[str], None] = lambda words: None,
) -> Mending:
    """Search for the smallest edits of a text after which all wanted claims hold together.

    `seconds_left` tells how much time there is, `say` hears how far the search has come. The text
    must declare an agreement that has the claims.
    """
    bench = bench_of(documents, wanted.start, wanted.fixed, seconds_left)
    assert bench is not None, "the caller has seen the agreement"
    text = bench.base
    claims = tuple(text.agreement.claims[name] for name in wanted.claims)
    before = tuple(bench.ask(text, claim) for claim in claims)
    if all(result.verdict is Verdict.YES for result in before):
        return Mending(outcome=Outcome.HOLDS, before=before)
    search = _Search(bench=bench, wanted=wanted, claims=claims, say=say)
    names = sight(text, claims)
    candidates = candidates_for(text, claims, names)
    is_complete = True
    conflict = find_conflict(bench, claims, _share_of(seconds_left())) if len(claims) > 1 else None
    failure = search.failure(text)
    assert failure is not None, "one of the claims does not hold"
    try:
        search.run(candidates, _Node(edits=(), failure=failure, names=names))
    except _TimeOver:
        is_complete = False
    return Mending(
        outcome=_outcome(search.mends, is_complete),
        before=before,
        mends=tuple(sorted(search.mends, key=_order)),
        conflict=conflict,
        tried=search.tried,
        candidates=len(candidates),
        refused=tuple(sorted(search.refused.items())),
        is_complete=is_complete,
    )


def _share_of(seconds: float) -> float:
    """Say how much time is to be left for edits, once it was asked whether claims are in conflict."""
    return -math.inf if math.isinf(seconds) else seconds * (1 - _SHARE_OF_CONFLICT)


def candidates_for(text: Text, claims: tuple[Claim, ...], names: frozenset[str]) -> list[Edit]:
    """List the edits that bear on what some claims can see: smaller ones first, then by kind."""
    ground = Ground(
        agreement=text.agreement,
        places=places_of(text.documents),
        cones=text.cones,
        claims=claims,
        names=names,
    )
    found: dict[tuple[TextChange, ...], Edit] = {}
    for kind in KINDS:
        for edit in kind.propose(ground):
            found.setdefault(edit.changes, edit)
    fitting = (edit for edit in found.values() if can_stand_together(edit.changes))
    return sorted(fitting, key=lambda edit: len(edit.changes))


def _outcome(mends: Sequence[Mend], is_complete: bool) -> Outcome:
    if mends:
        return Outcome.MENDED
    return Outcome.NONE if is_complete else Outcome.UNKNOWN


def _order(mend: Mend) -> tuple[bool, int, int, int]:
    """Rank: what costs nobody's own claims, then fewer parties, fewer edits, more gains."""
    return bool(mend.losses), len(mend.losers), len(mend.edits), -len(mend.gains)

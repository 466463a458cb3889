"""Search for the smallest edits after which all given claims hold: singly, then in pairs and so on.

The search is led by runs to the contrary (after Reiter, A theory of diagnosis from first principles,
1987). An edit is tried on top of others only where it changes the run by which a claim still fails; and
what is known to fail is followed on each new text before anything is searched there. A set none of whose
edits changes a run alone is not found. Nothing that contains a mend is tried.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from servanda.base.identities import ClaimId, ReadingId
from servanda.checks.mending.bench import Bench, Text, TimeOver, bench_of, sight
from servanda.checks.mending.conflict import Conflict, find_conflict
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
from servanda.checks.mending.trails import Trail
from servanda.machine.choices import default_choice
from servanda.model.agreement import Agreement
from servanda.model.claims import Claim, Verdict
from servanda.syntax import Document

_SHARE_OF_CONFLICT = 0.4


class _Node(Struct, frozen=True, kw_only=True):
    """Hold a set of edits that changed something, and how a claim still fails with them."""

    edits: frozenset[int]
    trail: Trail
    place: int
    names: frozenset[str]


class _Search(Struct, kw_only=True):
    """Try edits on one text, each where it changes the run on which a claim fails.

    `trails` are the runs to the contrary known so far, those that were of use last come first. `cuts`
    says of an edit and a run, by its key, whether the edit changes it: that is found out once.
    """

    bench: Bench
    wanted: Wanted
    claims: tuple[Claim, ...]
    candidates: Sequence[Edit]
    say: Callable[[str], None]
    tried: int = 0
    mends: list[Mend] = field(default_factory=list)
    found: list[frozenset[TextChange]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    before: dict[ClaimId, Standing] = field(default_factory=dict)
    seen: set[frozenset[int]] = field(default_factory=set)
    trails: list[Trail] = field(default_factory=list)
    cuts: dict[tuple[int, object], bool] = field(default_factory=dict)
    known: dict[object, Trail] = field(default_factory=dict)
    alone: dict[frozenset[int], Text | None] = field(default_factory=dict)
    hits: dict[tuple[int, object], bool] = field(default_factory=dict)
    holds: bool = False

    def run(self) -> None:
        """Try the edits in sets of one, two and so on, until a mend costs nobody anything.

        Raises:
            TimeOver: when the time is up before.
        """
        if self.bench.is_over:
            raise TimeOver
        base = self.bench.base
        failing = self._failing(base)
        if failing is None:  # reading by reading there was time to see it
            self.holds = True
            return
        frontier = [self._node(frozenset(), base, failing)]
        for size in range(1, self.wanted.edits_at_most + 1):
            level: list[_Node] = []
            for node in sorted(frontier, key=lambda node: -node.place):
                level.extend(self._grow(node, size))
            frontier = level
            if any(not mend.losses for mend in self.mends):
                return

    def _node(self, edits: frozenset[int], text: Text, trail: Trail) -> _Node:
        place = next(n for n, claim in enumerate(self.claims) if claim.id == trail.claim.id)
        names = sight(text, [trail.claim])
        return _Node(edits=edits, trail=trail, place=place, names=names)

    def _grow(self, node: _Node, size: int) -> Iterator[_Node]:
        """Add one edit more to a set."""
        for number, edit in enumerate(self.candidates):
            key = node.edits | {number}
            if number in node.edits or key in self.seen or not edit.touches & node.names:
                continue
            if self.cuts.get((number, node.trail.key)) is False or not self._may_do(key):
                continue
            edits = self._edits(key)
            if self._contains_a_mend(edits) or not _go_together(edits):
                self.seen.add(key)
                continue
            if self.bench.is_over:
                raise TimeOver
            many = "edits" if size > 1 else "edit"
            self.say(f"{size} {many}: {self.tried:,} texts tried, {len(self.mends)} mends")
            child = self._try(node, key, number)
            if child is not None:
                yield child

    def _edits(self, key: Iterable[int]) -> tuple[Edit, ...]:
        return tuple(self.candidates[number] for number in sorted(key))

    def _try(self, node: _Node, key: frozenset[int], number: int) -> _Node | None:
        """Read and answer one set; give it back where it changed something and did not suffice."""
        edits = self._edits(key)
        text = self._read(key)
        if text is None:
            self.seen.add(key)
            self._refuse("the text has an error it had not")
            return None
        if not self._is_cut(text, node.trail, number):
            return None
        self.seen.add(key)
        failing = self._followed(text) or self._failing(text)
        if failing is not None:
            return self._node(key, text, failing)
        if not self._is_offence(edits, text):
            self._note(edits, text, key)
        return None

    def _read(self, key: frozenset[int]) -> Text | None:
        """Read the text with some edits; with one edit it is asked for again and again, and kept."""
        if key in self.alone:
            return self.alone[key]
        self.tried += 1
        text = self.bench.read(self._edits(key))
        if len(key) == 1:
            self.alone[key] = text
        return text

    def _is_cut(self, text: Text, trail: Trail, number: int) -> bool:
        """Tell whether a claim no longer fails on a text by the very run it failed by."""
        if trail.acts is None:
            again: Trail | None = self.bench.trail(
                text, trail.claim, trail.choice, self.wanted.fixed
            )
        else:
            again = self.bench.follow(text, trail)
        is_cut = again is None or again.key != trail.key
        self.cuts[number, trail.key] = is_cut
        return is_cut

    def _may_do(self, key: frozenset[int]) -> bool:
        """Tell whether some edits, with as many more as may be, change each run known to the contrary."""
        left = self.wanted.edits_at_most - len(key)
        whole = [t for t in self.known.values() if not any(self._hits(n, t) for n in key)]
        if not whole or left > 1:
            return True
        others = [n for n in range(len(self.candidates)) if n not in key] if left else []
        return any(all(self._hits(n, trail) for trail in whole) for n in others)

    def _hits(self, number: int, trail: Trail) -> bool:
        """Tell whether an edit alone changes a run that the text as it is has."""
        known = self.hits.get((number, trail.key))
        if known is None:
            text = self._read(frozenset({number}))
            again = None if text is None else self.bench.follow(text, trail)
            known = self.hits[number, trail.key] = again is None or again.key != trail.key
        return known

    def _followed(self, text: Text) -> Trail | None:
        """Look for a known run on which a claim still fails, perhaps otherwise than before."""
        for trail in self.trails:
            again = self.bench.follow(text, trail)
            if again is not None:
                self._remember(again)
                return again
        return None

    def _failing(self, text: Text) -> Trail | None:
        """Answer the claims in turn, reading by reading, up to the first that does not hold."""
        for claim in self.claims:
            for trail in self._stands(text, claim):
                if trail.verdict is not Verdict.YES:
                    self._remember(trail)
                    return trail
        return None

    def _stands(self, text: Text, claim: Claim) -> Iterator[Trail]:
        """Say how a claim stands, reading by reading; of very many readings those that tell apart."""
        bench, fixed = self.bench, self.wanted.fixed
        if not bench.is_wide(text, claim, fixed):
            yield from bench.trails(text, claim, fixed)
            return
        for row in bench.ask(text, claim).answers:
            read = {name: ReadingId(said.partition(" or ")[0]) for name, said in row.reading}
            choice = default_choice(text.agreement, {**fixed, **read})
            if row.verdict is Verdict.YES:
                yield Trail(claim=claim, choice=choice, verdict=Verdict.YES)
            else:
                found = bench.trail(text, claim, choice, fixed)
                yield replace(found, verdict=row.verdict)

    def _remember(self, trail: Trail) -> None:
        """Keep a run to the contrary, to be followed first the next time."""
        if trail.acts is not None:
            others = [known for known in self.trails if known.key != trail.key]
            if len(others) == len(self.trails):
                here = self.bench.follow(self.bench.base, trail)
                if here is not None:
                    self.known.setdefault(here.key, here)
            self.trails = [trail, *others]

    def _is_offence(self, edits: tuple[Edit, ...], text: Text) -> bool:
        """Tell whether a text in which the claims hold is no mend, and note why."""
        settled = {name: reading for edit in edits for name, reading in edit.settles}
        base = self.bench.base.agreement
        why = offence(base, text.agreement, self.claims, settled)
        if why:
            self._refuse(why)
        return bool(why)

    def _refuse(self, why: str) -> None:
        self.refused[why] = self.refused.get(why, 0) + 1

    def _note(self, edits: tuple[Edit, ...], text: Text, key: frozenset[int]) -> None:
        """Keep a set of edits that suffices, if each of them is needed and nothing else gives way."""
        smaller = self._smaller(edits, key)
        if smaller is not None:
            key = smaller
            edits = self._edits(key)
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
            if text is not None and self._holds(text):
                left = key - {number}
                return self._smaller(fewer, left) or left
        return None

    def _holds(self, text: Text) -> bool:
        """Tell whether all claims hold on a text."""
        return self._followed(text) is None and self._failing(text) is None

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
    candidates = candidates_for(text, claims, sight(text, claims))
    search = _Search(bench=bench, wanted=wanted, claims=claims, candidates=candidates, say=say)
    is_complete = True
    conflict: Conflict | None = None
    try:
        if len(claims) > 1:
            conflict = find_conflict(bench, claims, _share_of(seconds_left()))
        search.run()
    except TimeOver:
        is_complete = False
    return Mending(
        outcome=Outcome.HOLDS if search.holds else _outcome(search.mends, is_complete),
        before=before,
        mends=tuple(sorted(search.mends, key=lambda mend: _order(text.agreement, mend))),
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


def _order(agreement: Agreement, mend: Mend) -> tuple[object, ...]:
    """Rank: what costs nobody's own claims, then fewer losers, fewer edits, more gains.

    What is alike in all this stands in the order in which the text names those who lose.
    """
    named = list(agreement.actors)
    places = sorted(named.index(actor) for actor in mend.losers)
    return bool(mend.losses), len(mend.losers), len(mend.edits), -len(mend.gains), places

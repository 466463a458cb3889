"""Keep verdicts up to date while entries come in, and say what changed in them.

A verdict here is the state of a provision or a phase under each reading that matters, as `status` gives it.
An entry can change only what has something it touches in its sight: only that is asked again, and the replay
goes on from where the last one ended. What moves nothing (an allegation, a statement) costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from servanda.base.identities import AmbiguityId, PhaseId, ProvisionId
from servanda.machine.choices import Pairs
from servanda.machine.cone import ENTRY, Cones, names_in_point, touched
from servanda.model.agreement import Agreement
from servanda.model.entries import Amendment, Entry, Growth, telling_of
from servanda.monitor.days import MOVING, moves
from servanda.monitor.phases import phase_state
from servanda.monitor.question import Inquiry, Looks, Question
from servanda.monitor.replay import Passed

Verdict = tuple[tuple[tuple[tuple[AmbiguityId, str], ...], tuple[str, ...]], ...]
"""The states of a thing that vague moments leave possible, under each reading that matters."""

AGAIN_AFTER = 2_000
"""After so many entries the replays are begun anew, so that what was passed by is let go."""


class Transition(Struct, frozen=True, kw_only=True):
    """Say that a thing stands otherwise than before; None where it was not there, or no longer is."""

    name: str
    before: Verdict | None
    after: Verdict | None


def verdicts(
    agreement: Agreement,
    question: Question,
    names: Iterable[str] | None = None,
    begun: dict[Pairs, Passed] | None = None,
) -> dict[str, Verdict]:
    """Say where phases and provisions stand: all of them, or those named."""
    inquiry = Inquiry(agreement, question, begun)
    wanted = [*agreement.phases, *agreement.provisions] if names is None else names
    return {name: _verdict(inquiry, name) for name in wanted}


def _verdict(inquiry: Inquiry, name: str) -> Verdict:
    is_phase = name in inquiry.agreement.phases

    def judge(looks: Looks) -> tuple[str, ...]:
        if is_phase:
            states = [phase_state(view.state.phase(PhaseId(name))) for view in looks.every]
        else:
            states = [view.life(ProvisionId(name)).state.value for view in looks.every]
        return tuple(dict.fromkeys(states))

    return tuple((answer.reading, answer.verdict) for answer in inquiry.ask([name], judge))


class Live:
    """Hold an agreement with the entries that move it, and where everything stands."""

    def __init__(self, agreement: Agreement, question: Question) -> None:
        self.question = question
        self.verdicts: Mapping[str, Verdict] = {}
        self.begin(agreement)

    def begin(self, agreement: Agreement, question: Question | None = None) -> list[Transition]:
        """Take another text, or another date, and judge everything anew."""
        self.question = question or self.question
        moving = Growth(e for e in telling_of(agreement.entries, *MOVING) if moves(e))
        self.agreement = replace(agreement, entries=moving)
        self._read_anew()
        return self._turned(verdicts(self.agreement, self.question, begun=self._begun))

    def turn(self, question: Question) -> list[Transition]:
        """Ask of another date."""
        return self.begin(self.agreement, question)

    def take(self, entries: Iterable[Entry]) -> list[Transition]:
        """Add entries at the end of the record, and judge what they can change."""
        moving = tuple(entry for entry in entries if moves(entry))
        if not moving:
            return []
        entries = self.agreement.entries
        assert isinstance(entries, Growth)
        self.agreement = replace(self.agreement, entries=entries.with_more(moving))
        self._taken += len(moving)
        if self._taken > AGAIN_AFTER or any(isinstance(e.what, Amendment) for e in moving):
            self._read_anew()
        found = verdicts(self.agreement, self.question, self._within(moving), self._begun)
        return self._turned({**self.verdicts, **found})

    def _read_anew(self) -> None:
        self._begun: dict[Pairs, Passed] = {}
        self._sights = self._sight()
        self._taken = 0

    def _sight(self) -> dict[str, frozenset[str]]:
        """Give what each thing has in sight: all that its verdict can depend on."""
        cones = Cones(self.agreement)
        origin = self.agreement.header.counting.origin
        counted = names_in_point(origin) if origin is not None else ()
        always = (ENTRY, *counted)
        names = (*self.agreement.phases, *self.agreement.provisions)
        return {n: frozenset({n}).union(*map(cones.names, (n, *always))) for n in names}

    def _within(self, entries: Iterable[Entry]) -> list[str]:
        """Name the things that entries can change; what touches nothing by name may change any."""
        touches: set[str] = set()
        for entry in entries:
            mine = touched(entry)
            if not mine or isinstance(entry.what, Amendment):
                return list(self._sights)
            touches.update(mine)
        return [name for name, sight in self._sights.items() if not sight.isdisjoint(touches)]

    def _turned(self, found: Mapping[str, Verdict]) -> list[Transition]:
        names = dict.fromkeys((*self.verdicts, *found))
        before, self.verdicts = self.verdicts, found
        return [
            Transition(name=name, before=before.get(name), after=found.get(name))
            for name in names
            if before.get(name) != found.get(name)
        ]

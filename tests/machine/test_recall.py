"""What is recalled from another state is what would be worked out at this one."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from servanda.base.identities import EventId, PhaseId
from servanda.checks.claims import Texts, start_of
from servanda.checks.claims.faith import EVERYBODY, NOBODY
from servanda.checks.claims.instants import _Look
from servanda.checks.claims.signature import Outlook
from servanda.machine import Life, LifeState, Machine, View
from servanda.machine.choices import default_choice
from servanda.machine.cone import Cones
from servanda.machine.memory import Answer, Key, Memory
from servanda.machine.recall import Recall
from servanda.machine.state import Happening, State
from servanda.model.agreement import Agreement
from servanda.workspace import load, load_text

EXAMPLES = Path(__file__).parents[2] / "examples"
NODES_AT_MOST = 30

PACT = """
agreement waiting "Waiting"
party north "North", south "South"
event told "South is told"
  by north
event other "Something else happens"
  by south
phase one "One"
  starts on entry into force
  lasts 30 days
  leave: north must leave the valley; once told; within 10 days of told
claim ends "phase one ends"; some faithful run reaches the end of one
"""


def agreement_of(text: str) -> Agreement:
    agreement = load_text({"a.pact": text}).agreement
    assert agreement is not None
    return agreement


def remembering(agreement: Agreement) -> Machine:
    machine = Machine(agreement, default_choice(agreement, {}))
    machine.memory = Memory(Cones(agreement))
    return machine


class Anew:
    """Work out each answer anew, and note where another one is recalled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.recalled = 0
        self.stale: list[Key] = []
        self.taken_over = 0
        self.kept: list[Recall] = []  # so that no other gets the place of one that is gone
        self.carried: dict[int, dict[Key, Answer]] = {}
        self.follow = Recall.follow
        monkeypatch.setattr(Recall, "_recalled", self.method())
        monkeypatch.setattr(Recall, "follow", self.following())
        monkeypatch.setattr(_Look, "up", lambda look, view: _looked_up(look, view))

    def following(self) -> Callable[[Recall, Recall], None]:
        """Set aside what a state takes over from the one before."""

        def following(view: Recall, before: Recall) -> None:
            before_it = before._answers
            before._answers = {**self.carried.get(id(before._answers), {}), **before_it}
            self.follow(view, before)
            before._answers = before_it
            taken, view._answers = view._answers, {}
            self.carried[id(view._answers)] = taken
            self.kept.append(view)

        return following

    def method(self) -> Callable[..., Answer]:
        def recalled(
            view: View, key: Key, work: Callable[[], Any], also: Iterable[str] = ()
        ) -> Answer:
            memory = view.machine.memory
            if memory is None or not view._is_remembered:
                return view._worked_out(key, work)
            place = memory.place(view.machine, key, also)
            known = view._find(place)
            carried = self.carried.get(id(view._answers), {}).get(key)
            answer = view._worked_out(key, work)
            if carried is not None:
                self.taken_over += 1
                if plain(carried.value) != plain(answer.value):
                    self.stale.append(key)
            if view._awaited:
                return answer
            if known is None:
                assert view._facts is not None
                place.keep(answer, view._facts)
            else:
                self.recalled += 1
                if plain(known.value) != plain(answer.value):
                    self.stale.append(key)
            return answer

        return recalled


def _looked_up(look: _Look, view: View) -> Any:
    return view.recall(look.key, lambda: look.work(view))


def plain(value: object) -> object:
    """Give a value without what may differ: how late a duty is, and in what words that is said."""
    if isinstance(value, Life):
        parts = tuple(map(plain, value.parts))
        return (*value._replace(late_minutes=value.late_minutes > 0, reasons=(), parts=()), parts)
    if isinstance(value, Outlook):
        return value._replace(turns=tuple(sorted(set(value.turns))))
    return value


@pytest.mark.parametrize("name", ["gaza-2024", "lebanon-2024", "korea-1953", "minsk-2-2015"])
def test_no_answer_is_stale_in_the_examples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is worked out anew at each state of many runs, faithful or not."""
    anew = Anew(monkeypatch)
    agreement = load(str(EXAMPLES / name)).agreement
    assert agreement is not None
    texts = Texts(agreement=agreement, start=start_of(agreement, None, 0).at)
    claim, *_ = agreement.claims.values()
    names = texts.cones.binding(agreement.provisions)
    for faith in (EVERYBODY, NOBODY):
        runs = texts.runs(claim, names, default_choice(agreement, {}), faith)
        index = 0
        while index < min(len(runs.nodes), NODES_AT_MOST):
            runs.edges(index)
            index += 1
    assert anew.recalled > 1000
    assert anew.taken_over > 1000
    assert anew.stale == []


def life(machine: Machine, state: State) -> Life:
    (provision,) = machine.agreement.provisions
    return View(machine, state).life(provision)


def entered(machine: Machine, **facts: Any) -> State:
    log = State().phase(PhaseId("one"))
    started = {PhaseId("one"): type(log)(started=0)}
    return State(now=0, entry=Happening(at=0), phases=started)._replace(**facts)


def test_a_life_is_recalled_only_while_the_facts_it_looked_at_are_the_same() -> None:
    """Something else changes nothing; being told brings the duty into effect."""
    machine = remembering(agreement_of(PACT))
    waiting = life(machine, entered(machine))
    other = {EventId("other"): (Happening(at=0),)}
    assert life(machine, entered(machine, happened=other)) is waiting
    told = {EventId("told"): (Happening(at=0),)}
    assert life(machine, entered(machine, happened=told)).state is not waiting.state


def test_a_life_is_recalled_only_until_an_instant_that_it_turns_on_is_past() -> None:
    """It is one life before the due date, and another after it."""
    machine = remembering(agreement_of(PACT))
    told = {EventId("told"): (Happening(at=0),)}
    first = life(machine, entered(machine, happened=told))
    assert first.due is not None
    last = life(machine, entered(machine, happened=told, now=first.due - 1))
    assert last is first
    late = life(machine, entered(machine, happened=told, now=first.due + 1))
    assert late.state is not first.state


def test_a_life_worked_out_late_is_not_recalled_for_an_earlier_instant() -> None:
    """A duty that is overdue was not so before."""
    machine = remembering(agreement_of(PACT))
    told = {EventId("told"): (Happening(at=0),)}
    late = life(machine, entered(machine, happened=told, now=10**6))
    assert life(machine, entered(machine, happened=told)).state is not late.state


def test_what_rests_on_a_life_is_recalled_no_longer_than_the_life() -> None:
    """That a duty is overdue is not recalled for an instant before, nor its opposite after."""
    machine = remembering(agreement_of(PACT))
    (provision,) = machine.agreement.provisions
    told = {EventId("told"): (Happening(at=0),)}

    def is_late(now: int) -> bool:
        view = View(machine, entered(machine, happened=told, now=now))
        state = LifeState.OVERDUE
        return view.recall(("late", provision), lambda: view.life(provision).state is state)

    assert [is_late(now) for now in (10**6, 0, 10**6)] == [True, False, True]


def test_what_looks_at_the_whole_state_is_kept_for_that_state_only() -> None:
    """Whoever reads the state itself may have read any fact in sight of the name."""
    machine = remembering(agreement_of(PACT))
    (provision,) = machine.agreement.provisions
    told = {EventId("told"): (Happening(at=0),)}

    def count(state: State) -> int:
        view = View(machine, state)
        return view.recall(("count", provision), lambda: len(view.state.happened))

    def doubled(state: State) -> int:
        view = View(machine, state)

        def work() -> int:
            return 2 * view.recall(("count", provision), lambda: len(view.state.happened))

        return view.recall(("doubled", provision), work)

    assert (count(entered(machine)), doubled(entered(machine))) == (0, 0)
    after = entered(machine, happened=told)
    assert (count(after), doubled(after)) == (1, 2)


def test_nothing_is_recalled_without_a_memory() -> None:
    """A record is looked at only once."""
    agreement = agreement_of(PACT)
    machine = Machine(agreement, default_choice(agreement, {}))
    state = entered(machine)
    assert life(machine, state) == life(machine, state)
    assert life(machine, state) is not life(machine, state)

"""What is remembered is kept under the facts and the text it rests on: another fact, another answer."""

from __future__ import annotations

from typing import Any

import pytest
from lived import agreement_of, machine_of

from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.machine.cone import ENTRY, Cones
from servanda.machine.memory import Answer, Memory, Place, text_of
from servanda.machine.state import (
    Delivery,
    Ending,
    Happening,
    Hold,
    Observation,
    PhaseLog,
    State,
)

NORTH, SOUTH = (ActorId("north"),), (ActorId("south"),)
X = "x"
P = ProvisionId(X)


def done(**more: Any) -> dict[str, Any]:
    return {"delivered": {P: (Delivery(**{"at": 0, "by": NORTH, **more}),)}}


HERE, LATER = Happening(at=0, by=NORTH), Happening(at=1, by=NORTH)
FACTS: dict[str, list[dict[str, Any]]] = {
    "events": [
        {"happened": {EventId(X): found}}
        for found in ((HERE,), (LATER,), (Happening(at=0, by=SOUTH),), (HERE, HERE), (HERE, LATER))
    ],
    "acts": [
        done(),
        done(at=1),
        done(by=SOUTH),
        done(quantity=Quantity.exact(1)),
        done(quantity=Quantity.exact(2)),
        done(quantity=Quantity.between(1, 2)),
        done(category="ill"),
        done(area="hills"),
        done(is_start=True),
    ],
    "phases": [
        {"phases": {PhaseId(X): log}}
        for log in (
            PhaseLog(started=0),
            PhaseLog(started=1),
            PhaseLog(started=0, prolonged=1),
            PhaseLog(started=0, ended=1, how=Ending.LAPSED),
            PhaseLog(started=0, ended=1, how=Ending.PASSED),
            PhaseLog(started=0, extended_to=1),
        )
    ],
    "powers": [{"uses": {P: (HERE,)}}, {"uses": {P: (LATER,)}}, {"uses": {P: (HERE, HERE)}}],
    "advice": [{"recommended": {P: (HERE,)}}, {"recommended": {P: (LATER,)}}],
    "certificates": [{"certificates": {P: (HERE,)}}, {"certificates": {P: (LATER,)}}],
    "suspensions": [
        {"holds": {X: (hold,)}}
        for hold in (
            Hold(since=0, power=P),
            Hold(since=1, power=P),
            Hold(since=0, power=P, until=1),
            Hold(since=0, power=P, area="hills"),
        )
    ],
    "waivers": [{"waived": {X: HERE}}, {"waived": {X: LATER}}],
    "endings": [{"terminated": {X: HERE}}, {"terminated": {X: LATER}}],
    "extensions": [{"extended": {X: 0}}, {"extended": {X: 1}}],
    "figures": [
        {"observed": {X: (seen,)}}
        for seen in (
            Observation(at=0, value=Quantity.exact(1)),
            Observation(at=0, value=Quantity.exact(2)),
            Observation(at=1, value=Quantity.exact(1)),
        )
    ],
}
ALL = [facts for some in FACTS.values() for facts in some]


def remembering() -> Memory:
    return Memory(Cones(agreement_of("")))


def test_states_that_hold_other_facts_about_a_name_are_told_apart() -> None:
    """Each kind of fact, in each of its parts, and none of it at all."""
    memory = remembering()
    states = [State(), *(State(**facts) for facts in ALL)]
    numbers = [memory.facts(state).get(X) for state in states]
    assert len(set(numbers)) == len(states)


def test_states_that_hold_the_same_facts_are_alike() -> None:
    """Although nothing in them is the same object, and one is asked about them later."""
    memory = remembering()
    first = [memory.facts(State(**facts)).get(X) for facts in ALL]
    again = [
        memory.facts(State(now=7, **{kind: dict(held) for kind, held in facts.items()})).get(X)
        for facts in ALL
    ]
    assert first == again


def test_facts_of_two_kinds_about_one_name_both_count() -> None:
    """A duty that was performed and then waived is neither only performed nor only waived."""
    memory = remembering()
    both = State(**done(), **FACTS["waivers"][0])
    numbers = [memory.facts(s)[X] for s in (both, State(**done()), State(**FACTS["waivers"][0]))]
    assert len(set(numbers)) == 3


def test_entry_and_signature_are_facts() -> None:
    memory = remembering()
    states = [State(), State(entry=HERE), State(entry=LATER), State(signed=0), State(signed=1)]
    assert len({memory.facts(state)[ENTRY] for state in states}) == len(states)


def test_what_was_asked_under_too_many_sets_of_names_is_kept_under_all_of_them() -> None:
    """The bound on the number of sets costs no answer."""
    place = Place(["a", *(f"n{number}" for number in range(20))])
    for number in range(20):
        facts = {"a": 1, f"n{number}": number}
        place.keep(Answer(0, 9, number, dict.fromkeys(facts)), facts)
    assert len(place.shapes) < 20
    for number in range(20):
        facts = {"a": 1, f"n{number}": number}
        found = [
            answer.value
            for names, answers in place.shapes
            for answer in answers.get(tuple(facts.get(name) for name in names), ())
        ]
        assert number in found


def test_an_answer_that_may_rest_on_anything_is_kept_under_all_names_of_the_place() -> None:
    place = Place(["b", "a"])
    place.keep(Answer(0, 9, "yes", None), {"a": 1, "b": 2})
    assert [(shape.names, list(shape.answers)) for shape in place.shapes] == [
        (("a", "b"), [(1, 2)])
    ]


def test_one_place_serves_all_machines_in_which_the_text_is_the_same() -> None:
    """A question is asked of a machine once, and another machine with that text shares its answers."""
    pact = f"{OTHERWISE}map: north must hand over the map\n  under one-way: by 2025-02-01\n"
    memory = Memory(Cones(agreement_of(pact)))
    one, same, other = (machine_of(pact, way=way) for way in ("one-way", "one-way", "other-way"))
    key = ("life", "map")
    assert memory.place(one, key) is memory.place(one, key) is memory.place(same, key)
    assert memory.place(one, key) is not memory.place(other, key)
    assert memory.place(one, key) is not memory.place(one, ("life", "way"))


# -- the text that an answer rests on --------------------------------------------------------

OTHERWISE = """ambiguity way "Which way?"
  reading one-way "one"
  reading other-way "the other"
"""
TEXTS = {
    "a clause of a duty": "x: north must report\n  under one-way: by 2025-02-01\n",
    "who bears a duty, or nobody": "x: unnamed must report\n  under one-way: borne by south\n",
    "whether there is such a duty": "x: north must report\n  under one-way: does not apply\n",
    "a clause of a phase": "phase x\n  lasts 3 days\n  under one-way: starts on entry into force\n",
    "who brings an event about, or nobody": (
        'event x "x" by nobody named\n  under one-way: by north\n'
    ),
    "a rule on an event": (
        'event other "other" by south\nevent x "x" by north\n  under one-way: only when other\n'
    ),
    "what an event breaks": (
        'calm: south must not shoot\nevent x "x" by south\n  under one-way: breaks calm\n'
    ),
    "what ends a process": (
        'event walk "a walk out" by south\nprocess x "talks" between north and south\n'
        "  ended by north\n  under one-way: ended by walk\n"
    ),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_that_differ_in_sight_are_told_apart(text: str) -> None:
    """What a reading changes counts where it is in sight, and only there."""
    pact = OTHERWISE + text
    one, other = machine_of(pact, way="one-way"), machine_of(pact, way="other-way")
    assert text_of(one, ["x"]) != text_of(other, ["x"])
    assert text_of(one, ["x"]) == text_of(machine_of(pact, way="one-way"), ["x"])
    assert text_of(one, ["elsewhere"]) == text_of(other, ["elsewhere"])


def test_who_fills_a_silence_does_not_matter_but_whether_anybody_does() -> None:
    pact = 'event x "x" by nobody named\n'
    (silence,) = agreement_of(pact).ambiguities
    texts = {
        reading.id: text_of(machine_of(pact, **{silence: reading.id}), ["x"])
        for reading in agreement_of(pact).ambiguities[silence].readings
    }
    assert texts["north"] == texts["south"] != texts["nobody"]  # type: ignore[index]

"""Read what happens to texts, talks and events: signed, opened, broken off, held."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.identities import ActorId
from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import is_told, relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import named_by, stems, target
from servanda.intake.rules.who import who

_SIGNING = frozenset({"sign", "initial"})
_HELD = frozenset({"hold", "take", "stage", "organise", "organize"})


def read_turns(scene: Scene) -> Iterator[Draft]:
    """Read the turns that a sentence tells as done."""
    has_events = bool(scene.register.agreement.events)
    table = scene.table
    telling = _SIGNING | table.of("ahead.opens") | table.of("ahead.ends")
    for verb in scene.sentence.words:
        if verb.tag not in ("VBD", "VBN") or not (has_events or verb.lemma in telling):
            continue
        if not _is_void(scene, verb):
            yield from _signed(scene, verb)
            yield from _talks(scene, verb)
            yield from _event(scene, verb)


def _is_void(scene: Scene, verb: Word) -> bool:
    """Tell whether it is not said to be done: denied, supposed, to come, only named, or asked."""
    return bool(
        verb.dep in ("amod", "xcomp")
        or not is_told(scene, verb)
        or grammar.is_unspoken(verb)
        or scene.text.rstrip(' "”').endswith("?")
    )


def for_sides(scene: Scene, found: Who) -> tuple[tuple[ActorId, ...], tuple[ActorId, ...]]:
    """Turn persons into the sides for which each speaks; the persons are those by whom it was done."""
    sides: list[ActorId] = []
    by: list[ActorId] = []
    for actor in found.actors:
        voices = scene.register.voices(actor)
        if scene.register.kind(actor) == "person" and len(voices) == 1:
            sides.append(voices[0])
            by.append(actor)
        else:
            sides.append(actor)
    return tuple(dict.fromkeys(sides)), tuple(by)


def _signed(scene: Scene, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in _SIGNING:
        return
    thing = grammar.patient(verb)
    name = target(scene, thing)
    if not name or thing is None:
        return
    subject = grammar.subject(verb)
    found = who(scene, subject, verb=verb)
    if subject is None or (thing.tag == "PRP" and found.opens):
        return
    actors, by = for_sides(scene, found)
    when, told = scene.when(verb, once=True)
    is_after = verb.dep == "advcl" and any(m.lemma in ("after", "since") for m in verb.all("mark"))
    if is_after and not scene.dates(verb):
        when = scene.undated(verb, once=True)
    said = relay(scene, verb)
    yield scene.draft(
        [subject, verb, named_by(thing)],
        kind="sign",
        actors=actors,
        by=by,
        head=name,
        when=when,
        via=said.via((*actors, *by)),
        rule="text.signed",
        confidence=0.85 if told else 0.75,
        opens=(*((found.opens,) if found.opens else ()), *said.opens),
    )


def _talks(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "talks opened in Orla" and "broke off the talks"."""
    table = scene.table
    for kind in ("opens", "ends"):
        if verb.lemma not in table.of(f"ahead.{kind}"):
            continue
        own = verb.child("nsubj", "nsubjpass")
        thing = own if own is not None and _is_process(scene, own) else grammar.patient(verb)
        name = _process(scene, thing) if thing is not None else ""
        if not name or thing is None:
            continue
        doer = grammar.agent(verb) if grammar.is_passive(verb) else grammar.subject(verb)
        found = who(scene, doer, verb=verb) if doer is not None and doer is not thing else Who()
        when, told = scene.when(verb, once=True)
        said = relay(scene, verb)
        yield scene.draft(
            [verb, thing],
            kind=kind,
            actors=(),
            head=name,
            by=found.actors if not found.opens else (),
            via=said.via(found.actors),
            when=when,
            rule=f"talks.{kind}",
            confidence=0.75 if told else 0.65,
            opens=said.opens,
        )


def _is_process(scene: Scene, word: Word) -> bool:
    return bool(_process(scene, word))


def _process(scene: Scene, word: Word) -> str:
    """Name the process that a phrase means, where the agreement has exactly one that it may be."""
    if word.lemma not in ("talk", "talks", "negotiation", "negotiations", "dialogue", "process"):
        return ""
    return target(scene, word) if target(scene, word) in scene.register.agreement.processes else ""


def _event(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that an event of the agreement came about: "held its referendum", "elections were held"."""
    thing = grammar.patient(verb) if verb.lemma in _HELD else verb.child("nsubj")
    if thing is None or not thing.is_noun:
        return
    told = stems(scene, thing.text) | (
        stems(scene, verb.lemma) if verb.lemma not in _HELD else set()
    )
    found = [
        event.id
        for event in scene.register.agreement.events.values()
        if "." not in event.id and _means(scene, event.title, told, thing, verb)
    ]
    if len(found) != 1:
        return
    when, dated = scene.when(verb, once=True)
    said = relay(scene, verb)
    yield scene.draft(
        [verb, thing],
        kind="happens",
        actors=(),
        head=found[0],
        by=said.via(()),
        when=when,
        rule="event.happened",
        confidence=0.7 if dated else 0.6,
        opens=said.opens,
    )


def _means(
    scene: Scene, title: str, told: frozenset[str] | set[str], thing: Word, verb: Word
) -> bool:
    """Tell whether a noun and its verb say what the title of an event says."""
    words = stems(scene, title) - stems(scene, "are is was held takes place hold")
    noun = stems(scene, thing.text)
    if not noun or not noun <= words:
        return False
    return words <= told or (verb.lemma in _HELD and words <= noun)

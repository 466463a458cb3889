"""Read how many were killed, hurt or driven away, and who counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.relays import Relay, is_told, relay
from servanda.intake.rules.scene import Scene

_HARM = {
    "kill": "killed",
    "die": "dead",
    "wound": "wounded",
    "injure": "injured",
    "displace": "displaced",
    "arrest": "arrested",
    "detain": "detained",
    "perish": "dead",
}
_STATES = frozenset({"dead", "wounded", "injured", "homeless", "hurt", "missing"})
_TOLL = re.compile(
    r"\b(?:death )?toll\b[^.;]*?\b(?:rose|risen|climbed|stands?|stood|reached|increased|passed) ?"
    r"(?:to|at)? ((?:more than |at least |nearly |about )?)(\d[\d,]*)"
)


_VERBS = frozenset(_HARM) | {"die", "perish", "lose", "shoot", "leave"}


def read_figures(scene: Scene) -> Iterator[Draft]:
    """Read the figures of harm in a sentence."""
    for verb in scene.sentence.words:
        if not verb.is_verb or verb.lemma not in _VERBS or _is_void(scene, verb):
            continue
        yield from _harmed(scene, verb)
        yield from _left(scene, verb)
    yield from _toll(scene)
    yield from _of_noun(scene)


def _is_void(scene: Scene, verb: Word) -> bool:
    return not is_told(scene, verb) or (grammar.is_unspoken(verb) and verb.dep != "advcl")


def _harmed(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "killed 12 people", "12 died", "five lost their lives", "shot dead two men"."""
    state = _HARM.get(verb.lemma, "")
    thing = grammar.subject(verb) if verb.lemma in ("die", "perish") else grammar.patient(verb)
    if verb.lemma == "lose" and thing is not None and thing.lemma == "life":
        state, thing = "dead", grammar.subject(verb)
    if verb.lemma == "shoot" and any(c.lemma == "dead" for c in verb.children):
        state = "killed"
    if state and thing is not None:
        yield from _written(scene, verb, thing, state)


def _left(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "left three people dead and nine wounded"."""
    if verb.lemma != "leave":
        return
    for word in verb.subtree():
        if word.lemma not in _STATES and word.text.lower() not in _STATES:
            continue
        thing = next((n for n in (word.child("nsubj"), verb.child("dobj")) if n is not None), None)
        number = thing.child("nummod") if thing is not None else None
        before = scene.sentence.words[word.index - 1] if word.index else None
        if before is not None and before.tag == "CD":
            thing = before  # "three dead and nine wounded"
        elif number is None or word.index - number.index > 3:
            continue
        if thing is not None:
            yield from _written(scene, verb, thing, word.text.lower())


def _toll(scene: Scene) -> Iterator[Draft]:
    found = _TOLL.search(scene.text)
    if found is None:
        return
    at = scene.sentence.start + found.start(2)
    number = next((w for w in scene.sentence.words if w.start == at), None)
    if number is None:
        return
    verb = number
    while not verb.is_verb and verb.head is not verb:
        verb = verb.head
    if _is_void(scene, verb):
        return
    yield _draft(scene, verb, [number], f"dead {scene.amount(number)}", relay(scene, verb))


def _of_noun(scene: Scene) -> Iterator[Draft]:
    """Read "confirmed the killing of one person"."""
    for noun in scene.sentence.words:
        if noun.lemma not in ("killing", "death", "wounding") or not noun.head.is_verb:
            continue
        of = first_after(noun, "of")
        if of is None or of.child("nummod") is None or _is_void(scene, noun.head):
            continue
        verb = noun.head
        if verb.lemma not in ("confirm", "report", "announce", "record"):
            continue
        state = "wounded" if noun.lemma == "wounding" else "killed"
        yield from _written(scene, verb, of, state, told_by=verb)


def _written(
    scene: Scene, verb: Word, thing: Word, state: str, told_by: Word | None = None
) -> Iterator[Draft]:
    number = thing if thing.tag == "CD" else thing.child("nummod")
    amount = scene.amount(number) if number is not None else ""
    if number is None or not amount:
        return
    noun = re.sub(r"[^a-z]+", "-", thing.text.lower()).strip("-") if thing.tag != "CD" else "people"
    said = relay(scene, verb)
    if told_by is not None:
        from servanda.intake.rules.who import who

        teller = who(scene, grammar.subject(told_by), verb=told_by)
        said = Relay(speakers=(teller, *said.speakers), verbs=(told_by, *said.verbs))
    words = [thing, number, *number.children, verb]
    yield _draft(scene, verb, words, f"{noun}-{state} {amount}", said)


def _draft(scene: Scene, verb: Word, words: list[Word], head: str, said: Relay) -> Draft:
    when, _ = scene.when(verb)
    has = any(c.text.lower() in ("has", "have", "had") for c in verb.all("aux"))
    return scene.draft(
        words,
        kind="figure",
        actors=(),
        head=head,
        by=said.via(()),
        when=scene.dated.isoformat() if has or when.startswith("before") else when,
        rule="figure.harm",
        confidence=0.8,
        opens=said.opens,
    )

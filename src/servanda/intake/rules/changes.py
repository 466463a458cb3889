"""Read changes in bodies and offices: who joined, left, was named, resigned or was removed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft, quoted
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.meant import Who
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import who

_LEAVING = frozenset({"resign", "leave", "quit", "step"})
_REMOVING = frozenset({"sack", "dismiss", "fire", "remove", "oust"})
_NAMING = frozenset({"appoint", "name", "elect", "nominate", "choose", "install"})
CHANGING = _LEAVING | _REMOVING | _NAMING | {"join"}


def read_changes(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that somebody left or joined a body, took or gave up an office."""
    if verb.lemma in _LEAVING | {"join"}:
        yield from _moved(scene, verb)
    elif verb.lemma in _REMOVING:
        yield from _removed(scene, verb)
    elif verb.lemma in _NAMING:
        yield from _named(scene, verb)


def _person(scene: Scene, word: Word | None, verb: Word) -> Who | None:
    found = who(scene, word, verb=verb)
    if found.opens or len(found.actors) != 1 or scene.register.kind(found.actors[0]) != "person":
        return None
    return found


def _moved(scene: Scene, verb: Word) -> Iterator[Draft]:
    leaves = verb.lemma in _LEAVING
    if verb.lemma == "step" and not any(c.lemma in ("down", "aside") for c in verb.children):
        return
    subject = grammar.subject(verb)
    person = _person(scene, subject, verb)
    if person is None:
        return
    place = grammar.patient(verb) or first_after(verb, "from", "as")
    own = [subject] if subject is not None else []
    if place is None:
        office = _office(scene, person, subject) if verb.lemma in ("resign", "step") else ""
        if office:
            yield _draft(scene, verb, [*own, verb], "resign", person, quoted(office), "body.office")
        return
    words = [*own, verb, *place.subtree()]
    if any(p.lemma == "as" for p in verb.all("prep")):
        title = scene.phrase(place, *place.all("relcl"))
        kind = "resign" if leaves else "appoint"
        yield _draft(scene, verb, words, kind, person, quoted(title), "body.office")
        return
    body = who(scene, place)
    if len(body.actors) == 1 and scene.register.kind(body.actors[0]) == "body":
        kind = "leave" if leaves else "join"
        yield _draft(scene, verb, words, kind, person, body.actors[0], "body.member")


def _office(scene: Scene, person: Who, subject: Word | None) -> str:
    """Give the office that stands before a name, or the one that the agreement gives."""
    actor = scene.register.agreement.actors[person.actors[0]]
    if subject is not None:
        before = scene.paragraph.text.text[scene.sentence.start : subject.start]
        found = re.search(
            r"((?:[A-Z][\w-]+ )*(?:[Mm]inister|[Pp]resident|[Cc]hairman|[Gg]overnor)) ", before
        )
        if found is not None:
            return found[1]
    titles = [office.title for office in actor.offices]
    return titles[0] if len(titles) == 1 else ""


def _removed(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "was sacked as defence minister" and "dismissed Boyd"."""
    thing = grammar.patient(verb)
    person = _person(scene, thing, verb) if thing is not None else None
    if person is None or thing is None:
        return
    as_ = first_after(verb, "as", "from")
    title = scene.phrase(as_) if as_ is not None else _office(scene, person, thing)
    if title:
        yield _draft(scene, verb, [verb, thing], "resign", person, quoted(title), "body.removed")


def _named(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "was appointed defence minister" and "named her to the council"."""
    thing = grammar.patient(verb)
    person = _person(scene, thing, verb) if thing is not None else None
    if person is None or thing is None:
        return
    office = verb.child("oprd", "dobj") if grammar.is_passive(verb) else verb.child("oprd")
    for prep in verb.all("prep"):
        noun = prep.child("pobj")
        if noun is None:
            continue
        body = who(scene, noun)
        is_body = len(body.actors) == 1 and scene.register.kind(body.actors[0]) == "body"
        if prep.lemma in ("to", "into") and is_body:
            words = [verb, thing, noun]
            yield _draft(scene, verb, words, "join", person, body.actors[0], "body.member")
            return
        if prep.lemma in ("as", "to") and office is None:
            office = noun
    if office is not None and office is not thing and not body_like(scene, office):
        title = scene.phrase(office, *office.all("relcl", "punct"))
        words = [verb, thing, office]
        yield _draft(scene, verb, words, "appoint", person, quoted(title), "body.office")


def body_like(scene: Scene, word: Word) -> bool:
    """Tell whether a word names an actor and no office."""
    return scene.mention(word) is not None and word.tag.startswith("NNP")


def _draft(
    scene: Scene, verb: Word, words: list[Word], kind: str, person: Who, head: str, rule: str
) -> Draft:
    return scene.draft(
        words,
        kind=kind,
        actors=person.actors,
        head=head,
        when=scene.when(verb)[0],
        rule=rule,
        confidence=0.8,
    )

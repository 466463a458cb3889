"""Read what somebody says is to come, and the deadlines that somebody sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft, quoted
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import who
from servanda.intake.when import find_dates

_PLANNING = frozenset({"plan", "intend", "be", "expect", "schedule", "due", "agree"})
_SPANS = frozenset({"hour", "day", "week", "month"})
_ULTIMATUM = frozenset({"deadline", "ultimatum"})


def read_announcements(scene: Scene) -> Iterator[Draft]:
    """Read announcements and deadlines in a sentence."""
    if scene.text.rstrip(' "”').endswith("?"):
        return
    for verb in scene.sentence.words:
        if not verb.is_verb:
            continue
        yield from _announced(scene, verb)
        yield from _given(scene, verb)
        yield from _deadline(scene, verb)


def _announced(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "said that talks would open on Monday": a clause that looks ahead, and who says so."""
    if verb.dep not in ("ccomp", "parataxis", "ROOT", "conj") or not _is_to_come(verb):
        return
    if grammar.is_denied(verb) and verb.lemma not in ("serve", "run", "attend"):
        return
    if grammar.is_supposed(verb) or depends_on(verb) is not None:
        return
    if any(w.lemma in ("sooner", "rather") for w in verb.subtree()):
        return  # a preference, and no plan
    if verb.index in scene.used:
        return  # told as a promise or a threat
    said = relay(scene, verb)
    if said.unsaid or said.denied or said.asked or not said.speakers or not said.verbs:
        return
    act = verb.child("xcomp") if verb.lemma in _PLANNING else verb
    act = act or verb
    has_date = bool(find_dates(scene.phrase(verb), scene.dated, ahead=True))
    if not has_date and not _takes_place(scene, act, said.verbs[0]):
        return
    speaker = said.speakers[0]
    if (speaker.opens or not speaker.actors) and not has_date:
        return
    yield scene.draft(
        [w for w in verb.subtree() if w.tag not in (".", "``", "''")]
        + [said.verbs[0], *_subject(said.verbs[0])],
        kind="announce",
        actors=speaker.actors,
        head=quoted(scene.phrase(verb, *verb.all("mark", "parataxis"))),
        via=tuple(a for each in said.speakers[1:] for a in each.actors),
        when=scene.when(said.verbs[0])[0],
        rule="announce.ahead",
        confidence=0.7 if has_date else 0.6,
        opens=(*((speaker.opens,) if speaker.opens else ()), *said.opens[1:]),
    )


def _subject(verb: Word) -> list[Word]:
    subject = grammar.subject(verb)
    return [subject] if subject is not None else []


def _is_to_come(verb: Word) -> bool:
    if grammar.modal(verb) in ("will", "would", "shall"):
        return True
    to = verb.child("xcomp")
    if to is None or not any(w.tag == "TO" for w in to.all("aux")):
        return False
    return verb.lemma in _PLANNING and (verb.lemma != "be" or verb.tag in ("VBZ", "VBP", "VBD"))


def _takes_place(scene: Scene, verb: Word, speech: Word) -> bool:
    """Tell whether a clause without a date tells of what takes place: a journey, an answer, a meeting."""
    return verb.lemma in scene.table.of("ahead.takes-place") or speech.lemma == "announce"


def _given(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "gave the group until Friday to leave" and "gave them two weeks"."""
    if verb.lemma != "give" or verb.tag not in ("VBD", "VBN", "VBZ") or grammar.modal(verb):
        return
    until = next((p for p in verb.all("prep") if p.lemma in ("until", "till")), None)
    span = next((d for d in verb.all("dobj", "npadvmod") if d.lemma in _SPANS), None)
    start = until or span
    to = verb.child("dative") or verb.child("dobj")
    act = verb.child("xcomp", "advcl") or (span.child("acl", "relcl") if span is not None else None)
    if start is None or to is None or to is span or grammar.is_denied(verb):
        return
    noun = to.child("pobj") if to.tag in ("IN", "TO") else to
    yield from _written(scene, verb, who(scene, noun), _from(scene, start, act))


def _from(scene: Scene, start: Word, act: Word | None) -> str:
    """Give the words from the start of a term to the end of what is to be done in it."""
    words = [*start.subtree(), *(act.subtree() if act is not None else [])]
    words.sort(key=lambda word: word.index)
    loose = {
        w for a in ([act] if act is not None else []) for c in a.all("advcl") for w in c.subtree()
    }
    kept = [w for w in words if w not in loose and w.tag not in (".",)]
    while kept and kept[-1].tag in (",", ":"):
        kept.pop()
    return scene.stretch(kept)


def _deadline(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read "set them a deadline of 30 April"."""
    if verb.lemma not in ("set", "issue", "impose", "announce") or verb.tag not in ("VBD", "VBN"):
        return
    thing = grammar.patient(verb)
    named = [d for d in verb.all("dobj") if d.lemma in _ULTIMATUM]
    thing = named[0] if named else thing
    if thing is None or thing.lemma not in _ULTIMATUM or grammar.is_denied(verb):
        return
    told = scene.phrase(thing, *thing.all("relcl"))
    if not re.search(r"\d|day|week|month", told):
        return
    to = next(
        (p.child("pobj") for p in verb.all("prep", "dative") if p.lemma in ("for", "to")),
        verb.child("dative"),
    )
    yield from _written(scene, verb, who(scene, to) if to is not None else Who(), told)


def _written(scene: Scene, verb: Word, to: Who, told: str) -> Iterator[Draft]:
    subject = grammar.subject(verb)
    found = who(scene, subject, verb=verb)
    if subject is None or grammar.is_supposed(verb):
        return
    said = relay(scene, verb)
    if said.unsaid or said.denied or said.asked:
        return
    to_whom = f"to {', '.join(to.actors)} " if to.actors and not to.opens else ""
    yield scene.draft(
        [w for w in verb.subtree() if w.tag != "."],
        kind="announce",
        actors=found.actors,
        head=f"{to_whom}{quoted(told)}",
        via=said.via(found.actors),
        when=scene.when(verb)[0],
        rule="announce.deadline",
        confidence=0.75,
        opens=(*((found.opens,) if found.opens else ()), *said.opens),
    )

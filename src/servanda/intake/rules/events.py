"""Read votes, changes in bodies, proposals and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft, quoted
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.relays import relay
from servanda.intake.rules.scene import Scene, number_of
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who

_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTS = re.compile(
    rf"({_NUMBER})(?: votes?)?(?: in favou?r)?(?: to |-|–|, with | against )({_NUMBER})\b(?! (?:June|July))"
)
_ABSTAINED = re.compile(rf"({_NUMBER}) abstentions?|({_NUMBER}) (?:members )?abstain", re.I)
_ADOPTING = {"adopt", "approve", "ratify", "pass", "endorse"}
_REJECTING = {"reject", "defeat"}
_KILLED = {"kill", "die", "wound", "injure", "displace", "arrest"}


def read_events(scene: Scene) -> Iterator[Draft]:
    """Read what happened to texts and bodies in a sentence, and what was counted."""
    for verb in scene.sentence.words:
        if verb.is_verb:
            yield from _phase(scene, verb)
        if verb.is_verb and not _is_void(scene, verb):
            for rule in (_vote, _change, _dissolution, _proposal, _request, _figure):
                yield from rule(scene, verb)


def _is_void(scene: Scene, verb: Word) -> bool:
    said = relay(scene, verb)
    return bool(
        said.denied
        or said.unsaid
        or said.asked
        or grammar.is_denied(verb)
        or grammar.is_supposed(verb)
        or grammar.modal(verb)
        or grammar.is_unspoken(verb)
    )


def _vote(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that a body adopts or rejects a text, with the counts of the sentence."""
    outcome, decided = _outcome(verb)
    if not outcome:
        return
    body = who(scene, grammar.subject(verb), verb=verb)
    if len(body.actors) != 1 or scene.register.kind(body.actors[0]) != "body":
        return
    thing = grammar.patient(decided)
    is_resolution = thing is not None and thing.lemma == "resolution"
    about = _text_within(scene, thing) if thing is not None and is_resolution else ""
    about = about or target(scene, thing)
    if not about:
        scene.notes.append(f"{verb.text}: a vote on nothing that the agreement names")
        return
    when, _ = scene.when(verb)
    yield scene.draft(
        [w for w in verb.subtree() if w.tag not in (".",)],
        kind="vote",
        actors=body.actors,
        head=f"{outcome} {about}{_counts(scene, outcome)}",
        when=when,
        rule="vote.body-verb",
        confidence=0.85,
    )


def _outcome(verb: Word) -> tuple[str, Word]:
    if verb.lemma == "vote":
        inner = verb.child("xcomp", "advcl")
        if inner is not None and inner.lemma in _ADOPTING | _REJECTING:
            return ("adopts" if inner.lemma in _ADOPTING else "rejects"), inner
        return "", verb
    if verb.dep in ("xcomp", "advcl") and verb.head.lemma == "vote":
        return "", verb
    if verb.lemma in _ADOPTING:
        return "adopts", verb
    return ("rejects" if verb.lemma in _REJECTING else ""), verb


def _text_within(scene: Scene, thing: Word) -> str:
    """Find the text on which a resolution rests: "a resolution … based on the plan"."""
    for word in thing.subtree():
        if word is not thing and word.is_noun and (name := target(scene, word)):
            return name
    return ""


def _counts(scene: Scene, outcome: str) -> str:
    found = _COUNTS.search(scene.text)
    if found is None:
        return ""
    first, second = number_of(found[1]), number_of(found[2])
    if first is None or second is None:
        return ""
    # Newsrooms give the larger number first, whichever side won.
    most, least = max(first, second), min(first, second)
    ours, theirs = (most, least) if outcome == "adopts" else (least, most)
    abstained = _ABSTAINED.search(scene.text)
    number = number_of(abstained[1] or abstained[2]) if abstained else None
    return f" for {ours} against {theirs}" + (f" abstain {number}" if number is not None else "")


def _change(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that somebody left or joined a body, or gave up an office."""
    leaves = verb.lemma in ("resign", "leave", "quit", "step")
    if not leaves and verb.lemma != "join":
        return
    if verb.lemma == "step" and not any(c.lemma == "down" for c in verb.children):
        return
    subject = grammar.subject(verb)
    person = who(scene, subject, verb=verb)
    if person.opens or len(person.actors) != 1 or scene.register.kind(person.actors[0]) != "person":
        return
    when, _ = scene.when(verb)
    place = grammar.patient(verb) or next(
        (n for p in verb.all("prep") if p.lemma in ("from", "as") and (n := p.child("pobj"))), None
    )
    if place is None:
        return
    office = next((p for p in verb.all("prep") if p.lemma == "as"), None)
    body = who(scene, place)
    words = [*([subject] if subject is not None else []), verb, *place.subtree()]
    if office is not None:
        title = scene.phrase(place, *place.all("relcl"))
        yield scene.draft(
            words,
            kind="resign" if leaves else "appoint",
            actors=person.actors,
            head=quoted(title),
            when=when,
            rule="body.office",
            confidence=0.85,
        )
    elif len(body.actors) == 1 and scene.register.kind(body.actors[0]) == "body":
        yield scene.draft(
            words,
            kind="leave" if leaves else "join",
            actors=person.actors,
            head=body.actors[0],
            when=when,
            rule="body.member",
            confidence=0.85,
        )


def _dissolution(scene: Scene, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in ("dissolve", "disband"):
        return
    body = who(scene, grammar.patient(verb), verb=verb)
    if len(body.actors) != 1 or scene.register.kind(body.actors[0]) != "body":
        return
    doer = grammar.agent(verb) if grammar.is_passive(verb) else grammar.subject(verb)
    by = who(scene, doer, verb=verb).actors if doer is not None else ()
    when, _ = scene.when(verb)
    yield scene.draft(
        [
            w
            for w in verb.subtree()
            if w.dep in ("nsubjpass", "dobj", "agent", "pobj", "compound", "ROOT")
        ]
        or [verb],
        kind="dissolve",
        actors=body.actors,
        by=by,
        when=when,
        rule="body.dissolved",
        confidence=0.85,
    )


def _proposal(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that somebody put the text forward: "presented the proposal", "a truce that X had proposed"."""
    if verb.lemma not in ("present", "unveil", "propose", "table") or scene.text.startswith('"'):
        return
    thing = grammar.patient(verb) or grammar.subject_of_relative(verb)
    own = thing is not None and thing.lemma in ("proposal", "plan", "roadmap", "truce")
    if thing is None or not (
        target(scene, thing) == scene.register.agreement.header.id
        or (own and _is_indefinite(thing) and _is_the_text(scene, thing))
    ):
        return
    proposer = who(scene, grammar.subject(verb), verb=verb)
    when, _ = scene.when(verb)
    voices = [v for a in proposer.actors for v in scene.register.voices(a)]
    actors, by = (tuple(voices), proposer.actors) if len(voices) == 1 else (proposer.actors, ())
    yield scene.draft(
        [verb, thing],
        kind="propose",
        actors=actors,
        head=scene.register.agreement.header.id,
        by=by,
        when=when,
        rule="text.proposed",
        confidence=0.75,
        opens=(proposer.opens,) if proposer.opens else (),
    )


def _is_indefinite(thing: Word) -> bool:
    return any(c.lemma in ("a", "an") for c in thing.children)


def _is_the_text(scene: Scene, thing: Word) -> bool:
    """Tell whether an unnamed proposal can only be the text: it is in phases, as the agreement is."""
    told = scene.phrase(thing).lower()
    return "phase" in told and len(scene.register.agreement.phases) > 1


def _request(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that somebody has asked or pressed another for something."""
    if verb.lemma not in ("ask", "press", "request", "push") or grammar.is_passive(verb):
        return
    asked = grammar.patient(verb)
    if asked is None:
        return
    one, other = who(scene, grammar.subject(verb), verb=verb), who(scene, asked)
    tail = next(
        (n for p in verb.all("prep") if p.lemma == "for" and (n := p.child("pobj"))), None
    ) or verb.child("xcomp", "ccomp")
    if one.opens or other.opens or not one.actors or not other.actors or tail is None:
        return
    in_vain = " unmet" if re.search(r"without success|to no avail|in vain", scene.text) else ""
    inner = asked if tail.dep == "ccomp" and tail.child("nsubj") is not None else tail
    when, _ = scene.when(verb)
    drop = [w for w in tail.all("aux") if w.tag == "TO"]
    thing = scene.phrase(tail, *drop, *([inner] if inner is not tail else []))
    head = f"to {', '.join(other.actors)} {quoted(thing)}{in_vain}"
    yield scene.draft(
        [verb, asked, *tail.subtree()],
        kind="request",
        actors=one.actors,
        head=head,
        when=when,
        rule="request.asked",
        confidence=0.75,
    )


def _figure(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read how many were killed, hurt or driven away, and who counts them."""
    if verb.lemma not in _KILLED:
        return
    thing = grammar.patient(verb) if verb.lemma != "die" else grammar.subject(verb)
    number = thing.child("nummod") if thing is not None else None
    amount = scene.amount(number) if number is not None else ""
    if thing is None or number is None or not amount:
        return
    said = relay(scene, verb)
    when, _ = scene.when(verb)
    has = any(c.text.lower() in ("has", "have") for c in verb.all("aux"))
    noun = re.sub(r"[^a-z]+", "-", thing.text.lower()).strip("-")
    state = {"die": "dead"}.get(verb.lemma, verb.text.lower())
    yield scene.draft(
        [thing, number, *number.children, verb],
        kind="figure",
        actors=(),
        head=f"{noun}-{state} {amount}",
        by=said.via(()),
        when=scene.dated.isoformat() if has or when.startswith("before") else when,
        rule="figure.killed",
        confidence=0.8,
        opens=said.opens,
    )


def _phase(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Note what the report itself says of the text's phases, as its wording of them."""
    subject = verb.child("nsubj", "nsubjpass")
    if verb.dep not in ("ROOT", "ccomp", "conj") or subject is None or relay(scene, verb).speakers:
        return
    agreement = scene.register.agreement
    told = scene.text.lower()
    is_text = target(scene, subject) == agreement.header.id and "phase" in told
    in_phase = subject.lemma in ("phase", "stage", "pause", "truce") or any(
        w.lemma in ("phase", "stage") and w.dep == "pobj" and w.head.head is verb
        for w in scene.sentence.words
    )
    if len(agreement.phases) < 2 or not (is_text or in_phase) or verb.lemma in _ADOPTING:
        return
    yield scene.draft(
        list(scene.sentence.words),
        kind="note",
        actors=(),
        head=f"{agreement.header.id} {quoted(scene.text)}",
        when=scene.dated.isoformat(),
        rule="text.phase",
        confidence=0.6,
    )

"""Read votes, changes in bodies, proposals and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.intake.drafts import Draft, quoted
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.changes import CHANGING, read_changes
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.figures import read_figures
from servanda.intake.rules.relays import is_told, relay
from servanda.intake.rules.scene import Scene, number_of
from servanda.intake.rules.what import target
from servanda.intake.rules.who import who

_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTS = re.compile(
    rf"({_NUMBER})(?: votes?)?(?: in favou?r)?(?: to |-|–|, with | against )({_NUMBER})\b(?! (?:June|July))"
)
_IN_FAVOUR = re.compile(
    rf"({_NUMBER}) (?:votes? |members? )?in favou?r,? (?:and )?({_NUMBER}) (?:votes? )?against"
)
_ABSTAINED = re.compile(rf"({_NUMBER}) abstentions?|({_NUMBER}) (?:members )?abstain", re.I)
_ADOPTING = {"adopt", "approve", "ratify", "pass", "endorse"}
_REJECTING = {"reject", "defeat"}
_TOLD_BY = CHANGING.union(
    _ADOPTING,
    _REJECTING,
    "vote dissolve disband present unveil propose table ask press request push".split(),
)
"""The verbs that the rules of this module read, so that no other is asked about."""


def read_events(scene: Scene) -> Iterator[Draft]:
    """Read what happened to texts and bodies in a sentence, and what was counted."""
    for verb in scene.sentence.words:
        if verb.is_verb:
            yield from _phase(scene, verb)
        if verb.is_verb and verb.lemma in _TOLD_BY and not _is_void(scene, verb):
            for rule in (_vote, read_changes, _dissolution, _proposal, _request):
                yield from rule(scene, verb)
    yield from read_figures(scene)


def _is_void(scene: Scene, verb: Word) -> bool:
    return not is_told(scene, verb) or grammar.is_unspoken(verb)


def _vote(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Read that a body adopts or rejects a text, with the counts of the sentence."""
    outcome, decided = _outcome(verb)
    if not outcome:
        return
    body = who(scene, grammar.subject(verb), verb=verb)
    if len(body.actors) != 1 or scene.register.kind(body.actors[0]) != "body":
        return
    thing = decided.child("pobj") if decided.dep == "prep" else grammar.patient(decided)
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
        if any(p.lemma == "down" for p in verb.all("prt", "advmod")):
            return "rejects", verb
        for prep in verb.all("prep"):
            if prep.lemma in ("for", "against"):
                return ("adopts" if prep.lemma == "for" else "rejects"), prep
            noun = prep.child("pobj")
            if prep.lemma == "in" and noun is not None and noun.lemma in ("favour", "favor"):
                of = noun.child("prep")
                return ("adopts", of) if of is not None else ("", verb)
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
    found = _IN_FAVOUR.search(scene.text) or _COUNTS.search(scene.text)
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
    tail = first_after(verb, "for") or verb.child("xcomp", "ccomp")
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


def _phase(scene: Scene, verb: Word) -> Iterator[Draft]:
    """Note what the report itself says of the text's phases, as its wording of them."""
    if len(scene.register.agreement.phases) < 2 or verb.dep not in ("ROOT", "ccomp", "conj"):
        return
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or relay(scene, verb).speakers:
        return
    agreement = scene.register.agreement
    told = scene.text.lower()
    is_text = target(scene, subject) == agreement.header.id and "phase" in told
    in_phase = subject.lemma in ("phase", "stage", "pause", "truce") or any(
        w.lemma in ("phase", "stage") and w.dep == "pobj" and w.head.head is verb
        for w in scene.sentence.words
    )
    if not (is_text or in_phase) or verb.lemma in _ADOPTING:
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

"""Read what is told of force: attacks, shelling, raids, seizures, by whom it is told and upon whom."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.meant import Who
from servanda.intake.rules.relays import Relay, relay
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.what import stems
from servanda.intake.rules.who import who
from servanda.model.provisions import Modality

_ACCUSING = frozenset({"accuse", "blame"})
_REPORTING = frozenset(
    "report observe confirm record register document witness see note suffer".split()
)
_OBSERVING = frozenset({"observe", "witness", "see", "record"})
_AS_NOUN = frozenset({"dobj", "nsubj", "pobj", "ccomp", "xcomp"})
_BREAKING_OUT = frozenset({"break", "erupt", "occur", "happen", "take", "flare", "resume", "hit"})
_UNSURE = frozenset({"suspected", "suspect", "alleged", "unidentified", "unknown", "presumed"})
_THINGS = frozenset("shell mortar bomb explosion blast gunfire fire drone".split())


class _Kind(Struct, frozen=True, kw_only=True):
    """Hold what an incident is: a kind of the agreement, or a provision that it would be against."""

    head: str
    group: str


_SPOKEN_OF = frozenset(
    "critic criticism opponent record policy decision idea media press plan proposal deal accord "
    "agreement pact remark speech note chord balance tone bargain".split()
)


def read_incidents(scene: Scene) -> Iterator[Draft]:
    """Read the incidents in a sentence; what is denied, feared or only alleged as blame gives none."""
    for word in scene.sentence.words:
        group = _group(scene, word) if word.is_noun or word.is_verb else ""
        if not group:
            continue
        kind = _kind(scene, word, group)
        if kind is None:
            continue
        is_verb = word.is_verb and not (word.tag == "VBG" and word.dep in _AS_NOUN)
        draft = _of_verb(scene, word, kind) if is_verb else _of_noun(scene, word, kind)
        if draft is not None:
            yield draft
            return  # one sentence tells of one incident


def _group(scene: Scene, word: Word) -> str:
    group = scene.table.force.get(word.lemma, "") or scene.table.force.get(word.text.lower(), "")
    if word.lemma == "fire" and word.is_noun:
        opened = word.head.lemma == "open" and word.dep == "dobj"
        return group if opened or (word.dep == "pobj" and word.head.lemma == "under") else ""
    if word.is_noun and any(c.lemma == "no" and c.dep == "det" for c in word.children):
        return ""  # "saw no shelling"
    thing = word.child("dobj") if word.is_verb else None
    if thing is not None and thing.lemma in _SPOKEN_OF:
        return ""  # "attacked its critics"
    if word.lemma in ("strike", "offensive", "storm") and word.is_noun and _is_labour(word):
        return ""
    if word.lemma in ("steal", "capture", "impound", "strike", "storm", "fire") and word.is_verb:
        return group if grammar.patient(word) is not None or word.child("prep") else ""
    return group if word.is_noun or word.is_verb else ""


def _is_labour(word: Word) -> bool:
    return any(c.lemma in ("general", "hunger", "charm") for c in word.children)


def _kind(scene: Scene, word: Word, group: str) -> _Kind | None:
    """Find the agreement's kind, by the words around; else the prohibition that speaks of such force."""
    agreement = scene.register.agreement
    groups = scene.table.force
    near = {group} | {groups[w.lemma] for w in _around(word) if w.lemma in groups}
    fitting = [
        kind.id
        for kind in agreement.kinds.values()
        if near & _closest({groups[w] for w in _words(f"{kind.id} {kind.title}") if w in groups})
    ]
    if fitting:
        return _Kind(head=fitting[0], group=group)
    forbidden = [p for p in agreement.provisions.values() if p.modality is Modality.PROHIBITION]
    if group in ("theft", "seizure") or len(forbidden) != 1:
        return None
    told = stems(scene, forbidden[0].action.words)
    if told & stems(scene, "attack shoot shell fire use force strike"):
        return _Kind(head=f"against {forbidden[0].id}", group=group)
    return None


def _closest(groups: set[str]) -> set[str]:
    """Leave out what only says that it was force, where the kind says which: fire, of artillery."""
    return groups - {"shooting", "attack"} or groups


def _words(text: str) -> list[str]:
    return [word.strip(".,").lower() for word in text.replace("-", " ").split()]


def _around(word: Word) -> list[Word]:
    """Give the words that say more closely what it was: "a strike by a drone", "shot at a march"."""
    own = [word.head] if word.dep in ("nsubj", "compound") else []
    return [*own, *word.children, *(n for p in word.all("prep", "agent") for n in p.all("pobj"))]


def _of_verb(scene: Scene, verb: Word, kind: _Kind) -> Draft | None:
    """Read a verb of force: who did it, on whose word."""
    said = relay(scene, verb)
    if _is_void(scene, verb, said) or not _is_told_as_done(verb):
        return None
    subject = grammar.subject(verb)
    doer = who(scene, subject, verb=verb) if subject is not None else Who()
    if subject is not None and any(c.lemma in _UNSURE for c in subject.children):
        doer = Who()  # "suspected herders"
    accuser = verb.head.head if verb.dep == "pcomp" else verb
    if verb.dep == "pcomp" and accuser.lemma in _ACCUSING:
        doer = who(scene, grammar.patient(accuser), verb=accuser)
        teller = who(scene, grammar.subject(accuser), verb=accuser)
        said = Relay(speakers=(teller,), verbs=(accuser,))
    return _written(scene, verb, kind, said, doer.actors if not doer.opens else ())


def _is_told_as_done(verb: Word) -> bool:
    """Tell whether a verb says that it happened: a past or perfect form, or what somebody is accused of."""
    if verb.dep == "pcomp" and verb.head.head.lemma in _ACCUSING:
        return True
    return verb.tag in ("VBD", "VBN") and verb.dep not in ("amod", "xcomp", "acl")


def _of_noun(scene: Scene, noun: Word, kind: _Kind) -> Draft | None:
    """Read a noun of force that somebody reports, or that fell, killed or hit."""
    head = noun.head
    happened = noun.lemma in _THINGS or head.lemma in _BREAKING_OUT
    if noun.dep == "nsubj" and happened and head.tag in ("VBD", "VBN"):
        said = relay(scene, head)
        if _is_void(scene, head, said):
            return None
        return _written(scene, head, kind, said, ())
    if noun.dep == "dobj" and noun.lemma == "fire" and head.lemma == "open":
        return _of_verb(scene, head, kind)
    verb = _governing(noun)
    if verb is None or verb.tag not in ("VBD", "VBN", "VBZ"):
        return None
    said = relay(scene, verb)
    if _is_void(scene, verb, said):
        return None
    if verb.lemma in _REPORTING and noun.dep in (*_AS_NOUN, "conj", "nsubjpass"):
        teller = who(scene, grammar.subject(verb), verb=verb)
        if not teller.actors:
            return None
        told = Relay(speakers=(teller, *said.speakers), verbs=(verb, *said.verbs))
        return _written(scene, noun, kind, told, _author(scene, noun))
    came = noun.dep == "pobj" and verb.lemma in ("die", "kill", "wound", "injure", "come")
    if came and noun.head.lemma in ("in", "under", "by"):
        return _written(scene, noun, kind, said, _author(scene, noun))
    return None


def _governing(noun: Word) -> Word | None:
    at = noun
    for _ in range(4):
        if at.head is at:
            return None
        at = at.head
        if at.is_verb:
            return at
    return None


def _author(scene: Scene, noun: Word) -> tuple[ActorId, ...]:
    """Take who did it from "the raid by X"."""
    preps = (*noun.all("prep"), *noun.head.all("prep"), *noun.head.head.all("prep"))
    by = next((p.child("pobj") for p in preps if p.lemma in ("by", "from")), None)
    found = who(scene, by) if by is not None else Who()
    return found.actors if not found.opens else ()


def _is_void(scene: Scene, verb: Word, said: Relay) -> bool:
    return bool(
        said.denied
        or said.unsaid
        or said.asked
        or grammar.is_denied(verb)
        or grammar.is_supposed(verb)
        or grammar.modal(verb)
        or scene.text.rstrip().endswith("?")
        or any(w.lemma in ("after", "since", "before") for w in verb.all("mark"))
    )


def _written(
    scene: Scene, word: Word, kind: _Kind, said: Relay, doers: tuple[ActorId, ...]
) -> Draft | None:
    verb = word if word.is_verb else (_governing(word) or word)
    by = said.via(())
    opens = said.opens
    state = _state(scene, said, by[:1])
    when, _ = scene.when(verb, once=True)
    if not word.is_verb and (own := scene.dates_of(word)):
        when = own
    parties = {a for a in doers if scene.register.kind(a) != "person"}
    actors = tuple(a for a in doers if a in parties and a not in by)
    subject = grammar.subject(verb) if word.is_verb else None
    words = [word, *([subject] if subject is not None else []), *_object_words(word)]
    return scene.draft(
        [w for w in words if w in scene.sentence.words],
        kind="incident",
        actors=actors,
        head=f"{kind.head} {state}",
        by=by[:1],
        via=by[1:],
        when=when,
        place=_place(scene, word),
        rule="incident.verb" if word.is_verb else "incident.noun",
        confidence=0.7,
        opens=opens,
    )


def _object_words(word: Word) -> list[Word]:
    thing = grammar.patient(word) if word.is_verb else None
    return [thing] if thing is not None else []


def _state(scene: Scene, said: Relay, by: tuple[ActorId, ...]) -> str:
    """Say how far it is established: a side alleges, an observer observes, all others report."""
    agreement = scene.register.agreement
    for actor in by:
        sides = {actor, *scene.register.voices(actor)}
        roles = {r.value for a in sides for r in agreement.actors[a].roles}
        if "party" in roles or any(v.lemma == "allege" for v in said.verbs):
            return "alleged"
        if any(v.lemma in _OBSERVING for v in said.verbs):
            return "observed"
        if "monitor" not in roles and "mediator" not in roles and "actor" in roles:
            return "alleged"
    return "reported"


def _place(scene: Scene, word: Word) -> str:
    """Name the place of the agreement that the sentence names."""
    text = scene.text.lower()
    for place in scene.register.agreement.places.values():
        names = (place.title.lower().removeprefix("the "), *(n.lower() for n in place.also_called))
        if any(name in text for name in names):
            return place.id
    return ""

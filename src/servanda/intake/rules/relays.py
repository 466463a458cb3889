"""Say on whose word a clause stands: who said it, through whom, and whether it was said at all."""

from __future__ import annotations

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import first_after
from servanda.intake.rules.meant import Who
from servanda.intake.rules.scene import Scene
from servanda.intake.rules.who import who


class Relay(Struct, frozen=True, kw_only=True):
    """Hold who passed a clause on, the nearest to it first, and what the saying does to it.

    `unsaid` marks a clause of which it is said that it was not said, `denied` one that a speaker denies,
    `asked` one that is only asked or doubted.
    """

    speakers: tuple[Who, ...] = ()
    verbs: tuple[Word, ...] = ()
    unsaid: bool = False
    denied: bool = False
    asked: bool = False

    def via(self, holder: tuple[ActorId, ...]) -> tuple[ActorId, ...]:
        """Name the relays other than the holder himself."""
        found = [a for speaker in self.speakers for a in speaker.actors if a not in holder]
        return tuple(dict.fromkeys(found))

    @property
    def opens(self) -> tuple[str, ...]:
        """Say which relays are not known."""
        return tuple(
            f"on whose word: {speaker.opens}" for speaker in self.speakers if speaker.opens
        )


def relay(scene: Scene, verb: Word) -> Relay:
    """Climb from a clause to all who are said to have said it; worked out once for each verb."""
    kept = scene.relays.get(verb.index)
    if isinstance(kept, Relay):
        return kept
    scene.relays[verb.index] = found = _relay(scene, verb)
    return found


def teller_of(scene: Scene, verb: Word) -> Word | None:
    """Give the verb of saying that tells a clause: above it, or put in beside it; not one that is denied."""
    told = verb
    while told.dep == "conj" and told.head.is_verb and told.head is not told:
        told = told.head
    found = told.head if told.dep in ("ccomp", "parataxis") else None
    if found is None or not says(scene, found):
        found = next(iter(_tellers_beside(scene, verb)), None)
    is_so = found is not None and found.child("nsubj") is not None and not grammar.is_denied(found)
    return found if is_so else None


def owing(scene: Scene, verb: Word, name: str) -> Who | None:
    """Give the side that owes an act told without its doer, by who speaks for it: "it would be opened".

    Nothing where somebody is named as the doer, or whoever tells it speaks for another side.
    """
    own = verb.child("nsubj")
    is_thing = own is not None and verb.child("dobj") is None and bool(who(scene, own).opens)
    is_unsaid = grammar.is_passive(verb) and grammar.agent(verb) is None
    if not (is_unsaid or is_thing):
        return None
    owed = scene.register.agreement.provisions
    duty = next((p for p in owed.values() if name and p.id == name), None)
    told = relay(scene, verb).speakers
    speaker = told[0] if told else scene.voice
    if duty is None or speaker is None or speaker.opens or len(speaker.actors) != 1:
        return None
    sides = {*speaker.actors, *scene.register.voices(speaker.actors[0])}
    return speaker if sides & set(duty.agency.actors) else None


def is_told(scene: Scene, verb: Word) -> bool:
    """Tell whether a clause is told as so: not denied, unsaid, asked, supposed, to come or possible."""
    kept = scene.told.get(verb.index)
    if kept is None:
        said = relay(scene, verb)
        kept = not (
            said.denied
            or said.unsaid
            or said.asked
            or grammar.is_denied(verb)
            or grammar.modal(verb)
            or grammar.is_supposed(verb)
        )
        scene.told[verb.index] = kept
    return kept


def _relay(scene: Scene, verb: Word) -> Relay:
    speech = scene.table.of("speech.verbs") | scene.table.of("speech.pledging") | _WARNING
    speakers: list[Who] = []
    verbs: list[Word] = []
    unsaid = denied = False
    below = verb
    asked = (
        _hangs_on_noun(verb) and not _is_unclear(scene, verb.head) and not _is_no_word(verb.head)
    )
    if verb.dep == "csubj" and _is_unclear(scene, verb.head):
        unsaid = True
    if verb.dep in ("acl", "ccomp") and _is_no_word(verb.head):
        unsaid = True
        speakers.append(who(scene, grammar.subject(verb.head.head), verb=verb.head.head))
        verbs.append(verb.head.head)
    if (owner := _teller_of(scene, verb)) is not None:
        asked = False
        speakers.append(who(scene, owner))
        verbs.append(verb.head)
    for head, dep in grammar.above(verb):
        if dep == "ccomp" and _parted(scene, below, head):
            break
        if dep in ("dobj", "pobj") and (carrier := _carrier(scene, head, below)) is not None:
            speakers.append(who(scene, grammar.subject(carrier), verb=carrier))
            verbs.append(carrier)
        if dep in ("ccomp", "parataxis") and (head.lemma in speech or says(scene, head)):
            denied = denied or (head.lemma == "deny" and not grammar.is_denied(head))
            unsaid = unsaid or grammar.is_denied(head) or _declines(head)
            speaker = _teller_in_text(scene, _quoted(head) or grammar.subject(head))
            is_ordered = (
                speaker is None and not grammar.is_passive(head) and head.tag in ("VB", "VBP")
            )
            asked = asked or is_ordered  # nobody says it
            if speaker is not None and not _is_medium(scene, speaker):
                speakers.append(who(scene, speaker, verb=head))
                verbs.append(head)
                if (mouth := _mouth(scene, head)) is not None:
                    speakers.append(mouth)
            if _quoted(head) is not None and not grammar.is_passive(quoting := head.head.head):
                speakers.append(who(scene, grammar.subject(quoting), verb=quoting))
                verbs.append(quoting)
        elif dep == "ccomp" and (says_so := _makes_clear(head)) is not None:
            speakers.append(who(scene, grammar.subject(says_so), verb=says_so))
            verbs.append(says_so)
            unsaid = unsaid or grammar.is_denied(says_so)
        elif dep in ("ccomp", "acl", "xcomp") and _is_unclear(scene, head):
            unsaid = True
        elif dep == "ccomp" and head in verbs:
            pass  # "has let it be known that"
        elif dep == "ccomp" and _only_thinks(head, below):
            asked = True
        elif dep == "xcomp" and head.lemma in _HEARSAY and grammar.is_passive(head):
            asked = True  # "is understood to have accepted it"
        if (
            any(m.lemma in ("whether", "if") for m in below.all("mark"))
            and dep == "ccomp"
            and not (unsaid or grammar.is_denied(head) or _declines(head))
        ):
            asked = True
        if head.is_verb and head.lemma in speech:
            for teller in _tellers_beside(scene, head, below):
                speakers.append(who(scene, grammar.subject(teller), verb=teller))
                verbs.append(teller)
        below = head
        asked = asked or (
            _hangs_on_noun(head)
            and not _is_unclear(scene, head.head)
            and not _is_no_word(head.head)
        )
    for teller in (*_tellers_beside(scene, verb), *_tellers_before(scene, verb)):
        speakers.append(who(scene, grammar.subject(teller), verb=teller))
        verbs.append(teller)
    for quoting in verb.all("parataxis", "ccomp"):
        if quoting.lemma in ("quote", "cite") and first_after(quoting, "as") is not None:
            told = (grammar.patient(quoting), grammar.subject(quoting))
            speakers.extend(who(scene, each, verb=quoting) for each in told if each is not None)
            verbs.extend(quoting for each in told if each is not None)
    if (hedge := _hedge(verb)) is not None:
        speakers.append(Who(opens=f'"{hedge.text}", and nobody is named'))
    according = _according(scene, verb)
    if according is not None:
        speakers.insert(0, according)
    if scene.voice is not None and scene.voice.actors not in [s.actors for s in speakers]:
        speakers.append(scene.voice)  # a sentence within a quotation of several
    return Relay(
        speakers=tuple(speakers), verbs=tuple(verbs), unsaid=unsaid, denied=denied, asked=asked
    )


def _mouth(scene: Scene, verb: Word) -> Who | None:
    """Give through whom a side speaks: "confirmed through its spokeswoman that"."""
    thing = first_after(verb, "through", "via")
    found = who(scene, thing) if thing is not None else None
    is_one = found is not None and len(found.actors) == 1 and found.how != "side"
    return found if is_one and found is not None and not found.opens else None


def _quoted(head: Word) -> Word | None:
    """Give who is quoted: "was quoted as saying that", "quoted her as saying"."""
    if (
        head.dep != "pcomp"
        or head.head.lemma != "as"
        or head.head.head.lemma not in ("quote", "cite")
    ):
        return None
    return grammar.patient(head.head.head)


def _teller_in_text(scene: Scene, word: Word | None) -> Word | None:
    """Go from "a statement by the League" and "his letter" to whose text it is, where that is said."""
    if word is None or word.lemma not in scene.table.of("heads.papers") or scene.mention(word):
        return word
    by = (n for p in word.all("prep") if p.lemma in ("by", "from", "of") for n in p.all("pobj"))
    return word.child("poss") or next(by, word)


def _is_medium(scene: Scene, word: Word) -> bool:
    """Tell whether it is a newspaper or a station that only passes words on, and none of the actors."""
    passes_on = scene.table.of("heads.media") | scene.table.of("heads.papers")
    return word.lemma in passes_on and scene.mention(word) is None


def _is_no_word(noun: Word) -> bool:
    """Tell whether a clause hangs on "gave no indication that"."""
    return (
        noun.is_noun
        and noun.lemma in ("indication", "hint", "sign", "word", "clue")
        and any(c.lemma == "no" for c in noun.children)
        and noun.head.is_verb
    )


_HEARSAY = frozenset("understand believe think rumour rumor suppose expect consider".split())
_WARNING = frozenset({"warn", "deny", "threaten"})
_HELD = frozenset(
    {"position", "stance", "view", "pledge", "promise", "commitment", "policy", "warning"}
)


def _only_thinks(head: Word, below: Word) -> bool:
    """Tell whether a clause hangs on what is thought, hoped, feared or ordered, and not on what is said."""
    is_beside = below.index < head.index and not below.all("mark")  # two clauses with a semicolon
    return not is_beside and (head.lemma not in ("be", "have", "do") or head.is_noun)


def _hangs_on_noun(verb: Word) -> bool:
    """Tell whether a clause is the content of a noun: "hopes that", "the claim that"."""
    marked = any(m.lemma in ("that", "whether", "if") for m in verb.all("mark"))
    if verb.head.lemma in _HELD and verb.head.child("poss", "det") is not None:
        return False  # "its position that"
    return (
        verb.dep in ("ccomp", "acl") and not verb.head.is_verb and verb.head is not verb and marked
    )


def _declines(head: Word) -> bool:
    """Tell whether a verb of saying hangs on one that says it was not said: "declined to say"."""
    if head.dep != "xcomp":
        return False
    return head.head.lemma in ("decline", "refuse", "fail", "avoid") or any(
        w.lemma == "yet" for w in (*head.head.children, *head.children)
    )


def _is_unclear(scene: Scene, head: Word) -> bool:
    adjectives = [c.text.lower() for c in head.all("acomp")] + [head.text.lower()]
    if grammar.is_denied(head) and any(
        word in ("clear", "known", "certain") for word in adjectives
    ):
        return True
    return any(scene.table.adjectives.get(word) == "unclear" for word in adjectives)


def _tellers_beside(scene: Scene, verb: Word, told: Word | None = None) -> list[Word]:
    """Give the verbs of saying put in beside a clause: "he accepted it, she said, but …".

    `told` is what a verb of saying tells itself and not beside it: "he, she said, had told him that".
    """
    dependence = (
        ("parataxis", "ccomp") if verb.lemma not in _speech_verbs(scene) else ("parataxis",)
    )
    return [
        each
        for each in verb.all(*dependence)
        if says(scene, each)
        and (each.index < verb.index or verb.lemma not in _speech_verbs(scene))
        and each is not told
        and each.child("nsubj") is not None
        and each.child("ccomp") is None
    ]


def _tellers_before(scene: Scene, verb: Word) -> list[Word]:
    """Give the teller of the clause before: "the pact, she says, is law, and her party will keep it"."""
    own = verb.child("nsubj", "nsubjpass")
    if verb.dep != "conj" or own is None or not verb.head.is_verb:
        return []
    pronouns = [own, *own.all("poss")]
    is_hers = any(w.tag in ("PRP", "PRP$") for w in pronouns)
    return _tellers_beside(scene, verb.head) if is_hers else []


def _makes_clear(head: Word) -> Word | None:
    """Give the verb of "made clear that", "left no doubt that", "is adamant that"."""
    if head.is_verb and head.lemma in ("make", "leave"):
        beside = {w.lemma for w in head.all("ccomp", "acomp", "oprd", "dobj", "xcomp", "advmod")}
        return head if beside & {"clear", "plain", "known", "doubt"} else None
    if head.lemma == "know" and head.head.lemma == "let":
        return head.head
    if head.lemma == "be" and any(w.lemma in _FIRM for w in head.all("acomp")):
        return head
    if head.lemma in _FIRM | {"clear", "plain", "known"} and head.head.is_verb:
        return head.head if head.lemma in _FIRM or head.head.lemma in ("make", "be") else None
    return None


_FIRM = frozenset({"adamant", "insistent", "emphatic", "confident"})


def _speech_verbs(scene: Scene) -> frozenset[str]:
    return scene.table.of("speech.verbs") | scene.table.of("speech.pledging")


def says(scene: Scene, verb: Word) -> bool:
    """Tell whether a verb is one of saying, by itself or with its particle: "he went on"."""
    if verb.lemma in _speech_verbs(scene):
        return True
    beside = verb.all("prt", "advmod", "prep")
    return any(f"{verb.lemma}_{each.lemma}" in scene.table.of("speech.joined") for each in beside)


def _teller_of(scene: Scene, verb: Word) -> Word | None:
    """Give whose word a clause is that hangs on a noun: "the statement by X that", "X's assurance that"."""
    noun = verb.head
    if verb.dep not in ("acl", "ccomp", "relcl") or not noun.is_noun or noun is verb:
        return None
    if noun.lemma not in scene.table.of("speech.nouns"):
        return None
    if not any(m.lemma == "that" for m in verb.all("mark")):
        return None
    owner = noun.child("poss")
    if owner is not None:
        return owner
    beside = (
        noun.head.all("prep") if noun.dep == "dobj" else []
    )  # "received assurances from X that"
    return next(
        (
            n
            for p in (*noun.all("prep", "agent"), *(b for b in beside if b.lemma == "from"))
            if p.lemma in ("by", "of", "from") and (n := p.child("pobj"))
        ),
        None,
    )


def _parted(scene: Scene, below: Word, head: Word) -> bool:
    """Tell whether two clauses stand beside one another with a semicolon, and neither tells the other."""
    between = scene.sentence.words[below.index : head.index]
    return any(word.text == ";" for word in between)


def _carrier(scene: Scene, head: Word, below: Word) -> Word | None:
    """Give the verb with which somebody passes on what a noun tells: "conveyed X's assurance that"."""
    noun = below if below.is_noun else below.head
    verb = head if head.is_verb else head.head
    if not noun.is_noun or noun.lemma not in scene.table.of("speech.nouns"):
        return None
    is_passed = verb.lemma in scene.table.of("speech.carrying") and not grammar.is_denied(verb)
    return verb if is_passed and grammar.subject(verb) is not None else None


_HEDGES = frozenset(
    "reportedly allegedly supposedly apparently perhaps probably possibly purportedly".split()
)


def _hedge(verb: Word) -> Word | None:
    """Give the word that takes a clause off the reporter's own account: "reportedly"."""
    return next((w for w in verb.all("advmod") if w.text.lower() in _HEDGES), None)


_VIEWS = frozenset({"word", "view", "opinion", "eye", "telling", "account", "reading"})


_ACCORDING = _VIEWS | {"according", "accord"}


def _according(scene: Scene, verb: Word) -> Who | None:
    """Read "according to X" anywhere in the sentence's own part."""
    for word in scene.sentence.words:
        if word.lemma not in _ACCORDING:
            continue
        if word.text.lower() == "according":
            noun = next(
                (c.child("pobj") for c in (word, *word.all("prep")) if c.child("pobj")), None
            )
            noun = _teller_in_text(scene, noun)
        elif word.lemma in _VIEWS and word.dep == "pobj" and word.head.lemma == "in":
            of = (n for p in word.all("prep") if p.lemma == "of" for n in p.all("pobj"))
            noun = word.child("poss") or next(of, None)
        else:
            continue
        if noun is None:
            continue
        top = word
        while top.head is not top:
            top = top.head
        at = verb
        while at.head is not at:
            at = at.head
        if top is at:
            return who(scene, noun)
    return None

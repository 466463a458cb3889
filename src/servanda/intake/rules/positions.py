"""Read positions: who supports, rejects, demands, conditions, threatens or has not said what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from servanda.intake.drafts import Draft
from servanda.intake.language import Word
from servanda.intake.rules import grammar
from servanda.intake.rules.complements import after, owner
from servanda.intake.rules.conditions import depends_on
from servanda.intake.rules.meant import Who
from servanda.intake.rules.phrases import phrases
from servanda.intake.rules.relays import Relay, relay
from servanda.intake.rules.scene import Scene, iso_day
from servanda.intake.rules.use import BINARY, YES, Use, changed
from servanda.intake.rules.uses import uses
from servanda.intake.rules.what import target
from servanda.intake.rules.who import joined, who

_AS_LONG = re.compile(
    r"\b(?:(?:as|so) long as|provided that|providing that|on condition that) ([^,;.]+)"
)
_TEXTS = frozenset(
    {"resolution", "statement", "declaration", "communique", "letter", "report", "text"}
)


def read_positions(scene: Scene) -> Iterator[Draft]:
    """Read the positions in a sentence."""
    if scene.text.rstrip(" \"”’'").endswith("?"):
        scene.notes.append("it is asked, and not said")
        return
    found: list[tuple[Use, Draft]] = []
    for word in scene.sentence.words:
        if word.tag[0] not in "VNJ" and word.dep != "prep":
            continue  # no rule begins with such a word
        for use in (*uses(scene, word), *phrases(scene, word)):
            taken = _taken(scene, use)
            for each in _each(scene, taken) if taken is not None else ():
                draft = _written(scene, each)
                if draft is not None:
                    scene.used.update((use.verb.index, use.word.index))
                    found.append((use, draft))
    for use, draft in found:
        if grammar.is_of_before(use.verb) and any(_turns(other, draft) for _, other in found):
            scene.notes.append(f"{use.word.text}: it was so before, and is so no more")
            continue
        yield draft
    drafts = [draft for _, draft in found]
    if (same := _likewise(scene, drafts)) is not None:
        drafts.append(same)
        yield same
    scene.last_position = drafts[-1] if drafts else None


_SO = re.compile(
    r"(?:^|[,;:] |\b[Aa]nd |\b[Bb]ut )(?:[Ss]o|[Aa]s|[Nn]either|[Nn]or) "
    r"(?:do|does|did|has|have|had|is|are|was|were|will|would) (?=[A-Z]|the [A-Z]|[Hh]er |[Hh]is )"
)


def _likewise(scene: Scene, drafts: list[Draft]) -> Draft | None:
    """Read "So does Ruth Tal" and "…, as does the League": the position told just before, of another."""
    found = _SO.search(scene.text)
    if found is None:
        return None
    before = drafts[-1] if drafts else None
    before = before if found.start() else scene.last_position
    at = scene.sentence.start + found.end()
    named = next((m for m in scene.mentions if at <= m.start <= at + 30), None)
    if before is None or before.opens or named is None or len(named.actors) != 1:
        return None
    words = [w for w in scene.sentence.words if at <= w.start < named.end]
    return scene.draft(
        words,
        kind="say",
        actors=named.actors,
        head=before.head,
        words=before.words,
        to=before.to,
        when=scene.undated(scene.sentence.root),
        manner="paraphrase",
        rule="stance.likewise",
        confidence=0.7,
        opens=(),
        doubts=(f"the same as {', '.join(before.actors)}, by the word of the report",),
    )


def _turns(now: Draft, before: Draft) -> bool:
    """Tell whether one position takes another back: of the same holder on the same, with another sign."""
    stance, _, target = now.head.partition(" ")
    other, _, same = before.head.partition(" ")
    return (
        now is not before
        and now.actors == before.actors
        and target == same
        and (stance in YES) != (other in YES)
    )


def stances(scene: Scene) -> Iterator[tuple[str, float]]:
    """Give the stances that a sentence takes on anything, whether the agreement names it or not."""
    for word in scene.sentence.words:
        for use in (*uses(scene, word), *phrases(scene, word)):
            taken = _taken(scene, use)
            if taken is not None:
                yield taken.stance, use.confidence


class _Taken(Struct, frozen=True, kw_only=True):
    """Hold a stance that is said to be taken: by whom, on whose word, under which condition."""

    use: Use
    said: Relay
    holder: Who
    stance: str
    condition: str


def _taken(scene: Scene, use: Use) -> _Taken | None:
    """Say what a use amounts to, or note why it is nothing."""
    said = relay(scene, use.verb)
    if use.settled:
        said = Relay() if said.unsaid or said.denied or said.asked else said
    elif _is_void(scene, use, said):
        return None
    if use.passed:
        said = changed(said, speakers=(*use.passed, *said.speakers))
    if (teller := use.teller) is not None:
        voice = who(scene, grammar.subject(teller), verb=teller)
        said = changed(said, speakers=(voice, *said.speakers), verbs=(teller, *said.verbs))
    subject = use.holder or grammar.subject(use.verb)
    holder = use.by or who(scene, subject, verb=use.verb)
    if use.holder is None and use.by is None and (side := _on_behalf(scene, use.verb)) is not None:
        said = changed(said, speakers=(holder, *said.speakers))
        holder = side
    if use.voiced and scene.voice is not None:
        holder, said = scene.voice, changed(said, speakers=(), verbs=())
    if holder.opens and (speaker := _speaker_of(use.verb, subject)) is not None:
        holder = who(scene, speaker.child("nsubj"), verb=speaker)
        said = changed(said, speakers=said.speakers[1:], verbs=said.verbs[1:])
    said = _voiced_for(scene, use, said, holder)
    stance, condition = _stance(scene, use)
    if not stance:
        return None
    if said.unsaid:
        stance, condition = ("not-stated", "") if stance in BINARY else ("", "")
        if not stance:
            scene.notes.append("what was not said is no stance on anything")
            return None
        if said.speakers and not said.speakers[0].opens and said.verbs:
            holder = said.speakers[0]  # who has not said it
            said = changed(said, speakers=said.speakers[1:])
    return _Taken(use=use, said=said, holder=holder, stance=stance, condition=condition)


def _one_by_one(scene: Scene, use: Use) -> list[Use]:
    """Give a stance on each of several things that are joined: "defended both the reform and the roadmap"."""
    thing = use.object
    others = joined(thing) if thing is not None and thing.is_noun else []
    if thing is None or not others or use.target or use.stance in ("blames", "urges"):
        return [use]
    alone = changed(use, object=thing, target=target(scene, thing, without=thing.all("conj", "cc")))
    found = [alone] if alone.target else []
    for other in others:
        name = target(scene, other, without=other.all("conj", "cc"))
        if name and name not in [each.target for each in found]:
            found.append(changed(use, object=other, target=name))
    return found if len(found) > 1 or (found and not alone.target) else [use]


def _each(scene: Scene, taken: _Taken) -> Iterator[_Taken]:
    """Give each holder of a stance that two hold against one another, and who is meant by each."""
    actors = taken.holder.actors
    if not taken.use.mutual:
        for use in _one_by_one(scene, taken.use):
            yield changed(taken, use=use)
    elif len(actors) == 2 and not taken.holder.opens:
        for own, other in (actors, actors[::-1]):
            yield changed(
                taken,
                use=changed(taken.use, target=other),
                holder=Who(actors=(own,), how=taken.holder.how),
            )


def _on_behalf(scene: Scene, verb: Word) -> Who | None:
    """Give the side in whose name somebody takes a stance: "welcomed the letter on behalf of Ostia"."""
    for preposition, noun in (("on", "behalf"), ("in", "name")):
        for thing in (*after(verb, preposition), *after(verb.child("dobj"), preposition)):
            whose = owner(thing, "of") if thing.lemma == noun else None
            found = who(scene, whose) if whose is not None else None
            if found is not None and found.actors and not found.opens:
                return found
    return None


def _speaker_of(verb: Word, subject: Word | None) -> Word | None:
    """Find who said a clause and did what is joined to it: "said it was a breach, and rejected it"."""
    if verb.dep != "conj" or verb.child("nsubj") is not None or subject is None:
        return None
    told = verb.head
    above = told.head
    is_lost = told.dep == "ccomp" and told.is_verb and above.tag == verb.tag
    return above if is_lost and above.child("nsubj") is not None else None


def _voiced_for(scene: Scene, use: Use, said: Relay, holder: Who) -> Relay:
    """Add who voices another's support: "the minister reaffirmed Norland's support"."""
    if use.rule != "stance.noun" or use.holder is None:
        return said
    teller = grammar.subject(use.verb)
    if grammar.is_passive(use.verb) and use.word.dep != "nsubjpass":
        teller = use.verb.child("nsubjpass")  # "she was encouraged by the support that X expressed"
    voice = who(scene, teller, verb=use.verb)
    if voice.opens or voice.actors == holder.actors:
        return said
    return changed(said, speakers=(voice, *said.speakers))


def _is_void(scene: Scene, use: Use, said: Relay) -> bool:
    """Tell whether nothing is said to be so: it is asked, supposed, possible, denied or over."""
    main = use.clause or use.verb
    reasons = (
        (said.denied, "it is denied"),
        (said.asked, "it is asked or thought, and not said"),
        (
            grammar.is_supposed(use.verb) and not said.unsaid,
            "it stands in a condition or a question",
        ),
        (
            grammar.is_possible_only(use.verb)
            and use.rule != "stance.must"
            and not _cannot(use)
            and not (use.verb.lemma == "live" and grammar.modal(use.verb) in ("can", "could"))
            and not _could_if(use),
            "it is only possible",
        ),
        (grammar.is_once(use.verb), "it was so once"),
        (
            grammar.is_no_longer(use.verb) and use.stance not in YES,
            "it is so no longer",
        ),
        (main is not use.verb and grammar.is_once(main), "it was so once"),
    )
    for holds, reason in reasons:
        if holds:
            scene.notes.append(f"{use.word.text}: {reason}")
            return True
    return False


def _cannot(use: Use) -> bool:
    return (
        grammar.modal(use.verb) in ("can", "could")
        and grammar.is_denied(use.verb)
        and use.stance in YES
    )


def _could_if(use: Use) -> bool:
    """Tell whether a possible yes hangs on a condition that is told: "could support it if"."""
    return (
        grammar.modal(use.verb) == "could"
        and use.stance in YES
        and not grammar.is_denied(use.verb)
        and depends_on(use.verb) is not None
    )


def _stance(scene: Scene, use: Use) -> tuple[str, str]:
    """Apply denial and condition to a stance; empty where nothing is left."""
    stance = use.stance
    if use.condition:
        is_void = grammar.is_denied(use.verb) and not use.settled
        return ("", "") if is_void else ("conditions", use.condition)
    if use.rule == "stance.silent" or use.settled:
        return stance, ""
    clause = depends_on(use.clause or use.verb) or depends_on(use.verb)
    condition = _condition_text(scene, clause) if clause is not None else ""
    if use.rule == "stance.act-if":
        return "conditions", condition
    if not condition and stance in YES and (bound := _AS_LONG.search(scene.text)) is not None:
        return "conditions", bound[1]
    if grammar.is_no_longer(use.verb):
        return ("rejects" if stance in YES else ""), ""
    if grammar.is_denied(use.verb) or use.denied or grammar.takes_none(use.verb):
        if stance not in YES:
            scene.notes.append(f"{use.word.text}: not to {use.word.lemma} says little")
            return "", ""
        stance = "not-stated" if grammar.is_still_open(use.verb) else "rejects"
        anything = _anything(scene, use.object)
        if anything:
            return "conditions", anything
    if condition and stance == "rejects" and _mark(clause) == "if":
        return stance, condition
    if condition and stance in YES | {"rejects"} and _is_bound(use, clause):
        return "conditions", condition
    if condition and stance in ("threatens", "warns", "demands", "conditions"):
        return stance, condition if stance != "demands" or _mark(clause) != "before" else ""
    return stance, ""


def _mark(clause: Word | None) -> str:
    if clause is None:
        return ""
    return next((m.lemma for m in clause.all("mark", "advmod")), clause.lemma)


def _is_bound(use: Use, clause: Word | None) -> bool:
    """Tell whether a condition makes the stance: "if" with would, "unless", "until"; not a mere date."""
    mark = _mark(clause)
    if mark == "before" or (mark == "once" and not grammar.is_ahead(use.verb)):
        return False
    return (
        mark not in ("until", "till")
        or use.stance in ("rejects",)
        or grammar.is_denied(use.verb)
        or use.rule == "stance.refused"
    )


def _anything(scene: Scene, thing: Word | None) -> str:
    """Read "anything that does not lead to X" as the condition "it leads to X"."""
    if thing is None or thing.lemma not in (
        "anything",
        "any",
        "deal",
        "agreement",
        "plan",
        "proposal",
    ):
        return ""
    clause = thing.child("relcl")
    if clause is None or not grammar.is_denied(clause):
        return ""
    drop = [*clause.all("nsubj", "aux", "neg", "mark")]
    return f"it does {scene.phrase(clause, *drop)}"


def _condition_text(scene: Scene, clause: Word) -> str:
    marks = [w for w in clause.all("mark", "advmod") if w.index < clause.index]
    if clause.dep == "prep" and clause.lemma in ("without", "until", "before"):
        noun = clause.child("pobj", "pcomp")
        return scene.phrase(noun) if noun is not None else ""
    if clause.lemma == "in":
        noun = clause.child("pobj")
        after = noun.child("prep") if noun is not None else None
        thing = after.child("pobj", "pcomp") if after is not None else None
        return scene.phrase(thing) if thing is not None else ""
    if clause.lemma == "on":
        noun = clause.child("pobj")
        inner = noun.child("acl", "ccomp", "relcl") if noun is not None else None
        return scene.phrase(inner, *inner.all("mark")) if inner is not None else ""
    if clause.lemma in ("provide", "provided"):
        inner = clause.child("ccomp", "pcomp")
        return scene.phrase(inner, *inner.all("mark")) if inner is not None else ""
    return scene.phrase(clause, *marks)


def _doubts(scene: Scene, use: Use, said: Relay, holder: Who, condition: str) -> tuple[str, ...]:
    """Say what was taken for granted, so that a person looks at it."""
    found = [
        f"taken for {', '.join(each.actors)}, who is not named there: {each.how}"
        for each in (holder, *said.speakers)
        if each.how in ("side", "group", "reference", "pronoun-before", "role")
    ]
    if grammar.modal(use.verb) == "would" and not condition:
        found.append('"would": under a condition that is not told?')
    return tuple(dict.fromkeys(found))


def _when(scene: Scene, use: Use, said: Relay) -> str:
    """Date a stance by when it was said; what somebody "had" said was so some time before that."""
    if not said.verbs or said.unsaid:
        when, is_dated = scene.when(use.verb)
        is_passed = use.passed or (scene.voice is not None and said.speakers)
        return scene.said_on if is_passed and scene.said_on and not is_dated else when
    own, has_own = scene.when(use.verb)
    told, is_told = scene.when(said.verbs[-1])
    had = any(c.text.lower() == "had" for c in use.verb.all("aux"))
    if had and has_own and own != told:
        return own
    if had and is_told and (day := iso_day(told)) is not None:
        return f"before {(day + timedelta(days=1)).isoformat()}"
    return told


def _written(scene: Scene, taken: _Taken) -> Draft | None:
    """Write the draft of a stance, with its target, its relays and what stays open."""
    from servanda.intake.rules.about import about

    use, said, holder = taken.use, taken.said, taken.holder
    stance, condition = taken.stance, taken.condition
    main = use.clause or use.verb
    subject = grammar.subject(use.verb)
    if holder.opens and subject is not None and subject.lemma in _TEXTS:
        scene.notes.append(f"{use.word.text}: a text says it, and who passed it is told already")
        return None
    if use.holder is None and use.by is None and subject is None and not use.voiced:
        scene.notes.append(f"{use.word.text}: nobody is said to hold it")
        return None
    told = about(scene, use, stance, holder.actors, condition)
    if told is None:
        return None
    when = _when(scene, use, said)
    opens = (*((holder.opens,) if holder.opens else ()), *said.opens)
    tellers = [t for verb in said.verbs if (t := grammar.subject(verb)) is not None]
    around = [*said.verbs, *tellers, *([subject] if subject is not None else [])]
    words = [w for w in main.subtree() if w.tag not in (".", "``", "''")]
    words += [use.word, *(w for w in around if w in scene.sentence.words)]
    return scene.draft(
        words,
        kind="say",
        actors=holder.actors,
        head=f"{stance} {told.target}".strip(),
        to=told.to,
        when=when,
        via=said.via(holder.actors),
        condition=condition,
        warns=use.warns if stance == "threatens" else "",
        words=told.words,
        manner="direct" if scene.is_quoted(use.word) else "paraphrase",
        rule=use.rule,
        confidence=round(use.confidence * told.weight, 2),
        opens=opens,
        doubts=(*told.doubts, *_doubts(scene, use, said, holder, condition)),
    )

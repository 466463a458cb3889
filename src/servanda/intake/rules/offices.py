"""Say whom an office means: "the Norland foreign minister", "its leader", "officials of the League"."""

from __future__ import annotations

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.groups import is_party, loose, sole_government
from servanda.intake.rules.meant import Who
from servanda.intake.rules.scene import Scene


def by_office(scene: Scene, word: Word) -> Who | None:
    """Take who holds the office, of the state or body that the phrase names."""
    offices = scene.register.offices
    before = [
        c
        for c in sorted(word.children, key=lambda c: c.index)
        if c.index < word.index and c.dep in ("compound", "amod", "nmod")
    ]
    name = " ".join([*(c.text.lower() for c in before), word.text.lower()])
    key = max((k for k in offices if name == k or name.endswith(f" {k}")), key=len, default="")
    side = _side(scene, word)
    if not key and side:
        longer = [k for k in offices if k.endswith(f" {name}") or k.startswith(f"{name} in ")]
        key = longer[0] if len(longer) == 1 else ""
    if not key and side:
        return _alike(scene, word, side)
    if not key:
        return None
    holders = [
        actor for where, actor in offices[key] if not side or _belongs(scene, actor, where, side)
    ]
    if side == () and _has_foreign_side(scene, word):
        return None
    if len(holders) == 1:
        return Who(actors=(holders[0],), how="office")
    return Who(opens=f'who is "{scene.phrase(word, *loose(word))[:60]}"?') if holders else None


def _has_foreign_side(scene: Scene, word: Word) -> bool:
    """Tell whether a phrase names a side that the agreement does not know: "the Ruritanian president"."""
    return any(
        c.dep in ("amod", "compound", "poss", "nmod")
        and c.text[0].isupper()
        and scene.mention(c) is None
        and c.text.lower() not in " ".join(scene.register.offices)
        for c in word.children
    )


def _side(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    """Give the states and bodies that a phrase names beside its head: "Israeli", "Kestra's", "of the NLF"."""
    from servanda.intake.rules.who import pronoun

    found: list[ActorId] = []
    for child in word.children:
        if child.dep in ("compound", "amod", "poss", "nmod"):
            found.extend(_demonym(scene, child))
            if child.lemma == "government" and child.dep == "compound":
                found.extend(sole_government(scene))
            if child.dep == "poss" and child.lemma in scene.table.of("heads.organisations"):
                found.extend(_meant(scene, child))
            if child.dep == "poss" and child.tag == "PRP$":
                owner = pronoun(scene, child, child.text.lower(), None)
                found.extend(owner.actors)
                for actor in owner.actors:
                    found.extend(scene.register.voices(actor) or of_office(scene, actor))
        elif child.dep == "prep" and child.lemma in ("of", "for", "from", "in"):
            noun = child.child("pobj")
            if noun is not None:
                found.extend(_demonym(scene, noun) or _meant(scene, noun))
    return tuple(dict.fromkeys(found))


def _meant(scene: Scene, noun: Word) -> tuple[ActorId, ...]:
    """Give whom "the group" means in "the group's leader" and "an official of the group"."""
    from servanda.intake.rules.who import who

    if noun.lemma not in scene.table.of("heads.organisations") or scene.mention(noun) is not None:
        return ()
    found = who(scene, noun)
    return found.actors if len(found.actors) == 1 else ()


def of_office(scene: Scene, person: ActorId) -> tuple[ActorId, ...]:
    """Give whose office somebody holds: the Patriot Party of its leader, who need not speak for it."""
    titles = [o.title for o in scene.register.agreement.actors[person].offices]
    named = [m.actors for title in titles for m in scene.register.find(title.partition(" of ")[2])]
    return named[0] if len(named) == 1 and len(named[0]) == 1 else ()


def _alike(scene: Scene, word: Word, side: tuple[ActorId, ...]) -> Who | None:
    """Take the one who leads a side by another title: "the union's leader" is its chairman."""
    group = scene.table.alike.get(word.lemma, "")
    if not group or any(c.lemma in ("deputy", "former", "vice") for c in word.children):
        return None
    found = [
        actor.id
        for actor in scene.register.agreement.actors.values()
        if scene.register.kind(actor.id) == "person"
        and any(each in side for each in scene.register.voices(actor.id))
        and any(scene.table.alike.get(_head(o.title)) == group for o in actor.offices)
    ]
    return Who(actors=(found[0],), how="office") if len(found) == 1 else None


def _head(title: str) -> str:
    """Give the noun of an office: "chairman" of "Chairman of the League"."""
    return title.partition(" of ")[0].partition(" in ")[0].split()[-1].lower()


def _demonym(scene: Scene, word: Word) -> tuple[ActorId, ...]:
    mention = scene.mention(word)
    if mention is not None:
        return mention.actors if len(mention.actors) == 1 else ()
    if word.tag in ("JJ", "NNP", "NNPS") and len(word.text) > 4 and word.text[0].isupper():
        return tuple(
            actor
            for actor in scene.register.states
            for name in (_bare(scene, actor),)
            if len(name) >= 4 and word.text.startswith(name[: max(len(name) - 1, 4)])
        )
    return ()


def _bare(scene: Scene, actor: ActorId) -> str:
    return scene.register.agreement.actors[actor].title.split(" of ")[-1]


def _belongs(scene: Scene, actor: ActorId, where: str, side: tuple[ActorId, ...]) -> bool:
    """Tell whether an officer is of one of some sides."""
    if any(each in scene.register.voices(actor) for each in side):
        return True
    names = {m.actors[0] for m in scene.register.find(where)}
    return bool(names & set(side)) or actor in side


def by_side(scene: Scene, word: Word) -> Who | None:
    """Take the side for which "officials", "leaders" or a "spokesman" speak."""
    known = scene.table.of("heads.voices") | scene.table.of("heads.arms")
    if word.lemma not in known and word.text.lower() not in known:
        return None
    side = _side(scene, word)
    if not side and word.lemma == "office" and (whose := word.child("poss")) is not None:
        persons = _holder(scene, whose)
        return Who(actors=(persons[0],), how="side") if len(persons) == 1 else None
    if not side:
        if (
            word.lemma == "government"
            and word.child("det") is not None
            and not word.all("amod", "compound")
        ):
            parties = [a for a in scene.register.states if is_party(scene, a)]
            if len(parties) == 1:
                return Who(actors=(parties[0],), how="role")
        return None
    if word.lemma in ("government", "administration") and word.all("compound", "nmod", "poss"):
        owner = side[0]
        voices = scene.register.voices(owner)
        possessed = word.child("poss") is not None
        if (
            scene.register.kind(owner) == "person"
            and (possessed or word.lemma == "administration")
            and voices
        ):
            return Who(actors=(voices[0],), how="side")
        return Who(actors=(owner,), how="side")
    if word.lemma == "office" and (whose := word.child("poss")) is not None:
        persons = [a for a in side if scene.register.kind(a) == "person"] or _holder(scene, whose)
        if len(persons) == 1:
            return Who(actors=(persons[0],), how="side")  # "the president's office"
    sides = [a for a in side if scene.register.kind(a) != "person"]
    if not sides and any(word.lemma == name.split()[-1] for name in scene.register.offices):
        return None  # "his president" is another than he
    sides = sides or list(side)
    return Who(actors=(sides[0],), how="side") if len(sides) == 1 else None


def _holder(scene: Scene, whose: Word) -> list[ActorId]:
    from servanda.intake.rules.who import who

    found = who(scene, whose)
    return [a for a in found.actors if scene.register.kind(a) == "person"]


def is_called(scene: Scene, actor: ActorId, noun: str) -> bool:
    """Tell whether an actor may be called by a noun: by that of his office, or by one like it."""
    known = scene.register.agreement.actors[actor]
    told = " ".join([known.title, *(office.title for office in known.offices)]).lower()
    if noun in told.split() or any(noun in word for word in told.split()):
        return True
    group = scene.table.alike.get(noun, "")
    return bool(group) and any(
        scene.table.alike.get(_head(o.title)) == group for o in known.offices
    )

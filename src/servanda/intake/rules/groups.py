"""Say which body or group a word means that names none: "the council", "senators", "the rebels"."""

from __future__ import annotations

from servanda.base.identities import ActorId
from servanda.intake.language import Word
from servanda.intake.rules.meant import Who
from servanda.intake.rules.scene import Scene


def pair(scene: Scene, word: Word) -> Who | None:
    """Take "the two leaders" for the two persons named last, where these are two."""
    if not any(c.lemma in ("both", "two") for c in (word, *word.children)):
        return None
    subjects = {m.actors[0] for m in scene.mentions if len(m.actors) == 1}
    if word.all("conj"):
        return None  # "both men and women"
    named = [
        [a for a in each if scene.register.kind(a) == "person" and a not in subjects]
        for each in reversed(scene.before[-6:])
    ]
    together = next((each for each in named if len(each) == 2), None)
    leads = {a for each in named for a in each if _is_of_party(scene, a)}
    sides = {scene.register.voices(a) for a in leads}
    if len(leads) == len(sides) == 2 and (together is None or word.lemma in _LEADING):
        return Who(actors=tuple(sorted(leads, key=scene.register.rank)), how="reference")
    if together is None and word.lemma in _LEADING:
        return _leaders(scene)
    return Who(actors=tuple(together), how="reference") if together is not None else None


def _leaders(scene: Scene) -> Who | None:
    """Give the leaders of the two parties, where each has one."""
    found = []
    for side in (a for a in scene.register.agreement.actors if is_party(scene, a)):
        own = [
            actor.id
            for actor in scene.register.agreement.actors.values()
            if side in actor.speaks_for
            and any(scene.table.alike.get(_head(o.title)) == "leading" for o in actor.offices)
        ]
        found.extend(own if len(own) == 1 else [])
    return Who(actors=tuple(found), how="role") if len(found) == 2 else None


def _head(title: str) -> str:
    return title.partition(" of ")[0].split()[-1].lower()


_LEADING = frozenset("leader commander chairman president general chief".split())


def _is_of_party(scene: Scene, actor: ActorId) -> bool:
    return any(is_party(scene, side) for side in scene.register.voices(actor))


def loose(word: Word) -> list[Word]:
    """Give what hangs on a noun and does not name it."""
    return word.all("relcl", "acl", "appos", "conj", "cc", "punct")


def is_party(scene: Scene, actor: ActorId) -> bool:
    """Tell whether an actor is a party to the agreement."""
    return any(role.value == "party" for role in scene.register.agreement.actors[actor].roles)


def _governments(scene: Scene) -> list[ActorId]:
    agreement = scene.register.agreement
    return [
        a
        for a in agreement.actors
        if is_party(scene, a)
        and (scene.register.kind(a) == "state" or "overnment" in agreement.actors[a].title)
    ]


def sole_government(scene: Scene) -> list[ActorId]:
    """Give the one party that is a government, for "a government spokesman"; nothing where there are two."""
    found = _governments(scene)
    return found if len(found) == 1 else []


def by_rebels(scene: Scene, word: Word) -> Who | None:
    """Take "the rebels" for the one party that is no state, and "the government" for the one that is."""
    agreement = scene.register.agreement
    if word.child("det") is None or word.child("poss", "relcl") is not None:
        return None
    parties = [a for a in agreement.actors if is_party(scene, a)]
    states = _governments(scene)
    rebels = ("rebel", "guerrilla", "insurgent", "militant", "guerilla")
    if word.lemma == "mediator" and word.child("amod", "compound", "poss") is None:
        mediators = [
            a.id for a in agreement.actors.values() if any(r.value == "mediator" for r in a.roles)
        ]
        return Who(actors=(mediators[0],), how="role") if len(mediators) == 1 else None
    if word.lemma in rebels or any(c.lemma in rebels for c in word.all("compound", "amod")):
        others = [a for a in parties if a not in states]
        return Who(actors=(others[0],), how="role") if len(others) == 1 else None
    is_bare = word.child("compound", "amod", "nmod", "prep") is None
    if word.lemma == "government" and is_bare and len(states) == 1:
        return Who(actors=(states[0],), how="role")
    return None


def by_group(scene: Scene, word: Word) -> Who | None:
    """Take a group named for what its members are: "other members of his right-wing cabinet"."""
    if (house := _house(scene, word)) is not None:
        return house
    if (people := _people(scene, word)) is not None:
        return people
    if word.lemma not in ("member", "minister", "lawmaker", "deputy"):
        return None
    text = scene.phrase(word, *word.all("relcl", "acl")).lower()
    for actor in scene.register.agreement.actors.values():
        first = actor.title.split()[0].lower()
        if any(role.value == "group" for role in actor.roles) and "-" in first and first in text:
            return Who(actors=(actor.id,), how="group")
    return None


def _people(scene: Scene, word: Word) -> Who | None:
    """Take "the islanders" for the one party whose name has the islands in it."""
    if word.tag not in ("NNS", "NNPS") or word.child("amod", "nummod", "poss") is not None:
        return None
    ending = next((e for e in ("ders", "ers", "ians", "ans", "men") if word.text.endswith(e)), "")
    stem = word.text.lower().removesuffix(ending)
    if len(stem) < 4 or word.child("det") is None:
        return None
    found = [
        actor.id
        for actor in scene.register.agreement.actors.values()
        if (
            scene.register.kind(actor.id) == "organisation"
            and word.text.lower() in actor.title.lower().split()
        )
        or (
            ending
            and is_party(scene, actor.id)
            and any(part.lower().startswith(stem) for part in actor.title.split())
        )
    ]
    return Who(actors=(found[0],), how="group") if len(found) == 1 else None


_HOUSES = frozenset("senate parliament assembly congress chamber diet house duma knesset".split())


def _house(scene: Scene, word: Word) -> Who | None:
    """Take "senators" and "lawmakers" for the one house of the agreement, where they are not some of it."""
    if word.tag != "NNS" or word.lemma not in (
        "senator",
        "lawmaker",
        "deputy",
        "parliamentarian",
        "mp",
    ):
        return None
    if word.child("amod", "nummod", "relcl", "prep", "poss") is not None:
        return None
    houses = [
        actor.id
        for actor in scene.register.agreement.actors.values()
        if scene.register.kind(actor.id) == "body"
        and not _HOUSES.isdisjoint(actor.title.lower().split())
    ]
    return Who(actors=(houses[0],), how="group") if len(houses) == 1 else None


def is_other_name(scene: Scene, word: Word) -> bool:
    """Tell whether a noun ends a proper name that the agreement has not: "the Workers Reform Party"."""
    return word.tag.startswith("NNP") and any(
        c.text[0].isupper() and scene.mention(c) is None
        for c in word.all("compound", "amod", "nmod")
    )


def by_parts(scene: Scene, word: Word) -> Who | None:
    """Take "the farmers' league" for the one whose name has both words in it."""
    beside = [c for c in word.children if c.dep in ("compound", "amod", "poss", "nmod")]
    if not beside or word.child("det", "poss") is None or is_other_name(scene, word):
        return None
    parts = {w.text.lower() for w in (word, *beside)}
    found = [
        actor.id
        for actor in scene.register.agreement.actors.values()
        if scene.register.kind(actor.id) in ("organisation", "body")
        and parts <= set(actor.title.lower().split())
    ]
    return Who(actors=(found[0],), how="reference") if len(found) == 1 else None


def by_kind(scene: Scene, word: Word) -> Who | None:
    """Take "the council" for the one body that is called a council, or the one of them named last."""
    owner = word.child("poss")
    if is_other_name(scene, word):
        return None
    if word.child("det", "poss") is None or any(
        c.dep in ("amod", "nummod") and c.tag != "NNP" for c in word.children
    ):
        return None
    noun = word.text.lower()
    called = [
        actor.id
        for actor in scene.register.agreement.actors.values()
        if scene.register.kind(actor.id) not in ("person", "state") and noun in _nouns(actor.title)
    ]
    if owner is not None:
        from servanda.intake.rules.who import who

        found = who(scene, owner)
        own = [v for a in found.actors for v in scene.register.voices(a) if v in called]
        return Who(actors=(own[0],), how="reference") if len(own) == 1 else None
    if len(called) == 1:
        return Who(actors=(called[0],), how="reference")
    return latest(scene, word, lambda actor: actor in called, reach=None) if called else None


def _nouns(title: str) -> set[str]:
    """Give the nouns by which a body is called for short: "council" and "elders" of a Council of Elders."""
    head, _, tail = title.partition(" of ")
    told = {head.split()[-1].lower()}
    members = tail.split(" of ")[0].split()
    if members and members[-1].endswith("s"):
        told.add(members[-1].lower())
    return told


def may_be_group(scene: Scene, actor: ActorId, noun: str = "") -> bool:
    """Tell whether an actor may be called a group or a movement, or a bloc by that noun."""
    if noun in ("bloc", "union", "organisation", "organization", "commission"):
        return True  # who mediates may be one as well
    roles = {role.value for role in scene.register.agreement.actors[actor].roles}
    return bool(roles & {"party", "actor", "faction"})


def latest(scene: Scene, word: Word, fits: object, reach: int | None = 6) -> Who | None:
    """Take the one that was named last and fits; two of one sentence leave it open."""
    here = [m.actors[0] for m in scene.mentions if m.end <= word.start and len(m.actors) == 1]
    back = scene.before if reach is None else scene.before[-reach:]
    for named in (here, *reversed(back)):
        fitting = list(dict.fromkeys(actor for actor in named if fits(actor)))  # type: ignore[operator]
        if len(fitting) == 1:
            return Who(actors=(fitting[0],), how="reference")
        if fitting:
            names = " or ".join(fitting)
            return Who(opens=f'"{scene.phrase(word, *loose(word))[:40]}" may be {names}')
    return None

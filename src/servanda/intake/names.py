"""Know the actors of an agreement by the names that news give them.

A name may mean several actors; then it is left open. What the agreement does not say, a short table
of common other names adds; nothing is added to the agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from servanda.base.identities import ActorId
from servanda.model.actors import Actor, Role
from servanda.model.agreement import Agreement

# What a state or a body is called besides the title that texts give it.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "United States": ("US", "U.S.", "U.S", "USA", "America", "American", "Americans", "Washington"),
    "United Kingdom": ("UK", "U.K.", "Britain", "British"),
    "United Nations": ("UN", "U.N."),
    "United Nations Security Council": (
        "Security Council",
        "UN Security Council",
        "U.N. Security Council",
    ),
    "European Union": ("EU", "E.U."),
    "African Union": ("AU", "A.U."),
    "Russia": ("Russian",),
    "France": ("French",),
    "China": ("Chinese",),
}
_STATES = re.compile(
    r"^(?:State|Republic|Kingdom|Government|Federation|Sultanate|Islamic Republic) of (?:the )?"
)
_HONOURS = re.compile(
    r"^(?:General|Bishop|Dr|Colonel|President|Sheikh|Sir|Mr|Ms|Mrs|Archbishop)\.? "
)
_TAIL = re.compile(r" (?:of|in|for|that) .*$")
_DEPARTMENT = re.compile(r"^(?:(.+) )?(Department|Ministry|Office) of (?:the )?(.+)$")
_RULERS = re.compile(r"\b(?:President|Prime Minister|King|Queen|Chancellor)\b")
# Last words that mean too many things to be a name, even with an article.
_WIDE = frozenset(
    "Office Department Ministry Power Authority Government State States Nations".split()
)
_SMALL = frozenset(
    {Role.BODY, Role.GROUP, Role.FACTION, Role.ACTOR, Role.PARTY, Role.MONITOR, Role.CARRIER}
)


class Mention(Struct, frozen=True, kw_only=True):
    """Hold a name in a text, and whom it may mean: one, or several where that is open."""

    start: int
    end: int
    actors: tuple[ActorId, ...]
    how: str = "name"


class Register(Struct, frozen=True, kw_only=True):
    """Hold the names of the actors, and the pattern that finds them."""

    agreement: Agreement
    names: Mapping[str, tuple[ActorId, ...]]
    pattern: re.Pattern[str]
    offices: Mapping[str, tuple[tuple[str, ActorId], ...]]
    states: frozenset[ActorId]
    kinds: Mapping[ActorId, str] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)
    """What was worked out of the agreement once, and holds for every report."""

    def find(self, text: str) -> tuple[Mention, ...]:
        """Find the names in a text, the longest first where they overlap."""
        return tuple(
            Mention(start=found.start(), end=found.end(), actors=self.names[_key(found[0])])
            for found in self.pattern.finditer(text)
        )

    def kind(self, actor: ActorId) -> str:
        """Tell whether an actor is a person, a state, a body or an organisation."""
        return self.kinds.get(actor, "organisation")

    def voices(self, actor: ActorId) -> tuple[ActorId, ...]:
        """Give those for whom an actor speaks."""
        known = self.agreement.actors.get(actor)
        return known.speaks_for if known else ()

    def rank(self, actor: ActorId) -> int:
        """Give the place of an actor in the agreement, by which several are put in order."""
        return list(self.agreement.actors).index(actor)


def _key(text: str) -> str:
    return " ".join(text.split())


def make_register(agreement: Agreement) -> Register:
    """Collect the names of the actors of an agreement."""
    named: dict[str, dict[ActorId, int]] = {}
    kinds = {actor.id: _kind(actor, agreement) for actor in agreement.actors.values()}
    for actor in agreement.actors.values():
        for strength, name in _names(actor, kinds[actor.id]):
            if len(name) > 1:
                entry = named.setdefault(name, {})
                entry[actor.id] = min(entry.get(actor.id, 9), strength)
    shared = _shared(agreement.actors.values(), kinds)
    names = {
        name: _strongest(found)
        for name, found in named.items()
        if not _is_taken(name, named)
        and not (name.lower().removeprefix("the ") in shared and min(found.values()) >= 2)
    }
    for name in [each for each in names if each[0].islower()]:
        names.setdefault(name[0].upper() + name[1:], names[name])  # at the head of a sentence
    offices: dict[str, list[tuple[str, ActorId]]] = {}
    for actor in agreement.actors.values():
        for office in actor.offices:
            head, _, where = office.title.partition(" of ")
            offices.setdefault(head.lower(), []).append((where, actor.id))
    # A role that goes before a name ("Prime Minister Rhee") is the name's own; plurals are no names.
    longest = sorted(names, key=len, reverse=True)
    joined = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest) or r"(?!)"
    return Register(
        agreement=agreement,
        names=names,
        pattern=re.compile(rf"(?<![\w-])(?:{joined})(?![\w-]|\.\w)"),
        offices={head: tuple(found) for head, found in offices.items()},
        states=frozenset(actor for actor, kind in kinds.items() if kind == "state"),
        kinds=kinds,
    )


def _shared(actors: Iterable[Actor], kinds: Mapping[ActorId, str]) -> frozenset[str]:
    """Give the nouns by which more than one body could be called: "council", where there are two."""
    heads = [
        actor.title.partition(" of ")[0].split()[-1].lower()
        for actor in actors
        if kinds[actor.id] != "person"
    ]
    return frozenset(head for head in heads if heads.count(head) > 1)


def _is_taken(name: str, named: Mapping[str, Mapping[ActorId, int]]) -> bool:
    """Tell whether a name with an article is another's own without it: "the Knesset"."""
    first, _, rest = name.partition(" ")
    return first in ("the", "The") and rest in named


def _strongest(found: Mapping[ActorId, int]) -> tuple[ActorId, ...]:
    best = min(found.values())
    return tuple(actor for actor, strength in found.items() if strength == best)


def _kind(actor: Actor, agreement: Agreement) -> str:
    if Role.PERSON in actor.roles:
        return "person"
    if Role.BODY in actor.roles:
        return "body"
    if _STATES.match(actor.title) or actor.title in OTHER_NAMES:
        return "state" if "Nations" not in actor.title and "Union" not in actor.title else "body"
    if _SOCIETIES & set(actor.title.lower().partition(" of ")[0].split()):
        return "organisation"  # a farmers' union has a president, too
    ruled = any(
        actor.id in other.speaks_for and any(_rules(o.title, actor.title) for o in other.offices)
        for other in agreement.actors.values()
    )
    return "state" if ruled else "organisation"


_SOCIETIES = frozenset(
    "union movement front party league alliance association confederation federation forces army brigade "
    "church congregation society network".split()
)


def _rules(office: str, title: str) -> bool:
    return _RULERS.search(office) is not None and (" of " not in office or office.endswith(title))


def _names(actor: Actor, kind: str) -> Iterable[tuple[int, str]]:
    """Give the names of an actor with their strength: 0 for its own, more for what may mean another."""
    for title in (actor.title, *actor.also_called):
        bare = title.removeprefix("the ").removeprefix("The ")
        yield 0, bare
        if kind == "person":
            plain = _HONOURS.sub("", bare)
            yield 0, plain
            yield 1, _surname(plain)
            yield 1, _surname(plain)[:1].upper() + _surname(plain)[1:]
            continue
        yield 0, _STATES.sub("", bare)
        yield from ((0, name) for name in OTHER_NAMES.get(_STATES.sub("", bare), ()))
        yield from _shorter(bare, kind, actor.roles)


def _surname(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest or first


def _shorter(title: str, kind: str, roles: tuple[Role, ...]) -> Iterable[tuple[int, str]]:
    """Shorten the title of an organisation or a body, as news do at the second mention."""
    department = _DEPARTMENT.match(title)
    if department is not None:
        yield 1, f"{department[3]} {department[2]}"
        return
    _, _, members = title.partition(" of ")
    if kind != "state" and members and members.split(" of ")[0].endswith("s"):
        told = members.split(" of ")[0]
        if len(told.split()) >= 2:
            yield 4, told[0] + told[1:].lower()
            yield 4, told.lower()
    capitals = [word for word in title.split() if word[0].isupper()]
    if len(capitals) >= 3:
        yield 2, "".join(word[0] for word in capitals)
    if kind == "state":
        return
    head = _TAIL.sub("", title)
    if head != title:
        yield 1, head
        if kind == "body" or not _SMALL.isdisjoint(roles):
            yield 2, head[0].lower() + head[1:]
            yield 3, head.lower()
            yield 3, head[0] + head[1:].lower()
    if len(capitals) == 2 and capitals[-1] in ("Party", "Movement") and " of " not in title:
        yield 4, capitals[0]  # "Harmony's rejection of the pact"
    if len(capitals) >= 2 and capitals[-1] not in _WIDE and " of " not in title:
        yield 4, f"the {capitals[-1]}"
        yield 4, f"The {capitals[-1]}"
    elif kind == "body":
        yield 3, head.lower()

"""Say who must do what, and which reading is meant, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.base.identities import ActorId, AmbiguityId, ReadingId
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import NOBODY
from servanda.model.events import Agency, Manner
from servanda.model.provisions import Modality, Provision
from servanda.reports.tongue import ENGLISH, Tongue, marked
from servanda.reports.values import Reading

LONG_TITLE = 24


def actor(agreement: Agreement, name: str) -> str:
    """Name an actor by its title, or by its name in the text where the title is long."""
    found = agreement.actors.get(ActorId(name))
    if found is None or not found.title or len(found.title) > LONG_TITLE:
        return name
    return found.title


def title(agreement: Agreement, name: str) -> str:
    """Name an actor by its title however long, or by its name in the text where it has none."""
    found = agreement.actors.get(ActorId(name))
    return found.title if found is not None and found.title else name


def titles(agreement: Agreement, names: Iterable[str]) -> str:
    """Name several actors by their titles."""
    return listed([title(agreement, name) for name in names])


def thing(agreement: Agreement, name: str) -> str:
    """Name what a word is about: the whole is the text, an actor goes by its title."""
    return "the text" if name == agreement.header.id else title(agreement, name)


def listed(names: Sequence[str], last: str = "and") -> str:
    """Join names as a sentence does.

    >>> listed(["Qatar", "Egypt", "the United States"])
    'Qatar, Egypt and the United States'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def actors(agreement: Agreement, names: Iterable[str]) -> str:
    """Name several actors."""
    return listed([actor(agreement, name) for name in names])


def agents(agreement: Agreement, agency: Agency) -> str:
    """Say who brings a thing about or bears it."""
    names = [actor(agreement, name) for name in agency.actors]
    match agency.manner:
        case Manner.EACH | Manner.JOINTLY if len(names) > 1:
            return f"{listed(names)} {agency.manner.value}"
        case Manner.ANY if len(names) > 1:
            return f"any of {listed(names, 'or')}"
        case Manner.WORLD:
            return "the world"
        case Manner.UNNAMED:
            return "nobody named"
        case _:
            return listed(names)


def who(agreement: Agreement, provision: Provision) -> str:
    """Say who bears a provision, or holds a power."""
    return agents(agreement, provision.agency)


def sentence(agreement: Agreement, provision: Provision) -> str:
    """Say a provision as one sentence, without its clauses."""
    verb = provision.modality.value
    words = provision.action.words
    level = agreement.levels.get(provision.action.target)
    if provision.modality is Modality.MAINTAIN and level is not None:
        words = words.replace(level.id, level.title, 1)
    return f"{who(agreement, provision)} {verb} {words}".strip()


class ReadingNames:
    """Name readings as short as they can be told apart."""

    def __init__(self, agreement: Agreement, tongue: Tongue = ENGLISH) -> None:
        self.agreement = agreement
        self.tongue = tongue
        seen: dict[str, int] = {}
        for ambiguity in agreement.ambiguities.values():
            for reading in ambiguity.readings:
                seen[reading.id] = seen.get(reading.id, 0) + 1
        self._shared = {name for name, count in seen.items() if count > 1}

    def one(self, ambiguity: str, reading: str) -> str:
        """Name a reading, or several joined by `or`; of a silence, say who may act."""
        found = self.agreement.ambiguities.get(AmbiguityId(ambiguity))
        names = reading.split(" or ")
        if found is not None and found.is_implicit:
            known = {each.id: each.title for each in found.readings}
            nobody = self.tongue.say("nobody")
            told = (nobody if n == NOBODY else known.get(ReadingId(n), n) for n in names)
            return f"{ambiguity}: {self._one_of(told)}"
        return self._one_of(f"{ambiguity}.{n}" if n in self._shared else n for n in names)

    def _one_of(self, names: Iterable[str]) -> str:
        return self.tongue.chained("%(some)s or %(last)s", names)

    def all(self, reading: Reading) -> str:
        """Name a combination of readings."""
        return self.tongue.chained("%(some)s and %(last)s", (self.one(*each) for each in reading))

    def under(self, readings: Sequence[str]) -> str:
        """Name combinations that lead to the same."""
        return self.tongue.chained(marked("%(some)s, or under %(last)s"), readings)

"""Turn what is supposed in plain words into an entry of the record."""

from __future__ import annotations

import re

from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.monitor.roster import each_of
from servanda.workspace import CannotRun

_MOVES = {"leaves": "leave", "leave": "leave", "joins": "join", "join": "join"}
_STANCES = {
    **dict.fromkeys(("accepts", "accept"), "accepts"),
    **dict.fromkeys(("rejects", "reject"), "rejects"),
    **dict.fromkeys(("supports", "support"), "supports"),
    **dict.fromkeys(("abstains", "abstain"), "abstains"),
}
_DATED = re.compile(r"\s*(\d|early |mid |late |before |after |about |between )")


def supposed(agreement: Agreement | None, words: str, day: str) -> str:
    """Give the entry that words such as `reds leaves house` or `north accepts` stand for, on a day.

    An entry with a date of its own stands for itself. A group stands for each of its members.

    >>> supposed(None, "2025-01-19 in force", "2025-02-01")
    '2025-01-19 in force'
    """
    if _DATED.match(words):
        return words
    names, verb, rest = _parted(words)
    about = agreement.header.id if agreement is not None else ""
    if agreement is not None:
        names = ", ".join(_each(agreement, names))
    if verb in _MOVES:
        return f"{day} {_MOVES[verb]} {names} {rest}"
    if verb in _STANCES:
        return f"{day} say {names} {_STANCES[verb]} {rest or about}"
    first = words.replace(",", " ").split()[:1]
    if agreement is not None and first and ActorId(first[0]) in agreement.actors:
        verbs = ", ".join(word for word in (*_MOVES, *_STANCES) if word.endswith("s"))
        raise CannotRun(f'--if "{words}": after who it is, write one of {verbs}; or a whole entry')
    return f"{day} {words}"


def _each(agreement: Agreement, names: str) -> list[str]:
    listed = [name.strip() for name in names.split(",")]
    known = [name for name in listed if ActorId(name) in agreement.actors]
    others = [name for name in listed if name not in known]
    return [*others, *(one for name in known for one in each_of(agreement, ActorId(name)))]


def _parted(words: str) -> tuple[str, str, str]:
    """Part words at their verb: who, what, and about what."""
    listed = words.replace(",", " , ").split()
    for place, word in enumerate(listed):
        if place and (word in _MOVES or word in _STANCES):
            who = " ".join(listed[:place]).replace(" ,", ",").replace(" and ", ", ")
            return who, word, " ".join(listed[place + 1 :])
    return words, "", ""

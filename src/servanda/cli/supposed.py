"""Turn what is supposed in plain words into an entry of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from servanda.base.identities import ActorId
from servanda.cli.question import Dates, Text, read, read_dates
from servanda.model.agreement import Agreement
from servanda.monitor.roster import each_of, members_of
from servanda.workspace import CannotRun, load
from servanda.workspace.asking import read_actor

_MOVES = {"leaves": "leave", "leave": "leave", "joins": "join", "join": "join"}
_STANCES = {
    **dict.fromkeys(("accepts", "accept"), "accepts"),
    **dict.fromkeys(("rejects", "reject"), "rejects"),
    **dict.fromkeys(("supports", "support"), "supports"),
    **dict.fromkeys(("abstains", "abstain"), "abstains"),
}
_LEAVE = "leave"
_DATED = re.compile(r"\s*(\d|early |mid |late |before |after |about |between )")


suppose_option = click.option(
    "--if",
    "hypothetical",
    multiple=True,
    metavar="ENTRY",
    help='Assume an entry, or say "ACTOR leaves BODY", "ACTOR accepts", "ACTOR rejects".',
)


def read_supposing(
    path: str, said: Sequence[str], on: str | None, known: str | None = None
) -> Text:
    """Load an agreement with what is supposed, in plain words or as entries of the record."""
    plain = load(path).agreement if any(not _DATED.match(words) for words in said) else None
    if plain is None:
        return read(path, said)
    dates = read_dates(plain.header.calendar, on, known)
    for words in said:
        _may_leave(plain, words, dates)
    return read(path, [supposed(plain, words, dates.shown_on) for words in said])


def _may_leave(agreement: Agreement, words: str, dates: Dates) -> None:
    """Refuse to suppose that somebody leaves a body in which he does not sit: it would change nothing."""
    names, verb, rest = _parted(words)
    body = ActorId(_called(agreement, rest))
    if _DATED.match(words) or _MOVES.get(verb) != _LEAVE or body not in agreement.actors:
        return
    members = {m.actor for m in members_of(agreement, body, dates.on, dates.known)}
    if members.isdisjoint(_each(agreement, names)):
        raise CannotRun(f'--if "{words}": no member of `{body}` on {dates.shown_on} is named so')


def supposed(agreement: Agreement | None, words: str, day: str) -> str:
    """Give the entry that words such as `reds leaves house` or `north accepts` stand for, on a day.

    An entry with a date of its own stands for itself. A group stands for each of its members.

    >>> supposed(None, "2025-01-19 in force", "2025-02-01")
    '2025-01-19 in force'
    """
    if not words.strip():
        raise CannotRun("--if is empty; leave it out, or say what it is")
    if _DATED.match(words):
        return words
    names, verb, rest = _parted(words)
    about = agreement.header.id if agreement is not None else ""
    if agreement is not None and verb:
        names = ", ".join(_each(agreement, names))
        rest = _called(agreement, rest)
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
    listed = [_called(agreement, name.strip()) for name in names.split(",")]
    known = [name for name in listed if ActorId(name) in agreement.actors]
    others = [name for name in listed if name not in known]
    return [*others, *(one for name in known for one in each_of(agreement, ActorId(name)))]


def _called(agreement: Agreement, name: str) -> str:
    """Give the name of whom a title or another name means; what means nobody stays as it is."""
    try:
        return read_actor(agreement, "--if", name)
    except CannotRun:
        return name


def _parted(words: str) -> tuple[str, str, str]:
    """Part words at their verb: who, what, and about what."""
    listed = words.replace(",", " , ").split()
    for place, word in enumerate(listed):
        if place and (word in _MOVES or word in _STANCES):
            who = " ".join(listed[:place]).replace(" ,", ",").replace(" and ", ", ")
            return who, word, " ".join(listed[place + 1 :])
    return words, "", ""

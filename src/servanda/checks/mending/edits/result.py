"""Turn an effort into a result: what must be tried must be done."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.base.spans import Span
from servanda.checks.mending.edit import Edit, Ground, Kind, day_of, days_of
from servanda.checks.mending.places import replaced
from servanda.checks.mending.text import TextChange
from servanda.model.agreement import Agreement
from servanda.model.events import Process
from servanda.model.provisions import Deadline, DoneWhen, Modality, Provision
from servanda.syntax import Sentence

_OPENING = frozenset({"open", "begin", "start"})
_GOING_ON = frozenset({"keep", "prevent", "procure"})


def propose(ground: Ground) -> Iterator[Edit]:
    """Turn the efforts that bear on what the claims see into results."""
    for provision in ground.agreement.provisions.values():
        goes_on = provision.action.words.split()[:1]
        if provision.modality is not Modality.EFFORT or _GOING_ON & set(goes_on):
            continue
        process = process_named(ground.agreement, provision)
        bears_on = {provision.id, *_names_of(process)}
        if not bears_on & ground.names:
            continue
        changes = _changes(ground, provision, process)
        if changes is not None:
            yield Edit(
                kind=KIND.name,
                words=f"{provision.id}: what must be tried must be done",
                changes=changes,
                touches=frozenset(bears_on),
                binds=provision.agency.actors,
            )


def _names_of(process: Process | None) -> tuple[str, ...]:
    """Give what a process is known by: itself, its opening, and the event that concludes it."""
    if process is None:
        return ()
    ends = (process.concluded_by,) if process.concluded_by is not None else ()
    return (process.id, process.opened, *ends)


def process_named(agreement: Agreement, provision: Provision) -> Process | None:
    """Give the process that the words of a provision name, such as talks to be concluded."""
    words = provision.action.words.split()
    found = (process for process in agreement.processes.values() if process.id in words)
    return next(found, None)


def _changes(
    ground: Ground, provision: Provision, process: Process | None
) -> tuple[TextChange, ...] | None:
    sentence = ground.places.sentence(provision.span)
    modal = modal_of(sentence, "must", "try", "to") if sentence is not None else None
    if modal is None:
        return None
    change = replaced(*modal, "must")
    if change is None:
        return None
    is_done_by_events = any(isinstance(clause, DoneWhen) for clause in provision.clauses)
    end = None if process is None or is_done_by_events else _done(provision, process)
    has_date = any(isinstance(clause, Deadline) for clause in provision.clauses)
    clauses = [f"by {_date(ground, provision)}"] if not has_date else []
    clauses += [f"done when {end}"] if end is not None else []
    if not clauses:
        return (change,)
    added = ground.places.add_clauses(provision.span, *clauses)
    return None if added is None else (change, added)


def _date(ground: Ground, provision: Provision) -> str:
    """Write a date for an effort that has none: with the term of its phase."""
    phase = ground.agreement.phases.get(provision.phase) if provision.phase is not None else None
    days = days_of(phase)
    if phase is not None and days is not None:
        return day_of(phase.id, days)
    return "90 days after entry into force"


def _done(provision: Provision, process: Process) -> str | None:
    """Say what has happened once the result is there: the process is open, or concluded."""
    if _OPENING & set(provision.action.words.split()[:2]):
        return f"{process.id} are open"
    return process.concluded_by


def modal_of(sentence: Sentence, *words: str) -> tuple[Span, Span] | None:
    """Mark the first and the last word of the modal verb of a provision."""
    tokens = sentence.head.tokens
    for place in range(len(tokens) - len(words) + 1):
        found = tokens[place : place + len(words)]
        if all(token.is_word(word) for token, word in zip(found, words, strict=True)):
            return found[0].span, found[-1].span
    return None


KIND = Kind(
    name="effort-to-result",
    does="turns what must be tried into what must be done",
    costs="whoever had to try owes the result",
    propose=propose,
)

"""Read other texts, and how they hang together: what a provision is set out in, which text prevails.

After the Vienna Convention on the Law of Treaties, article 30: of two texts on the same matter the later
prevails if the parties say so, or if both cannot be kept. Where a text says nothing of that, both readings
stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, ProvisionId, ReadingId
from servanda.base.moments import Moment
from servanda.diagnostics import Diagnostic, Severity
from servanda.model import provisions as model
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Ambiguity, Guard, Reading
from servanda.model.entries import Amendment, telling_of
from servanda.model.provisions import Displaces, Provision, SameMatter, SetOutIn
from servanda.model.sources import Instrument
from servanda.resolve.cursor import Unreadable
from servanda.resolve.lines import Line, clauses_below, unknown_clause
from servanda.resolve.names import Context
from servanda.resolve.phrases import both, read_labels, read_moment
from servanda.resolve.points import read_point
from servanda.syntax import Sentence

_CLAUSES = ("dated", "cites")


def read_instrument(sentence: Sentence, name: str, title: str, context: Context) -> Instrument:
    """Read another text, with its date."""
    dated: Moment | None = None
    labels: tuple[str, ...] = ()
    for line in clauses_below(sentence, context):
        try:
            if line.cursor.accept("dated"):
                dated = read_moment(line.cursor, context)
            elif line.cursor.accept("cites"):
                labels += read_labels(line.cursor, context)
            else:
                raise Unreadable(unknown_clause(line, "an instrument", _CLAUSES))
            line.cursor.end()
        except Unreadable as unreadable:
            context.report(unreadable)
    return Instrument(id=name, title=title or name, dated=dated, labels=labels, span=sentence.span)


def read_hold_of_texts(line: Line, context: Context) -> model.Clause | None:
    """Read a clause on other texts: where a provision stands, what it meets there, what counts of it."""
    cursor, under, span = line.cursor, line.under, line.span
    if cursor.accept("set", "out", "in"):
        name = context.name(cursor, "instrument")
        return SetOutIn(instrument=name, under=under, span=span)
    if cursor.accept("on", "the", "same", "matter", "as"):
        other = ProvisionId(context.name(cursor, "provision"))
        start = read_point(cursor, context) if cursor.accept("from") else None
        return SameMatter(provision=other, start=start, under=under, span=span)
    if cursor.accept("displaces") or cursor.sees("stands", "beside"):
        beside = cursor.accept("stands", "beside")
        other = ProvisionId(context.name(cursor, "provision"))
        start = read_point(cursor, context) if cursor.accept("from") else None
        return Displaces(provision=other, start=start, stands_beside=beside, under=under, span=span)
    if cursor.accept("acts", "under"):
        other = ProvisionId(context.name(cursor, "provision"))
        cursor.expect("count")
        return model.CountsActsUnder(provision=other, under=under, span=span)
    return None


# -- which text prevails -------------------------------------------------------------------------


class _Place(NamedTuple):
    """Hold where a provision stands: in which text, and the date of that."""

    text: str
    dated: Instant | None


def with_precedence(agreement: Agreement) -> tuple[Agreement, tuple[Diagnostic, ...]]:
    """Put in the place of `on the same matter as` what follows from it: which provision displaces which."""
    faults: list[Diagnostic] = []
    provisions = dict(agreement.provisions)
    ambiguities: dict[AmbiguityId, Ambiguity] = {}
    places = _places(agreement)
    for provision in agreement.provisions.values():
        for clause in provision.clauses:
            if not isinstance(clause, SameMatter):
                continue
            mine = provisions[provision.id]
            kept = tuple(c for c in mine.clauses if c is not clause)
            provisions[provision.id] = replace(mine, clauses=kept)
            if clause.provision not in places:  # its own sentence has a fault, which is told there
                continue
            found = _prevailing(agreement, provision.id, clause, places)
            if isinstance(found, Diagnostic):
                faults.append(found)
                continue
            if isinstance(found, Ambiguity):
                ambiguities[found.id] = found
                displaced = list(_by_reading(found, provision.id, clause))
            else:
                displaced = [(found, _displacing(found, provision.id, clause, agreement))]
            for winner, added in displaced:
                old = provisions[winner]
                provisions[winner] = replace(old, clauses=(*old.clauses, added))
    if not faults and all(provisions[p] is old for p, old in agreement.provisions.items()):
        return agreement, ()
    every = {**agreement.ambiguities, **ambiguities}
    return replace(agreement, provisions=provisions, ambiguities=every), tuple(faults)


def _places(agreement: Agreement) -> Mapping[ProvisionId, _Place]:
    """Say in which text each provision stands; one that an amendment adds is as old as that."""
    header = agreement.header
    dated = header.signed or header.in_force
    base = _Place(header.id, None if dated is None else dated.earliest)
    added = {
        change.target: entry.when.earliest
        for entry in telling_of(agreement.entries, Amendment)
        if isinstance(entry.what, Amendment)
        for change in entry.what.changes
        if isinstance(change.clause, model.Added)
    }
    found: dict[ProvisionId, _Place] = {}
    for provision in agreement.provisions.values():
        names = [c.instrument for c in provision.clauses if isinstance(c, SetOutIn)]
        text = agreement.instruments.get(names[-1]) if names else None
        if text is not None:
            found[provision.id] = _Place(text.id, text.dated.earliest if text.dated else None)
        else:
            found[provision.id] = (
                _Place("", added.get(provision.id)) if provision.is_added else base
            )
    return found


def _prevailing(
    agreement: Agreement,
    mine: ProvisionId,
    clause: SameMatter,
    places: Mapping[ProvisionId, _Place],
) -> ProvisionId | Ambiguity | Diagnostic:
    """Say which of two provisions on one matter prevails; a question, where the text says nothing."""
    other = clause.provision
    rule = " ".join(agreement.header.remarks.get("precedence", "").split())
    later = _later(mine, other, places)
    for name in (mine, other):
        if places[name].text and rule == f"{places[name].text} prevails":
            return name
    if rule in ("later text prevails", "earlier text prevails"):
        if later is None:
            return _undated(agreement.provisions[mine], clause, places)
        earlier = other if later == mine else mine
        return later if rule.startswith("later") else earlier
    if rule == "none":
        return mine
    winners = (mine, other) if later is None else (later,)
    return _question(mine, clause, winners)


def _later(
    mine: ProvisionId, other: ProvisionId, places: Mapping[ProvisionId, _Place]
) -> ProvisionId | None:
    first, second = places[mine].dated, places[other].dated
    if first is None or second is None or first == second:
        return None
    return mine if first > second else other


def _question(mine: ProvisionId, clause: SameMatter, winners: tuple[ProvisionId, ...]) -> Ambiguity:
    other = clause.provision
    prevail = (
        Reading(
            id=ReadingId(f"{name}-prevails".replace(".", "-")),
            title=f"`{name}` takes the place of `{other if name == mine else mine}`",
            span=clause.span,
        )
        for name in winners
    )
    together = Reading(id=ReadingId("both-bind"), title="both bind side by side", span=clause.span)
    return Ambiguity(
        id=AmbiguityId(f"same-matter.{mine}"),
        title=f"Does `{mine}` take the place of `{other}`, on the same matter?",
        readings=(*prevail, together),
        about=(mine, other),
        is_implicit=True,
        span=clause.span,
    )


def _by_reading(
    question: Ambiguity, mine: ProvisionId, clause: SameMatter
) -> Iterator[tuple[ProvisionId, Displaces]]:
    """Give, for each reading, which provision it has displace the other, or stand beside it."""
    for reading in question.readings:
        guard = Guard(options=((question.id, frozenset({reading.id})),))
        is_mine = reading.id in (f"{mine}-prevails".replace(".", "-"), "both-bind")
        winner, loser = (mine, clause.provision) if is_mine else (clause.provision, mine)
        yield (
            winner,
            Displaces(
                provision=loser,
                start=clause.start,
                stands_beside=reading.id == "both-bind",
                why="as this reading has it",
                under=both(clause.under, guard),
                span=clause.span,
            ),
        )


def _displacing(
    winner: ProvisionId, mine: ProvisionId, clause: SameMatter, agreement: Agreement
) -> Displaces:
    rule = agreement.header.remarks["precedence"]
    return Displaces(
        provision=clause.provision if winner == mine else mine,
        start=clause.start,
        stands_beside=rule == "none",
        why="the text says nothing prevails" if rule == "none" else f"the {rule}",
        under=clause.under,
        span=clause.span,
    )


def _undated(
    provision: Provision, clause: SameMatter, places: Mapping[ProvisionId, _Place]
) -> Diagnostic:
    mine, other = provision.id, clause.provision
    silent = [name for name in (mine, other) if places[name].dated is None]
    why = (
        f"the text of `{silent[0]}` has no date"
        if silent
        else "their texts have one and the same date"
    )
    return Diagnostic(
        rule="precedence-unknown",
        severity=Severity.ERROR,
        message=f"which of `{mine}` and `{other}` is in the later text is not known: {why}",
        span=clause.span,
        expected='texts with dates: `instrument NAME "Title"; dated DATE`, and `set out in NAME`',
        help=f"or say it here: `displaces {other}`, or `stands beside {other}`",
    )

"""Print entries, figures, a count of a body, an interval and an actor, for a person."""

from __future__ import annotations

from servanda.model.agreement import Agreement
from servanda.monitor.bodies import Tally
from servanda.reports.actor_table import ActorTable, NormRow
from servanda.reports.entry_words import told_entry, told_notes
from servanda.reports.figures_table import FiguresTable, ObservationRow
from servanda.reports.interval_table import IntervalCells, IntervalTable
from servanda.reports.page import Page
from servanda.reports.record_table import EntryRow, RecordTable
from servanda.reports.tongue import ENGLISH, Tongue
from servanda.reports.verdicts import show, span_of
from servanda.reports.words import ReadingNames, actor, actors, title, titles

COLUMN = 13


# -- entries -----------------------------------------------------------------------------------


def print_record(
    table: RecordTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print entries in time, each with its sources and the chain through which it came."""
    page = Page(width, colour)
    if not table.entries:
        page.text("no entry of the record fits")
    for row in table.entries:
        page.row(row.on, entry_sentence(agreement, row), 0, COLUMN)
        page.text(" · ".join(entry_notes(agreement, row)), COLUMN, 2, style="quiet")
    return str(page)


def entry_sentence(agreement: Agreement, row: EntryRow, tongue: Tongue = ENGLISH) -> str:
    """Say in a line who did or said what."""
    if not tongue.is_english:
        return told_entry(agreement, row, tongue)
    who = actors(agreement, row.actors or row.by) or "somebody"
    several = len(row.actors or row.by) > 1
    said = _told(agreement, row, who, several=several)
    return f"{said} “{row.words}”" if row.words else said


def _told(agreement: Agreement, row: EntryRow, who: str, *, several: bool) -> str:
    """Tell an entry by its kind."""
    target = actor(agreement, row.target)
    many = _amount(row)
    match row.kind:
        case "in force":
            return "the agreement enters into force"
        case "note":
            return f"note on {target}:" if target else "note:"
        case "act" if row.stance == "starts":
            return f"{who} {_verb('begin', several)} {target}"
        case "act":
            return f"{who} {_verb('perform', several)} {target}{f': {many}' if many else ''}"
        case "figure":
            by = actors(agreement, row.by) or "a source"
            return f"{by} {_verb('give', len(row.by) > 1)} {row.target} as {many}"
        case "incident":
            by = actors(agreement, row.by) or "a source"
            harm = ", ".join(f"{show(part.quantity)} {part.of}" for part in row.composition)
            said = f"{row.stance} by {by}{f', {harm}' if harm else ''}"
            if row.target in agreement.kinds:
                return f"{actors(agreement, row.actors) or 'somebody'}, {row.target}: {said}"
            return f"{who} against {target}: {said}"
        case "merge" | "distinguish":
            events = "one event" if row.kind == "merge" else "different events"
            reports = " and ".join(text for key, text in row.details if key == "reports")
            return f"{who} {_verb('hold', several)} that {reports} are of {events}"
        case "finding":
            return f"{who} {_verb('find', several)} {target} {row.stance}"
        case "reading" | "settle":
            verb = "hold" if row.kind == "reading" else "settle"
            return f"{who} {_verb(verb, several)} {target}: {row.stance}"
        case "notify":
            return f"{who} {_verb('give', several)} notice: {row.stance} {target}".rstrip()
        case "happens":
            by = f", by {actors(agreement, row.by)}" if row.by else ""
            return f"{target} happens{by}"
        case "opens" | "ends":
            name = row.target.rpartition(".")[0]
            by = f" by {actors(agreement, row.by)}" if row.by else ""
            return f"{name} {'opened' if row.kind == 'opens' else 'ended'}{by}"
        case "amend":
            return f"{who} {_verb('amend', several)} {', '.join(dict.fromkeys(row.changes))}"
        case "say" if row.stance == "not-stated":
            return f"{who} {_verb('state', several)} no position on {target}"
        case "say" if row.over:
            order = " to ".join((row.target, *row.over))
            return f"{who} {_plural(row.stance) if several else row.stance} {order}"
        case "say" | "vote":
            stance = _leaning(row.stance, several=several)
            return f"{who} {stance or _verb('say', several)} {target}".rstrip()
        case _:
            told = row.stance.endswith("s") or " " in row.stance
            verb = row.stance if told else _verb(row.kind, several)
            return f"{who} {verb} {target}".rstrip()


def _verb(base: str, several: bool) -> str:
    """Let a verb agree with who does it.

    >>> _verb("ratify", False), _verb("ratify", True)
    ('ratifies', 'ratify')
    """
    if several:
        return base
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}s"


_LEANING = {
    "abstains": "abstains on",
    "asks": "asks for",
    "commits": "commits to",
    "conditions": "sets conditions on",
    "warns": "warns of",
}
"""Stances that take more than their word before what they are about."""


def _leaning(stance: str, *, several: bool) -> str:
    """Say a stance so that what it is about may follow.

    >>> _leaning("commits", several=False), _leaning("conditions", several=True)
    ('commits to', 'set conditions on')
    """
    verb, _, rest = _LEANING.get(stance, stance).partition(" ")
    return f"{_plural(verb) if several else verb} {rest}".rstrip()


def _plural(verb: str) -> str:
    """Turn `denies` into `deny`, and `describes` into `describe`."""
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


def _amount(row: EntryRow) -> str:
    if row.quantity is None:
        return ""
    of = f" of {show(row.of)}" if row.of is not None else ""
    return f"{show(row.quantity)}{of} {row.category}".strip()


def entry_notes(agreement: Agreement, row: EntryRow, tongue: Tongue = ENGLISH) -> list[str]:
    """Say how an entry reached us, what it comes to, and on whose word it stands."""
    if not tongue.is_english:
        return told_notes(agreement, row, tongue)
    notes = []
    if row.result:
        notes.append(row.result)
    if row.unanimous is not None:
        notes.append("unanimous" if row.unanimous else "not unanimous")
    if row.via:
        notes.append(f"relayed by {actors(agreement, row.via)}")
    notes.extend(f"{key}: {text}" for key, text in row.details)
    if row.reading:
        notes.append(f"counts only under {ReadingNames(agreement).all(row.reading)}")
    notes.append(_sources(row))
    return notes


def _sources(row: EntryRow) -> str:
    """Name the sources of an entry, the places in them, and how sure the writer is."""
    if not row.sources:
        return "assumed" if row.hypothetical else "no source"
    told = []
    for source in row.sources:
        place = f" {source.place}" if source.place else ""
        sure = f" ({source.certainty})" if source.certainty else ""
        told.append(f"{source.id}{place}{sure}")
    return f"source: {', '.join(told)}"


# -- figures -----------------------------------------------------------------------------------


def print_figures(
    table: FiguresTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print figures side by side, observer by observer."""
    page = Page(width, colour)
    if not table.figures:
        page.text("the record has no such figure")
    for figure in table.figures:
        page.blank()
        conflict = "  – in conflict" if figure.conflict else ""
        page.text(f"{figure.name}{conflict}", style="title")
        rows = [(o.on, _value(o), _share(o), _observer(agreement, o)) for o in figure.observations]
        page.table(rows, indent=2)
    if table.stems:
        page.blank()
        page.text("totals", style="title")
    for stem in table.stems:
        by = actors(agreement, stem.by) or "no observer named"
        amount = f"{show(stem.total)} {stem.unit}".strip()
        page.row(stem.name, f"{amount}, by {by}: {', '.join(stem.parts)}", 2, 20)
    return str(page)


def _value(row: ObservationRow) -> str:
    of = f" of {show(row.of)}" if row.of is not None else ""
    return f"{show(row.value)}{of} {row.unit}".strip()


def _share(row: ObservationRow) -> str:
    if row.share is None:
        return ""
    return row.share if row.of is not None else f"{row.share} of {row.share_of}"


def _observer(agreement: Agreement, row: ObservationRow) -> str:
    by = actors(agreement, row.by) or ", ".join(row.sources)
    mark = "" if row.certainty == "verified" else f" ({row.certainty or 'no source'})"
    words = f" “{row.words}”" if row.words else ""
    return f"{by}{mark}{words}"


# -- a body ------------------------------------------------------------------------------------


def print_tally(
    tally: Tally, agreement: Agreement, on: str, width: int = 80, colour: bool = False
) -> str:
    """Print how many stand behind something in a body, and how many its rule asks for."""
    page = Page(width, colour)
    page.text(f"{title(agreement, tally.body)} on {on}", style="title")
    left = {member.actor for member in tally.without}
    rows = []
    for member in (*tally.members, *tally.joined_by):
        note = "not counted" if member.actor in left else ""
        note = "counted with them" if member in tally.joined_by else note
        note = note if member.is_sure else f"{note} perhaps a member".strip()
        since = f"since {member.since}" if member.since else ""
        name = agreement.actors[member.actor].title
        rows.append((show(member.seats), name, " ".join(x for x in (since, note) if x)))
    if tally.not_named:
        rows.append((show(tally.not_named), "not named in the text", "may be for it"))
    page.table(rows, indent=2, right=(0,))
    gone = tally.ended
    if gone is not None:
        where = f"{gone.span.path.rpartition('/')[2]}:{gone.span.line}"
        page.text(f"it ceased to be on {gone.when.written}; {where}", 2, 2)
        return str(page)
    if not rows:
        page.text("no member of it is named", indent=2)
    page.blank()
    page.text(_outcome(tally))
    if tally.may_veto:
        page.text(f"A veto is left to {titles(agreement, tally.may_veto)}.")
    return str(page)


def _outcome(tally: Tally) -> str:
    count = show(tally.in_favour)
    if tally.at_most != tally.in_favour:
        count = f"{count} to {show(tally.at_most)}"
    if not tally.rule:
        return f"{count} for; the text gives no rule of decision."
    if not tally.at_most and tally.carried is None:
        return f"nobody is counted; the rule: {tally.rule}."
    words = {True: "carried", False: "not carried", None: "open"}
    if tally.threshold is None:
        return f"{tally.why or tally.rule}: {words[tally.carried]}."
    return f"{count} for, {show(tally.threshold)} needed ({tally.rule}): {words[tally.carried]}."


# -- an interval -------------------------------------------------------------------------------


def print_interval(
    table: IntervalTable, agreement: Agreement, width: int = 80, colour: bool = False
) -> str:
    """Print the time between two moments."""
    page = Page(width, colour)
    if not table.readings:
        page.text(_interval(table.cells))
    for row in table.readings:
        name = ReadingNames(agreement).all(row.reading)
        page.text(f"under {name}: {_interval(row.cells)}", hang=2)
    return str(page)


def _interval(cells: IntervalCells) -> str:
    where = f"from {span_of(cells.from_, ' / ')} to {span_of(cells.to, ' / ')}"
    if cells.days is None:
        missing = "has not happened, or its date is open"
        return f"no count: one of the two moments {missing} ({where})"
    word = "day" if cells.days in (1, -1) else "days"
    minutes = f" ({span_of(cells.minutes)} minutes)" if cells.minutes is not None else ""
    return f"{span_of(cells.days)} {word}{minutes}, {where}"


# -- an actor ----------------------------------------------------------------------------------


def print_actor(
    table: ActorTable, agreement: Agreement, on: str, width: int = 80, colour: bool = False
) -> str:
    """Print what the text and the record say of an actor."""
    page = Page(width, colour)
    also = f", also called {', '.join(table.also_called)}" if table.also_called else ""
    page.text(f"{table.title} ({table.id}){also}", style="title")
    page.text(", ".join((*table.roles, *([table.office] if table.office else []))))
    if table.words:
        page.text(f"“{table.words}”")
    page.blank()
    for head, names in (
        ("answered for by", (table.answered_for_by,) if table.answered_for_by else ()),
        ("answers for", table.answers_for),
        ("speaks for", table.speaks_for),
        ("spoken for by", table.spoken_for_by),
        ("allied to", table.allied_to),
        ("disputed", table.disputed),
        ("chaired by", table.chaired_by),
        ("chairs", table.chairs),
        ("hosted by", table.hosted_by),
        (f"member of on {on}", tuple(row.actor for row in table.member_of)),
        ("members", tuple(row.actor for row in table.members)),
        ("certifies", table.certifies),
        ("verifies", table.verifies),
    ):
        if names:
            page.row(head, ", ".join(actor(agreement, name) for name in names), 0, 24)
    for head, rows in (
        ("duties", table.duties),
        ("prohibitions", table.prohibitions),
        ("powers and liberties", table.powers),
        ("recommendations", table.recommendations),
        ("owed to it", table.owed_to),
    ):
        _norms(page, agreement, head, rows)
    for head, prevented in (
        ("to be prevented", table.prevented_by),
        ("to be procured", table.procured_by),
    ):
        if prevented:
            page.blank()
            page.text(head, style="title")
        for row in prevented:
            page.row(row.provision, f"{row.words} (by {actors(agreement, row.by)})", 2, 24)
    if table.readings_held:
        page.blank()
        page.text("readings it holds", style="title")
    for held in table.readings_held:
        page.row(held.ambiguity, f"{held.asks} {held.reading_held}: {held.means}", 2, 24)
    return str(page)


def _norms(page: Page, agreement: Agreement, head: str, rows: tuple[NormRow, ...]) -> None:
    if not rows:
        return
    page.blank()
    page.text(head, style="title")
    for row in rows:
        guard = " and ".join(f"{ambiguity}.{reading}" for ambiguity, reading in row.reading)
        under = f" (under {guard})" if guard else ""
        as_ = f" (as one of {actor(agreement, row.as_)})" if row.as_ else ""
        page.row(row.provision, f"{row.words}{under}{as_}", 2, 24)

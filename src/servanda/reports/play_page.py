"""Print a played run for a person at a terminal: where it stands, and what may happen next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.checks.playing import (
    Change,
    Foreseen,
    Kind,
    Option,
    Owing,
    Play,
    Stop,
    Turn,
    foreseen,
    last_of,
    owing,
    running,
    written,
)
from servanda.machine import LifeState
from servanda.model.agreement import Agreement
from servanda.model.events import Manner
from servanda.reports.page import Page
from servanda.reports.words import actors, listed

OWED_AT_MOST, OPTIONS_AT_MOST, NAMES_AT_MOST = 6, 12, 5
AHEAD_AT_MOST = 2
_INDENT, _COLUMN = 2, 6


def print_standing(play: Play, width: int, colour: bool) -> str:
    """Print the date, the phases that run, what is overdue and what is owed next."""
    page, calendar = Page(width, colour), play.machine.calendar
    page.text(written(calendar, play.now), style="title")
    page.text(_phases(play), _INDENT, 2)
    rows = owing(play.view)
    late = [row for row in rows if row.state is LifeState.OVERDUE]
    next_ = [row for row in rows if row.state is not LifeState.OVERDUE]
    _owed(page, play, "overdue", late, OWED_AT_MOST, "bad")
    _owed(page, play, "owed next", next_, OWED_AT_MOST, "plain")
    return str(page)


def print_owed(play: Play, width: int, colour: bool) -> str:
    """Print all that is owed."""
    page = Page(width, colour)
    rows = owing(play.view)
    late = [row for row in rows if row.state is LifeState.OVERDUE]
    rest = [row for row in rows if row.state is not LifeState.OVERDUE]
    _owed(page, play, "overdue", late, len(late), "bad")
    _owed(page, play, "owed", rest, len(rest), "plain")
    if not rows:
        page.text("Nothing is owed.")
    return str(page)


def _phases(play: Play) -> str:
    calendar = play.machine.calendar
    said = []
    for found in running(play.view):
        if found.is_suspended:
            said.append(f"phase {found.phase} is suspended")
        elif found.prolonged is not None:
            since = last_of(calendar, found.prolonged)
            said.append(f"phase {found.phase} runs on past its term since {since}")
        elif found.term is not None:
            said.append(f"phase {found.phase} runs until {last_of(calendar, found.term)}")
        else:
            said.append(f"phase {found.phase} runs")
    over = [
        f"phase {phase} {log.how.value}"
        for phase, log in play.state.phases.items()
        if log.ended is not None and log.how is not None
    ]
    if not said and play.machine.agreement.phases:
        said = ["no phase runs"]
    return "; ".join([*said, *over]) or "the text has no phases"


def _owed(
    page: Page, play: Play, head: str, rows: Sequence[Owing], at_most: int, style: str
) -> None:
    if not rows:
        return
    page.text(head, _INDENT, style=style)
    agreement, calendar = play.machine.agreement, play.machine.calendar
    for row in rows[:at_most]:
        when = last_of(calendar, row.due) if row.due is not None else "no date"
        page.row(when, _owing(agreement, row), _INDENT + 2, 22)
    if len(rows) > at_most:
        page.text(f"and {len(rows) - at_most} more: `owed` lists them", _INDENT + 2, style="quiet")


def _owing(agreement: Agreement, row: Owing) -> str:
    who = actors(agreement, row.by) or "nobody named"
    state = {
        LifeState.EXCUSED: " (late, excused)",
        LifeState.WITHHELD: " (late, withheld)",
        LifeState.SUSPENDED: " (suspended)",
        LifeState.OPEN: " (cannot be told)",
    }.get(row.state, "")
    amount = ""
    if row.owed is not None and row.done is not None and not (row.owed.low == row.owed.high == 1):
        amount = f", {row.done.describe()} of {row.owed.describe()} {row.provision.action.unit}"
    return f"{row.id} ({who}){amount.rstrip()}{state}"


def print_options(
    play: Play,
    options: Sequence[Option],
    stop: Stop | None,
    width: int,
    colour: bool,
    *,
    is_whole: bool = False,
    most: int = OPTIONS_AT_MOST,
) -> str:
    """Print what may happen next, numbered, with who decides and what each leads to: so many at most."""
    page = Page(width, colour)
    page.text("What may happen next", style="title")
    _stop(page, play, stop)
    usual = foreseen(play)
    lawful = [(n, o) for n, o in enumerate(options, start=1) if not o.against]
    breaks = [(n, o) for n, o in enumerate(options, start=1) if o.against]
    shown = lawful if is_whole else lawful[:most]
    for number, option in shown:
        _option(page, play, number, option, usual)
    if len(shown) < len(lawful):
        first = lawful[len(shown)][0]
        page.row(f"{first}–{lawful[-1][0]}", "`more` lists these too", _INDENT, _COLUMN + 4)
    if breaks and is_whole:
        for number, option in breaks:
            _option(page, play, number, option, usual)
    elif breaks:
        names = dict.fromkeys(name for _, o in breaks for name in o.against)
        numbers = f"{breaks[0][0]}–{breaks[-1][0]}" if len(breaks) > 1 else f"{breaks[0][0]}"
        words = f"! acts against {listed(list(names)[:NAMES_AT_MOST])}"
        more = f" and {len(names) - NAMES_AT_MOST} more" if len(names) > NAMES_AT_MOST else ""
        page.row(numbers, f"{words}{more}: `more` lists them", _INDENT, _COLUMN + 4)
    return str(page)


def _stop(page: Page, play: Play, stop: Stop | None) -> None:
    if stop is None:
        page.row("0", "time passes: nothing more falls due or changes of itself", _INDENT, _COLUMN)
        return
    calendar = play.machine.calendar
    mark = "! " if stop.overdue else ""
    words = f"{mark}time passes until {written(calendar, stop.at)}"
    if stop.overdue:
        words += f", past the date of {_names(stop.overdue)}"
    page.row("0", words, _INDENT, _COLUMN)
    told = [f"the last minute for {_names(stop.due)}"] if stop.due else []
    for line in (*told, *sentences(stop.changes)):
        page.text(f"→ {line}", _COLUMN, 2, "quiet")


def _option(page: Page, play: Play, number: int, option: Option, usual: Sequence[Foreseen]) -> None:
    who = _who(play.machine.agreement, option)
    mark = "! " if option.against else ""
    page.row(str(number), f"{mark}{who}: {option.words}", _INDENT, _COLUMN)
    if option.against:
        page.text(f"against {_names(option.against)}", _COLUMN, 2, "bad")
    if option.categories:
        kinds = listed(list(option.categories), "or")
        page.text(
            f"of a kind that counts in return: `{number} 1 KIND`, KIND one of {kinds}", _COLUMN, 2
        )
    if option.needs_amount:
        page.text(f"with the figure, such as `{number} 5,000`", _COLUMN, 2)
        return
    for line in _leads_to(play, option, usual):
        page.text(f"→ {line}", _COLUMN, 2, "quiet")


def _who(agreement: Agreement, option: Option) -> str:
    """Say who decides: of several jointly each can withhold it; the world's acts are nobody's choice."""
    names = actors(agreement, option.by)
    if option.manner is Manner.WORLD or not names:
        return "the world (nobody's choice)"
    return f"{names} jointly" if option.manner is Manner.JOINTLY and len(option.by) > 1 else names


def _leads_to(play: Play, option: Option, usual: Sequence[Foreseen]) -> list[str]:
    """Say what a step changes at once, and what it changes for phases if nothing else happens."""
    then = play.do(option)
    calendar = play.machine.calendar
    said = sentences(then.turns[-1].changes)
    later = [f for f in foreseen(then) if f not in usual]
    for each in later[:AHEAD_AT_MOST]:
        on = last_of(calendar, each.at)
        said.append(f"if nothing else happens, phase {each.phase} {each.words}, {on}")
    return said or ["nothing follows of itself"]


def print_turn(turn: Turn, agreement: Agreement, width: int, colour: bool) -> str:
    """Print what was done, and what it changed."""
    page, calendar = Page(width, colour), agreement.header.calendar
    assert turn.state.now is not None
    who = actors(agreement, turn.entry.actors) if turn.entry is not None else ""
    said = f"{who}: {turn.words}" if who else turn.words
    if turn.entry is None:
        said = f"time passes until {written(calendar, turn.state.now)}"
    page.text(f"{'! ' if turn.against else ''}{said}", hang=2, style="title")
    if turn.against and turn.entry is not None:
        page.text(f"against {_names(turn.against)}", _INDENT, 2, "bad")
    for line in sentences(turn.changes):
        page.text(f"→ {line}", _INDENT, 2)
    if not turn.changes:
        page.text("→ nothing follows of itself", _INDENT)
    return str(page)


def print_history(play: Play, width: int, colour: bool) -> str:
    """Print the turns so far, with their dates."""
    page, calendar = Page(width, colour), play.machine.calendar
    start = play.beginning.now
    assert start is not None
    page.row(written(calendar, start), "the start", 0, 18)
    for turn in play.turns:
        assert turn.state.now is not None
        who = actors(play.machine.agreement, turn.entry.actors) if turn.entry is not None else ""
        said = f"{who}: {turn.words}" if who else turn.words
        mark = "! " if turn.against else ""
        page.row(written(calendar, turn.state.now), f"{mark}{said}", 0, 18)
        if turn.against:
            head = "against" if turn.entry is not None else "overdue:"
            page.text(f"{head} {_names(turn.against)}", 18, 2)
    return str(page)


def sentences(found: Iterable[Change]) -> list[str]:
    """Say changes in few sentences: those of a kind that say the same stand together."""
    together: dict[tuple[Kind, str], list[str]] = {}
    for change in found:
        together.setdefault((change.kind, change.words), []).append(change.name)
    return [_sentence(kind, words, names) for (kind, words), names in together.items()]


_PLURALS = (("is ", "are "), ("ends", "end"), ("binds", "bind"), ("begins", "begin"))


def _sentence(kind: Kind, words: str, names: list[str]) -> str:
    subject = "the agreement" if kind is Kind.FORCE else _names(names)
    if kind is Kind.PHASE:
        subject = f"phase {subject}" if len(names) == 1 else f"phases {subject}"
    if len(names) > 1:
        for one, many in _PLURALS:
            if words.startswith(one):
                words = many + words[len(one) :]
                break
    return f"{subject} {words}"


def _names(names: Sequence[str], last: str = "and") -> str:
    if len(names) <= NAMES_AT_MOST:
        return listed(list(names), last)
    rest = len(names) - NAMES_AT_MOST + 1
    return f"{', '.join(names[: NAMES_AT_MOST - 1])} {last} {rest} more"


def print_readings(play: Play, fixed: Iterable[str], width: int, colour: bool) -> str:
    """Print under which readings it is played, and which of them were merely assumed."""
    page, agreement = Page(width, colour), play.machine.agreement
    known = set(fixed)
    rows = []
    for ambiguity in agreement.ambiguities.values():
        if ambiguity.is_implicit or len(ambiguity.readings) < 2:
            continue
        others = [r.id for r in ambiguity.readings if r.id != play.machine.choice[ambiguity.id]]
        mark = "fixed" if ambiguity.id in known else f"assumed; also {', '.join(others)}"
        rows.append((f"{ambiguity.id}={play.machine.choice[ambiguity.id]}", mark))
    if rows:
        page.text("Readings (`reading A=R` plays the same turns under another)", style="title")
        for name, mark in rows:
            page.row(name, mark, _INDENT, 36)
    return str(page)

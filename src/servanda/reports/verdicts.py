"""Say a verdict in words: its state, its dates, what was done of what was owed, who contests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from servanda.model.agreement import Agreement
from servanda.reports.contests import LaidOut, Number
from servanda.reports.status_table import Cells, ContestRow, PhaseCells
from servanda.reports.tongue import ENGLISH, Tongue, marked
from servanda.reports.values import Plain, Value
from servanda.reports.words import actor

STATES = {
    "created": marked("not yet in effect"),
    "in-effect": marked("in effect"),
    "fulfilled": marked("done"),
    "fulfilled-late": marked("done late"),
    "overdue": marked("overdue"),
    "excused": marked("excused"),
    "withheld": marked("withheld"),
    "suspended": marked("suspended"),
    "discharged": marked("discharged"),
    "terminated": marked("ended"),
    "missed": marked("missed"),
    "exceeded": marked("over its limit"),
    "exercised": marked("used"),
    "inapplicable": marked("no such provision"),
    "unrecorded": marked("not in the record"),
    "open": marked("open"),
}


def state_word(state: str | None, tongue: Tongue = ENGLISH) -> str:
    """Name a state for a person."""
    return tongue.say(STATES.get(state or "", state or marked("depends on the reading")))


def span_of(value: Value, joint: str = " to ") -> str:
    """Write one value, or the earliest and the latest, without what both have in common.

    >>> span_of(("2025-01-27 06:00", "2025-01-27 08:00")), span_of(("2025-02-26", "2025-02-27"))
    ('2025-01-27 06:00 to 08:00', '2025-02-26 to 27')
    """
    if not isinstance(value, tuple):
        return show(value)
    first, last, common = _ends(value)
    return f"{first}{joint}{last[common:]}" if last else first


def dates_of(value: Value, tongue: Tongue = ENGLISH) -> str:
    """Write a moment, or the earliest and the latest it may be, in a language."""
    if not isinstance(value, tuple):
        return tongue.day(show(value))
    first, last, common = _ends(value)
    return tongue.dates(first, last, common) if last else tongue.day(first)


def _ends(value: tuple[Plain, Plain]) -> tuple[str, str, int]:
    """Give two ends, and how many characters they share; one alone where they are a whole stretch."""
    first, last = (show(each) for each in value)
    whole = _whole(first, last)
    if whole:
        return whole, "", 0
    return first, last, next((n for n in (_DAY, _MONTH) if _shares(first, last, n)), 0)


_DAY, _MONTH = len("2025-01-27 "), len("2025-01-")


def _shares(first: str, last: str, size: int) -> bool:
    """Tell whether two dates have their day in common, or two days without hours their month."""
    if not first[:4].isdigit() or len(first) != len(last) or len(first) < len("2025-01-27"):
        return False
    has_hours = " " in first
    return first[:size] == last[:size] and has_hours == (size == _DAY)


def _whole(first: str, last: str) -> str:
    """Write a whole month or year as such.

    >>> _whole("2020-03-01", "2020-03-31"), _whole("2020-01-01", "2020-12-31")
    ('2020-03', '2020')
    """
    if len(first) != len("2020-03-01") or first[4:5] != "-" or len(last) != len(first):
        return ""
    if first[:4] == last[:4] and (first[5:], last[5:]) == ("01-01", "12-31"):
        return first[:4]
    if first[:7] != last[:7] or not first.endswith("-01") or last.startswith("9999"):
        return ""
    is_last = (date.fromisoformat(last) + timedelta(days=1)).day == 1
    return first[:7] if is_last else ""


def show(value: object) -> str:
    """Write a plain value for a person.

    >>> show(37000), show("about 5"), show(True)
    ('37,000', 'about 5', 'yes')
    """
    return ENGLISH.amount(value)


def verdict(
    cells: Cells,
    unit: str = "",
    *,
    has_parts: bool = False,
    is_limit: bool = False,
    tongue: Tongue = ENGLISH,
) -> str:
    """Say a verdict in one line; parts are told apart from it, and a limit is no amount owed."""
    pieces = [_state(cells, tongue)]
    progress = _limit(cells, unit, tongue) if is_limit else _progress(cells, unit, tongue)
    if progress and not has_parts:
        pieces.append(progress)
    due = _due(cells, tongue)
    if due:
        pieces.append(due)
    if cells.is_curable:
        pieces.append(tongue.say("still within its time to cure"))
    return tongue.say(", ").join(pieces)


def _state(cells: Cells, tongue: Tongue) -> str:
    if cells.state == "open" and cells.states:
        states = tongue.either([state_word(s, tongue) for s in cells.states])
        return tongue.say("open: %(states)s", states=states)
    word = state_word(cells.state, tongue)
    late = lateness(cells, tongue)
    met = dates_of(cells.met, tongue) if cells.met else ""
    if cells.state == "fulfilled":
        return tongue.say("done %(met)s", met=met) if met else word
    if cells.state == "fulfilled-late":
        if not late:
            return f"{word} {met}".strip()
        done = tongue.say("done %(met)s", met=met) if met else tongue.say("done")
        return tongue.say("%(done)s, %(late)s late", done=done, late=late)
    if cells.state == "overdue" and cells.start_overdue:
        if late:
            return tongue.say("not begun in time, by %(late)s", late=late)
        return tongue.say("not begun in time")
    if cells.state in ("overdue", "missed") and late:
        return tongue.say("%(state)s by %(late)s", state=word, late=late)
    if cells.state == "in-effect" and late:
        return tongue.say("%(state)s, %(late)s late so far", state=word, late=late)
    return word


def lateness(cells: Cells, tongue: Tongue = ENGLISH) -> str:
    """Say how late, in days, or in hours and minutes within a day."""
    days = cells.late_days
    if days in (0, None):
        minutes = cells.late_minutes
        if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes == 0:
            return ""
        hours, rest = divmod(minutes, 60)
        shown = [tongue.say("%(hours)s h", hours=hours)] if hours else []
        return " ".join([*shown, tongue.say("%(minutes)s min", minutes=rest)] if rest else shown)
    if isinstance(days, int):
        return tongue.count("%(num)s day", "%(num)s days", days)
    first, last = (tongue.amount(each) for each in days) if isinstance(days, tuple) else ("", "")
    number = tongue.say("%(first)s to %(last)s", first=first, last=last)
    return tongue.say("%(number)s days", number=number)


def _progress(cells: Cells, unit: str, tongue: Tongue) -> str:
    if cells.state in ("inapplicable", "created", "open") or cells.owed is None:
        return ""
    if cells.owed == 1 and cells.done in (0, 1, None):
        return ""
    owed = f"{tongue.amount(cells.owed)} {unit}".strip()
    if cells.done is None:
        return tongue.say("no act recorded of %(owed)s", owed=owed)
    return tongue.say("%(done)s of %(owed)s", done=tongue.amount(cells.done), owed=owed)


def _limit(cells: Cells, unit: str, tongue: Tongue) -> str:
    if cells.owed is None:
        return ""
    limit = tongue.say("limit %(amount)s", amount=f"{tongue.amount(cells.owed)} {unit}".strip())
    if cells.done is None:
        return limit
    return tongue.say("%(limit)s, observed %(done)s", limit=limit, done=tongue.amount(cells.done))


def _due(cells: Cells, tongue: Tongue) -> str:
    if cells.due is None or cells.state == "inapplicable":
        return ""
    due = tongue.say("due %(date)s", date=dates_of(cells.due, tongue))
    if cells.amended_due is None:
        return due
    amended = dates_of(cells.amended_due, tongue)
    return tongue.say("%(due)s, amended to %(date)s", due=due, date=amended)


SAYS = {
    "breached": marked("breached"),
    "late": marked("late"),
    "excused": marked("excused"),
    "fulfilled": marked("fulfilled"),
    "not-met": marked("not met"),
    "unclear": marked("unclear"),
    "partly": marked("partly"),
    "alleged": marked("alleged"),
    "reported": marked("reported"),
    "observed": marked("observed"),
    "corroborated": marked("corroborated"),
    "attributed": marked("attributed"),
    "unattributable": marked("unattributable"),
    "unverifiable": marked("unverifiable"),
    "suspends": marked("suspends"),
    "resumes": marked("resumes"),
    "withholds": marked("withholds"),
    "withdraws": marked("withdraws"),
    "repudiates": marked("repudiates"),
}
"""What findings say, and how far incidents have been established."""


def contested(
    agreement: Agreement,
    findings: Sequence[ContestRow],
    incidents: Sequence[ContestRow],
    notices: Sequence[ContestRow] = (),
    tongue: Tongue = ENGLISH,
) -> list[str]:
    """Say who notifies, finds or alleges what, by name; nothing is added up across observers."""

    def named(names: Iterable[str]) -> str:
        return tongue.both([actor(agreement, name) for name in names])

    lines = [
        tongue.say(
            "notice by %(who)s on %(date)s: %(what)s",
            who=named(row.by),
            date=tongue.day(row.on),
            what=_said(row.says, tongue),
        )
        for row in notices
    ]
    for row in findings:
        found = tongue.say(
            "found %(what)s by %(who)s on %(date)s",
            what=_said(row.says, tongue),
            who=named(row.by),
            date=tongue.day(row.on),
        )
        if row.words:
            quoted = tongue.quoted(row.words)
            found = tongue.say("%(told)s: %(amount)s", told=found, amount=quoted)
        lines.append(found)
    for (against, by, says), alike in _counts(incidents).items():
        number = tongue.count("%(num)s incident", "%(num)s incidents", alike.many)
        told = f"{number} {_said(says, tongue)}"
        if by:
            told = tongue.say("%(told)s by %(who)s", told=told, who=named(by))
        if against:
            told = tongue.say("%(told)s against %(who)s", told=told, who=named(against))
        first, last = tongue.day(alike.first), tongue.day(alike.last)
        lines.append(f"{told} ({first if alike.many == 1 else f'{first} … {last}'})")
    return lines


_Alike = tuple[tuple[str, ...], tuple[str, ...], str]
"""Against whom, by whom, and how far it is established."""


def _counts(incidents: Sequence[ContestRow]) -> dict[_Alike, Number]:
    """Count incidents side by side, in the order of the record."""
    if isinstance(incidents, LaidOut):
        numbers = sorted(incidents.numbers(), key=lambda pair: pair[1].at)
    else:
        alone = enumerate(incidents)
        numbers = [(row, Number(1, at, at, row.on, row.on)) for at, row in alone]
    counts: dict[_Alike, list[Number]] = {}
    for row, number in numbers:
        counts.setdefault((row.against, row.by, row.says), []).append(number)
    return {key: _together(found) for key, found in counts.items()}


def _together(numbers: Sequence[Number]) -> Number:
    first, last = numbers[0], max(numbers, key=lambda number: number.at_last)
    many = sum(number.many for number in numbers)
    return Number(many, first.at, last.at_last, first.first, last.last)


def _said(word: str, tongue: Tongue) -> str:
    return tongue.say(SAYS.get(word, word))


PHASES = {
    "not started": marked("not started"),
    "running": marked("running"),
    "passed": marked("passed over"),
    "lapsed": marked("lapsed"),
    "terminated": marked("terminated"),
    "ended": marked("ended"),
    "open": marked("open"),
}


def phase_words(cells: PhaseCells, tongue: Tongue = ENGLISH) -> str:
    """Say where a phase stands."""
    if cells.state == "open" and cells.states:
        states = tongue.either([tongue.say(PHASES.get(s, s)) for s in cells.states])
        return tongue.say("%(states)s: the dates are vague", states=states)
    started, ended = (dates_of(each, tongue) for each in (cells.started, cells.ended))
    if cells.state == "running":
        if cells.prolonged_since is not None:
            since = dates_of(cells.prolonged_since, tongue)
            return tongue.say("runs on past its term since %(date)s", date=since)
        if cells.term is None:
            return tongue.say("running since %(date)s", date=started)
        until = dates_of(cells.term, tongue)
        return tongue.say("running since %(date)s, until %(until)s", date=started, until=until)
    word = tongue.say(PHASES.get(cells.state or "", cells.state or ""))
    return word if cells.state == "not started" else f"{word} {ended}"

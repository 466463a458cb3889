"""Say in the language of a page the reasons and steps that the machine and the monitor tell in English.

They tell them in sentences of a few forms, put together from one another. Each form stands here as a message:
a sentence is taken apart by the first that fits, and its parts are said again. What fits none (a remark of a
record, a word of the text) stays as it is written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from servanda.reports.tongue import Tongue, marked
from servanda.reports.verdicts import SAYS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMS = (
    marked("%(told)s; met on %(date)s"),
    marked("%(told)s; not met"),
    marked("%(told)s; that was over when it came into effect, so %(date)s"),
    marked("%(told)s; its notice runs until %(date)s"),
    marked("phase %(name)s has not begun"),
    marked("phase %(name)s began on %(date)s"),
    marked("phase %(name)s runs on past its term since %(date)s"),
    marked("phase %(name)s ended on %(date)s"),
    marked("phase %(name)s lapsed on %(date)s"),
    marked("phase %(name)s passed over on %(date)s"),
    marked("phase %(name)s terminated on %(date)s"),
    marked("phase %(name)s ended"),
    marked("phase %(name)s lapsed"),
    marked("phase %(name)s passed"),
    marked("phase %(name)s terminated"),
    marked("the agreement is in force since %(date)s"),
    marked("the agreement is not in force"),
    marked("the text was changed on %(date)s"),
    marked("its trigger has not come about"),
    marked("its condition has not come about"),
    marked("its trigger holds since %(date)s"),
    marked("its condition holds since %(date)s"),
    marked("its trigger holds"),
    marked("its condition holds"),
    marked("`%(name)s` has happened once"),
    marked("`%(name)s` has happened %(number)s times"),
    marked("nothing set its clock going"),
    marked("nothing has set its clock going"),
    marked("its clock has not started"),
    marked("%(number)s in all of %(name)s so far, so %(amount)s owed for them"),
    marked("%(amount)s of %(name)s so far, so %(owed)s owed for them"),
    marked("to be begun by %(when)s"),
    marked("%(amount)s in all owed by %(when)s, every %(length)s"),
    marked("%(amount)s in all owed by %(when)s for what %(name)s had brought"),
    marked("%(amount)s in all owed by %(when)s"),
    marked("%(amount)s in all owed, without a date"),
    marked("%(amount)s owed, without a date"),
    marked("%(amount)s owed by %(when)s"),
    marked("owed, without a date"),
    marked("owed by %(when)s"),
    marked("from %(date)s (due) to %(later)s (done): %(length)s late"),
    marked("from %(date)s (due) to %(later)s (asked): %(length)s late"),
    marked("performed %(date)s in %(name)s, but %(text)s: not counted"),
    marked("performed %(date)s, but %(text)s: not counted"),
    marked("performed %(date)s in %(name)s: %(amount)s (of which %(parts)s)"),
    marked("performed %(date)s: %(amount)s (of which %(parts)s)"),
    marked("performed %(date)s in %(name)s: %(amount)s"),
    marked("performed %(date)s: %(amount)s"),
    marked("performed %(date)s in full"),
    marked("begun late"),
    marked("begun late %(date)s"),
    marked("begun %(date)s"),
    marked("performed"),
    marked("begun"),
    marked("not begun in time"),
    marked("exercised"),
    marked("the power was exercised on %(date)s"),
    marked("its notice runs until %(date)s"),
    marked("used without effect: %(text)s"),
    marked("certified on %(date)s"),
    marked("not certified, so nothing counts as done"),
    marked("suspended since %(date)s until %(later)s by `%(name)s`"),
    marked("suspended since %(date)s by `%(name)s`"),
    marked("suspended by a power of the text"),
    marked("displaced by %(name)s: %(text)s"),
    marked("displaced by %(name)s"),
    marked("excused while %(name)s is not tendered"),
    marked("in proportion to %(name)s"),
    marked("may be withheld"),
    marked("waived"),
    marked("observed"),
    marked("it waits for itself"),
    marked("it waits for its trigger"),
    marked("it is not owed yet"),
    marked("it may not be used yet"),
    marked("its own span ended"),
    marked("not in force"),
    marked("no limit is in force yet"),
    marked("the limit in force"),
    marked("the record is silent on it"),
    marked("whether it is enough cannot be told"),
    marked("still within the time to cure it"),
    marked("the text has no such provision under this reading"),
    marked("more orders of its vague moments are possible than were tried"),
    marked("against it, by the text: %(text)s"),
    marked("in %(name)s: %(amount)s, where at most %(owed)s is allowed"),
    marked(
        "%(number)s incident %(state)s by %(who)s is counted by this clause, which finds no breach"
    ),
    marked(
        "%(number)s incidents %(state)s by %(who)s are counted by this clause, which finds no breach"
    ),
    marked(
        "%(number)s incident may be counted by this clause; the record does not say enough to tell"
    ),
    marked(
        "%(number)s incidents may be counted by this clause; the record does not say enough to tell"
    ),
    marked("whether an incident falls under %(name)s is for others to assess"),
    marked("the agreement enters into force"),
    marked("the text is signed"),
    marked("phase %(name)s begins"),
    marked("phase %(name)s reaches its term and runs on"),
    marked("phase %(name)s ends and passes to the next"),
    marked("phase %(name)s reaches its term and lapses: nothing follows it"),
    marked("phase %(name)s ends"),
    marked("phase %(name)s is terminated"),
    marked("phase %(name)s never begins: nothing obliges anybody to begin it"),
    marked("%(text)s: they go on without end"),
    marked("it may stay so for ever: nothing that bears on this has a date"),
    marked("it may stay so for ever: nothing obliges %(who)s to go on by any date"),
    marked("nothing more has to happen: nobody has broken the agreement"),
    marked("and so on without end"),
    marked("and so the goal is reached"),
    marked("and it may stay so for ever"),
    marked("endless renewal"),
    marked("talks without end"),
    marked("lapse"),
    marked("deadlock"),
    marked("postponement"),
    marked("blocked by %(name)s"),
    marked("too late"),
    marked("out of order"),
    marked("not kept"),
    marked("it has not come in the time that was set for it"),
    marked("what should have come later is there first"),
    marked("what was not to come has come"),
    marked("what was to be kept has ceased"),
    marked("no such run among %(number)s states"),
    marked("no run to the contrary among %(number)s states"),
    marked("performs %(name)s: %(text)s"),
    marked("%(text)s: opened"),
    marked("%(text)s: declared ended"),
    marked("carried: %(pieces)s"),
    marked("not carried: %(pieces)s"),
    marked("not told by the rule: %(pieces)s"),
    marked("adopted, as recorded"),
    marked("rejected, as recorded"),
    marked("outcome not recorded"),
    marked("the text gives %(name)s no rule of decision"),
    marked("a veto by %(who)s"),
    marked("the text gives no count that it needs"),
    marked("turnout %(amount)s, %(owed)s needed"),
    marked("the quorum of %(owed)s cannot be told"),
    marked("%(number)s took part, %(owed)s needed"),
    marked("%(amount)s in favour in %(name)s"),
    marked("%(amount)s in favour"),
    marked("the share in %(name)s cannot be told from the count"),
    marked("the share cannot be told from the count"),
    marked("%(number)s for of %(text)s in %(name)s, %(owed)s needed"),
    marked("%(number)s for of %(text)s, %(owed)s needed"),
    marked("%(number)s members for in %(name)s, %(owed)s needed"),
    marked("%(number)s members for, %(owed)s needed"),
    marked("%(number)s for in %(name)s, %(owed)s needed"),
    marked("%(number)s for, %(owed)s needed"),
    marked("no count in %(name)s is recorded"),
    marked("no count is recorded"),
    marked("no count of those against is recorded"),
    marked("nobody against"),
    marked("%(who)s did not vote for it"),
    marked("not all of %(who)s are named"),
    marked("%(number)s against, at most %(owed)s allowed"),
    marked("%(who)s against"),
    marked("%(who)s for"),
    marked("parts given without a total: %(sum)s"),
    marked("parts add up: %(sum)s"),
    marked("parts may add up: %(sum)s, of %(amount)s"),
    marked("parts do not add up: %(sum)s, not %(amount)s"),
    marked("phase %(name)s (%(text)s) begins"),
    marked("phase %(name)s (%(text)s) comes to the end of its term"),
    marked("as given"),
    marked("entry into force"),
    marked("signature"),
    marked("the day after it was last proposed"),
    marked("today"),
)
"""The forms of reasons and steps; one stands before those that would take it for one of theirs."""

MOMENTS = (
    marked("%(when)s: a clock that has not started"),
    marked("day %(number)s, with %(date)s as day %(first)s"),
    marked("day %(number)s from %(when)s"),
    marked("the later of %(when)s and %(then)s"),
    marked("the earlier of %(when)s and %(then)s"),
    marked("%(length)s after %(when)s"),
    marked("%(length)s before %(when)s"),
    marked("entry into force on %(date)s"),
    marked("entry into force"),
    marked("signature on %(date)s"),
    marked("signature"),
    marked("the start of %(name)s on %(date)s"),
    marked("the start of %(name)s"),
    marked("the end of %(name)s on %(date)s"),
    marked("the end of %(name)s"),
    marked("the fulfilment of %(name)s on %(date)s"),
    marked("the fulfilment of %(name)s"),
    marked("summer %(name)s"),
    marked("autumn %(name)s"),
    marked("winter %(name)s"),
    marked("spring %(name)s"),
)
"""The forms in which a moment of the text is told."""

_PART = re.compile(r"%\((\w+)\)s")
_LENGTH = re.compile(
    r"(?P<number>\d[\d,]*) (?P<unit>minute|hour|day|working day|week|month|year)s?"
)
_DATED = re.compile(r"(?P<date>\d{4}-\d\d(?:-\d\d)?(?: \d\d:\d\d)?) \((?P<when>.+)\)")
_EITHER = re.compile(r"(?P<first>[\d: -]+)/(?P<last>[\d: -]+)")
_SUM = re.compile(r"( [+=] )")
_ALIKE = re.compile(r"(?P<state>[a-z-]+): (?P<names>.+)")
_FIRST = {
    "date": r"(?! )(?:(?! on ).)+?",
    "later": r"(?! )(?:(?! on ).)+?",
    "number": r"[\d,]+",
    "first": r"\d+",
    "name": r"\S+?",
    "other": r"\S+?",
    "third": r"\S+?",
    "code": r"[^`]+?",
}


@cache
def _form(message: str) -> re.Pattern[str]:
    """Make a pattern of a form, each part of it by its name."""
    pieces = _PART.split(message)
    told = [
        _place(piece, piece in pieces[1:at:2]) if at % 2 else re.escape(piece.replace("%%", "%"))
        for at, piece in enumerate(pieces)
    ]
    return re.compile("".join(told))


def _place(name: str, is_named: bool) -> str:
    """Make the pattern of a part; one that is named a second time says the same again."""
    return f"(?P={name})" if is_named else f"(?P<{name}>{_FIRST.get(name, '.+?')})"


class Retelling:
    """Say a sentence of the machine in a language."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue

    def tell(self, text: str) -> str | None:
        """Say a reason or a step; None where it is of no form that is known."""
        found = _ALIKE.fullmatch(text)
        if found is not None and found["state"] in STATES:
            state = self._tongue.say(STATES[found["state"]])
            return self._tongue.say("%(state)s: %(names)s", state=state, names=found["names"])
        return self._by_form(text, FORMS)

    def _by_form(self, text: str, forms: tuple[str, ...]) -> str | None:
        for message in forms:
            found = _form(message).fullmatch(text)
            if found is None:
                continue
            parts = {name: self._part(name, part) for name, part in found.groupdict().items()}
            if None not in parts.values():
                return self._tongue.say(message, **parts)
        return None

    def _part(self, name: str, text: str) -> str | None:
        tongue = self._tongue
        match name:
            case "told":
                return self.tell(text)
            case "date" | "later":
                either = _EITHER.fullmatch(text)
                return tongue.dates(either["first"], either["last"]) if either else tongue.day(text)
            case "when" | "then":
                return self._moment(text)
            case "length":
                return self._length(text)
            case "pieces":
                return self._pieces(text)
            case "sum":
                return "".join(map(tongue.amount, _SUM.split(text)))
            case "number" | "amount" | "owed" | "parts":
                return tongue.say("in full") if text == "in full" else tongue.amount(text)
            case "state":
                return tongue.say(SAYS[text]) if text in SAYS else None
            case _:
                return text

    def _pieces(self, text: str) -> str | None:
        """Say what a vote came to, piece by piece; the rule of the body stands last, as the text has it."""
        reason, parted, rule = text.partition(" (")
        told = [self.tell(piece) for piece in reason.split("; ")]
        if None in told:
            return None
        return f"{self._tongue.say('; ').join(map(str, told))}{parted}{rule}"

    def _moment(self, text: str) -> str | None:
        """Say a moment of the text: a date, what it is counted from, or both."""
        found = _DATED.fullmatch(text)
        if found is not None:
            when = self._moment(found["when"])
            return None if when is None else f"{self._tongue.day(found['date'])} ({when})"
        told = self._by_form(text, MOMENTS)
        if told is not None:
            return told
        name, parted, date = text.rpartition(" on ")
        if parted:
            name = self._by_form(name, MOMENTS) or name
            return self._tongue.say("%(name)s on %(date)s", name=name, date=self._tongue.day(date))
        return self._tongue.day(text)

    def _length(self, text: str) -> str | None:
        found = _LENGTH.fullmatch(text)
        if found is None:
            return None
        return _length_of(int(found["number"].replace(",", "")), found["unit"], self._tongue)


def _length_of(number: int, unit: str, tongue: Tongue) -> str:
    match unit:
        case "minute":
            return tongue.count("%(num)s minute", "%(num)s minutes", number)
        case "hour":
            return tongue.count("%(num)s hour", "%(num)s hours", number)
        case "working day":
            return tongue.count("%(num)s working day", "%(num)s working days", number)
        case "week":
            return tongue.count("%(num)s week", "%(num)s weeks", number)
        case "month":
            return tongue.count("%(num)s month", "%(num)s months", number)
        case "year":
            return tongue.count("%(num)s year", "%(num)s years", number)
        case _:
            return tongue.count("%(num)s day", "%(num)s days", number)


def untold(texts: Iterable[str], tongue: Tongue) -> list[str]:
    """List sentences of no form that is known: a form is missing, or they are words of a record."""
    retelling = Retelling(tongue)
    return sorted({text for text in texts if retelling.tell(text) is None})

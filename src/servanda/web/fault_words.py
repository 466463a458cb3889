"""Say in the language of a page what the rules of drafting and the reader of texts say in English."""

from __future__ import annotations

import re

from servanda.reports.tongue import marked
from servanda.web.fault_forms import HELPS, MESSAGES
from servanda.web.retelling import Retelling

READING = (
    marked("the claim `%(name)s` claims nothing"),
    marked("no sentence declares an agreement"),
    marked("a record alone needs `include` and the file of its agreement"),
    marked("this is a record of `%(name)s`, not of `%(other)s`; its entries are left out"),
    marked("move the file, or correct its first line"),
    marked("a second agreement is declared beside `%(name)s`, and was left out"),
    marked("keep each agreement in a folder of its own; name earlier texts with `instrument`"),
    marked("no sentence begins with `%(name)s`"),
    marked("did you mean `%(name)s`?"),
    marked("write one of: %(text)s"),
    marked("no kind of entry is called `%(name)s`"),
    marked("%(thing)s has no clause that begins with `%(name)s`"),
    marked("`%(name)s` is said twice, and the second time was left out"),
    marked("remove one of the two"),
    marked("no provision, nor is it `%(text)s`, is called `%(name)s`"),
    marked("no %(kinds)s is called `%(name)s`"),
    marked("declare it, or correct the name"),
    marked("`%(name)s` could be %(either)s"),
    marked("write `%(name)s` in full"),
    marked("`%(name)s` is declared twice, and the second time was left out"),
    marked("give one of the two another name, or remove one"),
    marked("several actors are named, and not whether each of them or all together"),
    marked("`israel and hamas each` binds each alone; `jointly` lets each withhold it"),
    marked("nothing stands before this semicolon"),
    marked("remove the semicolon, or write the clause that belongs before it"),
    marked("the inclusion names no file"),
    marked("write the name in quotation marks, one file to a line"),
    marked("the clause is nested too deeply to be followed"),
    marked("the ambiguity `%(name)s` has fewer than two readings"),
    marked("a word that is open and has no readings is declared with `open word`"),
    marked(
        "which of `%(name)s` and `%(other)s` is in the later text is not known: the text of "
        "`%(third)s` has no date"
    ),
    marked(
        "which of `%(name)s` and `%(other)s` is in the later text is not known: their texts "
        "have one and the same date"
    ),
    marked("or say it here: `displaces %(name)s`, or `stands beside %(name)s`"),
    marked("a citation is not closed"),
    marked("quoted text is not closed on its line"),
    marked('close the text with ", or write \\" for a quotation mark inside it'),
    marked("the line is indented unlike the lines beside it"),
    marked("indent the lines of one sentence alike; `servanda fmt` does it"),
    marked("the lines from here on are indented too deeply, and were read as one level"),
    marked("write the clauses of one sentence at one level"),
    marked("`%(name)s` is no grade of reliability"),
    marked("rate the source here; an entry's own `credibility` is a number from 1 to 6"),
    marked("`%(text)s` is no time zone; times are read as UTC"),
    marked("expected %(expected)s, found %(found)s"),
    marked("`%(text)s` is no duration"),
    marked("month %(text)s has no day %(number)s"),
    marked("the range '%(text)s' ends before it starts"),
    marked("the line is too long to be a sentence, and was left out"),
    marked("break the line after a comma, or put each clause on a line of its own"),
    marked("a character that cannot be seen stands outside quoted text"),
    marked("remove it, or put it inside quotation marks if it belongs to a text"),
    marked("`%(name)s` lies outside the folder, and was not read"),
    marked("move or copy the file into the folder, so that the folder can be passed on whole"),
    marked("files include each other in a circle: %(text)s"),
    marked("remove one of these inclusions; a file is read once however often it is named"),
    marked("bytes stand here that are no UTF-8, and were read as U+FFFD"),
    marked("save the file as UTF-8"),
    marked("save the file as UTF-8; it may be written in an older encoding throughout"),
    marked("the file says nothing"),
    marked("write in it, or remove it"),
    marked("no file `%(name)s` is there"),
    marked("add the file, or correct its name"),
    marked("`%(text)s` is no day of the calendar"),
    marked("no day of the week is called `%(name)s`"),
    marked("write the day in full and in lower case"),
    marked("'%(text)s' divides what is neither a month nor a year"),
    marked("nothing comes before a time without a beginning"),
    marked("nothing comes after a time without an end"),
    marked("'%(text)s' has %(number)s slashes"),
    marked("one end of the interval is missing"),
    marked("the interval ends (%(text)s) before it starts (%(words)s)"),
    marked("'%(text)s' is no time zone"),
    marked("'%(text)s' is no date with a time of day"),
    marked("'%(text)s' is more than one day, so a time in it is not known"),
    marked("'%(text)s' is no time of day"),
    marked("'%(text)s' is no time of day: an hour has no minute %(number)s"),
    marked("'%(text)s' is no time of day: a day ends at 24:00"),
    marked("a date is missing"),
    marked("'%(text)s' names no year of four digits"),
    marked("year %(text)s is out of range"),
    marked("a year has no month %(text)s"),
    marked("'%(text)s' is no date"),
    marked("'%(text)s' names one end of a time only"),
    marked("'%(text)s' knows a part of a date better than the part before it"),
    marked("'%(text)s' is not one amount"),
    marked("an amount is missing"),
    marked("'%(text)s' leaves no amount between its limits"),
    marked("'%(text)s' qualifies what has no bounds"),
    marked("'%(text)s' has one end only"),
    marked("'%(text)s' divides by zero"),
    marked("'%(text)s' is no amount"),
    marked("'%(text)s' is longer than any amount"),
    marked("the commas in '%(text)s' do not part groups of three digits"),
    marked("'%(text)s' leaves no amount"),
    marked("'%(text)s' has spaces inside a number"),
)
"""What is found as a text is read, and what is to be done."""

THINGS = (
    marked("the signature"),
    marked("the entry into force"),
    marked("the agreement"),
    marked("phase `%(name)s`"),
    marked("suspend %(thing)s"),
    marked("end %(thing)s"),
    marked("leave %(thing)s"),
    marked("`%(name)s`"),
    marked("day"),
    marked("week"),
    marked("month"),
    marked("year"),
    marked("monitor"),
    marked("verify"),
    marked("enforce"),
    marked("observe"),
    marked("mediate"),
    marked("certify"),
    marked("supervise"),
    marked("an agreement"),
    marked("a party"),
    marked("a phase"),
    marked("a provision"),
    marked("an ambiguity"),
    marked("a claim"),
    marked("an entry"),
    marked("a source"),
    marked("an event"),
    marked("a process"),
    marked("a level"),
    marked("an actor"),
    marked("a body"),
    marked("actor"),
    marked("body"),
    marked("provision"),
    marked("phase"),
    marked("event"),
    marked("process"),
    marked("level"),
    marked("ambiguity"),
    marked("reading"),
    marked("power"),
    marked("source"),
    marked("claim"),
    marked("kind of incident"),
    marked("named entry"),
    marked("thing of the agreement"),
    marked("date"),
    marked("place"),
    marked("more words"),
    marked("the end of the clause"),
    marked("a name"),
    marked('a text in "quotes"'),
    marked("a date"),
    marked("a number"),
    marked("a date such as `2025-01-19`"),
    marked("a duration such as `6 weeks`"),
    marked("a duration such as `7 days`"),
    marked("a role such as `mediator`"),
    marked("a share such as `half` or `50%%`"),
    marked("a share between 0%% and 100%%"),
    marked("what is to be done"),
    marked("what was counted, such as `dead`"),
    marked("words, best in quotes"),
    marked("a stance or a quoted text"),
    marked("an actor, then `owing`, `late` or `perform`"),
    marked("how far it is established: %(text)s"),
    marked("what was found: %(text)s"),
    marked("a reading of `%(name)s`: %(text)s"),
    marked("`after` or `before` and what it is counted from"),
    marked("`of` and what it is counted from"),
    marked("`by` and a moment"),
    marked("`is at least` and a quantity"),
    marked("a clause such as %(text)s"),
    marked("a state such as %(text)s"),
    marked("a date such as %(text)s"),
    marked("an amount such as %(text)s"),
    marked("early, mid or late before a month or a year, as in %(text)s"),
    marked("year-month-day, as in 2024-06-10; one slash parts the ends of an interval"),
    marked("a date on both sides, or .. where an end is open, as in %(text)s"),
    marked("the earlier date first"),
    marked("as in %(text)s"),
    marked("a single day before a time, as in %(text)s"),
    marked("two digits each for hour and minute, as in %(text)s"),
    marked("minutes %(text)s to %(words)s"),
    marked("days %(text)s to %(words)s"),
    marked("years %(text)s to %(words)s"),
    marked("months %(text)s to %(words)s; a season as in spring 2024"),
    marked("%(text)s to %(words)s, or 24:00 for the end of the day"),
    marked("four digits for the year, two each for month and day, as in %(text)s"),
    marked("two dates, as in %(text)s"),
    marked("X for every digit after the first unknown one, as in %(text)s"),
    marked("Z, an offset such as +02:00, or a name such as Asia/Jerusalem"),
    marked("`,` and another named entry"),
    marked("`adopts` or `rejects`, or `on` where the outcome is not known"),
    marked("%(text)s or the end of the claim"),
    marked("`to`, and what it is preferred to"),
    marked("`upon` only below an `incident`"),
    marked("%(text)s, or a weight such as `population`"),
    marked("a grade from 1 (confirmed) to 6 (cannot be judged)"),
    marked("a moment that is no day of this very count, such as `the start of PHASE`"),
    marked("a phase and `running` before `past`"),
    marked("at least one day that is worked"),
    marked("counts of a part only below a `vote`"),
    marked("parts only below an `act` or a `figure`"),
    marked("readings of one ambiguity on both sides of `or`"),
    marked("entry"),
    marked("kind"),
    marked("instrument"),
    marked("view"),
)
"""What stands in such sentences and is no name of a text."""

_NAMES = re.compile(r", | and | or ")
_MORE = re.compile(r"(?P<number>\d+) more")


class FaultWords(Retelling):
    """Say a fault, or what is to be done about it, in a language."""

    def tell(self, text: str) -> str | None:
        """Say it; None where it is of no form that is known."""
        return self._by_form(" ".join(text.split()), (*MESSAGES, *HELPS, *READING))

    def _part(self, name: str, text: str) -> str | None:
        match name:
            case "names" | "others":
                return self._tongue.both([self._one(each) for each in _NAMES.split(text)])
            case "things":
                return self._tongue.both([self._thing(each) for each in _NAMES.split(text)])
            case "kinds" | "either":
                return self._tongue.either([self._thing(each) for each in _NAMES.split(text)])
            case "thing":
                return self._by_form(text, THINGS)
            case "expected" | "found":
                return self._thing(text)
            case _:
                return super()._part(name, text)

    def _one(self, name: str) -> str:
        """Say one of several names; the last may stand for more of them."""
        more = _MORE.fullmatch(name)
        if more is None:
            return name
        return self._tongue.count("%(num)s more", "%(num)s more", int(more["number"]))

    def _thing(self, text: str) -> str:
        return self._by_form(text, THINGS) or text

"""Step through a run by hand, in the terminal or from a script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from msgspec import Struct

from servanda.base.calendar import Instant
from servanda.base.identities import AmbiguityId, ReadingId
from servanda.base.quantities import Quantity, parse_quantity
from servanda.checks.claims import start_of
from servanda.checks.playing import (
    Option,
    Play,
    Stop,
    begin,
    first_choice,
    next_stop,
    possible,
    written,
)
from servanda.cli.played import explained, refuse_unfit, save_record
from servanda.cli.question import (
    Text,
    end_of_today,
    path_argument,
    read,
    read_date,
    read_provision,
    read_reading,
    read_readings,
    read_start,
    reading_option,
)
from servanda.cli.terminal import height, shows_colour, width, write
from servanda.diagnostics import suggest
from servanda.machine.choices import is_consistent
from servanda.reports.page import Page
from servanda.reports.play_page import (
    OPTIONS_AT_MOST,
    print_history,
    print_options,
    print_owed,
    print_readings,
    print_standing,
    print_turn,
)
from servanda.workspace import CannotRun

_HELP = """\
  NUMBER           do what stands at this number; 0 lets time pass
  NUMBER HOW-MANY  do it in this quantity, such as `3 12`
  NUMBER N KIND    the same, and of this kind, such as `3 2 civilian`
  until DATE       let time pass until the end of this day, or until this minute
  more             list all that may happen, acts against a prohibition too
  owed             list all that is owed
  why NAME         derive where a provision stands, step by step
  history          show the turns so far
  undo             take the last turn back; `undo 3` the last three
  restart          go back to the start
  reading A=R      play the same turns under another reading
  readings         show under which readings it is played
  save FILE        write the run as a record; FILE ends in .record
  quit             end, as the end of the input does
"""


_OPTIONS_AT_LEAST = 3
_PROMPT_LINES = 2


@click.command(name="play")
@path_argument
@click.option("--start", metavar="DATE", help="Let the run begin on this date.")
@reading_option
@click.option("--save", "file", metavar="FILE", help="Write the run as a record at the end.")
def command(path: str, start: str | None, readings: tuple[str, ...], file: str | None) -> None:
    """Step through a run by hand: what may happen next, who decides, and what it leads to.

    Lines are read from standard input, so that a script may play too. A mark `!` stands before what
    is against a prohibition in effect or lets a date pass.
    """
    text = read(path, has_trees=True)
    fixed = read_readings(text.agreement, readings)
    calendar = text.agreement.header.calendar
    given = read_start(calendar, start)
    chosen = start_of(text.agreement, given, end_of_today(calendar))
    play = begin(text.agreement, chosen.at, fixed)
    if file is not None:
        refuse_unfit(text, play, Path(file))
    session = Session(text=text, play=play, fixed=fixed, why_start=chosen.why)
    session.run(sys.stdin)
    if file is not None:
        session.save(file)


class Session(Struct, kw_only=True):
    """Hold a play and the person's words to it, line by line."""

    text: Text
    play: Play
    fixed: dict[AmbiguityId, ReadingId]
    why_start: str
    options: tuple[Option, ...] = ()
    stop: Stop | None = None
    has_ended: bool = False

    def run(self, lines: Iterator[str]) -> None:
        """Show where it stands, and do what each line asks for, until the end."""
        agreement = self.text.agreement
        write(f"{agreement.header.title or agreement.header.id}\n")
        at = written(agreement.header.calendar, self.play.now)
        write(f"A run played by hand from {at} ({self.why_start}).\n")
        write(print_readings(self.play, self.fixed, width(), shows_colour()))
        self.show()
        while not self.has_ended:
            line = self._next(lines)
            if line is None:
                break
            self.answer(line)
        write("end\n" if self.play.is_faithful else "end; not everybody kept the words\n")

    def _next(self, lines: Iterator[str]) -> str | None:
        """Read a line, asked for with the date; where nobody types, the line is written down."""
        write(f"\n{self._date(self.play.now)} > " if height() is not None else "\n> ")
        sys.stdout.flush()
        line = next(lines, None)
        if not sys.stdin.isatty():
            write("" if line is None else f"{line.strip()}\n")
        if line is None:
            write("\n")
        return None if line is None else line.strip()

    def answer(self, line: str) -> None:
        """Do what a line asks for; what cannot be understood is said, and nothing changes."""
        word, _, rest = line.partition(" ")
        try:
            if word.isascii() and word.isdigit():
                self._choose(int(word), rest.strip())
            elif word in _WORDS:
                _WORDS[word](self, rest.strip())
            elif word:
                guess = suggest(word, _WORDS)
                hint = f"did you mean `{guess}`?" if guess else "`help` lists what can be said"
                _say(f"`{word}` is no command here; {hint}")
            else:
                self.show()
        except CannotRun as refusal:
            _say(str(refusal))

    def show(self, *, is_whole: bool = False) -> None:
        """Show where it stands, and what may happen next: as much as the screen has room for."""
        self.options, self.stop = possible(self.play.view), next_stop(self.play)
        size, colour = width(), shows_colour()
        standing = "\n" + print_standing(self.play, size, colour)
        lines = height()
        for most in range(OPTIONS_AT_MOST, _OPTIONS_AT_LEAST - 1, -1):
            options = print_options(
                self.play, self.options, self.stop, size, colour, is_whole=is_whole, most=most
            )
            if lines is None or is_whole:
                break
            if standing.count("\n") + options.count("\n") + _PROMPT_LINES <= lines:
                break
        write(standing)
        write(options)

    def _move(self, play: Play) -> None:
        """Take up a play with one more turn, and say what the turn changed."""
        self.play = play
        write(print_turn(play.turns[-1], self.text.agreement, width(), shows_colour()))
        self.show()

    def _choose(self, number: int, rest: str) -> None:
        if number == 0:
            self._pass()
            return
        if not 1 <= number <= len(self.options):
            raise CannotRun(f"there is no number {number}; the last one is {len(self.options)}")
        option = self.options[number - 1]
        if rest and not option.takes_amount:
            raise CannotRun(f"number {number} takes no quantity")
        quantity, category = _amount(rest)
        if option.needs_amount and quantity is None:
            raise CannotRun(f"number {number} needs a figure, such as `{number} 5,000`")
        if category and option.categories and category not in option.categories:
            kinds = ", ".join(option.categories)
            raise CannotRun(f"`{category}` is no kind that counts here; there are {kinds}")
        self._move(self.play.do(option, quantity, category))

    def _pass(self) -> None:
        if self.stop is None:
            raise CannotRun("nothing more falls due or changes of itself; `until DATE` goes on")
        self._move(self.play.wait(self.stop.at))

    def until(self, rest: str) -> None:
        """Let time pass until a date."""
        to = read_date(self.text.agreement.header.calendar, "until", rest)
        if to <= self.play.now:
            raise CannotRun(f"until {rest}: that is not after {self._date(self.play.now)}")
        self._move(self.play.wait(to))

    def _date(self, at: Instant) -> str:
        return written(self.text.agreement.header.calendar, at)

    def more(self, rest: str) -> None:
        """List all that may happen."""
        self.show(is_whole=True)

    def owed(self, rest: str) -> None:
        """List all that is owed."""
        write(print_owed(self.play, width(), shows_colour()))

    def why(self, rest: str) -> None:
        """Derive where a provision stands, from the run as a record."""
        provision = read_provision(self.text.agreement, rest)
        write(explained(self.text, self.play, provision.id))

    def history(self, rest: str) -> None:
        """Show the turns so far."""
        write(print_history(self.play, width(), shows_colour()))

    def undo(self, rest: str) -> None:
        """Take turns back."""
        if rest and not (rest.isascii() and rest.isdigit()):
            raise CannotRun(f"undo {rest}: expected a number of turns")
        if not self.play.turns:
            raise CannotRun("there is no turn to take back")
        for _ in range(min(int(rest or 1), len(self.play.turns))):
            self.play = self.play.undo()
        self.show()

    def restart(self, rest: str) -> None:
        """Go back to the start."""
        self.play = self.play.restart()
        self.show()

    def reading(self, rest: str) -> None:
        """Play the same turns under another reading."""
        agreement = self.text.agreement
        name, reading = read_reading(agreement, rest)
        fixed = {**self.fixed, name: reading}
        if not is_consistent(agreement, fixed, set(fixed)):
            raise CannotRun(f"{rest} cannot be held together with the other readings fixed")
        self.fixed = fixed
        self.play = self.play.under(first_choice(agreement, fixed))
        self.readings("")
        self.show()

    def readings(self, rest: str) -> None:
        """Show the readings."""
        write(print_readings(self.play, self.fixed, width(), shows_colour()))

    def save(self, rest: str) -> None:
        """Write the run as a record."""
        if not rest:
            raise CannotRun("save: expected the name of a file that ends in .record")
        _say(save_record(self.text, self.play, Path(rest)))

    def help(self, rest: str) -> None:
        """List what can be said."""
        write(_HELP)

    def quit(self, rest: str) -> None:
        """End."""
        self.has_ended = True


_WORDS: Mapping[str, Callable[[Session, str], None]] = {
    "until": Session.until,
    "more": Session.more,
    "owed": Session.owed,
    "why": Session.why,
    "history": Session.history,
    "undo": Session.undo,
    "restart": Session.restart,
    "reading": Session.reading,
    "readings": Session.readings,
    "save": Session.save,
    "help": Session.help,
    "quit": Session.quit,
    "exit": Session.quit,
}


def _say(words: str) -> None:
    page = Page(width(), shows_colour())
    page.text(words)
    write(str(page))


def _amount(rest: str) -> tuple[Quantity | None, str]:
    """Read `12`, or `2 civilian`: a quantity, and of which kind."""
    if not rest:
        return None, ""
    whole = parse_quantity(rest)
    if isinstance(whole, Quantity):
        return whole, ""
    head, _, kind = rest.rpartition(" ")
    quantity = parse_quantity(head) if head else whole
    if not isinstance(quantity, Quantity):
        raise CannotRun(f"{rest}: {quantity.message}; expected {quantity.expected}")
    return quantity, kind

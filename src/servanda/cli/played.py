"""Save a played run as a record, and explain a provision from it."""

from __future__ import annotations

from pathlib import Path

from servanda.base.identities import ProvisionId
from servanda.checks.playing import Play, written
from servanda.checks.playing.saving import TITLE
from servanda.cli.question import Text
from servanda.cli.terminal import shows_colour, width
from servanda.monitor import Question
from servanda.monitor.why import why
from servanda.reports.asked import Asked
from servanda.reports.why_page import print_why
from servanda.reports.why_table import tabulate_why
from servanda.workspace import CannotRun
from servanda.workspace.load import RECORD
from servanda.workspace.played import includes, own_entries, record_text, replayed
from servanda.workspace.texts import reason


def save_record(text: Text, play: Play, place: Path) -> str:
    """Write a played run as a record at a place, and say how it is read."""
    refuse_unfit(text, play, place)
    try:
        place.write_text(record_text(text.loaded, play, place), "utf-8")
    except OSError as error:
        raise CannotRun(f"{place} cannot be written: {reason(error)}") from error
    on = written(text.agreement.header.calendar, play.now)
    if not includes(text.loaded, place):
        return (
            f"written to {place}. It does not include the agreement, which stands elsewhere: "
            "put it beside the agreement, or in a folder above it, to read it."
        )
    return f'written to {place}. To read it: servanda status {place} --on "{on}"'


def refuse_unfit(text: Text, play: Play, place: Path) -> None:
    """Refuse a place where a record would not be read, or where something else would be lost."""
    if place.suffix != RECORD:
        raise CannotRun(f"{place}: the name of a record ends in {RECORD}")
    if place.exists() and TITLE not in place.read_text("utf-8", errors="replace"):
        raise CannotRun(f"{place} exists, and is no played run; it is left as it is")
    entry, header = play.beginning.entry, text.agreement.header
    if header.in_force is not None and entry is not None and entry.at != header.in_force.earliest:
        raise CannotRun(
            "the text itself says when it enters into force, so that a record of a run from "
            "another date would not be read as it was played"
        )
    if count := own_entries(text.loaded, text.agreement):
        entries = "1 entry" if count == 1 else f"{count} entries"
        raise CannotRun(
            f"the agreement's own file has {entries} of a record, which would count with the run; "
            "move them to a file of their own"
        )


def explained(text: Text, play: Play, name: ProvisionId) -> str:
    """Explain where a provision stands in a played run, just as `why` does from a record."""
    loaded = replayed(text.loaded, play)
    if loaded.agreement is None:
        raise CannotRun("the run cannot be read back as a record")
    readings = tuple((a, r) for a, r in play.machine.choice.items())
    question = Question(on=play.now, fixed=readings)
    found = why(loaded.agreement, question, loaded.agreement.provisions[name])
    table = tabulate_why(loaded.agreement, found, Asked(question=question), loaded.sources)
    return print_why(table, loaded.agreement, width=width(), colour=shows_colour())

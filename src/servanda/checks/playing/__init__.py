"""Play a run by hand: an agreement, a start and readings come in; what may happen next, what each step
leads to, and the run as lines of a record go out. It refuses to know the terminal and the files.
"""

from servanda.checks.playing.changes import Change, Kind, changes, last_of
from servanda.checks.playing.options import Option, possible
from servanda.checks.playing.owing import Owing, Running, owing, running
from servanda.checks.playing.play import Play, Turn, begin, first_choice
from servanda.checks.playing.saving import record_of, written
from servanda.checks.playing.stops import Foreseen, Stop, foreseen, next_stop

__all__ = [
    "Change",
    "Foreseen",
    "Kind",
    "Option",
    "Owing",
    "Play",
    "Running",
    "Stop",
    "Turn",
    "begin",
    "changes",
    "first_choice",
    "foreseen",
    "last_of",
    "next_stop",
    "owing",
    "possible",
    "record_of",
    "running",
    "written",
]

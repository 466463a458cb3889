"""Take the arguments of the command line, and run the command they name."""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import click

from servanda import __version__
from servanda.cli.terminal import say, settle_streams

STOPPED, PIPE_CLOSED, CANNOT_RUN = 130, 141, 2
TRACEBACK = "SERVANDA_TRACEBACK"
OUTPUT_REFUSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""How a full disk or a lost terminal shows; files are read where such faults are met already."""

# The order is the one in which they are listed. A module is imported only when its command runs.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("servanda.cli.demo", "Show what Servanda does, on the examples."),
    "check": ("servanda.cli.check", "Look for faults in an agreement and its record."),
    "status": ("servanda.cli.status", "Say where an agreement stands, under each reading."),
    "due": ("servanda.cli.due", "Say what falls due, and what is overdue already."),
    "why": ("servanda.cli.why", "Explain where a provision stands, step by step."),
    "record": ("servanda.cli.record", "Show who said and did what, and how it reached us."),
    "figures": ("servanda.cli.figures", "Show what was counted, observer by observer."),
    "incidents": ("servanda.cli.incidents", "Count incidents under provisions, source by source."),
    "count": ("servanda.cli.count", "Count incidents, also of tables too large for a text."),
    "tally": ("servanda.cli.tally", "Count who stands behind something in a body."),
    "interval": ("servanda.cli.interval", "Count the time between two moments."),
    "actor": ("servanda.cli.actor", "Show the duties, powers and readings of an actor."),
    "positions": ("servanda.cli.positions", "Show who stands where, and on whose word."),
    "ratify": ("servanda.cli.ratify", "Say whether a text passes, who can stop or save it."),
    "packages": ("servanda.cli.packages", "Find the variants that all needed would accept."),
    "rounds": ("servanda.cli.rounds", "Tell the negotiation: texts, answers, channels."),
    "contacts": ("servanda.cli.contacts", "Show who met, called or wrote to whom, through whom."),
    "breach": ("servanda.cli.breach", "Say what would follow a breach."),
    "mend": ("servanda.cli.mend", "Search for the smallest changes of text that mend claims."),
    "compare": ("servanda.cli.compare", "Say what changed in meaning between two texts."),
    "play": ("servanda.cli.play", "Step through a run by hand."),
    "watch": ("servanda.cli.watch", "Say what each save changes in where things stand."),
    "tail": ("servanda.cli.tail", "Follow a record that grows, transition by transition."),
    "serve": ("servanda.cli.serve", "Open an agreement as pages in a browser."),
    "report": ("servanda.cli.report", "Write an agreement as one document, HTML or PDF."),
    "series": ("servanda.cli.series", "Count entries about a provision over time."),
    "query": ("servanda.cli.query", "Ask the record in SQL."),
    "read": ("servanda.cli.read", "Draft entries from news reports."),
    "review": ("servanda.cli.review", "Decide on drafts: accept, edit, reject, merge."),
    "import": ("servanda.cli.import_", "Append a table that somebody else keeps to a record."),
    "export": ("servanda.cli.export", "Write the record for other programs."),
    "lsp": ("servanda.cli.lsp", "Help an editor with texts as they are written."),
    "fmt": ("servanda.cli.fmt", "Lay texts out in the canonical way."),
    "explain": ("servanda.cli.explain", "Say what a rule is about, and why it matters."),
}


class LazyGroup(click.Group):
    """List commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of their table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its summary."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(_unknown(args[0]))
        return super().resolve_command(ctx, args)


def _unknown(name: str) -> str:
    from servanda.diagnostics.suggest import suggest

    guess = suggest(name, COMMANDS)
    hint = f"; did you mean `{guess}`?" if guess else "; `servanda --help` lists them"
    return f"no command is named `{name}`{hint}"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="servanda %(version)s")
def servanda() -> None:
    """Keep plain-text accounts of an agreement: what it says, and what was done.

    Exit status: 0 when no fault was found, 1 when some were, 2 when the command could not run.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and leave with its exit status."""
    settle_streams()
    status = run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough; writing the rest at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = PIPE_CLOSED
    except OSError as refused:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(_unwritten(refused))
        status = CANNOT_RUN
    sys.exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, say why where it cannot run, and give the exit status."""
    try:
        result = servanda.main(
            args=None if arguments is None else list(arguments),
            prog_name="servanda",
            standalone_mode=False,
        )
        return result if isinstance(result, int) else 0
    except click.ClickException as refusal:
        refusal.show()
    except (KeyboardInterrupt, click.Abort):
        say("servanda: stopped before the end")
        return STOPPED
    except SystemExit:
        return PIPE_CLOSED  # click leaves in this way when nobody reads on
    except Exception as stop:
        from servanda.workspace import CannotRun  # costs nothing once a command has run

        if isinstance(stop, CannotRun):
            say(f"servanda: {stop}")
        elif isinstance(stop, OSError) and stop.errno in OUTPUT_REFUSED:
            say(_unwritten(stop))
        elif os.environ.get(TRACEBACK):
            raise
        else:
            say(_own_fault(stop))
    return CANNOT_RUN


def _unwritten(refused: OSError) -> str:
    why = (refused.strerror or str(refused)).lower()
    return f"servanda: what there is to say cannot be written: {why}"


def _own_fault(fault: Exception) -> str:
    """Say that the fault is ours, where it arose, and how to see more of it."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f" in {os.path.basename(code.co_filename)}:{trace.tb_lineno}"
    return (
        f"servanda: this is a fault of servanda, not of your text: {type(fault).__name__}{place}\n"
        f"Set {TRACEBACK}=1 and run it again to see where it came from; please report it."
    )

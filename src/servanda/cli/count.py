"""Count the incidents of a record, and of a table in parts that no text could hold."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.extras import require
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import format_option, on_option, read, read_dates
from servanda.cli.terminal import say, shows_colour, width, write
from servanda.diagnostics import Severity
from servanda.model.agreement import Agreement
from servanda.monitor import Question
from servanda.monitor.counting import count
from servanda.record.imports import MapFault, read_map
from servanda.record.imports.mapping import PRESETS
from servanda.reports.count_table import OfTable, print_count, tabulate_count
from servanda.reports.values import Sources
from servanda.workspace import CannotRun
from servanda.workspace.texts import refusal


@click.command(name="count")
@click.argument("path", default=".")
@click.option(
    "--over",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A folder of Parquet files, or one file: the parts of one table.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(PRESETS)),
    default="csv",
    show_default=True,
    help="Whose table it is: its columns are then known by name.",
)
@click.option(
    "--map",
    "map_",
    type=click.Path(path_type=Path),
    metavar="MAP.toml",
    help="What its rows mean for the agreement, as for `import`.",
)
@on_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    over: Path | None,
    kind: str,
    map_: Path | None,
    on: str | None,
    form: str,
) -> None:
    """Count incidents under provisions, by clause, source and state, with where each provision stands.

    With --over, also those of a table in parts: they are counted part by part, and none is held. The answers
    are those for the same rows in the record. Exit status: 1 where a part could not be read, or rows are no
    entries.
    """
    if (over is None) != (map_ is None):
        raise CannotRun("--over names a table and --map what its rows mean: give both, or neither")
    if over is not None and map_ is not None:
        _over(ctx, path, over, map_, kind, on, form)
        return
    text = read(path)
    dates = read_dates(text.agreement.header.calendar, on, None)
    found = count(text.agreement, Question(on=dates.on))
    table = tabulate_count(text.agreement, found, dates.shown_on, text.loaded.sources)
    if form == "json":
        write_data(table)
    else:
        write(print_count(table, width=width(), colour=shows_colour()))


def _over(
    ctx: click.Context, path: str, over: Path, map_: Path, kind: str, on: str | None, form: str
) -> None:
    require("a table in Parquet", "duckdb", "pyarrow")
    from servanda.reports.count_table import LeftOut, UnreadPart
    from servanda.workspace.partitions import Evaluator, load_with_source

    try:
        mapping = read_map(map_.read_text("utf-8-sig"), kind)
        loaded = load_with_source(path, mapping)
        if loaded.agreement is None:
            raise CannotRun(f'{path} declares no agreement; a line `agreement NAME "Title"` does')
        evaluator = Evaluator(loaded, mapping)
    except MapFault as fault:
        raise CannotRun(f"--map {map_}: {fault}") from fault
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"--map {map_} {refusal(error)}") from error
    errors = sum(fault.severity is Severity.ERROR for fault in loaded.diagnostics)
    if errors:
        many = "1 fault" if errors == 1 else f"{errors} faults"
        say(f"servanda: the texts have {many}; `servanda check {path}` shows where")
    agreement: Agreement = loaded.agreement
    sources: Sources = loaded.sources
    dates = read_dates(agreement.header.calendar, on, None)
    progress = Progress()
    found = evaluator.over_folder(
        over, lambda done, total: progress.part(done, total, f"{done:,} of {total:,} parts")
    )
    tally = found.tally
    table = tabulate_count(
        agreement,
        evaluator.evaluate(tally, Question(on=dates.on)),
        dates.shown_on,
        sources,
        OfTable(
            table=str(over),
            parts=found.parts,
            rows=tally.rows,
            counted=sum(sum(each.values()) for each in tally.counts.values()),
            again=tally.again,
            left_out=tally.left_out,
            no_entries=tuple(
                LeftOut(reason=reason, rows=each.rows, part=each.part, row=each.row)
                for reason, each in sorted(
                    tally.reasons.items(), key=lambda pair: (-pair[1].rows, pair[0])
                )
            ),
            unread=tuple(UnreadPart(part=each.part, why=each.why) for each in found.unread),
        ),
    )
    if form == "json":
        write_data(table)
    else:
        write(print_count(table, width=width(), colour=shows_colour()))
    ctx.exit(1 if found.unread or tally.reasons else 0)

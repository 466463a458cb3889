"""Import a table that somebody else keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from servanda.cli.extras import require
from servanda.cli.output import write_data
from servanda.cli.progress import Progress
from servanda.cli.question import format_option
from servanda.cli.terminal import say, shows_colour, width, write
from servanda.model.agreement import Agreement
from servanda.record.imports import (
    Busy,
    Changed,
    Full,
    MapFault,
    Mapping,
    Outcome,
    Port,
    Unreadable,
    import_rows,
    open_rows,
    read_map,
)
from servanda.record.imports.mapping import PRESETS
from servanda.record.imports.names import check_names, check_words, head_of
from servanda.record.imports.reading import Rows
from servanda.reports.import_table import print_import, tabulate_import
from servanda.workspace import CannotRun, load
from servanda.workspace.load import PACT, RECORD
from servanda.workspace.texts import BYTES_AT_MOST, reason, refusal

_PARQUET = b"PAR1"


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(PRESETS)),
    required=True,
    help="Whose table it is: its columns are then known by name.",
)
@click.option(
    "--map",
    "map_",
    type=click.Path(path_type=Path),
    required=True,
    metavar="MAP.toml",
    help="What its rows mean for the agreement.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE.record",
    help="The record to append to; made where there is none.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where rows go that do not fit; beside the record if absent.",
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    kind: str,
    map_: Path,
    into: Path,
    rejects: Path | None,
    form: str,
) -> None:
    """Append the rows of FILE, a table in CSV or Parquet, to a record, as a map says what they mean.

    A row that is there already is not written again, so that an import can be stopped and run anew. Exit
    status: 1 where rows did not fit.
    """
    if into.suffix != RECORD:
        raise CannotRun(f"--into {into} does not end in {RECORD}, as records do")
    mapping = _mapping(map_, kind)
    agreement = _agreement(into)
    _checked(map_, mapping, agreement)
    rows = _rows(file, mapping)
    beside = sorted({*into.parent.glob(f"*{RECORD}"), *([into] if into.exists() else [])})
    progress = Progress()
    port = Port(
        into=into,
        rejects=rejects or into.parent / f"{file.stem}.rejects.csv",
        beside=tuple(beside),
        head=head_of(mapping, agreement, is_declared=_is_declared(mapping.source.id, beside)),
        bytes_at_most=BYTES_AT_MOST,
        say=lambda done, total, outcome: progress.part(done, total, _come(outcome)),
    )
    outcome = _imported(file, rows, mapping, port, progress)
    table = tabulate_import(outcome, str(file), str(into), str(port.rejects))
    if form == "json":
        write_data(table)
    else:
        write(print_import(table, width=width(), colour=shows_colour()))
    ctx.exit(1 if outcome.rejected else 0)


def _come(outcome: Outcome) -> str:
    return f"{outcome.rows:,} rows read, {outcome.written:,} written"


def _mapping(path: Path, kind: str) -> Mapping:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"--map {path} {refusal(error)}") from error
    try:
        mapping = read_map(text, kind)
        check_words(mapping)
    except MapFault as fault:
        raise CannotRun(f"--map {path}: {fault}") from fault
    return mapping


def _agreement(into: Path) -> Agreement | None:
    """Read the agreement beside a record, if there is one alone, to know what it names."""
    if not into.parent.is_dir():
        raise CannotRun(f"--into {into}: there is no folder {into.parent}")
    texts = sorted(into.parent.glob(f"*{PACT}"))
    found = [load(path).agreement for path in texts]
    known = [each for each in found if each is not None]
    if len(known) == 1:
        return known[0]
    many = "no agreement" if not known else f"{len(known)} agreements"
    say(f"servanda: {many} beside {into.name}, so what the map names is not checked against one")
    return None


def _checked(path: Path, mapping: Mapping, agreement: Agreement | None) -> None:
    if agreement is not None:
        try:
            check_names(mapping, agreement)
        except MapFault as fault:
            raise CannotRun(f"--map {path}: {fault}") from fault


def _rows(file: Path, mapping: Mapping) -> Rows:
    """Open a table, with all the columns that the map reads."""
    try:
        with file.open("rb") as stream:
            if stream.read(len(_PARQUET)) == _PARQUET:
                require("a table in Parquet", "pyarrow")
        rows = open_rows(file, mapping.file)
        try:
            rows.at(mapping.used)
        except Unreadable:
            rows.close()
            raise
    except OSError as error:
        raise CannotRun(f"{file} {refusal(error)}") from error
    except Unreadable as fault:
        raise CannotRun(f"{file}: {fault}") from fault
    return rows


def _is_declared(source: str, records: Sequence[Path]) -> bool:
    """Tell whether a record declares a source already."""
    sentence = re.compile(rf"source\s+{re.escape(source)}(\s|$)")
    for path in records:
        try:
            with path.open(encoding="utf-8", errors="replace") as stream:
                if any(sentence.match(line) for line in stream):
                    return True
        except OSError as error:
            raise CannotRun(f"{path} {refusal(error)}") from error
    return False


def _imported(file: Path, rows: Rows, mapping: Mapping, port: Port, progress: Progress) -> Outcome:
    """Import, and say in one sentence what stopped it; what was written by then stays written."""
    into = port.into
    try:
        return import_rows(file, rows, mapping, port)
    except Unreadable as fault:
        raise CannotRun(f"{file}: {fault}") from fault
    except Busy as fault:
        raise CannotRun(f"another import is writing to {into}; wait until it is done") from fault
    except Changed as fault:
        raise CannotRun(
            f"{into} was changed while it was appended to; run the same command again"
        ) from fault
    except Full as fault:
        raise CannotRun(
            f"{into} would be larger than the {BYTES_AT_MOST // 2**20} MB that a text may have; run the "
            "command again with another --into in the same folder, and it goes on from there"
        ) from fault
    except OSError as fault:
        raise CannotRun(
            f"{fault.filename or into} cannot be written: {reason(fault)}; what was written is whole, "
            "and the same command goes on from there"
        ) from fault
    finally:
        progress.hush()

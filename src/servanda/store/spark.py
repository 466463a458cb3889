"""Evaluate many agreements on Apache Spark: the rows of each agreement are given to one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow

Verdicts = Callable[[str, Any], Iterable[tuple[object, ...]]]
"""Take the name of an agreement and its rows, a table of Arrow; give rows of verdicts."""


def over_agreements(frame: Any, by: str, verdicts: Verdicts, columns: Mapping[str, str]) -> Any:
    """Give a frame of Spark with the verdicts on each agreement, of a frame with the rows of all.

    `by` is the column that says to which agreement a row belongs; rows without one have none. `columns` are
    those of the verdicts with their types, as Spark names them. `verdicts` is pickled and sent to the
    workers; it is called once for each agreement, whose rows must fit into the memory of a worker.
    """
    schema = ", ".join(f"{name} {type_}" for name, type_ in columns.items())

    def evaluate(rows: Any) -> Any:
        import pandas

        name = str(rows[by].iloc[0])
        table = pyarrow.Table.from_pandas(rows, preserve_index=False)
        found = list(verdicts(name, table))
        return pandas.DataFrame(found, columns=list(columns)).astype(object)

    known = frame.where(frame[by].isNotNull())
    return known.groupBy(by).applyInPandas(evaluate, schema=schema)


__all__ = ["Verdicts", "over_agreements"]

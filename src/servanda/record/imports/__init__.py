"""Turn the rows of a table that somebody else keeps into entries of a record: a table and a map come in,
lines of a record and the rows that do not fit go out. It refuses to guess what a row means: the map says it.
"""

from servanda.record.imports.append import Appender, Busy, Changed, Full
from servanda.record.imports.making import Made, Maker, Rejected
from servanda.record.imports.mapping import MapFault, Mapping, read_map
from servanda.record.imports.reading import Unreadable, open_rows
from servanda.record.imports.run import Outcome, Port, import_rows

__all__ = [
    "Appender",
    "Busy",
    "Changed",
    "Full",
    "Made",
    "Maker",
    "MapFault",
    "Mapping",
    "Outcome",
    "Port",
    "Rejected",
    "Unreadable",
    "import_rows",
    "open_rows",
    "read_map",
]

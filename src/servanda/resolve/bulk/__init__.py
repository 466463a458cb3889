"""Read the ordinary entries of a long record by their shapes.

Lines of one shape come in as columns, with the names that all texts declare. Out go the entries, of which
each is made when it is first looked at, and the lines that are to be parsed after all. What a shape means
is learned from the full parser, by reading one of its lines, and the same line with other dates, texts,
numbers and names: it refuses to know any sentence of the language itself, and a shape that it does not
wholly understand is parsed line by line.
"""

from servanda.resolve.bulk.reading import Doubtful, Plainly
from servanda.resolve.bulk.rows import Rows

__all__ = ["Doubtful", "Plainly", "Rows"]

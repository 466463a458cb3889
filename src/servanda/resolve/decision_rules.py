"""Read how a body decides."""

from fractions import Fraction

from msgspec.structs import replace

from servanda.model.actors import DecisionRule
from servanda.resolve.cursor import Cursor
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_actors, read_whole
from servanda.syntax import Kind

_FRACTIONS = {
    ("two", "thirds"): Fraction(2, 3),
    ("three", "quarters"): Fraction(3, 4),
    ("three", "fifths"): Fraction(3, 5),
}


def read_rule(cursor: Cursor, context: Context) -> DecisionRule:
    """Read a rule of decision, and keep how it was written."""
    start = cursor.at
    rule = _read_rule(cursor, context)
    written = " ".join(token.text for token in cursor.tokens[start : cursor.at])
    return replace(rule, written=written)


def _read_rule(cursor: Cursor, context: Context) -> DecisionRule:
    half = Fraction(1, 2)
    if cursor.accept("majority", "of", "seats") or cursor.accept("absolute", "majority"):
        return DecisionRule(written="", share=half, of_all=True)
    if cursor.accept("majority", "in", "each", "of"):
        return DecisionRule(written="", share=half, each_of=read_actors(cursor, context))
    if cursor.accept("majority"):
        return DecisionRule(written="", share=half)
    for words, share in _FRACTIONS.items():
        if cursor.accept(*words):
            of_all = cursor.accept("of", "seats")
            return DecisionRule(written="", share=share, or_equal=True, of_all=of_all)
    if cursor.accept("consensus") or cursor.accept("unanimity"):
        return DecisionRule(written="", share=Fraction(1), or_equal=True, of_all=True)
    if cursor.accept("all", "of"):
        return DecisionRule(written="", everyone=read_actors(cursor, context))
    if cursor.accept("decision", "of"):
        return DecisionRule(written="", everyone=read_actors(cursor, context))
    cursor.accept("at", "least")
    needed = read_whole(cursor, "a rule such as `majority`, `at least 61` or `9 of 15`")
    if cursor.accept("of") and cursor.sees_kind(Kind.NUMBER):
        cursor.take()
    return DecisionRule(written="", needed=needed)

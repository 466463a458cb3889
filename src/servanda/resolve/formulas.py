"""Read sums and products of numbers and levels."""

from fractions import Fraction

from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.events import Formula, LevelOf, Number, Operation
from servanda.resolve.cursor import Cursor
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_quantity, sees_quantity


def read_formula(cursor: Cursor, context: Context) -> Formula:
    """Read a sum or product of numbers and levels."""
    left = _product(cursor, context)
    while sign := cursor.accept_any("+", "-", "plus", "minus"):
        cursor.operate()
        right = _product(cursor, context)
        name = {"plus": "+", "minus": "-"}.get(sign, sign)
        left = Operation(sign=name, left=left, right=right, span=cursor.whole())
    return left


def _product(cursor: Cursor, context: Context) -> Formula:
    left = _factor(cursor, context)
    while sign := cursor.accept_any("*", "/"):
        cursor.operate()
        left = Operation(sign=sign, left=left, right=_factor(cursor, context), span=cursor.whole())
    return left


def _factor(cursor: Cursor, context: Context) -> Formula:
    span = cursor.span()
    if cursor.accept("("):
        with cursor.deeper():
            inner = read_formula(cursor, context)
        cursor.expect(")")
        return inner
    if cursor.accept("the", "mean", "of"):
        return _mean(cursor, context, span)
    if sees_quantity(cursor):
        value = read_quantity(cursor)
        is_percent = value.written.endswith("%")
        number = Number(value=value, span=span)
        if is_percent and cursor.accept("of"):
            with cursor.deeper():
                base = _factor(cursor, context)
            return Operation(sign="*", left=number, right=base, span=span)
        return number
    level = context.name(cursor, "level")
    return LevelOf(level=level, span=span)


def _mean(cursor: Cursor, context: Context, span: Span) -> Formula:
    with cursor.deeper():
        parts = [_factor(cursor, context)]
    while cursor.accept(",") or cursor.accept("and"):
        cursor.operate()
        parts.append(_factor(cursor, context))
    total = parts[0]
    for part in parts[1:]:
        total = Operation(sign="+", left=total, right=part, span=span)
    count = Number(value=Quantity.exact(Fraction(len(parts))), span=span)
    return Operation(sign="/", left=total, right=count, span=span)

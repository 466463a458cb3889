"""Turn moments, amounts and spans into plain values, and any table of them into data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from servanda.base.calendar import Calendar, Instant
from servanda.base.quantities import Quantity, parse_quantity
from servanda.base.spans import SourceFile, Span
from servanda.model.ambiguities import Choice

Plain = str | int | float | bool | None
Value = Plain | tuple[Plain, Plain]
"""One plain value, or the earliest and the latest where moments are vague."""

Reading = tuple[tuple[str, str], ...]
"""Pairs of an ambiguity and the reading chosen of it."""

Sources = Mapping[str, SourceFile]


def day(calendar: Calendar, instant: Instant | None) -> str | None:
    """Write an instant as a day, with the time where it is neither end of it."""
    return None if instant is None else calendar.format(instant)


def deadline(calendar: Calendar, instant: Instant) -> str:
    """Write a latest moment: as a day where it is the end of one, else with its minute.

    >>> calendar = Calendar()
    >>> deadline(calendar, 0), deadline(calendar, 24 * 60 - 1)
    ('1970-01-01 00:00', '1970-01-01')
    """
    local = calendar.local(instant)
    if instant == calendar.end_of_day(local.date()):
        return local.date().isoformat()
    return local.isoformat(" ", "minutes")


def deadlines(calendar: Calendar, bounds: tuple[Instant, Instant] | None) -> Value:
    """Write a latest moment, once where its bounds read the same."""
    if bounds is None:
        return None
    return pair(deadline(calendar, bounds[0]), deadline(calendar, bounds[1]))


def days(calendar: Calendar, bounds: tuple[Instant, Instant] | None) -> Value:
    """Write a moment: once where its bounds read the same, else both."""
    if bounds is None:
        return None
    return pair(calendar.format(bounds[0]), calendar.format(bounds[1]))


def pair(first: Plain, last: Plain) -> Value:
    """Give one value for two that are the same."""
    return first if first == last else (first, last)


def amount(quantity: Quantity | None) -> Plain:
    """Write an exact amount as a number, and any other in words."""
    if quantity is None:
        return None
    low = quantity.low
    if low is None or not quantity.is_exact or quantity.written.endswith("%"):
        return quantity.describe()
    return quantity.describe() if _is_least(quantity) else number(low)


def _is_least(quantity: Quantity) -> bool:
    """Tell whether a text asks for so much by setting a least, such as `at least 5`."""
    written = quantity.written
    if not written or written[0].isdigit():
        return False
    read = parse_quantity(written)
    return isinstance(read, Quantity) and not read.is_exact


def number(value: Fraction | int) -> int | float:
    """Write a fraction as a whole number where it is one."""
    return value.numerator if value.denominator == 1 else round(float(value), 6)


def quote(sources: Sources, span: Span | None) -> str:
    """Give the line of text at a span, without its indentation."""
    if span is None or span.path not in sources:
        return ""
    return sources[span.path].line_text(span.line).strip()


def as_reading(pairs: tuple[tuple[str, str], ...]) -> Reading:
    """Give a choice as pairs of plain names."""
    return tuple((str(ambiguity), str(reading)) for ambiguity, reading in pairs)


def of_choice(choice: Choice) -> Reading:
    """Give a choice as sorted pairs."""
    return as_reading(tuple(sorted(choice.items())))


PAIRS = frozenset({"reading", "readings_fixed", "details"})


def as_json(table: object, *, is_ascii: bool = False) -> str:
    """Write a table as JSON, laid out in lines: in ASCII where it is asked for.

    The standard library lays out in Python, several times as slowly; it still does where a name of a file
    is no text.
    """
    import json  # takes a while, and only data needs it

    from msgspec.json import format as laid_out

    data = as_data(table)
    try:
        text = laid_out(json.dumps(data, ensure_ascii=is_ascii), indent=2)
    except UnicodeEncodeError:
        text = json.dumps(data, ensure_ascii=is_ascii, indent=2)
    return f"{text}\n"


def as_data(value: object) -> object:
    """Turn a table into dictionaries and lists, field by field in their order.

    Fields that hold pairs of names become dictionaries; one called `cells` is laid out in its row.
    """
    if isinstance(value, Struct):
        return _row(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_data(item) for item in value]
    return value


def _row(value: Struct) -> dict[str, object]:
    data: dict[str, object] = {}
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if name == "cells":
            cells = as_data(inner)
            assert isinstance(cells, dict)
            data.update(cells)
        elif name in PAIRS:
            data[name] = dict(inner)
        else:
            data[name.rstrip("_")] = as_data(inner)
    return data

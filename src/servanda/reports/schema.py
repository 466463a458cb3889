"""Describe a table's data as JSON Schema, from its types: what a program may rely on."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence

from msgspec import Struct

from servanda.reports.values import PAIRS, Plain, Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}

Schema = dict[str, object]

_ANY_PLAIN = ["string", "number", "boolean", "null"]
_VALUE: Schema = {
    "description": "One value, or the earliest and the latest where moments are vague.",
    "anyOf": [
        {"type": _ANY_PLAIN},
        {"type": "array", "items": {"type": _ANY_PLAIN}, "minItems": 2, "maxItems": 2},
    ],
}


def schema_of(table: type[Struct], title: str) -> Schema:
    """Describe what `as_data` makes of a table: every field is there, and no other."""
    rows: dict[str, Schema] = {}
    whole = _row(table, rows)
    return {
        "$schema": DIALECT,
        "title": title,
        **whole,
        "$defs": dict(sorted(rows.items())),
    }


def _row(table: type[Struct], rows: dict[str, Schema]) -> Schema:
    """Describe a row, with the fields of its cells among its own."""
    properties = _properties(table, rows)
    return {
        "description": " ".join((table.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _properties(table: type[Struct], rows: dict[str, Schema]) -> dict[str, object]:
    hints = typing.get_type_hints(table)
    properties: dict[str, object] = {}
    for name in table.__struct_fields__:
        if name == "cells":
            properties.update(_properties(hints[name], rows))
        elif name in PAIRS:
            properties[name] = {"type": "object", "additionalProperties": {"type": "string"}}
        else:
            properties[name.rstrip("_")] = _type(hints[name], rows)
    return properties


def _type(hint: object, rows: dict[str, Schema]) -> Schema:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint == Value:
        rows["Value"] = _VALUE
        return {"$ref": "#/$defs/Value"}
    if hint == Plain:
        return {"type": _ANY_PLAIN}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _union([_type(each, rows) for each in arguments])
    if origin is Sequence or (origin is tuple and arguments[-1:] == (...,)):
        return {"type": "array", "items": _type(arguments[0], rows)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_type(each, rows) for each in arguments],
            "items": False,
            "minItems": len(arguments),
        }
    if isinstance(hint, type) and issubclass(hint, Struct):
        if hint.__name__ not in rows:
            rows[hint.__name__] = {}
            rows[hint.__name__] = _row(hint, rows)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hasattr(hint, "__supertype__"):
        return _type(hint.__supertype__, rows)
    raise TypeError(f"no schema for {hint!r}")


def _union(parts: list[Schema]) -> Schema:
    """Join types; those that are plain names become one list of names."""
    names = [part["type"] for part in parts if set(part) == {"type"}]
    others = [part for part in parts if set(part) != {"type"}]
    if not others:
        return {"type": names}
    return {"anyOf": [*([{"type": names}] if names else []), *others]}

"""Hold the states of one text once for all runs of it, with what was worked out about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from servanda.base.calendar import Instant
from servanda.checks.claims.bearing import Live, Over
from servanda.machine import View
from servanda.model.times import Point

Deeds = frozenset[object]
"""What was done on the way to a state, and when."""


class Key(NamedTuple):
    """Hold what the future of a state depends on: states alike in this are one.

    `fixed` is what is so of the names that are `live`; `ahead` are the minutes until something may change.
    """

    fixed: object
    ahead: tuple[int, ...]
    live: Live


@dataclass(slots=True, kw_only=True, eq=False)
class States:
    """Hold what is so of the states of one text, whoever is faithful, and whatever is asked of them.

    `after` has the states by what was done and the date: None for a minute on, where nothing lies ahead.
    `over` is what has come to its end at a state; `keys` are kept by the moments a claim speaks of.
    """

    after: dict[tuple[Deeds, Instant | None], View] = field(default_factory=dict)
    over: dict[View, Over] = field(default_factory=dict)
    keys: dict[Sequence[Point], dict[tuple[View, Live], Key]] = field(default_factory=dict)

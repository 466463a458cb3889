"""Say what one small change of a module is: where it stands, how it is shown, and what makes it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

WIDTH = 160
"""A change is shown with what stands around it, as long as that is no longer than so many characters."""

Key = tuple[str, str, str, int]
"""Module, function, change, and the number that tells changes apart which read alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """Name one change: where it is, what it changes into what, and which lines show it.

    `owner` is the way to the function whose code holds it; none for what runs as the module is
    imported. `number` tells changes apart that read alike in one function.
    """

    module: str
    function: str
    operator: str
    change: str
    number: int = 0
    line: int
    first: int
    last: int
    owner: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Name the change without its line, so that it is found again when lines move."""
        return self.module, self.function, self.change, self.number


Made = Callable[[], None]
"""What makes a change in the tree of its module."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Hold the place of a node in its parent, where another can be put."""

    parent: ast.AST
    field: str
    index: int | None = None

    def get(self) -> Any:
        held = getattr(self.parent, self.field)
        return held if self.index is None else held[self.index]

    def put(self, value: object) -> None:
        if self.index is None:
            setattr(self.parent, self.field, value)
        else:
            getattr(self.parent, self.field)[self.index] = value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Hold where the walk is: the function, its owner, and the lines of the statement."""

    module: str
    function: str = ""
    owner: tuple[str, ...] = ()
    is_inside: bool = False
    returns: str = ""
    bound: frozenset[str] = frozenset()
    first: int = 0
    last: int = 0
    around: Slot | None = None


Found = Iterator[tuple[Mutant, Made]]


def mutant(
    scope: Scope, operator: str, slot: Slot, new: object, shown: Slot | None = None
) -> Found:
    """Give one change: put a node into a slot; it is shown within its parent, if that is short."""
    old = slot.get()
    frame = shown or slot
    if len(told(frame.get())) > WIDTH:
        frame = slot
    before = told(frame.get())
    slot.put(new)
    after = told(frame.get())
    slot.put(old)
    line = getattr(old, "lineno", scope.first)
    yield (
        Mutant(
            module=scope.module,
            function=scope.function,
            operator=operator,
            change=f"{before} -> {after}",
            line=line,
            first=scope.first,
            last=scope.last,
            owner=scope.owner if scope.is_inside else (),
        ),
        lambda: slot.put(new),
    )


def told(node: object) -> str:
    """Show a piece of code on one line."""
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)}"
    assert isinstance(node, ast.AST)
    return " ".join(ast.unparse(node).split())

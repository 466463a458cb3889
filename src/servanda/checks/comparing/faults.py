"""Compare the faults that rules find in two texts: those resolved, and those that are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from servanda.checks.lint import lint
from servanda.diagnostics import Diagnostic
from servanda.model.agreement import Agreement


class FaultDifference(Struct, frozen=True, kw_only=True):
    """Hold a fault that only one of two texts has; both, where a rule finds it otherwise in each."""

    old: Diagnostic | None
    new: Diagnostic | None


def compare_faults(
    old: Agreement, new: Agreement, renamed: Mapping[str, str]
) -> tuple[FaultDifference, ...]:
    """List the faults of the texts themselves that were resolved, that are new, that read otherwise.

    What rules say of a record is left out: a text is not mended by what was recorded under it.
    """
    olds = [(_said(found, renamed), found) for found in _of_text(old)]
    news = [(_said(found, {}), found) for found in _of_text(new)]
    resolved = _without(olds, [said for said, _ in news])
    arisen = _without(news, [said for said, _ in olds])
    both: list[FaultDifference] = []
    for found in list(arisen):
        other = next((each for each in resolved if _is_on_the_same(each, found)), None)
        if other is not None:
            resolved.remove(other)
            arisen.remove(found)
            both.append(FaultDifference(old=other, new=found))
    return (
        *(FaultDifference(old=found, new=None) for found in resolved),
        *(FaultDifference(old=None, new=found) for found in arisen),
        *both,
    )


def _is_on_the_same(first: Diagnostic, second: Diagnostic) -> bool:
    """Tell whether a rule found something about the same thing in both texts."""
    return first.rule == second.rule and bool(_named(first) & _named(second))


def _named(found: Diagnostic) -> frozenset[str]:
    return frozenset(found.message.split("`")[1::2])


def _of_text(agreement: Agreement) -> tuple[Diagnostic, ...]:
    records = {entry.span.path for entry in agreement.entries} - {agreement.header.span.path}
    return tuple(found for found in lint(agreement) if found.span.path not in records)


def _said(found: Diagnostic, renamed: Mapping[str, str]) -> tuple[str, str]:
    """Give the rule and the message, with names as the other text has them; places do not matter."""
    message = found.message
    for name, other in renamed.items():
        message = message.replace(f"`{name}`", f"`{other}`")
    return found.rule, message


def _without(
    found: Iterable[tuple[tuple[str, str], Diagnostic]], others: Iterable[tuple[str, str]]
) -> list[Diagnostic]:
    """Leave out what the others have too, as often as they have it."""
    left = list(others)
    kept = []
    for said, diagnostic in found:
        if said in left:
            left.remove(said)
        else:
            kept.append(diagnostic)
    return kept

"""Offer edits where a fault says what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from servanda.lsp.faults import SOURCE


def quick_fixes(uri: str, found: Iterable[types.Diagnostic]) -> list[types.CodeAction]:
    """Give an edit for each fault with a guess."""
    actions: list[types.CodeAction] = []
    for fault in found:
        guess = guess_of(fault)
        if not guess:
            continue
        edit = types.TextEdit(range=fault.range, new_text=guess)
        actions.append(
            types.CodeAction(
                title=f"Write `{guess.strip(chr(34))}`",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[fault],
                edit=types.WorkspaceEdit(changes={uri: [edit]}),
            )
        )
    return actions


def guess_of(fault: types.Diagnostic) -> str:
    """Give what a fault says was probably meant; an editor hands back what it was told."""
    data = fault.data
    if fault.source != SOURCE or data is None:
        return ""
    guess = data.get("guess") if isinstance(data, dict) else getattr(data, "guess", "")
    return guess if isinstance(guess, str) else ""

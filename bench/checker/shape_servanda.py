"""Decide the claim of a hard shape with Servanda: text in, verdicts under all readings out."""

import gc

from contender import Answer, compete
from shapes import text

from servanda import __version__
from servanda.checks.claims import check_claims, start_of
from servanda.cli import MADE_BEFORE_SWEEPING
from servanda.model.agreement import Agreement
from servanda.workspace import load_text

SECONDS = 120
"""A claim that takes longer is unknown, and says so: no shape may hang."""


def build(size: int, shape: str) -> Agreement:
    """Read the text into a model."""
    loaded = load_text({"bench.pact": text(shape, size)})
    if loaded.agreement is None or loaded.has_errors:
        raise SystemExit("the text has errors")
    return loaded.agreement


def decide(agreement: Agreement) -> Answer:
    """Answer the claim under every reading that matters."""
    gc.disable()  # as the command does while it answers claims
    start = start_of(agreement, None, 0).at
    (result,) = check_claims(agreement, start, seconds=SECONDS)
    gc.enable()
    return Answer(result.verdict.value, result.answers[0].note)


if __name__ == "__main__":
    gc.set_threshold(MADE_BEFORE_SWEEPING)
    compete(f"Servanda {__version__}", build, decide, complete=True)

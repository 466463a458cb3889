"""Decide the claim with Servanda: text in, verdict and dated run out.

Decides the whole claim, endless renewal included, and needs no horizon. Building is reading the
text into a model of the agreement; deciding is answering the claim on that model. As a whole process
`run.py` runs `servanda check` on the text instead, which also looks for faults by its 72 rules.
"""

import gc

from contender import Answer, compete
from make_agreement import agreement

from servanda import __version__
from servanda.checks.claims import check_claims, start_of
from servanda.cli import MADE_BEFORE_SWEEPING
from servanda.model.agreement import Agreement
from servanda.workspace import load_text


def build(count: int, variant: str) -> Agreement:
    """Read the text into a model."""
    loaded = load_text({"bench.pact": agreement(count, variant)})
    if loaded.agreement is None or loaded.has_errors:
        raise SystemExit("the text has errors")
    return loaded.agreement


def decide(agreement: Agreement) -> Answer:
    """Answer the claim under every reading that matters; this text has none."""
    gc.disable()  # as the command does while it answers claims
    (result,) = check_claims(agreement, start_of(agreement, None, 0).at)
    gc.enable()
    return Answer(result.verdict.value, result.answers[0].kind)


if __name__ == "__main__":
    gc.set_threshold(MADE_BEFORE_SWEEPING)
    compete(f"Servanda {__version__}", build, decide, complete=True)

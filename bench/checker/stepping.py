"""Count the steps of those encodings that go day by day, so that none of them stops too early.

In such an encoding a step is a day that passes, a renewal (back by a week) or a passage to the next
phase. The longest run of B uses every renewal there is; once it has passed that many steps, phase
three is complete. A shorter horizon would show runs to the contrary that are only unfinished.
"""

from make_agreement import DAYS, PHASES, RENEWALS, WEEK


def horizon(variant: str) -> int:
    """Give the steps after which a run of the variant has completed phase three, or cannot.

    A run of A that lapses does so first on the last day of phase one, one step after it.
    """
    if variant in ("B", "V"):
        return len(PHASES) * (DAYS + 1) + RENEWALS * (WEEK + 1)
    return DAYS + 1

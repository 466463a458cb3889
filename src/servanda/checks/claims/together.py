"""Let claims that see the same of a text walk the same runs.

What has come to its end bears on no question any more, and is left out of the runs of a claim that does
not ask about it. Claims that are asked together of one text and see the same names keep in sight what
any of them asks about, so that the states one of them has laid out are there for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.checks.claims.parts import parted

if TYPE_CHECKING:
    from servanda.checks.claims.texts import Texts
    from servanda.model.ambiguities import Choice
    from servanda.model.claims import Claim


def see_together(texts: Texts, fixed: Choice) -> None:
    """Note what each claim that is asked of a text sees, and what it asks about.

    Raises:
        TooMany: when the budget is spent; those that were seen until then are noted.
    """
    while texts.together:
        for part in _parts(texts, texts.together[-1], fixed):
            texts.share(part, fixed)
        texts.together.pop()


def _parts(texts: Texts, claim: Claim, fixed: Choice) -> Iterator[Claim]:
    found = parted(texts, claim, fixed)
    if found is None:
        yield claim
    else:
        for part in found.claims:
            yield from _parts(texts, part, fixed)

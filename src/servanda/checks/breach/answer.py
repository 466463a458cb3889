"""Answer what follows the breaches of an agreement: of one provision in full, or of all in outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servanda.base.calendar import Instant
from servanda.base.identities import ActorId, ProvisionId
from servanda.checks.breach.breaches import can_be_broken, ground_of, paths_of
from servanda.checks.breach.guarantees import guarantees
from servanda.checks.breach.result import AfterBreach, BreachResult
from servanda.checks.breach.whole import hold_ups, off_course, voids_all
from servanda.model.agreement import Agreement
from servanda.model.ambiguities import Choice


def breaches(
    agreement: Agreement,
    start: Instant,
    fixed: Choice,
    by: ActorId | None = None,
    of: ProvisionId | None = None,
    say: Callable[[str], None] | None = None,
    seconds: float | None = None,
) -> BreachResult:
    """Follow hypothetical breaches over runs from a start, under every reading that is not fixed.

    With `of`, one provision in full: until when it can be mended, what binds on, and what becomes of
    the claims, each of which may take so many `seconds`; without it, each
    duty and prohibition, those of one bearer with `by`, and what can be said of the whole text. `say` is
    told how far it has come.
    """
    ground = ground_of(agreement, start, fixed)
    found = []
    for provision in agreement.provisions.values():
        is_of_text = can_be_broken(provision) and not provision.is_added
        if provision.id == of or (of is None and is_of_text):
            if say is not None:
                say(f"following a breach of {provision.id}")
            paths = paths_of(ground, provision, by, is_told=of is not None)
            if paths.paths:
                found.append(paths)
    provisions = tuple(found)
    return BreachResult(
        start=start,
        provisions=provisions,
        voids_all=voids_all(ground, provisions) if of is None else (),
        hold_ups=hold_ups(ground) if of is None else (),
        off_course=off_course(ground) if of is None else (),
        claims=tuple(_claims(agreement, start, fixed, of, say, seconds)) if of is not None else (),
    )


def _claims(
    agreement: Agreement,
    start: Instant,
    fixed: Choice,
    of: ProvisionId,
    say: Callable[[str], None] | None,
    seconds: float | None,
) -> Iterator[AfterBreach]:
    """Answer the claims anew, saying how far it has come."""
    provision = agreement.provisions[of]
    if not can_be_broken(provision):
        return
    for found in guarantees(agreement, start, fixed, provision, seconds):
        if say is not None:
            say(f"claims after a breach of {of}: {found.claim}")
        yield found

"""Make small agreements, and ask what follows a breach in them."""

from __future__ import annotations

from datetime import date

from servanda.base.identities import ActorId, ProvisionId
from servanda.checks.breach import BreachPath, BreachResult, breaches
from servanda.model.agreement import Agreement
from servanda.workspace import load_text

HEAD = """agreement small "Small"
party north "North", south "South"
monitor watch "Watch"
"""


def agreement_of(body: str) -> Agreement:
    """Read an agreement between north and south; the text must have no fault."""
    loaded = load_text({"small.pact": HEAD + body})
    assert not loaded.has_errors, [str(fault) for fault in loaded.diagnostics]
    assert loaded.agreement is not None
    return loaded.agreement


def asked(body: str, of: str | None = None, by: str | None = None, **fixed: str) -> BreachResult:
    """Ask from 1 January 2025 on."""
    agreement = agreement_of(body)
    start = agreement.header.calendar.start_of_day(date(2025, 1, 1))
    return breaches(
        agreement,
        start,
        fixed,  # type: ignore[arg-type]
        None if by is None else ActorId(by),
        None if of is None else ProvisionId(of),
    )


def paths(body: str, of: str) -> tuple[BreachPath, ...]:
    """Give the breach paths of one provision."""
    (provision,) = asked(body, of).provisions
    return provision.paths


def path(body: str, of: str) -> BreachPath:
    """Give the one breach path of a provision."""
    (found,) = paths(body, of)
    return found


def effects(found: BreachPath) -> dict[str, str]:
    """Give what becomes otherwise, by name."""
    return {effect.name: effect.change.value for effect in found.effects}


def day(agreement: Agreement, instant: int | None) -> str | None:
    """Write an instant as a day."""
    return None if instant is None else agreement.header.calendar.date_of(instant).isoformat()


def on(body: str, instant: int | None) -> str | None:
    """Write an instant as a day of an agreement."""
    return day(agreement_of(body), instant)

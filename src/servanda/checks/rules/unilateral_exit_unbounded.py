"""One side may suspend or end what binds it, without a cause and without notice.

## Why

A promise that can be ended at any hour binds only as long as it is convenient, and the other
side must plan for that. A cause, a notice or a second signature turns an exit into a procedure.

## Example

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
leave: south may terminate the agreement
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
truce: north and south each must not attack the other
leave: south may terminate the agreement; with notice 14 days
```

## Known problems

A power to take back what was only allowed (a liberty) is left alone. A cause in words only is
not seen: write it as `when`.

## Source

Vienna Convention on the Law of Treaties (1969), article 56(2): not less than twelve months'
notice, where a treaty is silent; Regulations annexed to Hague Convention IV (1907), article 36.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, described, provision_named
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.events import Manner
from servanda.model.provisions import (
    DoesNotApply,
    Effect,
    EffectKind,
    Modality,
    NoticeOf,
    OnRecommendation,
    Precedent,
    Provision,
    Trigger,
)

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_ENDING = {
    EffectKind.SUSPEND: "suspend",
    EffectKind.TERMINATE: "end",
    EffectKind.WITHDRAW: "leave",
}
_BOUNDS = (Trigger, Precedent, NoticeOf, OnRecommendation)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report powers of one side to suspend or end that nothing bounds."""
    for power in agreement.provisions.values():
        effect = power.effect
        if effect is None or effect.kind not in _ENDING or not _is_ones_own(power):
            continue
        if any(isinstance(clause, _BOUNDS) for clause in power.clauses):
            continue
        target = provision_named(agreement, effect.target)
        if target is not None and target.modality is Modality.POWER:
            continue
        yield _finding(power, effect, target)


def _finding(power: Provision, effect: Effect, target: Provision | None) -> Diagnostic:
    what = "the agreement" if effect.target == "agreement" else f"`{effect.target}`"
    denied = [described(c.under) for c in clauses_of(power, DoesNotApply) if c.under.options]
    cited = article(power)
    notes = [f"cites {cited}"] if cited else []
    notes.extend(f"under {under} there is no such power" for under in denied)
    return finding(
        RULE,
        power.span,
        f"`{power.id}` lets one side {_ENDING[effect.kind]} {what} without cause or notice",
        note="; ".join(notes),
        help="bound it: `when CONDITION`, `with notice DURATION`, or `on recommendation of ACTOR`",
        labels=(Label(span=target.span, message="what it suspends"),) if target is not None else (),
    )


def _is_ones_own(power: Provision) -> bool:
    return power.agency.manner in (Manner.ONE, Manner.ANY, Manner.EACH)

"""A vote is recorded with an outcome that the body's own rule does not give.

## Why

Either the count is wrong, or the rule, or the outcome. Whoever forecasts whether a text will
pass uses all three.

## Example

```pact
agreement example "An example"
body parliament "Parliament"
  seats 120
  decides by at least 61
source gazette "Official gazette"
2024-06-10 vote parliament adopts example for 58 against 40 [gazette, verified]
```

Mended:

```pact
agreement example "An example"
body parliament "Parliament"
  seats 120
  decides by at least 61
source gazette "Official gazette"
2024-06-10 vote parliament adopts example for 63 against 40 [gazette, verified]
```

## Known problems

A veto that is not recorded cannot be seen: a text that has the votes and is recorded as rejected
is reported only for a body without vetoes. Shares of those who voted leave abstentions out.

## Source

From the design: a recorded vote is checked against the rule that the text declares.
"""

from collections.abc import Iterator
from fractions import Fraction

from servanda.base.quantities import Quantity, Truth, at_least, more_than
from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.actors import Actor, DecisionRule
from servanda.model.agreement import Agreement
from servanda.model.entries import Vote

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report votes whose counts pass or fail against the recorded outcome."""
    for entry in agreement.entries:
        if not isinstance(entry.what, Vote):
            continue
        vote = entry.what
        body = agreement.actors.get(vote.body)
        if body is None or body.rule is None:
            continue
        passed = _passes(body, body.rule, vote)
        if passed is Truth.OPEN or (passed is Truth.YES) == vote.adopts:
            continue
        if passed is Truth.YES and body.rule.veto:
            continue
        outcome = "adopts" if vote.adopts else "rejects"
        yield finding(
            RULE,
            entry.span,
            f"`{body.id}` {outcome} `{vote.target}`, and by its rule the count says otherwise",
            found=_count(vote),
            expected=body.rule.written or "what its rule asks for",
            help="correct the count, the outcome or the rule; a second vote is an entry of its own",
            labels=(Label(span=body.span, message="its rule is declared here"),),
        )


def _passes(body: Actor, rule: DecisionRule, vote: Vote) -> Truth:
    """Tell whether the counts meet the rule, where they settle it."""
    if rule.needed is not None and vote.in_favour is not None:
        return _truth(vote.in_favour >= rule.needed)
    if rule.share is None:
        return Truth.OPEN
    if vote.in_favour is not None:
        base = body.seats
        if not rule.of_all:
            base = vote.in_favour + vote.against if vote.against is not None else None
        if not base:
            return Truth.OPEN
        return _meets(rule, Quantity.exact(Fraction(vote.in_favour, base)))
    if vote.share is not None and not rule.of_all:
        return _meets(rule, vote.share)
    return Truth.OPEN


def _meets(rule: DecisionRule, share: Quantity) -> Truth:
    wanted = Quantity.exact(rule.share or 0)
    return at_least(share, wanted) if rule.or_equal else more_than(share, wanted)


def _truth(holds: bool) -> Truth:
    return Truth.YES if holds else Truth.NO


def _count(vote: Vote) -> str:
    if vote.in_favour is None:
        return vote.share.describe() if vote.share is not None else ""
    against = "" if vote.against is None else f", {vote.against} against"
    return f"{vote.in_favour} for{against}"

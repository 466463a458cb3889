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

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.entries import Vote
from servanda.monitor.bodies import vote_result, vote_rule

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report votes whose counts pass or fail against the recorded outcome."""
    for entry in agreement.entries:
        if not isinstance(entry.what, Vote) or entry.what.adopts is None:
            continue
        vote = entry.what
        body = agreement.actors.get(vote.body)
        rule = vote_rule(agreement, entry) if body is not None else None
        if body is None or rule is None:
            continue
        carried = vote_result(agreement, entry).carried
        if carried is None or carried == vote.adopts or (carried and rule.veto):
            continue
        outcome = "adopts" if vote.adopts else "rejects"
        yield finding(
            RULE,
            entry.span,
            f"`{body.id}` {outcome} `{vote.target}`, and by its rule the count says otherwise",
            found=_count(vote),
            expected=rule.written or "what its rule asks for",
            help="correct the count, the outcome or the rule; a second vote is an entry of its own",
            labels=(Label(span=body.span, message="its rule is declared here"),),
        )


def _count(vote: Vote) -> str:
    if vote.in_favour is None:
        return vote.share.describe() if vote.share is not None else ""
    against = "" if vote.against is None else f", {vote.against} against"
    return f"{vote.in_favour} for{against}"

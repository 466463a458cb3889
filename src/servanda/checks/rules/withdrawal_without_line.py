"""A withdrawal is owed, and the text says neither from where nor to where.

## Why

Whoever withdraws "his forces" may move them to the next hill. A withdrawal is only as good as
the line it leaves and the line it stops at.

## Example

```pact
agreement example "An example"
party north "North"
pull-back: north must withdraw its forces; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
pull-back: north must withdraw its forces from the river to the ridge; by 2025-03-01
```

## Known problems

One of the two ends is enough to silence the rule. The words are English.

## Source

Haysom and Hottinger, Do's and Don'ts of Sustainable Ceasefire Agreements, section 1: the
obligations of a ceasefire hinge on geographical markers.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, is_questioned, withdrawals
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, plain
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Areas, Particular, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_ENDS = ("from", "to", "behind", "beyond", "out of", "north of", "south of", "east", "west", "off")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report withdrawals without a place in their words or clauses."""
    for provision in withdrawals(agreement):
        words = plain(provision.action.words).strip()
        if words.startswith(("leave", "vacate", "evacuate")) or has_word(words, _ENDS):
            continue
        if _has_place(provision) or is_questioned(agreement, provision):
            continue
        cited = article(provision)
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` says neither from where nor to where",
            found=provision.action.words,
            note=f"cites {cited}" if cited else "",
            help='say it in the action (`withdraw … from A to B`), or below it with `area "…"`',
        )


def _has_place(provision: Provision) -> bool:
    if any(True for _ in clauses_of(provision, Areas)):
        return True
    return any(c.keyword in ("area", "place") for c in clauses_of(provision, Particular))

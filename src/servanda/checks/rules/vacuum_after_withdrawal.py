"""Forces leave an area, and nobody is given its security.

## Why

An area that one side has left belongs to whoever comes first. The arrangement for Lebanon of
November 2024 let each area be left only when the army of the state arrived there, so that no
vacuum came about.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North"
pull-back: north must withdraw from the valley; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North"
body police "Valley police"
pull-back: north must withdraw from the valley; by 2025-03-01; against order
order: police must take over the security of the valley; by 2025-03-01
```

## Known problems

Any provision that speaks of security, police, patrols or deployment counts. The withdrawal of
weapons is left alone, since the area is not left. The words are English.

## Source

Announcement of a cessation of hostilities, Israel and Lebanon, 27 November 2024, points 11 and
12, and its explanation by the mediators.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, mentions, withdrawals
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, plain, quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_SECURITY = (
    "security",
    "polic*",
    "patrol*",
    "deploy*",
    "take over",
    "take control",
    "law and order",
    "public order",
    "administer*",
    "administration",
    "demilitari*",
)
_THINGS = ("weapon*", "arms", "artillery", "equipment", "formations", "mercenaries", "launchers")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the withdrawals from an area in a text that gives nobody the security of it."""
    if not is_ceasefire(agreement) or mentions(agreement, _SECURITY):
        return
    left = [
        provision
        for provision in withdrawals(agreement)
        if not has_word(plain(provision.action.words), _THINGS)
    ]
    if not left:
        return
    first, *others = left
    yield finding(
        RULE,
        first.span,
        f"nobody is given the security of what is left by {quoted(p.id for p in left)}",
        help="name who comes in, and when: `NAME: ACTOR must take over the security of …; against "
        f"{first.id}`",
        labels=tuple(Label(span=p.span, message="left too") for p in others[:4]),
    )

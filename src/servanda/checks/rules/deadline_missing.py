"""A duty is owed, and no day makes it late.

## Why

Whoever puts off a duty without a date keeps his word for ever. It may be meant so, for things
that go on; for a thing that is to be done once it is mostly the sign that the parties could not
agree on the day.

## Example

```pact
agreement example "An example"
party north "North"
amnesty: north must pass a law of amnesty
```

Mended:

```pact
agreement example "An example"
party north "North"
amnesty: north must pass a law of amnesty; by 2025-12-31
```

## Known problems

All such duties of a text are reported together. Duties to maintain, to prevent and to forbear go
on and need no date, and neither do flows (`per day`), exchanges, and tasks whose verb goes on:
to watch, to monitor, to support, to respect.

## Source

From the semantics: a duty without a deadline is never overdue, and postponing it for ever is
faithful. Of 3,903 provisions of peace agreements sampled from PA-X, 26 set a limit "within" so
many hours, days, weeks or months.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, is_dated, is_unnamed
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import plain, quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import DoneWhen, Modality, Provision, Rate

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_GOING_ON = (
    "watch",
    "monitor",
    "observe",
    "verify",
    "supervise",
    "support",
    "respect",
    "cooperate",
    "co-operate",
    "facilitate",
    "ensure",
    "refrain",
    "give access",
    "finance",
    "pay ",
    "treat",
    "give the other",
    "settle disputes",
    "take key decisions",
    "check",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the duties to achieve something that nothing ever makes late, in one finding."""
    undated = [p for p in agreement.provisions.values() if _is_undated(p)]
    if not undated:
        return
    first, *others = undated
    cited = article(first)
    yield finding(
        RULE,
        first.span,
        f"no day makes {quoted(p.id for p in undated)} late",
        note=f"cites {cited}" if cited else "",
        help="write `by POINT` below it; what is meant to go on can be written as `must keep …`",
        labels=tuple(Label(span=p.span, message="nor this") for p in others[:4]),
    )


def _is_undated(provision: Provision) -> bool:
    if provision.modality not in (Modality.DUTY, Modality.PROCURE) or is_dated(provision):
        return False
    if provision.action.per or is_unnamed(provision):
        return False
    if any(isinstance(clause, Rate | DoneWhen) for clause in provision.clauses):
        return False
    return not plain(provision.action.words).strip().startswith(_GOING_ON)

"""A report is owed, and the text does not say to whom, or when.

## Why

A report without a reader is filed; a report without a day comes when it suits. To whom, how
often and whether it is published decide what a report can do.

## Example

```pact
agreement example "An example"
body panel "Panel"
reports: panel must report on the disarmament
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
body panel "Panel"
reports: panel must report on the disarmament
  to north
  1 more every 30 days from signature
```

## Known problems

Only duties whose first word is to report, to notify or to inform are looked at. Whether a report
is made public is not asked.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), section 6.2.4;
CTSAMVM, operations: from the team to headquarters, the chair, the technical committee, the
board.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, clauses_of, is_dated
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, plain
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality, OnEach, Particular, Provision, Trigger

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_TELLING = ("report", "notify", "inform")
_OFTEN = ("daily", "weekly", "monthly", "quarterly", "annually", "yearly", "every", "a day")
_OWED = (Modality.DUTY, Modality.EFFORT)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties to report that lack a reader or a time."""
    for provision in agreement.provisions.values():
        if provision.modality not in _OWED:
            continue
        if not plain(provision.action.words).strip().startswith(_TELLING):
            continue
        missing = [
            *(["to whom"] if not _has_reader(provision) else []),
            *(["when"] if not _has_time(provision) else []),
        ]
        if missing:
            cited = article(provision)
            yield finding(
                RULE,
                provision.span,
                f"`{provision.id}` does not say {' nor '.join(missing)}",
                note=f"cites {cited}" if cited else "",
                help="write `reported to ACTOR`, and `by POINT`, `on each EVENT` or\n"
                "`1 more every 30 days from POINT`",
            )


def _has_reader(provision: Provision) -> bool:
    if provision.creditors or has_word(provision.action.words, ("to",)):
        return True
    if any(c.keyword == "reported to" for c in clauses_of(provision, Particular)):
        return True
    return plain(provision.action.words).strip().startswith(("inform", "notify"))


def _has_time(provision: Provision) -> bool:
    if is_dated(provision) or has_word(provision.action.words, _OFTEN):
        return True
    return any(isinstance(clause, OnEach | Trigger) for clause in provision.clauses)

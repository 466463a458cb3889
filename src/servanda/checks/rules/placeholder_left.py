"""A blank of the template is still in the text.

## Why

A signed text with "to be agreed" in it binds to nothing at that place, and the blank is found
when the clause falls due. If it is blank on purpose, declare the word open: then the claims know
it.

## Example

```pact
agreement example "An example"
party north "North"
free: north must release TBD prisoners; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
free: north must release 30 prisoners; by 2025-03-01
```

## Known problems

An open word or an ambiguity about the provision silences the rule for it. The words are English.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), comparison of
versions: "[Party A]" and "PERIOD OF TIME" were left in the text.
"""

import re
from collections.abc import Iterator

from servanda.base.spans import Span
from servanda.checks.clauses import is_questioned
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import said_in
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_BLANK = (
    r"\b(?:TBD|TBC|TODO|XXX?|N\.N\.)(?!\w)|\?\?|_{2,}|\[[^\]]*\]|"
    r"\b(?:Party [A-Z]|PERIOD OF TIME|INSERT [A-Z]+)\b"
)
_LATER = r"\bto be (?:agreed|determined|decided|defined|confirmed|specified|named)\b"


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report blanks in provisions, titles and the header."""
    for provision in agreement.provisions.values():
        if not is_questioned(agreement, provision):
            text = said_in(provision)
            yield from _blanks(provision.span, text, f"`{provision.id}`", f"{_BLANK}|{_LATER}")
    header = agreement.header
    title = " ".join((header.title, *header.remarks.values()))
    yield from _blanks(header.span, title, "the header", _BLANK)
    for actor in agreement.actors.values():
        yield from _blanks(actor.span, actor.title, f"the title of `{actor.id}`", _BLANK)
    for phase in agreement.phases.values():
        yield from _blanks(phase.span, phase.title, f"the title of phase `{phase.id}`", _BLANK)


def _blanks(span: Span, text: str, where: str, pattern: str) -> Iterator[Diagnostic]:
    match = re.search(pattern, text)
    if match:
        yield finding(
            RULE,
            span,
            f"{where} still has a blank in it",
            found=match.group(),
            help="fill it in; what is left open on purpose can say so:\n"
            '`open word NAME "What is still to be agreed?"; about PROVISION`',
        )

"""A line or position is fixed "as it is now", and no day says when now is.

## Why

The line of today moves while the text is being signed, and in the last hours before a ceasefire
it is made to move. Minsk II let one side withdraw from the actual line and the other from the
line of a date, and the two were not the same.

## Example

```pact
agreement example "An example"
party north "North"
back: north must withdraw from the current line of contact; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
back: north must withdraw from the line of contact of 1 February 2025; by 2025-03-01
```

## Known problems

Any year in the action, its `words` or its `area` counts as the day. The words are English.

## Source

Package of Measures, Minsk, 12 February 2015, point 2: "for the Ukrainian troops: from the de
facto line of contact".
"""

import re
from collections.abc import Iterator

from servanda.checks.clauses import article, is_open_word
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word, has_word, said_in
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_NOW = ("actual", "current", "present", "existing", "former", "previous", "original", "de facto")
_PLACES = ("line", "lines", "position*", "front", "frontline", "contact", "deployment*", "borders")
_WHOLE = ("status quo ante", "status quo", "return to positions", "return to their positions")


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report actions that fix a line or position by the present, without a date."""
    for provision in agreement.provisions.values():
        words = provision.action.words
        now = first_word(words, _NOW) if has_word(words, _PLACES) else ""
        now = now or first_word(words, _WHOLE)
        if not now or is_open_word(agreement, provision):
            continue
        if re.search(r"\b(?:19|20)\d\d\b", said_in(provision)):
            continue
        cited = article(provision)
        yield finding(
            RULE,
            provision.span,
            f'`{provision.id}` fixes a line by what is "{now}", and no day says when',
            found=now,
            expected="the day on which it ran there",
            note=f"cites {cited}" if cited else "",
            help="name the day (`the line of 19 September 2014`), or a map of that day",
        )

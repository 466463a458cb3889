"""The text is authentic in several languages, and none of them prevails.

## Why

Two languages never say quite the same: "territories" and "des territoires", in resolution 242
(1967), is the known case. Where no version prevails, the law of treaties looks for the meaning
that reconciles them best, and each side will find its own.

## Example

```pact
agreement example "An example"
  text authentic "English", "Arabic"
party north "North"
```

Mended:

```pact
agreement example "An example"
  text authentic "English", "Arabic"
  precedence the English text prevails
party north "North"
```

## Known problems

Equal authority may be wanted, and is the rule of law where nothing is said. Then `precedence
none` says so.

## Source

Vienna Convention on the Law of Treaties (1969), article 33.
"""

import re
from collections.abc import Iterator

from servanda.checks.findings import finding, rule_of
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the header that names several authentic languages and no precedence."""
    remarks = agreement.header.remarks
    if "precedence" in remarks or "text" not in remarks:
        return
    listed = re.split(r"[;,]|\band\b", remarks["text"].replace("authentic", " "))
    languages = [part.strip() for part in listed if part.strip()]
    if len(languages) > 1:
        yield finding(
            RULE,
            agreement.header.span,
            "the text is authentic in several languages, and none of them prevails",
            found=", ".join(languages),
            help=f"write `precedence the {languages[0]} text prevails`, or `precedence none`",
        )

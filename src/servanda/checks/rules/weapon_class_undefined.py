"""Weapons are named by a class such as "heavy", and no calibre, range or list says which they are.

## Why

A monitor must be able to look at a gun and say whether it may stand there. Is an 82 mm mortar
heavy? An anti-aircraft gun? In eastern Ukraine the withdrawal could be counted because the text
drew its lines by calibre and by type.

## Example

```pact
agreement example "An example"
party north "North"
pull-back: north must withdraw its heavy weapons from the line; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North"
pull-back: north must withdraw its heavy weapons from the line; by 2025-03-01
  words "artillery of 100 mm and more, rocket launchers, tanks"
```

## Known problems

A calibre anywhere in the text (in a level, a label, another provision) counts as the definition.
The words are English.

## Source

Package of Measures, Minsk, 12 February 2015, point 2; OSCE Special Monitoring Mission, daily
reports, "weapons in violation of withdrawal lines".
"""

import re
from collections.abc import Iterator

from servanda.checks.clauses import is_questioned
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word, said_in
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_CLASSES = (
    "heavy weapon*",
    "heavy arms",
    "heavy equipment",
    "light weapon*",
    "medium weapon*",
    "offensive weapon*",
    "strategic weapon*",
    "advanced weapon*",
)
_MEASURE = r"\d\s*mm\b|\bcalib|\bhowitzer|\bmortars?\b|\btanks?\b|\blaunchers?\b"


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report provisions that name a class of weapons in a text that measures none."""
    classes = {p.id: first_word(said_in(p), _CLASSES) for p in agreement.provisions.values()}
    if not any(classes.values()) or _measures(agreement):
        return
    for provision in agreement.provisions.values():
        found = classes[provision.id]
        if found and not is_questioned(agreement, provision):
            yield finding(
                RULE,
                provision.span,
                f"`{provision.id}` speaks of a class of weapons that the text does not define",
                found=found,
                expected="a calibre, a range or a list of types",
                help='add `words "artillery of 100 mm and more, rocket launchers, tanks"`,\n'
                'or declare it open: `open word NAME "Which weapons?"; about '
                f"{provision.id}`",
            )


def _measures(agreement: Agreement) -> bool:
    """Tell whether the text gives a calibre or a type anywhere."""
    texts = [said_in(provision) for provision in agreement.provisions.values()]
    texts.extend(level.title for level in agreement.levels.values())
    texts.extend(label.title for label in agreement.labels.values())
    return any(re.search(_MEASURE, text, re.IGNORECASE) for text in texts)

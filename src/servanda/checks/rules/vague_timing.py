"""A duty is to be done "promptly", with no day after which it is late.

## Why

"As soon as possible" cannot be late. Each side will measure it by its own patience, and no
monitor can say that the time has passed. An outer limit does no harm to those who are quick.

## Example

```pact
agreement example "An example"
party north "North"
exchange: north must free the wounded without delay
```

Mended:

```pact
agreement example "An example"
party north "North"
exchange: north must free the wounded without delay; by 72 hours after entry into force
```

## Known problems

The words are English, and a text in another language is not found to use them. What `should` be
done binds nobody and is not looked at.

## Source

Haysom and Hottinger, Do's and Don'ts of Sustainable Ceasefire Agreements, section 1: no room for
creative ambiguity. Of 3,903 provisions of peace agreements sampled from PA-X, 28 use such words.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, is_dated
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word, said_in
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_VAGUE = (
    "as soon as possible",
    "as soon as practicable",
    "as quickly as possible",
    "at the earliest",
    "in due course",
    "in due time",
    "in a timely manner",
    "within a reasonable time",
    "without undue delay",
    "without delay",
    "promptly",
    "immediately",
    "forthwith",
    "urgently",
    "speedily",
    "swiftly",
    "shortly",
)
_BINDING = (Modality.DUTY, Modality.PROCURE, Modality.PREVENT, Modality.EFFORT)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties whose words ask for haste and whose clauses set no limit."""
    for provision in agreement.provisions.values():
        if provision.modality not in _BINDING or is_dated(provision):
            continue
        word = first_word(said_in(provision), _VAGUE)
        if word:
            cited = article(provision)
            yield finding(
                RULE,
                provision.span,
                f'`{provision.id}` is to be done "{word}", with no day after which it is late',
                found=word,
                expected="an outer limit",
                note=f"cites {cited}" if cited else "",
                help="add one below it: `by 72 hours after entry into force`, `by day 7`",
            )

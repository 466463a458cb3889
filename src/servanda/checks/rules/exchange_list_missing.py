"""People are to be released, and nobody draws up or checks the list of their names.

## Why

"All prisoners" is a number that each side knows differently. Without a list, and without
somebody who confirms it, the exchange stalls over the one who is not on it: the missing, the
dead, the one who is held by another group.

## Example

```pact
agreement example "An example"
party north "North", south "South"
free: north and south each must release all prisoners; by 2025-03-01
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
free: north and south each must release all prisoners; by 2025-03-01
lists: north and south each must hand over the list of names of those it holds; by 2025-02-01
```

## Known problems

One provision that speaks of lists or names is enough to silence the rule. One side that lets its
own prisoners go is no exchange. The words are English.

## Source

Agreements of 15 January and 10 October 2025 (PA-X 2801 and 2849); ICRC, Customary International
Humanitarian Law, rule 128, practice on the release and return of persons deprived of their
liberty.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, bearers, mentions
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, plain, quoted
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality, Provision

RULE = rule_of(__name__, __doc__, Severity.WARNING)

_FREEING = ("release", "exchange", "free", "send home", "repatriate", "hand over", "return")
_PEOPLE = (
    "prisoner*",
    "captive*",
    "detainee*",
    "hostage*",
    "abducted",
    "people held",
    "persons held",
    "prisoners of war",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the duties to release people in a text without lists, in one finding."""
    found = [p for p in agreement.provisions.values() if _frees(p)]
    sides = {actor for provision in found for actor in bearers(provision)}
    if len(sides) < 2 or mentions(agreement, ("list", "lists", "names", "named", "identity")):
        return
    first, *others = found
    cited = article(first)
    yield finding(
        RULE,
        first.span,
        f"no list says who is to go free by {quoted(p.id for p in found)}",
        note=f"cites {cited}" if cited else "",
        help="write `lists: … each must hand over the list of those it holds; by …`,\n"
        "and who checks it: `verified by ACTOR`",
        labels=tuple(Label(span=p.span, message="nor by this") for p in others[:4]),
    )


def _frees(provision: Provision) -> bool:
    if provision.modality not in (Modality.DUTY, Modality.PROCURE):
        return False
    words = plain(provision.action.words).strip()
    return words.startswith(_FREEING) and has_word(words, _PEOPLE)

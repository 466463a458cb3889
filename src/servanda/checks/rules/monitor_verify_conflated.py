"""One duty makes the same body watch, verify and judge, as if these were one thing.

## Why

To watch is to report what is seen, without judging. To verify is to say whether a claim is true.
To investigate and attribute is to say who did it. They need different access, different proof
and often different people; and a mission that must attribute is let in to fewer places.

## Example

```pact
agreement example "An example"
party north "North", south "South"
monitor mission "Mission"
watch: mission must monitor and verify the ceasefire
```

Mended:

```pact
agreement example "An example"
party north "North", south "South"
monitor mission "Mission"
watch: mission must monitor the ceasefire
verify: mission must verify each reported withdrawal; by 7 days after signature
```

## Known problems

"Monitoring and verification" is the name of the trade, and a text that uses it may define both
elsewhere. The words are English.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), 6.2.2-02 and
6.2.3-02: monitoring is done without making formal judgments; PILPG on monitoring and
verification.
"""

from collections.abc import Iterator

from servanda.checks.clauses import article, is_questioned
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import first_word
from servanda.diagnostics import Diagnostic, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_TASKS = (
    ("monitor", "monitoring", "observe", "watch", "supervise"),
    ("verify", "verification", "confirm", "certify"),
    ("investigate", "investigation", "attribute", "adjudicate", "determine responsibility"),
    ("enforce", "enforcement"),
)
_DOING = (Modality.DUTY, Modality.EFFORT, Modality.MAINTAIN)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report duties whose action names two of these tasks or more."""
    for provision in agreement.provisions.values():
        if provision.modality not in _DOING or is_questioned(agreement, provision):
            continue
        words = [first_word(provision.action.words, task) for task in _TASKS]
        tasks = [word for word in words if word]
        if len(tasks) < 2:
            continue
        cited = article(provision)
        yield finding(
            RULE,
            provision.span,
            f"`{provision.id}` joins tasks that are not one: {_listed(tasks)}",
            note=f"cites {cited}" if cited else "",
            help="give each task a duty of its own, with its access, its proof and its reader",
        )


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"

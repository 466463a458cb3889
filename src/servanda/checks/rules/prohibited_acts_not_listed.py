"""A ceasefire forbids hostilities in general, and lists no act.

## Why

Is an overflight hostile? A trench, a reinforcement, a broadcast? A broad ban is quickly agreed
and then disputed act by act, each time with somebody's blood on it. A list next to the broad ban
settles the common cases, and tells a monitor what to count.

## Example

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not carry out hostile acts
```

Mended:

```pact
agreement example "An example"
  class preliminary ceasefire
party north "North", south "South"
truce: north and south each must not carry out hostile acts
no-mines: north and south each must not lay mines or build new positions
no-flights: north and south each must not fly reconnaissance over the line
```

## Known problems

Any one prohibition that names an act counts as a list. The words are English.

## Source

Digital Ceasefire & Deescalation Handbook v1.4 (Human Rights Center, UC Berkeley), guidance on
section 3.0 (a broad ban or a detailed list); General Framework Agreement for Peace in Bosnia and
Herzegovina, Annex 1-A, article II; the classes of violation of CTSAMVM.
"""

from collections.abc import Iterator

from servanda.checks.clauses import is_ceasefire, truces
from servanda.checks.findings import finding, rule_of
from servanda.checks.words import has_word, said_in
from servanda.diagnostics import Diagnostic, Label, Severity
from servanda.model.agreement import Agreement
from servanda.model.provisions import Modality

RULE = rule_of(__name__, __doc__, Severity.NOTE)

_ACTS = (
    "mine*",
    "fortif*",
    "position*",
    "reinforce*",
    "reconnaissance",
    "overflight*",
    "flight*",
    "fly",
    "patrol*",
    "recruit*",
    "propaganda",
    "incite*",
    "abduct*",
    "detain*",
    "loot*",
    "sexual*",
    "civilian*",
    "obstruct*",
    "bombard*",
    "shell*",
    "rocket*",
    "drone*",
    "cyber*",
    "arms",
    "weapon*",
    "hostage*",
    "move",
    "movement*",
)


def check(agreement: Agreement) -> Iterator[Diagnostic]:
    """Report the first prohibition to fight of a ceasefire in which no prohibition names an act."""
    forbidden = truces(agreement)
    if not forbidden or not is_ceasefire(agreement):
        return
    for provision in agreement.provisions.values():
        if provision.modality is Modality.PROHIBITION and has_word(said_in(provision), _ACTS):
            return
    first, *others = forbidden
    yield finding(
        RULE,
        first.span,
        f"`{first.id}` forbids to fight in general, and no prohibition lists an act",
        found=first.action.words,
        help="add the acts that will be disputed: movement and reinforcement, overflights, mines\n"
        "and new positions, recruitment, obstruction of aid and of monitors",
        labels=tuple(Label(span=p.span, message="general too") for p in others[:4]),
    )

"""A duty that is said to be asleep can neither be done nor be late, at any state of the examples."""

from pathlib import Path

from servanda.checks.claims import Texts, start_of
from servanda.checks.claims.faith import NOBODY
from servanda.checks.claims.runs import Runs
from servanda.machine import LifeState, Machine
from servanda.machine.asleep import is_asleep
from servanda.machine.choices import default_choice
from servanda.machine.view import View
from servanda.workspace import load, load_text

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = [FOLDER / name for name in ("gaza-2024", "gaza-2025", "korea-1953", "minsk-2-2015")]
NODES_AT_MOST = 5
AWAKE = {LifeState.IN_EFFECT, LifeState.OVERDUE, LifeState.EXCUSED, LifeState.WITHHELD}
PACT = """agreement case "A case"
  in force on 2025-01-01
party north "North"
a: north must clear the road; by 2025-01-03
b: north must clear the bridge; after a; by 2025-01-05
c: north must clear the ford; once a and b
d: north must clear the pass; once a or b
claim end "c"
  every faithful run reaches c
"""


def slept(machine: Machine, runs: Runs) -> int:
    """Look at each duty on some states, and count those that are asleep."""
    count, index = 0, 0
    while index < min(len(runs.nodes), NODES_AT_MOST):
        view = View(machine, runs.nodes[index].view.state)
        for name in machine.agreement.provisions:
            if is_asleep(view, name):
                count += 1
                assert view.life(name).state not in AWAKE
        runs.edges(index)
        index += 1
    return count


def test_in_the_examples() -> None:
    found = 0
    for path in EXAMPLES:
        agreement = load(str(path), ()).agreement
        assert agreement is not None
        machine = Machine(agreement, default_choice(agreement, {}))
        texts = Texts(agreement=agreement, start=start_of(agreement, None, 0).at)
        for claim in list(agreement.claims.values())[:1]:
            names, _ = texts.sight(claim, {})
            found += slept(machine, texts.runs(claim, names, machine.choice, NOBODY))
    assert found > 0


def test_what_waits_and_what_is_done_is_asleep() -> None:
    agreement = load_text({"case.pact": PACT}).agreement
    assert agreement is not None
    texts = Texts(agreement=agreement, start=start_of(agreement, None, 0).at)
    (claim,) = agreement.claims.values()
    names, _ = texts.sight(claim, {})
    runs = texts.runs(claim, names, {}, NOBODY)
    machine = Machine(agreement, {})
    assert slept(machine, runs)
    first = View(machine, runs.nodes[0].view.state)
    assert [n for n in agreement.provisions if is_asleep(first, n)] == ["b", "c"]

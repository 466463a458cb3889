"""What an act alone meets is fulfilled exactly when its whole life says so."""

from pathlib import Path

from servanda.checks.claims import Texts, start_of
from servanda.checks.claims.faith import NOBODY
from servanda.machine import Machine
from servanda.machine.choices import default_choice
from servanda.machine.view import View
from servanda.workspace import load

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = [FOLDER / name for name in ("gaza-2025", "korea-1953", "minsk-2-2015")]
NODES_AT_MOST = 15


def test_the_short_answer_is_that_of_the_life() -> None:
    done = sum(acts_seen(path) for path in EXAMPLES)
    assert done > 0


def acts_seen(path: Path) -> int:
    """Compare both answers on some states of every claim of an example, and count the acts."""
    agreement = load(str(path), ()).agreement
    assert agreement is not None
    machine = Machine(agreement, default_choice(agreement, {}))
    plain = [name for name in agreement.provisions if machine.is_met_by_an_act(name)]
    assert plain
    texts = Texts(agreement=agreement, start=start_of(agreement, None, 0).at)
    done = 0
    for claim in list(agreement.claims.values())[:3]:
        names, _ = texts.sight(claim, {})
        runs = texts.runs(claim, names, machine.choice, NOBODY)
        index = 0
        while index < min(len(runs.nodes), NODES_AT_MOST):
            view = View(machine, runs.nodes[index].view.state)
            for name in plain:
                assert view.fulfilled(name) == view.life(name).met
                done += view.fulfilled(name) is not None
            runs.edges(index)
            index += 1
    return done

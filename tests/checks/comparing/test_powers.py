"""Compare who can lawfully stop a claim, or bring it about, in two texts."""

import sys
from pathlib import Path

from servanda.checks.comparing.blocking import Strength

sys.path.insert(0, str(Path(__file__).parent))
from accord import changed, compared

MET = """\
agreement accord "An accord"
party north "North", south "South"
phase one "Truce"
  starts on entry into force
  lasts 10 days
  then two when agreed
phase two "Peace"
event agreed "they agree" by north and south jointly
claim peace "peace comes" demanded by south
  every faithful run reaches two
"""


def test_who_must_agree_can_bring_it_about_and_who_need_not_cannot_stop_it() -> None:
    alone = MET.replace("by north and south jointly", "by south")
    found = {(p.coalition, p.can.value): p for p in compared(alone, MET, with_powers=True).powers}
    south = found[("south",), "bring about"]  # type: ignore[index]
    assert (south.old, south.is_gained, south.also) == (Strength.NONE, True, (("north",),))
    north = found[("north",), "stop"]  # type: ignore[index]
    assert (north.new, north.is_gained) == (Strength.NONE, False)
    assert (("south",), "stop") not in found


def test_whoever_may_end_the_talks_can_stop_what_hangs_on_them() -> None:
    claim = "claim long\n  some faithful run keeps one running past day 12\n"
    old = changed("  under goes-on: runs on while", "  runs on while") + claim
    new = old.replace("ended by any of north, south", "ended by hill")
    found = compared(new, old, with_powers=True).powers
    lost = [(p.coalition, p.can.value) for p in found if p.claim == "long" and not p.is_gained]
    assert lost
    assert compared(old, old, with_powers=True).powers == ()

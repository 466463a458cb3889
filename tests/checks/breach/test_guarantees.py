"""Claims after a breach: which are still guaranteed, which can still be met, over all runs with it."""

import pytest

from servanda.base.identities import ProvisionId
from servanda.checks.breach import Hold
from servanda.checks.breach.guarantees import guarantees
from servanda.workspace import load_text

START = 28_600_000
TEXT = """\
agreement accord "An accord"
party north "North", south "South"
event storm "a storm" by the world
event raid "a raid" by north
  breaks calm
ambiguity pace "Is it owed?"
  reading owed "it is"
  reading free "it is not"
calm: north must not attack
  until day 20
give: north must give the map
  by day 10
pay: south must pay for it
  after give
  by 10 days after give
rest: south must rest
  by day 40
tax: north must tax the wool
  under owed: by day 12
sell: south must sell the wool
  under owed: after tax
  by day 30
quit: south may terminate the agreement
  when storm has happened and give is overdue
"""

PAID = 'claim paid "it is paid for" demanded by north\n  every faithful run reaches pay\n'


def held(
    claim: str, broken: str, text: str = TEXT
) -> list[tuple[dict[str, str], Hold | None, Hold | None]]:
    loaded = load_text({"accord.pact": text + claim})
    assert loaded.agreement is not None
    assert not loaded.has_errors, loaded.diagnostics
    provision = loaded.agreement.provisions[ProvisionId(broken)]
    found = guarantees(loaded.agreement, START, {}, provision)
    return [({str(a): r for a, r in row.reading}, row.before, row.after) for row in found]


def goal(words: str) -> str:
    return f'claim asked "it is asked"\n  {words}\n'


CASES = [
    ("every faithful run reaches pay", "give", Hold.GUARANTEED, Hold.POSSIBLE),
    ("every faithful run reaches pay by day 20", "give", Hold.GUARANTEED, Hold.POSSIBLE),
    ("every faithful run reaches give by day 10", "give", Hold.GUARANTEED, Hold.OUT_OF_REACH),
    ("every faithful run reaches pay", "pay", Hold.GUARANTEED, Hold.POSSIBLE),
    ("no faithful run reaches pay before give", "give", Hold.GUARANTEED, Hold.GUARANTEED),
    ("every faithful run reaches pay by day 10", "give", Hold.POSSIBLE, Hold.OUT_OF_REACH),
    ("some faithful run reaches pay by day 10", "give", Hold.POSSIBLE, Hold.OUT_OF_REACH),
    ("some faithful run reaches pay", "give", Hold.POSSIBLE, Hold.POSSIBLE),
    ("every faithful run reaches rest", "give", Hold.GUARANTEED, Hold.POSSIBLE),
    (
        "no faithful run reaches raid before day 20 has passed",
        "calm",
        Hold.GUARANTEED,
        Hold.OUT_OF_REACH,
    ),
    ("every faithful run reaches sell", "calm", None, None),
]


@pytest.mark.parametrize(
    ("words", "broken", "before", "after"), CASES, ids=[f"{w} / {b}" for w, b, *_ in CASES]
)
def test_what_becomes_of_a_claim(
    words: str, broken: str, before: Hold | None, after: Hold | None
) -> None:
    assert held(goal(words), broken) == [({}, before, after)]


def test_a_run_off_the_course_counts_too() -> None:
    """On the course no storm comes, and South cannot end the agreement: elsewhere it can."""
    calm = TEXT.replace(
        "when storm has happened and give is overdue", "when storm has happened and pay is overdue"
    )
    words = goal("every faithful run reaches rest")
    assert held(words, "give") == [({}, Hold.GUARANTEED, Hold.POSSIBLE)]
    assert held(words, "give", calm) == [({}, Hold.GUARANTEED, Hold.GUARANTEED)]


def test_where_nothing_is_owed_no_run_comes_to_a_breach() -> None:
    found = held(goal("every faithful run reaches sell"), "tax")
    assert found == [
        ({"pace": "owed"}, Hold.GUARANTEED, Hold.POSSIBLE),
        ({"pace": "free"}, Hold.GUARANTEED, Hold.NO_RUN),
    ]


def test_what_takes_too_long_is_unknown() -> None:
    loaded = load_text({"accord.pact": TEXT + PAID})
    assert loaded.agreement is not None
    provision = loaded.agreement.provisions[ProvisionId("give")]
    (row,) = guarantees(loaded.agreement, START, {}, provision, seconds=0.0)
    assert row.after is Hold.UNKNOWN

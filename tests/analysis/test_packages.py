"""Which combinations of drafted variants pass: counted one by one as well, and told with reasons."""

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.ballots import Terms
from servanda.analysis.combinations import Space, carried
from servanda.analysis.games import Game, Threshold
from servanda.analysis.packages import DRAFTED, Packages, packages
from servanda.analysis.positions import positions

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
  {header}
party north "North", south "South"
mediator host "Host"
source own "Statements"; kind party
body house "House"; decides by at least 3
faction reds "Reds"; member of house; seats 2
faction blues "Blues"; member of house; seats 2
road: north must open the road
bridge: south must build the bridge
2025-01-01 say host proposes road words "by May" named road-by-may [own]
2025-01-01 say host proposes road words "by June" named road-by-june [own]
2025-01-01 say host proposes bridge words "of wood" named wooden-bridge [own]
"""


def found(record: str, header: str = 'purpose "peace"', on: str = "2025-12-31") -> Packages:
    agreement = agreement_of(record, PACT.format(header=header))
    terms = Terms(target="accord", on=end_of(on))
    return packages(agreement, positions(agreement, terms.on), terms)


def says(*words: str) -> str:
    return "".join(f"2025-02-01 say {each} [own]\n" for each in words)


BOTH = ("north accepts accord", "south accepts accord")


def test_variants_are_the_named_proposals_of_the_record() -> None:
    result = found("")
    assert [(i.about, i.options) for i in result.issues] == [
        ("road", (DRAFTED, "road-by-may", "road-by-june")),
        ("bridge", (DRAFTED, "wooden-bridge")),
    ]
    assert (result.count, result.sure, result.possible) == (6, 0, 6)
    assert found("", on="2024-12-31").count == 1


def test_who_accepts_the_text_accepts_it_as_drafted_only() -> None:
    result = found(says(*BOTH))
    assert (result.sure, result.possible) == (1, 6)
    assert [p.options for p in result.closest] == [(DRAFTED, DRAFTED)]


def test_silence_on_a_text_without_variants_is_no_yes() -> None:
    """Nor is a condition that names no variant: that text may pass, and waits for somebody."""
    for said, unsaid in (
        (("north accepts accord",), ("south",)),
        ((BOTH[0], 'south conditions accord if "it leads to more"'), ("south",)),
        (BOTH, ()),
    ):
        result = packages_without_variants(*said)
        assert (result.sure, result.possible) == (0 if unsaid else 1, 1)
        assert [package.unsaid for package in result.closest] == [unsaid]


def packages_without_variants(*said: str) -> Packages:
    pact = "\n".join(line for line in PACT.splitlines() if "proposes" not in line) + "\n"
    agreement = agreement_of(says(*said), pact.format(header='purpose "peace"'))
    terms = Terms(target="accord", on=end_of("2025-12-31"))
    return packages(agreement, positions(agreement, terms.on), terms)


def test_a_rejected_option_rules_its_packages_out() -> None:
    result = found(says(*BOTH, "south rejects road"))
    assert (result.sure, result.possible) == (0, 4)
    assert {p.options[0] for p in result.closest} == {"road-by-may", "road-by-june"}


def test_the_closest_departs_least() -> None:
    words = says(
        *BOTH, "south rejects road", "south accepts road-by-may", "north accepts road-by-may"
    )
    result = found(words)
    assert [(p.options, p.changes) for p in result.closest] == [(("road-by-may", DRAFTED), 1)]
    assert result.sure == 1


def test_a_better_option_dominates() -> None:
    words = says("north accepts road-by-may", "south accepts road-by-may")
    result = found(words)
    assert (result.sure, result.possible) == (0, 6)
    assert {p.options for p in result.undominated} == {
        ("road-by-may", DRAFTED),
        ("road-by-may", "wooden-bridge"),
    }


def test_who_accepts_the_whole_has_no_better_variant_of_a_part() -> None:
    result = found(says(*BOTH, "north accepts road-by-may", "south accepts road-by-may"))
    assert result.sure == 2
    assert [p.options for p in result.undominated] == [
        (DRAFTED, DRAFTED),
        ("road-by-may", DRAFTED),
    ]


def test_what_may_pass_and_would_be_better_is_told_beside_what_surely_passes() -> None:
    liked = ("north accepts road-by-may", "north prefers road-by-may to road")
    result = found(says(*BOTH, *liked))
    assert (result.sure, [p.options for p in result.undominated]) == (1, [(DRAFTED, DRAFTED)])
    assert {p.options: p.unsaid for p in result.hopeful} == {("road-by-may", DRAFTED): ("south",)}
    assert found(says(*BOTH)).hopeful == ()  # the text as drafted is as good for both
    assert found(says(*liked)).hopeful == ()  # none surely passes: they are told above


def test_a_condition_may_name_a_variant() -> None:
    words = says("north accepts accord if wooden-bridge")
    result = found(words)
    assert result.possible == 3
    both = says(
        "north accepts accord if wooden-bridge",
        "south accepts accord",
        "south accepts wooden-bridge",
    )
    assert [p.options for p in found(both).closest] == [(DRAFTED, "wooden-bridge")]
    assert found(both).sure == 1


def test_a_body_that_must_ratify_decides_by_its_rule() -> None:
    header = "ratified by house"
    words = says(*BOTH, "reds accepts accord", "blues rejects bridge")
    assert [taker.name for taker in found(words, header).takers] == ["north", "south", "house"]
    assert found(words, header).possible == 3
    assert found(words).possible == 6


def test_what_leaves_nothing_is_told() -> None:
    words = says(
        "north rejects road",
        "south rejects road-by-may",
        "north rejects road-by-june",
        "south rejects bridge",
    )
    result = found(words)
    assert result.possible == 0
    assert [(s.actor, s.about) for s in result.conflict] == [
        ("north", "road"),
        ("north", "road-by-june"),
        ("south", "road-by-may"),
    ]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.data())
def test_a_space_counts_as_one_would(sizes: list[int], data: st.DataObject) -> None:
    space = Space(sizes=tuple(sizes))
    issue = data.draw(st.integers(0, len(sizes) - 1))
    option = data.draw(st.integers(0, sizes[issue] - 1))
    table, layers = space.taking(issue, option), space.by_changes()
    for place in range(space.count):
        options = space.at(place)
        assert bool(table >> place & 1) is (options[issue] == option)
        changes = sum(map(bool, options))
        assert [bool(layer >> place & 1) for layer in layers] == [
            many == changes for many in range(len(sizes) + 1)
        ]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.integers(0, 12), st.data())
def test_a_body_is_asked_of_all_at_once(
    weights: list[int], quota: int, data: st.DataObject
) -> None:
    names = tuple(map(str, range(len(weights))))
    game = Game(players=names, ways=((Threshold(quota=quota, weights=tuple(weights)),),))
    yes = [data.draw(st.integers(0, 255)) for _ in weights]
    table = carried(game, yes, 255)
    for place in range(8):
        inside = [i for i, each in enumerate(yes) if each >> place & 1]
        assert bool(table >> place & 1) is game.carries(inside)

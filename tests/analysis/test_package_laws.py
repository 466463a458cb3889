"""Packages against what one can count: every combination one by one, every chain of exchanges."""

import sys
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.analysis.ballots import Terms
from servanda.analysis.combinations import Space
from servanda.analysis.exchanges import improvable
from servanda.analysis.packages import Packages, packages
from servanda.analysis.positions import positions
from servanda.analysis.priorities import Change, Order

sys.path.insert(0, str(Path(__file__).parent))
from stands_texts import agreement_of, end_of

PACT = """\
agreement accord "An accord"
  ratified by house
party north "North", south "South"
mediator host "Host"
source own "Statements"; kind party
body house "House"; decides by at least 3
faction reds "Reds"; member of house; seats 2
faction blues "Blues"; member of house; seats 2
faction greens "Greens"; member of house; seats 1
road: north must open the road
bridge: south must build the bridge
mine: south must clear the mine
2025-01-01 say host proposes road words "by May" named may [own]
2025-01-01 say host proposes road words "by June" named june [own]
2025-01-01 say host proposes bridge words "of wood" named wood [own]
2025-01-01 say host proposes mine words "by drone" named drone [own]
"""
ISSUES = (("road", "may", "june"), ("bridge", "wood"), ("mine", "drone"))
OPTIONS = tuple(option for issue in ISSUES for option in issue)
VARIANTS = ("may", "june", "wood", "drone")
ACTORS = ("north", "south", "reds", "blues", "greens")
SEATS = {"reds": 2, "blues": 2, "greens": 1}

Said = tuple[str, str, str]


def found(said: list[Said], *, demands_bind: bool = False) -> Packages:
    lines = []
    for who, verb, what in said:
        words = f"accepts accord if {what}" if verb == "if" else f"{verb} {what}"
        lines.append(f"2025-02-01 say {who} {words} [own]\n")
    agreement = agreement_of("".join(lines), PACT)
    terms = Terms(target="accord", on=end_of("2025-12-31"))
    return packages(agreement, positions(agreement, terms.on), terms, demands_bind=demands_bind)


@st.composite
def statements(draw: st.DrawFn) -> list[Said]:
    """Draw what each says: at most one word on each option, and a condition instead of a plain yes."""
    said: list[Said] = []
    for who in ACTORS:
        whole = draw(st.sampled_from(["", "accepts", "rejects", "if"]))
        if whole == "if":
            said.append((who, "if", draw(st.sampled_from(VARIANTS))))
        elif whole:
            said.append((who, whole, "accord"))
        for option in OPTIONS:
            verb = draw(st.sampled_from(["", "", "", "accepts", "rejects", "demands"]))
            if verb:
                said.append((who, verb, option))
    return said


# -- every combination -------------------------------------------------------------------------


def vote(said: list[Said], who: str, package: tuple[str, ...], binds: bool) -> bool | None:
    """Vote as the reference says: by options, by the whole for what stays drafted, by conditions."""
    own = {(verb, what) for name, verb, what in said if name == who}
    if any(("rejects", option) in own for option in package):
        return False
    if binds:
        for issue, taken in zip(ISSUES, package, strict=True):
            asked = [option for option in issue if ("demands", option) in own]
            if asked and taken not in asked:
                return False
    drafted = {issue[0] for issue in ISSUES}
    if ("rejects", "accord") in own and set(package) <= drafted:
        return False
    for verb, what in own:
        if verb == "if":
            return what in package or False
    agreed = [
        ("accepts", option) in own or (option in drafted and ("accepts", "accord") in own)
        for option in package
    ]
    return True if all(agreed) else None


def passes(said: list[Said], package: tuple[str, ...], *, perhaps: bool, binds: bool) -> bool:
    votes = {who: vote(said, who, package, binds) for who in ACTORS}
    yes = {who for who, choice in votes.items() if choice or (perhaps and choice is None)}
    return {"north", "south"} <= yes and sum(SEATS[w] for w in yes & set(SEATS)) >= 3


@settings(max_examples=60)
@given(statements(), st.booleans())
def test_what_passes_is_what_one_can_count(said: list[Said], binds: bool) -> None:
    result = found(said, demands_bind=binds)
    every = list(product(*ISSUES))
    sure = [p for p in every if passes(said, p, perhaps=False, binds=binds)]
    possible = [p for p in every if passes(said, p, perhaps=True, binds=binds)]
    assert (result.count, result.sure, result.possible) == (12, len(sure), len(possible))
    chosen = sure or possible

    def changes(package: tuple[str, ...]) -> int:
        return sum(taken != issue[0] for taken, issue in zip(package, ISSUES, strict=True))

    least = min(map(changes, chosen), default=0)
    closest = {p for p in chosen if changes(p) == least}
    named = {
        tuple(o or issue[0] for o, issue in zip(p.options, ISSUES, strict=True))
        for p in result.closest
    }
    assert named == closest
    assert all(p.changes == least for p in result.closest)


@settings(max_examples=60)
@given(statements(), st.booleans())
def test_a_conflict_rules_all_out_and_each_word_of_it_is_needed(
    said: list[Said], binds: bool
) -> None:
    result = found(said, demands_bind=binds)
    assert bool(result.conflict) is (result.possible == 0)

    def written(conflict: object) -> Said:
        word, about = conflict.word, conflict.about  # type: ignore[attr-defined]
        condition = conflict.condition  # type: ignore[attr-defined]
        return (conflict.actor, "if" if condition else word, condition or about)  # type: ignore[attr-defined]

    core = [written(each) for each in result.conflict]
    assert all(each.entry is not None and each.citations for each in result.conflict)
    if core:
        assert found(core, demands_bind=binds).possible == 0
        for left_out in core:
            rest = [each for each in core if each != left_out]
            assert found(rest, demands_bind=binds).possible > 0


# -- every chain of exchanges ------------------------------------------------------------------

NAMES = (("a0", "a1", "a2"), ("b0", "b1"), ("c0", "c1"))
EVERY = tuple(product(*NAMES))
ORDERED = tuple(name for issue in NAMES for name in issue)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    levels = [{name: draw(st.integers(-1, 1)) for name in issue} for issue in NAMES]
    pair = st.tuples(st.sampled_from(ORDERED), st.sampled_from(ORDERED))
    stated = draw(st.lists(pair.filter(lambda p: p[0] != p[1]), max_size=3))
    return Order.of(levels, stated)


def verdict(order: Order, old: tuple[str, ...], new: tuple[str, ...]) -> Change:
    moves = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    return order.change(*moves[0]) if len(moves) == 1 else order.trade(*moves)


def led_to(asked: list[Order], start: tuple[str, ...]) -> set[tuple[tuple[str, ...], bool]]:
    """Walk every chain of exchanges from a package: where it leads, and whether anybody gained."""
    seen = {(start, False)}
    left = [(start, False)]
    while left:
        here, gained = left.pop()
        for there in EVERY:
            if 1 <= sum(map(str.__ne__, here, there)) <= 2:
                told = {verdict(order, here, there) for order in asked}
                state = (there, gained or Change.BETTER in told)
                if told <= {Change.BETTER, Change.EQUAL} and state not in seen:
                    seen.add(state)
                    left.append(state)
    return seen


@settings(max_examples=80)
@given(st.lists(orders(), min_size=1, max_size=3), st.integers(0, (1 << 12) - 1))
def test_what_can_be_made_better_is_what_one_can_walk_to(asked: list[Order], table: int) -> None:
    space = Space(sizes=tuple(map(len, NAMES)))

    def at(place: int) -> tuple[str, ...]:
        return tuple(issue[o] for issue, o in zip(NAMES, space.at(place), strict=True))

    passing = {at(place) for place in range(space.count) if table >> place & 1}
    expected = {p for p in passing if any((q, True) in led_to(asked, p) for q in passing)}
    better = improvable(table, space, NAMES, asked)
    assert {at(place) for place in range(space.count) if better >> place & 1} == expected
    assert bool(table) is bool(table & ~better), "something passes, and nothing of it is best"


def test_an_exchange_of_two_at_once_where_none_of_one_passes() -> None:
    """The first and the last of four pass; to come to the better one, both must change."""
    space = Space(sizes=(2, 2))
    likes = Order.of([{"a0": 0, "a1": 1}, {"b0": 0, "b1": 1}], ())
    assert improvable(0b1001, space, (("a0", "a1"), ("b0", "b1")), [likes]) == 0b0001


# -- what is stated ----------------------------------------------------------------------------


ACCEPTED = [(who, "accepts", what) for who in ACTORS for what in ("accord", *VARIANTS)]


def best(*more: Said) -> set[tuple[str, ...]]:
    return {p.options for p in found([*ACCEPTED, *more]).undominated}


def test_without_stated_priorities_no_accepted_variant_is_better() -> None:
    assert len(best()) == 12


def test_a_stated_priority_tells_two_accepted_variants_apart() -> None:
    result = best(("north", "prefers", "may to june"))
    assert {p[0] for p in result} == {"", "may"}
    chain = best(("north", "prefers", "may to june to road"))
    assert {p[0] for p in chain} == {"may"}


def test_opposed_priorities_leave_both() -> None:
    result = best(("north", "prefers", "may to june"), ("south", "prefers", "june to may"))
    assert {p[0] for p in result} == {"", "may", "june"}


def test_who_contradicts_himself_tells_nothing() -> None:
    said = [("north", "prefers", "may to june"), ("north", "prefers", "june to may")]
    result = found([*ACCEPTED, *said])
    assert result.torn == ("north",)
    assert {p.options[0] for p in result.undominated} == {"", "may", "june"}


def test_a_gain_outweighs_a_loss_where_that_is_stated() -> None:
    likes = Order.of([{"a0": 0, "a1": 1}, {"b0": 0, "b1": 1}], [("a1", "b1")])
    assert likes.trade(("a0", "a1"), ("b1", "b0")) is Change.BETTER
    assert likes.trade(("a1", "a0"), ("b0", "b1")) is Change.WORSE
    silent = Order.of([{"a0": 0, "a1": 1}, {"b0": 0, "b1": 1}], ())
    assert silent.trade(("a0", "a1"), ("b1", "b0")) is Change.UNKNOWN
    # Of the two that pass, each holds one of the options he is for.
    assert improvable(0b0110, Space(sizes=(2, 2)), (("a0", "a1"), ("b0", "b1")), [likes]) == 0b0100


def test_a_later_word_takes_the_place_of_the_one_it_turns_round() -> None:
    lines = "".join(f"2025-02-01 say {who} {verb} {what} [own]\n" for who, verb, what in ACCEPTED)
    lines += "2025-02-01 say north prefers may to june named first [own]\n"
    record = lines + "2025-03-01 say north prefers june to may [own]\n"

    def stated(text: str, on: str) -> list[tuple[str, ...]]:
        agreement = agreement_of(text, PACT)
        terms = Terms(target="accord", on=end_of(on))
        result = packages(agreement, positions(agreement, terms.on), terms)
        return [each.names for each in result.priorities]

    assert stated(record, "2025-02-15") == [("may", "june")]
    assert stated(record, "2025-03-15") == [("june", "may")]
    assert stated(lines + "2025-03-02 retract north first\n", "2025-03-15") == []
    relayed = lines + "2025-03-01 say north prefers june to may via host [own]\n"
    assert stated(relayed, "2025-03-15") == [("may", "june")]

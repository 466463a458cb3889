"""The wording of amounts, and arithmetic that never says more than its terms did."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servanda.base.quantities import (
    Quantity,
    QuantityFault,
    Truth,
    at_least,
    at_most,
    equal,
    less_than,
    more_than,
    parse_quantity,
    percent_of,
    sum_of,
)


def quantity(text: str) -> Quantity:
    read = parse_quantity(text)
    assert isinstance(read, Quantity), read
    return read


def bare(value: Quantity) -> Quantity:
    return Quantity(
        low=value.low, high=value.high, low_open=value.low_open, high_open=value.high_open
    )


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("33", "33"),
        ("37,000", "37,000"),
        ("2,139.6", "2,139.6"),
        ("2.5 million", "2,500,000"),
        ("30%", "0.3"),
        ("30 per cent", "0.3"),
        ("1/3", "1/3"),
        ("-5", "-5"),
        ("ten", "10"),
        ("None", "0"),
        ("some", "at least 1"),
        ("several", "at least 2"),
        ("unknown", "unknown"),
        ("more than 37,000", "more than 37,000"),
        ("over 37,000", "more than 37,000"),
        ("at least 127", "at least 127"),
        ("2,500 or more", "at least 2,500"),
        ("at least about 100", "at least 90"),
        ("up to 1,904", "at most 1,904"),
        ("no more than 5", "at most 5"),
        ("fewer than 5", "less than 5"),
        ("about 2,500", "2,250–2,750"),
        ("some 2,500", "2,250–2,750"),
        ("~150", "135–165"),
        ("about 25 to 30", "22.5–33"),
        ("nearly 2000", "at least 1,800 and less than 2,000"),
        ("just over 2000", "more than 2,000 and at most 2,200"),
        ("nearly 0", "0"),
        ("25 to 30", "25–30"),
        ("25-30", "25–30"),
        ("25–30", "25–30"),
        ("between 25 and 30", "25–30"),
        ("from 25 to 30", "25–30"),
        ("25 to 30%", "0.25–0.3"),
        ("2 to 3 million", "2,000,000–3,000,000"),
        ("500 to 3 million", "500–3,000,000"),
        ("more than 25 and at most 30", "more than 25 and at most 30"),
    ],
)
def test_a_wording_means(text: str, meaning: str) -> None:
    read = quantity(text)
    assert read.describe() == text
    assert bare(read).describe() == meaning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "an amount is missing"),
        ("1 000", "'1 000' has spaces inside a number"),
        ("37,00", "the commas in '37,00' do not part groups of three digits"),
        ("1.000,5", "'1.000,5' is no amount"),
        ("30 to 25", "the range '30 to 25' ends before it starts"),
        ("between 25", "'between 25' has one end only"),
        ("33 captives", "'33 captives' is no amount"),
        ("1/0", "'1/0' divides by zero"),
        ("less than 0", "'less than 0' leaves no amount"),
        ("5 and 6", "'5 and 6' is not one amount"),
        ("more than 30 and at most 25", "leaves no amount between its limits"),
        ("9" * 5000, "is longer than any amount"),
        ("٣", "'٣' is no amount"),
    ],
)
def test_a_wording_is_refused(text: str, message: str) -> None:
    fault = parse_quantity(text)
    assert isinstance(fault, QuantityFault)
    assert message in fault.message
    assert fault.expected


PIECES = (
    *("33", "37,000", "2.5", "0", "-", "–", "%", "/", ",", ".", " ", " to ", " and ", " million"),
    *("more than ", "less than ", "at least ", "up to ", "about ", "nearly ", "just over ", "some"),
    *(
        "between ",
        "from ",
        " or more",
        "+",
        "~",
        "<",
        ">=",
        "ten",
        "unknown",
        " percent",
        "hundreds",
    ),
)
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(texts)
def test_any_text_is_a_quantity_or_a_fault(text: str) -> None:
    read = parse_quantity(text)
    if isinstance(read, QuantityFault):
        assert read.message and read.expected
        assert "\n" not in read.message
        return
    assert read.written == " ".join(text.split())
    assert bare(read).describe()


numbers = st.fractions(min_value=-50, max_value=50, max_denominator=8)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(numbers), draw(numbers)))
    is_point = low == high
    return Quantity(
        low=draw(st.sampled_from([low, None])),
        high=draw(st.sampled_from([high, None])),
        low_open=not is_point and draw(st.booleans()),
        high_open=not is_point and draw(st.booleans()),
    )


@st.composite
def quantities_and_members(draw: st.DrawFn) -> tuple[Quantity, Fraction]:
    value = draw(quantities())
    member = draw(numbers)
    if not value.contains(member):
        low = value.low if value.low is not None else None
        high = value.high if value.high is not None else None
        if low is not None and high is not None:
            member = Fraction(low + high) / 2
        elif low is not None:
            member = low + 1
        elif high is not None:
            member = high - 1
    assert value.contains(member)
    return value, Fraction(member)


@given(quantities_and_members(), quantities_and_members())
def test_arithmetic_contains_every_pointwise_result(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    (a, x), (b, y) = left, right
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert (-a).contains(-x)
    assert (a + y).contains(x + y) and (y + a).contains(x + y)
    assert (a * y).contains(x * y) and (y * a).contains(x * y)
    assert (y - a).contains(y - x)
    assert a.ceiling().contains(x.__ceil__())
    if y:
        assert (a / b).contains(x / y)
        assert (a / y).contains(x / y)
        assert (x / b).contains(x / y)


@given(quantities(), quantities())
def test_arithmetic_is_no_wider_than_it_must_be(a: Quantity, b: Quantity) -> None:
    assume(None not in (a.low, a.high, b.low, b.high))
    corners = [
        x * y for x in (a.low, a.high) for y in (b.low, b.high) if x is not None and y is not None
    ]
    product = a * b
    assert (product.low, product.high) == (min(corners), max(corners))


@given(quantities_and_members(), quantities_and_members())
def test_comparisons_agree_with_every_point(
    left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    (a, x), (b, y) = left, right
    for compare, holds in (
        (at_least, x >= y),
        (at_most, x <= y),
        (more_than, x > y),
        (less_than, x < y),
        (equal, x == y),
    ):
        assert compare(a, b) in (Truth.YES if holds else Truth.NO, Truth.OPEN)
        assert compare(x, y) is (Truth.YES if holds else Truth.NO)


@given(quantities())
def test_what_is_said_without_the_wording_can_be_read_again(value: Quantity) -> None:
    assume(value.low is not None and value.low >= 0)
    read = quantity(value.describe())
    assert bare(read) == value


def test_bounds_that_touch_settle_only_what_they_settle() -> None:
    assert at_least(Quantity.more_than(5), 5) is Truth.YES
    assert more_than(Quantity.more_than(5), 5) is Truth.YES
    assert more_than(Quantity.at_least(5), 5) is Truth.OPEN
    assert at_least(Quantity.less_than(5), 5) is Truth.NO
    assert equal(Quantity.less_than(5), 5) is Truth.NO
    assert equal(Quantity.about(5), Quantity.about(5)) is Truth.OPEN


def test_thirty_percent_of_a_growing_base() -> None:
    third = percent_of(quantity("30%"), 7_132)
    assert third.describe() == "2,139.6"
    assert third.ceiling().describe() == "2,140"
    assert Quantity.percent(Fraction(5, 2)).describe() == "2.5%"
    assert percent_of(Quantity.percent(30), quantity("at least 100")).describe() == "at least 30"


def test_whole_things_above_an_open_bound() -> None:
    assert Quantity.more_than(5).ceiling() == Quantity.at_least(6)
    assert Quantity.less_than(7).ceiling() == Quantity.at_most(7)
    assert quantity("33").ceiling().written == "33"


def test_sums_keep_what_is_known() -> None:
    assert sum_of([]) == Quantity.exact(0)
    assert sum_of([quantity("some")]).describe() == "some"
    assert sum_of(map(quantity, ["33", "up to 5", "some"])).describe() == "at least 34"
    assert sum_of(map(quantity, ["25 to 30", "5"])).describe() == "30–35"


def test_division_by_what_may_be_zero() -> None:
    assert Quantity.exact(1) / 0 == Quantity.unknown("")
    assert Quantity.exact(1) / Quantity.between(-1, 1) == Quantity.unknown("")
    assert Quantity.exact(1) / Quantity.between(0, 2) == Quantity.at_least(Fraction(1, 2))


def test_empty_bounds_are_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="no amount"):
        Quantity.between(2, 1)
    with pytest.raises(ValueError, match="no amount"):
        Quantity(low=Fraction(1), high=Fraction(1), low_open=True)


@pytest.mark.parametrize("left", Truth)
@pytest.mark.parametrize("right", Truth)
def test_truth_is_settled_by_one_side_or_left_open(left: Truth, right: Truth) -> None:
    both = left.and_(right)
    assert both is right.and_(left)
    assert (both is Truth.YES) == (left is right is Truth.YES)
    assert (both is Truth.NO) == (Truth.NO in (left, right))
    assert left.or_(right) is left.not_().and_(right.not_()).not_()
    assert left.not_().not_() is left

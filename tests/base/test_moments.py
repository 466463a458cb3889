"""The wording of dates: what each says, what is refused and why, and laws for any text at all."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.calendar import Calendar, Duration
from servanda.base.moments import Moment, MomentFault, parse_duration, parse_moment

JERUSALEM = Calendar("Asia/Jerusalem")
UTC = Calendar()


def moment(text: str, calendar: Calendar = JERUSALEM) -> Moment:
    read = parse_moment(text, calendar)
    assert isinstance(read, Moment), read
    return read


def bounds(text: str) -> str:
    read = moment(text)
    return Moment(earliest=read.earliest, latest=read.latest).describe(JERUSALEM)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-10", "2024-06-10"),
        ("2024-06-10T11:15", "2024-06-10 11:15"),
        ("2024-06-10 11:15", "2024-06-10 11:15"),
        ("2024-06-10T11:15Z", "2024-06-10 14:15"),
        ("2024-06-10 11:15+02:00", "2024-06-10 12:15"),
        ("2024-06-10 11:15 -02:00", "2024-06-10 16:15"),
        ("2024-06-10 11:15 Asia/Seoul", "2024-06-10 05:15"),
        ("2024-06-10 24:00", "2024-06-11 00:00"),
        ("2024-06-10~", "2024-06-07 to 2024-06-13"),
        ("2024-06~", "2024-05-01 to 2024-07-31"),
        ("2024~", "2023 to 2025"),
        ("2024-06-10?", "2024-06-10"),
        ("2024-06-10%", "2024-06-07 to 2024-06-13"),
        ("2024-06-10 11:15~", "2024-06-10 10:15 to 2024-06-10 12:15"),
        ("2024-06-10/2024-06-12", "2024-06-10 to 2024-06-12"),
        ("2024-06-10/2024-06-12~", "2024-06-10 to 2024-06-15"),
        ("2024-06-10/..", "no earlier than 2024-06-10"),
        ("../2024-06", "no later than 2024-06-30"),
        ("../..", "an unknown time"),
        (
            "2024-06-10 11:00 Asia/Jerusalem/2024-06-10 12:00 Asia/Jerusalem",
            "2024-06-10 11:00 to 2024-06-10 12:00",
        ),
        ("early 2024-12", "2024-12-01 to 2024-12-10"),
        ("mid 2024-12", "2024-12-11 to 2024-12-20"),
        ("late 2024-02", "2024-02-21 to 2024-02-29"),
        ("early December 2024", "2024-12-01 to 2024-12-10"),
        ("Mid 2024", "2024-05-01 to 2024-08-31"),
        ("early 2024/late 2024", "2024"),
        ("spring 2024", "2024-03-01 to 2024-05-31"),
        ("winter 2024", "2024-12-01 to 2025-02-28"),
        ("before 2024-06-10", "no later than 2024-06-09"),
        ("after 2024-06-10", "no earlier than 2024-06-11"),
        ("about 2024-06-10", "2024-06-07 to 2024-06-13"),
        ("before about 2024-06-10", "no later than 2024-06-06"),
        ("between 2024-06-10 and 2024-07", "2024-06-10 to 2024-07-31"),
        ("between about 2024-06-10 and 2024-07", "2024-06-07 to 2024-07-31"),
        ("2024-06-XX", "2024-06"),
        ("2024-06-1X", "2024-06-10 to 2024-06-19"),
        ("2024-XX-XX", "2024"),
        ("202X", "2020 to 2029"),
        ("10 June 2024", "2024-06-10"),
        ("June 2024", "2024-06"),
        ("  2024-06-10   11:15 ", "2024-06-10 11:15"),
        ("9999-12-31~", "9999-12-28 to 9999-12-31"),
        ("0001~", "0001 to 0002"),
        ("winter 9999", "9999-12"),
    ],
)
def test_a_wording_means(text: str, meaning: str) -> None:
    assert bounds(text) == meaning


@pytest.mark.parametrize(
    ("text", "message", "expected"),
    [
        ("2025-02-30", "month 2025-02 has no day 30", "days 01 to 28"),
        ("2024-02-30", "month 2024-02 has no day 30", "days 01 to 29"),
        ("2024-13", "a year has no month 13", "months 01 to 12"),
        ("2024-06-00", "month 2024-06 has no day 00", "days 01 to 30"),
        ("2024-06-10 24:61", "an hour has no minute 61", "minutes 00 to 59"),
        ("2024-06-10 24:01", "a day ends at 24:00", "00:00 to 23:59"),
        ("2024-06-12/2024-06-10", "ends (2024-06-10) before it starts (2024-06-12)", "earlier"),
        ("12024", "year 12024 is out of range", "years 0001 to 9999"),
        ("0000-01-01", "year 0000 is out of range", "years 0001 to 9999"),
        ("2024-6-1", "'2024-6-1' is no date", "two each for month and day"),
        ("10/06/2024", "'10/06/2024' has 2 slashes", "2024-06-10"),
        ("2024-06/", "one end of the interval is missing", ".."),
        ("2024-06 11:15", "'2024-06' is more than one day", "a single day"),
        ("2024-06-10 9:15", "'9:15' is no time of day", "two digits"),
        ("2024-06-10 11:15 Mars/X", "'Mars/X' is no time zone", "Asia/Jerusalem"),
        ("early 2024-06-10", "neither a month nor a year", "early 2024-12"),
        ("winter", "names no year", "winter 2024"),
        ("before ../2024", "without a beginning", "a date"),
        ("after 2024/..", "without an end", "a date"),
        ("between 2024-06-10", "one end of a time only", "two dates"),
        ("2024-XX-10", "better than the part before it", "2024-XX-XX"),
        ("2024-06-11:15", "is no date with a time of day", "2024-06-10 11:15"),
        ("", "a date is missing", "2024-06-10"),
        ("11:15", "'11:15' is no date with a time of day", "2024-06-10 11:15"),
        ("tomorrow", "'tomorrow' is no date", "2024-06-10"),
        ("２０２４", "'２０２４' is no date", "2024-06-10"),
    ],
)
def test_a_wording_is_refused(text: str, message: str, expected: str) -> None:
    fault = parse_moment(text, JERUSALEM)
    assert isinstance(fault, MomentFault)
    assert message in fault.message
    assert expected in fault.expected


PIECES = (
    *("2024", "-06", "-10", "-13", "XX", "X", "~", "?", "%", "/", "..", " ", "T", ":", "11:15"),
    *("24:61", "Z", "+02:00", "-02:00", " Asia/Seoul", " and ", "before ", "after ", "about "),
    *(
        "between ",
        "early ",
        "mid ",
        "late ",
        "winter ",
        "June ",
        "0",
        "9999",
        "0001",
        "-12-31",
        ",",
    ),
)
texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(texts, st.sampled_from([UTC, JERUSALEM]))
def test_any_text_is_a_moment_or_a_fault(text: str, calendar: Calendar) -> None:
    read = parse_moment(text, calendar)
    if isinstance(read, MomentFault):
        assert read.message and read.expected
        assert "\n" not in read.message
        return
    assert read.written == " ".join(text.split())
    assert read.describe(calendar) == read.written
    assert Moment(earliest=read.earliest, latest=read.latest).describe(calendar)


@given(st.dates())
def test_a_day_is_read_as_itself(day: date) -> None:
    read = moment(day.isoformat())
    assert (read.earliest, read.latest) == (JERUSALEM.start_of_day(day), JERUSALEM.end_of_day(day))
    assert read.is_day(JERUSALEM)
    assert not read.is_exact


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_vaguer_words_allow_more(day: date) -> None:
    exact = moment(day.isoformat())
    for text in (f"{day}~", f"{day:%Y-%m}".zfill(7), f"{day:%Y}".zfill(4), f"{day}/.."):
        vaguer = moment(text)
        assert vaguer.earliest is not None and exact.earliest is not None
        assert vaguer.earliest <= exact.earliest
        assert vaguer.latest is None or (exact.latest is not None and exact.latest <= vaguer.latest)


def test_order_is_known_only_outside_the_bounds() -> None:
    june, tenth, july = moment("2024-06"), moment("2024-06-10"), moment("2024-07")
    assert june.surely_before(july) and june.possibly_before(july)
    assert not july.possibly_before(june)
    assert june.possibly_before(tenth) and tenth.possibly_before(june)
    assert not june.surely_before(tenth) and june.overlaps(tenth)
    assert not june.overlaps(july)
    open_end = moment("2024-06-10/..")
    assert open_end.overlaps(july) and not open_end.surely_before(july)
    assert july.possibly_before(open_end)


instants = st.integers(min_value=28_000_000, max_value=30_000_000)


@given(instants, instants, instants, instants)
def test_order_agrees_with_the_instants(a: int, b: int, c: int, d: int) -> None:
    left = Moment(earliest=min(a, b), latest=max(a, b))
    right = Moment(earliest=min(c, d), latest=max(c, d))
    pairs = [(x, y) for x in (a, b) for y in (c, d)]
    assert left.surely_before(right) == all(x < y for x, y in pairs)
    assert left.possibly_before(right) == any(x < y for x, y in pairs)
    assert left.overlaps(right) == (not left.surely_before(right) and not right.surely_before(left))


@given(
    st.lists(instants, min_size=3, max_size=3).map(sorted),
    st.builds(
        Duration,
        months=st.integers(-30, 30),
        days=st.integers(-99, 99),
        working_days=st.integers(-20, 20),
        minutes=st.integers(-9999, 9999),
    ),
)
def test_a_shifted_moment_holds_each_shifted_instant(three: list[int], span: Duration) -> None:
    first, between, last = three
    shifted = Moment(earliest=first, latest=last).shift(UTC, span)
    assert shifted.contains(UTC.add(between, span))


def test_the_last_days_of_january_all_lead_to_the_last_of_february() -> None:
    shifted = moment("2025-01-29 12:00/2025-01-31 06:00", UTC).shift(UTC, Duration(months=1))
    assert shifted.describe(UTC) == "2025-02-28"


def test_a_shift_leaves_open_what_was_open() -> None:
    shifted = moment("after 2024-06-10").shift(JERUSALEM, Duration(days=30))
    assert shifted.latest is None
    assert shifted.describe(JERUSALEM) == "no earlier than 2024-07-11"


def test_a_moment_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Moment(earliest=2, latest=1)


@pytest.mark.parametrize(
    ("number", "unit", "duration"),
    [
        (6, "weeks", Duration(days=42, written="6 weeks")),
        (1, "Day", Duration(days=1, written="1 day")),
        (72, "hours", Duration(minutes=4320, written="72 hours")),
        (Fraction(3, 2), "hours", Duration(minutes=90, written="1.5 hours")),
        (Fraction(1, 2), "year", Duration(months=6, written="0.5 year")),
        (Fraction(1, 3), "hour", Duration(minutes=20, written="1/3 hour")),
        (18, "months", Duration(months=18, written="18 months")),
        (5, "working  days", Duration(working_days=5, written="5 working days")),
        (30, "minutes", Duration(minutes=30, written="30 minutes")),
        (Fraction(1, 2), "month", None),
        (Fraction(3, 2), "days", None),
        (3, "fortnights", None),
    ],
)
def test_a_number_of_units_is_a_duration(
    number: Fraction | int, unit: str, duration: Duration | None
) -> None:
    assert parse_duration(number, unit) == duration


@given(st.fractions(), st.text() | st.sampled_from(["weeks", "hours", "years"]))
def test_any_unit_is_a_duration_or_none(number: Fraction, unit: str) -> None:
    duration = parse_duration(number, unit)
    assert duration is None or duration.describe()

"""Civil days, wall clocks and spans: the cases that agreements have met, and laws for the rest."""

import pickle
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.base.calendar import MINUTES_PER_DAY, Calendar, Duration, valid_zone

UTC = Calendar()
ZONES = (
    "UTC",
    "+05:30",
    "Asia/Jerusalem",
    "Asia/Beirut",
    "Asia/Seoul",
    "America/Bogota",
    "Pacific/Apia",
)

calendars = st.sampled_from([Calendar(zone) for zone in ZONES])
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
instants = st.integers(min_value=-36_000_000, max_value=68_000_000)
whole = st.integers(min_value=-400, max_value=400)


def shown(calendar: Calendar, instant: int) -> str:
    return calendar.local(instant).isoformat(" ", "minutes")


def test_the_epoch_is_zero() -> None:
    assert UTC.start_of_day(date(1970, 1, 1)) == 0
    assert UTC.end_of_day(date(1970, 1, 1)) == MINUTES_PER_DAY - 1


def test_the_korean_armistice_leaves_seventy_two_hours() -> None:
    seoul = Calendar("Asia/Seoul")
    signed = seoul.at(date(1953, 7, 27), 22, 0)
    assert shown(seoul, seoul.add(signed, Duration(minutes=72 * 60))) == "1953-07-30 22:00"


def test_a_skipped_time_moves_forward() -> None:
    jerusalem = Calendar("Asia/Jerusalem")
    skipped = jerusalem.at(date(2025, 3, 28), 2, 30)
    assert shown(jerusalem, skipped) == "2025-03-28 03:30"
    assert skipped - jerusalem.at(date(2025, 3, 28), 1, 59) == 31


def test_a_doubled_time_is_the_first() -> None:
    jerusalem = Calendar("Asia/Jerusalem")
    first = jerusalem.at(date(2025, 10, 26), 1, 30)
    assert shown(jerusalem, first) == shown(jerusalem, first + 60) == "2025-10-26 01:30"
    assert shown(jerusalem, first - 60) == "2025-10-26 00:30"


def test_days_keep_the_clock_and_hours_do_not() -> None:
    jerusalem = Calendar("Asia/Jerusalem")
    noon = jerusalem.at(date(2025, 3, 27), 12, 0)
    assert shown(jerusalem, jerusalem.add(noon, Duration(days=1))) == "2025-03-28 12:00"
    assert shown(jerusalem, jerusalem.add(noon, Duration(minutes=24 * 60))) == "2025-03-28 13:00"


def test_a_day_begins_late_where_midnight_is_skipped() -> None:
    beirut = Calendar("Asia/Beirut")
    start = beirut.start_of_day(date(2022, 3, 27))
    assert shown(beirut, start) == "2022-03-27 01:00"
    assert start == beirut.end_of_day(date(2022, 3, 26)) + 1
    assert beirut.format(start) == "2022-03-27"


def test_a_day_is_an_hour_longer_where_the_clocks_go_back_at_midnight() -> None:
    beirut = Calendar("Asia/Beirut")
    day = date(2022, 10, 29)
    assert beirut.end_of_day(day) - beirut.start_of_day(day) == 25 * 60 - 1


def test_a_day_skipped_at_the_date_line_has_one_minute() -> None:
    apia = Calendar("Pacific/Apia")
    skipped = date(2011, 12, 30)
    assert apia.start_of_day(skipped) == apia.end_of_day(skipped)
    assert apia.date_of(apia.start_of_day(skipped)) == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_a_month_ends_at_its_last_day(start: date, months: int, reached: date) -> None:
    moved = UTC.add(UTC.start_of_day(start), Duration(months=months))
    assert UTC.date_of(moved) == reached


def test_months_come_before_days() -> None:
    moved = UTC.add(UTC.start_of_day(date(2025, 1, 31)), Duration(months=1, days=1))
    assert UTC.date_of(moved) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("start", "count", "reached"),
    [
        (date(2025, 1, 17), 1, date(2025, 1, 20)),
        (date(2025, 1, 18), 1, date(2025, 1, 20)),
        (date(2025, 1, 18), 0, date(2025, 1, 18)),
        (date(2025, 1, 19), 5, date(2025, 1, 24)),
        (date(2025, 1, 20), -1, date(2025, 1, 17)),
        (date(2025, 1, 20), 10, date(2025, 2, 3)),
    ],
)
def test_working_days_skip_the_weekend(start: date, count: int, reached: date) -> None:
    moved = UTC.add(UTC.start_of_day(start), Duration(working_days=count))
    assert UTC.date_of(moved) == reached


def test_rest_days_and_holidays_are_chosen() -> None:
    holidays = frozenset({date(2025, 1, 19)})
    friday_and_saturday = Calendar("Asia/Jerusalem", frozenset({4, 5}), holidays)
    thursday = friday_and_saturday.at(date(2025, 1, 16), 9, 0)
    moved = friday_and_saturday.add(thursday, Duration(working_days=1))
    assert shown(friday_and_saturday, moved) == "2025-01-20 09:00"


@given(
    days,
    st.integers(-60, 60),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(date(2024, 12, 1), date(2025, 3, 1)), max_size=20),
)
def test_working_days_are_counted_one_by_one(
    _: date, count: int, rest_days: frozenset[int], holidays: frozenset[date]
) -> None:
    calendar = Calendar("UTC", rest_days, holidays)
    start = day = date(2025, 1, 15)
    left = abs(count)
    while left:
        day += timedelta(days=1 if count > 0 else -1)
        left -= day.weekday() not in rest_days and day not in holidays
    moved = calendar.add(calendar.start_of_day(start), Duration(working_days=count))
    assert calendar.date_of(moved) == day


@given(calendars, instants, whole)
def test_days_added_are_days_between(calendar: Calendar, instant: int, count: int) -> None:
    moved = calendar.add(instant, Duration(days=count))
    # Samoa had no 30 December 2011: what would fall on it falls on the next day.
    late = calendar.date_of(moved) == date(2011, 12, 31) and calendar.zone == "Pacific/Apia"
    assert calendar.days_between(instant, moved) - count in ((0, 1) if late else (0,))


@given(calendars, instants)
def test_local_time_leads_back_to_its_instant(calendar: Calendar, instant: int) -> None:
    there = calendar.local(instant)
    back = calendar.at(there.date(), there.hour, there.minute)
    assert calendar.local(back) == there
    assert back <= instant


@given(calendars, days)
def test_days_follow_each_other_without_a_gap(calendar: Calendar, day: date) -> None:
    start, end = calendar.start_of_day(day), calendar.end_of_day(day)
    assert start <= end
    if (calendar.zone, day) != ("Pacific/Apia", date(2011, 12, 30)):
        assert end + 1 == calendar.start_of_day(day + timedelta(days=1))
        assert calendar.date_of(start) == calendar.date_of(end) == day


@given(calendars, instants)
def test_an_instant_lies_in_its_day(calendar: Calendar, instant: int) -> None:
    day = calendar.date_of(instant)
    assert calendar.start_of_day(day) <= instant <= calendar.end_of_day(day)


@given(instants, st.sampled_from(["Asia/Jerusalem", "Asia/Beirut", "Asia/Seoul"]))
def test_the_cache_agrees_with_the_table_of_zones(instant: int, zone: str) -> None:
    from zoneinfo import ZoneInfo

    utc = datetime.fromisoformat("1970-01-01T00:00+00:00") + timedelta(minutes=instant)
    there = utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert abs(Calendar(zone).local(instant) - there) <= timedelta(seconds=30)


@given(
    calendars,
    st.integers(),
    st.builds(
        Duration,
        months=st.integers(),
        days=st.integers(),
        working_days=st.integers(),
        minutes=st.integers(),
    ),
)
def test_no_sum_fails(calendar: Calendar, instant: int, duration: Duration) -> None:
    moved = calendar.add(instant, duration)
    assert isinstance(calendar.format(moved), str)
    assert isinstance(calendar.subtract(instant, duration), int)
    assert duration.describe()


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("zone", ZONES)
def test_the_first_and_last_dates_are_days_like_others(zone: str, day: date) -> None:
    calendar = Calendar(zone)
    assert calendar.date_of(calendar.start_of_day(day)) == day
    assert calendar.date_of(calendar.end_of_day(day)) == day


@pytest.mark.parametrize("name", ["UTC", "Z", "+02:00", "-03:30", "Asia/Seoul", "Etc/GMT+5"])
def test_a_zone_is_known(name: str) -> None:
    assert valid_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "Mars/Olympus", "Asia", "+25:00", "+02:60", "+2:00", "localtime", "right/UTC"),
        *("../Asia/Seoul", "/etc/passwd", "Asia/Seoul\0", "٢", "\ud800", "A" * 5000),
    ],
)
def test_a_zone_is_unknown(name: str) -> None:
    assert not valid_zone(name)
    with pytest.raises(ValueError, match="no zone"):
        Calendar(name)


@given(st.text())
def test_any_name_may_be_asked_about(name: str) -> None:
    assert valid_zone(name) in (True, False)


def test_a_week_of_rest_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day is worked"):
        Calendar("UTC", frozenset(range(7)))


def test_a_calendar_is_a_value() -> None:
    jerusalem = Calendar("Asia/Jerusalem")
    assert jerusalem == Calendar("Asia/Jerusalem") != UTC
    assert hash(jerusalem) == hash(Calendar("Asia/Jerusalem"))
    copy = pickle.loads(pickle.dumps(jerusalem))
    assert copy == jerusalem
    assert copy.start_of_day(date(2025, 1, 1)) == jerusalem.start_of_day(date(2025, 1, 1))


def test_utc_does_not_load_the_table_of_zones() -> None:
    program = (
        "import sys, datetime; from servanda.base.calendar import Calendar;"
        "[Calendar(zone).end_of_day(datetime.date(2025, 1, 1)) for zone in ('UTC', '+02:00')];"
        "print('zoneinfo' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert answer.stdout == "False\n"


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (Duration(), "0 days"),
        (Duration(days=42), "6 weeks"),
        (Duration(days=10), "10 days"),
        (Duration(months=14, days=1), "1 year, 2 months and 1 day"),
        (Duration(working_days=5), "5 working days"),
        (Duration(minutes=72 * 60), "72 hours"),
        (-Duration(minutes=90), "minus 1 hour and 30 minutes"),
        (-Duration(days=42, written="six weeks"), "minus six weeks"),
        (-Duration(days=42, written="minus six weeks"), "six weeks"),
    ],
)
def test_a_duration_is_said_in_words(duration: Duration, words: str) -> None:
    assert duration.describe() == words
    assert duration.is_zero == (words == "0 days")

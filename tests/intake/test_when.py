"""Dates of news are read from the day of the report, and stay as vague as they are said."""

from datetime import date

import pytest

from servanda.base.calendar import Calendar
from servanda.base.moments import Moment, parse_moment
from servanda.intake.datelines import find_dateline, read_day
from servanda.intake.when import find_dates

TUESDAY = date(2024, 6, 11)


@pytest.mark.parametrize(
    ("said", "ahead", "written"),
    [
        ("He met her on Tuesday.", False, "2024-06-11"),
        ("He met her on Monday.", False, "2024-06-10"),
        ("He met her late on Monday.", False, "2024-06-10"),
        ("He met her on Monday night.", False, "2024-06-10"),
        ("He met her on Wednesday.", False, "2024-06-05"),
        ("He met her last Tuesday.", False, "2024-06-04"),
        ("He will meet her on Wednesday.", True, "2024-06-12"),
        ("Talks resume next Tuesday.", False, "2024-06-18"),
        ("He came last week.", False, "2024-06-03/2024-06-09"),
        ("Last week he came.", False, "2024-06-03/2024-06-09"),
        ("He spoke last month.", False, "2024-05"),
        ("He came in March.", False, "2024-03"),
        ("He came in early March.", False, "early 2024-03"),
        ("He came in November.", False, "2023-11"),
        ("He came in May 2021.", False, "2021-05"),
        ("He came on 29 September.", False, "2023-09-29"),
        ("He goes on 29 September.", True, "2024-09-29"),
        ("He came on June 3, 2024.", False, "2024-06-03"),
        ("He came two days ago.", False, "2024-06-09"),
        ("He came two months ago.", False, "about 2024-04"),
        ("He came yesterday.", False, "2024-06-10"),
        ("He came last year.", False, "2023"),
    ],
)
def test_dates(said: str, ahead: bool, written: str) -> None:
    found = find_dates(said, TUESDAY, ahead=ahead)
    assert [each.written for each in found] == [written]
    assert isinstance(parse_moment(written, Calendar()), Moment)


def test_january_looks_back_over_the_turn_of_the_year() -> None:
    found = find_dates("He came last month, in December.", date(2025, 1, 7))
    assert [each.written for each in found] == ["2024-12", "2024-12"]


@pytest.mark.parametrize("said", ["It runs until Friday.", "He has waited since January."])
def test_what_bounds_is_no_date_of_an_event(said: str) -> None:
    assert [each.bounds for each in find_dates(said, TUESDAY)] == [True]


@pytest.mark.parametrize("said", ["He may come.", "They march on.", "Nothing is said."])
def test_words_that_only_look_like_months(said: str) -> None:
    assert find_dates(said, TUESDAY) == ()


@pytest.mark.parametrize(
    ("text", "place", "written", "agency"),
    [
        ("AMMAN, June 11 (XY) - He came.", "Amman", "June 11", "XY"),
        ("Port Seld, 6 May 2031 — He came.", "Port Seld", "6 May 2031", ""),
        ("A caption/Pool via Agency] Amman, June 11 (XY)-- He came.", "Amman", "June 11", "XY"),
        ("SELD (Straits Wire) - He came.", "Seld", "", "Straits Wire"),
    ],
)
def test_datelines(text: str, place: str, written: str, agency: str) -> None:
    line = find_dateline(text)
    assert line is not None
    assert (line.place, line.written, line.agency) == (place, written, agency)
    assert text[line.end :] == "He came."


def test_no_dateline_in_the_middle_of_a_sentence() -> None:
    assert find_dateline("He met her in Amman, June 11 being a holiday, and left.") is None


def test_days_as_pages_feeds_and_mails_write_them() -> None:
    for written in ("2024-06-11T10:00:00Z", "Tue, 11 Jun 2024 10:00:00 +0000", "11 June 2024"):
        assert read_day(written) == TUESDAY
    assert read_day("June 31, 2024") is None
    assert read_day("June 11") is None

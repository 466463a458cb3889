"""What is written at the ticks of a chart does not run together, however long the language makes it."""

from datetime import date
from itertools import pairwise

import pytest

from servanda.web.charts.scale import CHARACTER, Scale
from servanda.web.language import LANGUAGES, Speech


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2015, 2, 12), date(2016, 1, 3)),
        (date(1953, 7, 27), date(1953, 12, 23)),
        (date(1987, 1, 1), date(2047, 12, 31)),
        (date(2025, 1, 19), date(2025, 1, 25)),
    ],
)
def test_labels_stand_apart(code: str, first: date, last: date) -> None:
    scale = Scale(first=first, last=last, left=330.0, right=1160.0)
    told = [(x, words) for x, words in scale.labelled(Speech(code).short_day) if words]
    assert len(told) >= 2 and len(list(scale.labelled(str))) == len(scale.ticks())
    for (x, words), (later, others) in pairwise(told):
        assert later - x >= (len(words) + len(others)) * CHARACTER / 2

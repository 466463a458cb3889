"""What a record costs grows as it grows: four times the entries take about four times as long."""

from time import process_time

import pytest

from servanda.monitor import Question, status
from servanda.workspace import load_text

PACT = """agreement accord "Accord"
  signed 2020-01-01
party north "North"
party south "South"
source un "Reports"
event complaint "complaint" by north
level stock "stock"
captives: south must release 3000000 captives
  by 2030-01-01
deliver: north must deliver 600 trucks per day
answer: south must answer
  on each complaint
  within 10 days of complaint
keep: south must keep stock within the limit
  at most 500 from 2020-02-01
truce: north and south each must not attack the other
"""
LINES = {
    "acts": "act south captives 3",
    "flow": "act north deliver 600 trucks",
    "totals": "act south captives total {n}",
    "complaints": "happens complaint by north",
    "levels": "figure stock {n} by north",
    "incidents": "incident north against truce alleged by south",
}


def seconds(line: str, entries: int) -> float:
    """Measure the processor time of a status, without reading."""
    days = [f"20{20 + n * 4 // entries}-{n * 48 // entries % 12 + 1:02}-02" for n in range(entries)]
    record = "".join(f"{day} {line.format(n=n)} [un]\n" for n, day in enumerate(sorted(days)))
    loaded = load_text({"a.pact": PACT, "a.record": f"2020-01-01 in force\n{record}"})
    assert loaded.agreement is not None and not loaded.has_errors
    begun = process_time()
    status(loaded.agreement, Question(on=28_700_000))
    return process_time() - begun


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_four_times_the_entries_take_about_four_times_as_long(line: str) -> None:
    small = min(seconds(line, 300) for _ in range(3))
    assert min(seconds(line, 1200) for _ in range(2)) < 11 * small + 0.05

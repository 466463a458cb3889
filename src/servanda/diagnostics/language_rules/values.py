"""Explain what is said of dates, amounts, durations, zones and grades."""

from servanda.diagnostics.diagnostic import Severity
from servanda.diagnostics.rules import Rule

_MOMENTS = "docs/reference/language.md, Moments"

RULES_OF_VALUES = (
    Rule(
        name="impossible-date",
        severity=Severity.ERROR,
        summary="A date is not in the calendar.",
        why="""
A day that never comes would leave a deadline without an end, or an act without a time. What is
known only roughly has its own wording: `2024-06`, `early 2024-12`, `2024-06-10~`.
""",
        example="""
agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-02-30

Mended:

agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-02-28
""",
        source=_MOMENTS,
    ),
    Rule(
        name="impossible-duration",
        severity=Severity.ERROR,
        summary="A length of time cannot be counted.",
        why="""
Part of a month has no fixed number of days, and part of a day no fixed hours where clocks change.
Deadlines are counted in whole units.
""",
        example="""
agreement accord "An accord"
  term 1.3 months

Mended:

agreement accord "An accord"
  term 40 days
""",
        source=_MOMENTS,
    ),
    Rule(
        name="impossible-quantity",
        severity=Severity.ERROR,
        summary="A number is written in a way that has no one meaning.",
        why="""
A number may have commas between groups of three digits, a point before decimals, and words that
say how exact it is. A range must begin with its smaller end. Numbers of more than forty digits
count nothing on earth.
""",
        example="""
agreement accord "An accord"
party north "North"
captives: north must release 9 to 3 captives

Mended:

agreement accord "An accord"
party north "North"
captives: north must release 3 to 9 captives
""",
        source="docs/reference/language.md, Sentences, clauses, lines",
    ),
    Rule(
        name="unknown-zone",
        severity=Severity.ERROR,
        summary="A time zone is not known.",
        why="""
An hour means nothing without its zone. Times are read as UTC until the zone is mended, which may
move deadlines by most of a day.
""",
        example="""
agreement accord "An accord"
  zone Asia/Jerusalam

Mended:

agreement accord "An accord"
  zone Asia/Jerusalem
""",
        source="IANA Time Zone Database; docs/reference/language.md, Declarations",
    ),
    Rule(
        name="precedence-unknown",
        severity=Severity.ERROR,
        summary="Of two provisions on one matter, nobody can tell which stands in the later text.",
        why="""
Where the later text prevails, the dates of the texts decide what binds. Without them the provision
on the same matter is read as if it said nothing of the other, and both are shown.
""",
        example="""
agreement accord "An accord"
  signed 2025-01-15
  precedence later text prevails
party north "North"
instrument annex "An annex"
old: north must hand over the list; by 2025-02-01
new: north must hand over the list; by 2025-03-01
  set out in annex
  on the same matter as old

Mended:

agreement accord "An accord"
  signed 2025-01-15
  precedence later text prevails
party north "North"
instrument annex "An annex"; dated 2025-01-20
old: north must hand over the list; by 2025-02-01
new: north must hand over the list; by 2025-03-01
  set out in annex
  on the same matter as old
""",
        source="Vienna Convention on the Law of Treaties (1969), article 30; docs/reference/language.md",
    ),
    Rule(
        name="unknown-rating",
        severity=Severity.ERROR,
        summary="A grade of reliability or credibility is not on its scale.",
        why="""
A source is graded by a letter from A (reliable) to F (cannot be judged), an item of news by a
number from 1 (confirmed) to 6 (cannot be judged). The two are kept apart, since a reliable source
may pass on a doubtful report.
""",
        example="""
agreement accord "An accord"
source agency "News agency"
  reliability 2

Mended:

agreement accord "An accord"
source agency "News agency"
  reliability B
""",
        source="NATO STANAG 2511 (the Admiralty code); docs/reference/language.md, Declarations",
    ),
)

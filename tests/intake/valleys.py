"""Read single sentences about an accord of two valleys, made up for these tests."""

from __future__ import annotations

from datetime import date

from servanda.intake import open_report, read_article
from servanda.intake.drafts import Draft
from servanda.intake.formats import Refused
from servanda.intake.names import make_register
from servanda.intake.reading import read_report
from servanda.workspace import load_text

Cases = list[tuple[str, list[str]]]
PACT = """\
agreement accord "Accord of the two valleys"
party north "Republic of North"
  also called "North", "Northern"
party riders "Free Riders Movement"
  also called "Free Riders", "the Riders"
mediator coast "Coast Union"
monitor mission "Verification Mission"
actor miners "Miners Union"
person hale "Ann Hale"; office "President of North"; speaks for north
person omar "Sami Omar"; office "Leader of the Free Riders Movement"; speaks for riders
person dane "Rita Dane"; office "Spokeswoman of the Free Riders Movement"; speaks for riders
person marsh "Lea Marsh"; office "Special envoy of the Coast Union"; speaks for coast
person boyd "Carl Boyd"; office "Defence Minister of North"
body senate "Senate of North"
body cabinet "Cabinet of North"
kind shelling "Fire by artillery or mortars"
kind seizure "The seizure of a vehicle"
process talks "talks on land" between north and riders
event vote-day "the referendum is held" by north
truce: north and riders each must not attack the other
mines: riders must remove 40 mines
prisoners: north must release 300 prisoners
road: north must open the road to Ford
arms: riders must lay down 500 weapons
claim road-first "the opening of the road before the weapons are laid down"
  demanded by riders
  every faithful run reaches road
"""


def drafts(text: str, pact: str = PACT) -> list[Draft]:
    """Give what is drafted from a text of 6 May 2031."""
    agreement = load_text({"accord.pact": pact}).agreement
    assert agreement is not None
    data = text.encode()
    pieces = open_report(data, "a.txt")
    assert not isinstance(pieces, Refused)
    article = read_article(pieces[0], data, "a.txt", date(2031, 5, 6))
    seen = read_report(article, make_register(agreement), "a")
    return [draft for each in seen for draft in each.drafts]


def entries(text: str) -> list[str]:
    """Give what is drafted, and not left open."""
    return [f"{d.when} {d.body()}" for d in drafts(text) if not d.opens]

"""The smaller commands: due, why, record, figures, tally, interval, actor, demo."""

import json
from pathlib import Path
from typing import Any

import pytest

ACCORD = str(Path(__file__).parent / "accord")


@pytest.fixture
def ask(servanda: Any) -> Any:
    """Ask for data, and give it as read."""

    def call(command: str, *arguments: str) -> Any:
        outcome = servanda(command, ACCORD, *arguments, "--format", "json")
        assert (outcome.status, outcome.err) == (0, "")
        return json.loads(outcome.out)

    return call


def test_due_lists_what_is_overdue_and_what_is_coming(ask: Any) -> None:
    data = ask("due", "--on", "2025-02-01", "--within", "30d")
    items = [(i["on"], i["id"], i["kind"], i["amount"], i["overdue"]) for i in data["items"]]
    assert ("2025-02-03", "one.open-talks", "deadline", 1, False) in items
    assert ("2025-03-01", "one.captives", "tranche", 26, False) in items
    assert ("2025-02-22", "one.good-faith", "effort", 1, False) in items
    assert ("2025-03-01", "one", "term", None, False) in items
    assert [i["id"] for i in data["items"] if i["overdue"]] == ["one.prisoners"]
    assert data["until"] == "2025-03-03"


def test_due_shows_a_part_by_what_it_adds(ask: Any) -> None:
    data = ask("due", "--on", "2025-01-18", "--within", "10d", "--if", "2025-01-18 in force")
    amounts = [i["amount"] for i in data["items"] if i["id"] == "one.captives"]
    assert amounts == [3, 4]


def test_due_of_a_text_not_in_force_suggests_a_date(servanda: Any) -> None:
    out = servanda("due", ACCORD, "--on", "2025-01-01").out
    assert "Not in force" in out
    assert '--if "2025-01-01 in force"' in out


def test_due_refuses_a_span_it_cannot_read(servanda: Any) -> None:
    outcome = servanda("due", ACCORD, "--within", "soon")
    assert outcome.status == 2
    assert "30d" in outcome.err


def test_why_counts_days_aloud(ask: Any) -> None:
    data = ask("why", "road", "--on", "2025-02-05")
    texts = [step["text"] for step in data["steps"]]
    assert "owed by 2025-01-25 (day 7, with 2025-01-19 as day 1); met on 2025-01-27" in texts
    assert "from 2025-01-25 (due) to 2025-01-27 (done): 2 days late" in texts
    assert any(step["via"] == ["envoy"] for step in data["steps"])
    assert data["state"] == "fulfilled-late"


def test_why_does_the_arithmetic_of_an_exchange(ask: Any) -> None:
    texts = [s["text"] for s in ask("why", "one.prisoners", "--on", "2025-02-05")["steps"]]
    assert "7 in all of one.captives so far, so 210 owed for them" in texts


def test_why_keeps_readings_apart(servanda: Any) -> None:
    out = servanda("why", ACCORD, "one.truce", "--on", "2025-03-05").out
    assert "under continues: in effect" in out
    assert "Under lapses" in out
    assert "found breached by Envoy on 2025-02-02: “shelling”" in out


def test_why_refuses_an_unknown_provision(servanda: Any) -> None:
    outcome = servanda("why", ACCORD, "one.rood")
    assert outcome.status == 2
    assert "did you mean `one.road`?" in outcome.err


def test_record_says_how_an_entry_reached_us(ask: Any) -> None:
    entries = ask("record", "--kind", "act", "--about", "one.road")["entries"]
    assert [(e["direct"], e["via"]) for e in entries] == [(False, ["envoy"])]


def test_record_adds_up_parts(ask: Any) -> None:
    entry = ask("record", "--about", "one.prisoners", "--on", "2025-02-04")["entries"][-1]
    assert entry["parts_add_up"] is False
    assert entry["result"] == "parts do not add up: 4 + 5 = 9, not 10"


def test_record_measures_a_vote_by_the_rule(ask: Any) -> None:
    entry = ask("record", "--kind", "vote")["entries"][0]
    assert entry["carried"] is False
    assert entry["unanimous"] is False
    assert entry["result"] == "not carried: a veto by envoy"


def test_record_refuses_an_unknown_name(servanda: Any) -> None:
    outcome = servanda("record", ACCORD, "--about", "one.rood")
    assert outcome.status == 2
    assert "did you mean `one.road`?" in outcome.err


def test_figures_stand_side_by_side(ask: Any) -> None:
    figure = ask("figures", "trucks")["figures"][0]
    assert [o["share"] for o in figure["observations"]] == ["50%", "75%"]
    assert figure["conflict"] is True
    assert ask("figures", "trucks", "--on", "2025-02-01")["figures"][0]["conflict"] is False


def test_a_share_is_of_what_was_counted_with_it(servanda: Any, folder: Path) -> None:
    (folder / "accord.record").write_text(
        """record of accord
2025-01-01 figure seen.mines 10 mines by north
2025-01-01 figure seen.shells 90 mines by north
2025-02-01 figure seen.mines 30 mines by north
2025-02-01 figure seen.guns 5 guns by north
2025-03-01 figure registered about 85% of 7,000 by north
2025-03-01 figure sites 20 by north
after 2025-03-01 figure sites 19 by south
""",
        "utf-8",
    )
    status, out, _ = servanda("figures", "--format", "json")
    data = json.loads(out)
    figures = {each["name"]: each for each in data["figures"]}
    shares = {name: [o["share"] for o in f["observations"]] for name, f in figures.items()}
    assert status == 0
    assert shares["seen.mines"] == [None, "25%"]  # the earlier ten are no part of the later total
    assert shares["seen.guns"] == [None]  # guns are not added to mines
    assert shares["registered"] == ["about 85%"]
    assert figures["sites"]["conflict"] is False  # the second may be of any later time
    assert [(s["total"], s["unit"]) for s in data["stems"]] == [(120, "mines")]


def test_due_says_what_it_assumes_and_keeps_to_the_grammar(servanda: Any, folder: Path) -> None:
    (folder / "accord.pact").write_text(
        'agreement accord "An accord"\n  in force on 2025-01-01\n'
        'party north "North"\ncarts: north must return 3 carts; total 2 by day 5; all by day 9\n',
        "utf-8",
    )
    _, out, _ = servanda("due", "--on", "2025-01-02")
    assert "Assuming time in UTC; view `all`" in out
    assert "2 carts still owed" in out
    assert "1 still owed" in out
    assert "the date is today's" in servanda("due").out


def test_why_of_many_readings_shows_the_first_in_full(servanda: Any, folder: Path) -> None:
    text = 'agreement accord "An accord"\n  in force on 2025-01-01\nparty north "North"\n'
    text += 'ambiguity x "When?"\n'
    text += "".join(f'  reading r{day} "on day {day}"\n' for day in range(2, 9))
    text += "pay: north must pay\n"
    text += "".join(f"  under r{day}: by day {day}\n" for day in range(2, 9))
    (folder / "accord.pact").write_text(text, "utf-8")
    out = servanda("why", ".", "pay", "--on", "2025-02-01").out
    assert out.count("\nUnder r") == 2
    assert out.count("  under r") == 7
    assert "under 5 other readings are left out" in " ".join(out.split())


def test_tally_follows_who_leaves(ask: Any) -> None:
    before = ask("tally", "council", "--on", "2025-02-02")
    after = ask("tally", "council", "--on", "2025-02-05")
    assert (before["for"], before["threshold"], before["carried"]) == (3, 2, True)
    assert (after["for"], after["threshold"], after["carried"]) == (2, 2, True)
    assert after["may_veto"] == ["envoy"]
    fewer = ask("tally", "council", "--on", "2025-02-02", "--without", "north,south")
    assert (fewer["for"], fewer["carried"]) == (1, False)
    more = ask("tally", "council", "--on", "2025-02-05", "--with", "envoy")
    assert more["for"] == 3


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-01-19", "2025-03-01", 41),
        ("first", "one.road", None),
        ("due:one.road", "done:one.road", 2),
        ("in force", "end:one", None),
        ("2025-03-01", "2025-02-28", -1),
        ("2025-01-24/2025-01-26", "2025-01-31", [5, 7]),
        ("2025-01-19", "+90 days", 90),
        ("2025-01-31", "+1 month", 28),
    ],
)
def test_interval_counts_civil_days(servanda: Any, start: str, end: str, days: object) -> None:
    outcome = servanda("interval", ACCORD, start, end, "--format", "json", "--on", "2025-02-05")
    if end == "one.road":
        assert outcome.status == 2
        assert "one.road" in outcome.err
    else:
        assert json.loads(outcome.out)["days"] == days


def test_interval_counts_minutes_only_between_minutes(ask: Any) -> None:
    exact = ask("interval", "2025-01-19 08:30", "in force")
    assert (exact["days"], exact["minutes"]) == (0, 165)
    assert ask("interval", "2025-01-19", "in force")["minutes"] is None


def test_actor_gathers_what_concerns_it(ask: Any) -> None:
    data = ask("actor", "North", "--on", "2025-03-05")
    assert [d["provision"] for d in data["duties"]][:2] == ["one.prisoners", "one.road"]
    assert [p["provision"] for p in data["powers"]] == ["one.hold"]
    assert [p["provision"] for p in data["prohibitions"]] == ["one.truce"]
    assert [r["reading_held"] for r in data["readings_held"]] == ["lapses"]
    assert [m["actor"] for m in data["member_of"]] == ["council"]


def test_demo_shows_both_questions_and_what_to_try(servanda: Any) -> None:
    outcome = servanda("demo")
    assert outcome.status == 0
    for words in ("Does the text hold?", "Where does it stand?", "What changed", "Try next"):
        assert words in outcome.out
    assert len(outcome.out.splitlines()) <= 125


def test_demo_says_how_to_get_the_examples(servanda: Any) -> None:
    outcome = servanda("demo", ".")
    assert outcome.status == 2
    assert "gaza-2024" in outcome.err


def test_contacts_are_asked_of_somebody_and_of_a_time(servanda: Any, folder: Path) -> None:
    text = """\
agreement accord "An accord"
party north "The North", south "The South"
mediator host "The host"
person envoy "The envoy"; speaks for host
2025-01-10 meet envoy, north at "a place"
2025-02-10 write envoy "a letter" to south through host
2025-03-01 note envoy "seldom writes to the South" with south
"""
    (folder / "accord.pact").write_text(text, "utf-8")

    def asked(*arguments: str) -> Any:
        outcome = servanda("contacts", "accord.pact", *arguments, "--format", "json")
        assert (outcome.status, outcome.err) == (0, "")
        return json.loads(outcome.out)

    assert [c["manner"] for c in asked("--on", "2025-03-01")["contacts"]] == ["met", "wrote"]
    since = asked("--on", "2025-03-01", "--since", "2025-02-01", "--of", "envoy", "--by", "week")
    assert [c["entry"] for c in since["contacts"]] == ["accord.pact:6"]
    assert [p["period"] for p in since["periods"]] == ["2025-W07"]
    assert (since["since"], since["rate"]["contacts"]) == ("2025-02-01", 1)
    assert [each["phrase"] for each in since["usual"]] == ["seldom writes to the South", ""]
    assert [c["through"][0]["actor"] for c in asked("--through", "host")["contacts"]] == ["host"]
    page = servanda("contacts", "accord.pact", "--on", "2025-03-01").out
    assert "The envoy (for The host) met The North; in a place; accord.pact:5" in page
    assert "not enough record to say (fewer than 10 are sure)" in page.replace("\n    ", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--with", "north"), "--with needs --of"),
        (("--since", "2025-02-01", "--on", "2025-01-01"), "is after 2025-01-01"),
        (("--since", "before 2025-01-01"), "has no first day"),
        (("--since", "soon"), "--since soon"),
        (("--of", "nobody"), "no actor is named `nobody`"),
    ],
)
def test_a_question_about_contacts_that_cannot_be_understood(
    servanda: Any, arguments: tuple[str, ...], said: str
) -> None:
    outcome = servanda("contacts", ACCORD, *arguments)
    assert outcome.status == 2
    assert said in outcome.err

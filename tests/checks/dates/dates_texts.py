"""Make small random agreements in which dates, phases, events and acts hang on one another."""

from __future__ import annotations

from hypothesis import strategies as st

from servanda.base.calendar import Instant

START: Instant = 28_928_160
HEADER = """agreement small "Small"
  counting day 1 is the day of entry into force
party a "A", b "B"
event e by a
event f by b
event free by a
"""
DAYS = st.integers(1, 12)
NAMES = ("c", "d", "g")

POINTS = st.one_of(
    st.builds("day {}".format, DAYS),
    st.builds("{} days after {}".format, DAYS, st.sampled_from(("e", "f", "c", "d", "g"))),
    st.builds("{} hours after {}".format, DAYS, st.sampled_from(("e", "c"))),
    st.builds("{} days after the start of {}".format, DAYS, st.sampled_from(("one", "two"))),
    st.sampled_from(("the end of one", "the end of two", "the start of two")),
    st.builds("the later of day {} and {} days after f".format, DAYS, DAYS),
    st.builds("the earlier of day {} and {} days after e".format, DAYS, DAYS),
)
CONDITIONS = st.one_of(
    st.sampled_from(("e", "f", "not e", "c is fulfilled", "d is fulfilled", "two is running")),
    st.sampled_from(("one has ended", "e or f", "e and f", "day 4 has passed", "2 of g")),
    st.just("not one is running"),
)
CLAUSES = st.one_of(
    st.builds("by {}".format, POINTS),
    st.builds("by {}".format, POINTS),
    st.builds("start by {}".format, POINTS),
    st.builds("not before {}".format, POINTS),
    st.builds("once {}".format, CONDITIONS),
    st.builds("provided that {}".format, CONDITIONS),
    st.builds(
        "done when {}".format, st.sampled_from(("free", "e", "c is fulfilled", "one has ended"))
    ),
    st.builds("total 1 by {}".format, POINTS),
    st.builds("1 more every {} days from {}".format, DAYS, POINTS),
    st.sampled_from(("survives", "against c", "1 for each any of c; within 2 days")),
    st.builds("from {}".format, POINTS),
    st.builds("until {}".format, POINTS),
)
PHASES = st.lists(
    st.sampled_from(("ends when e", "ends when f", "then two when e", "then two as soon as f"))
    | st.sampled_from(("then two", "ends when c is fulfilled", "runs on while not f")),
    max_size=2,
    unique=True,
)


RENEWED = ["  more: a and b jointly may renew one by 3 days; at most 2 times"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Make a small agreement: two phases and three duties in one of them or outside."""
    lines: dict[str, list[str]] = {"": [], "one": [], "two": []}
    full: dict[str, str] = {}
    for name in NAMES:
        where = draw(st.sampled_from(("", "one", "two")))
        clauses = draw(st.lists(CLAUSES, min_size=1, max_size=3))
        what = "free 3 men" if name == "g" else "act"
        if name == "g":  # three men are not freed by one event
            clauses = [clause for clause in clauses if not clause.startswith("done when")]
        lines[where].append(f"{name}: {draw(st.sampled_from(('a', 'b')))} must {what}")
        lines[where].extend(f"  {clause}" for clause in clauses)
        full[name] = f"{where}.{name}" if where else name
    starts = draw(
        st.sampled_from(("", "  starts when f", "  starts on day 3", "  starts on 2 days after e"))
    )
    one = ["phase one", "  starts on entry into force", f"  lasts {draw(DAYS)} days"]
    two = ["phase two", *([starts] if starts else []), f"  lasts {draw(DAYS)} days"]
    one += [f"  {way}" for way in draw(PHASES)]
    one += draw(st.sampled_from(([], [], RENEWED)))
    two += [f"  {way}" for way in draw(PHASES) if "two" not in way]
    body = [*lines[""], *one, *(f"  {x}" for x in lines["one"])]
    body += [*two, *(f"  {x}" for x in lines["two"])]
    text = "\n".join(body) + "\n"
    for name, long in full.items():
        for place in (
            " after {}\n",
            "of {}\n",
            "after {};",
            "against {}\n",
            "of {};",
            "when {} ",
            "once {} ",
        ):
            text = text.replace(place.format(name), place.format(long))
        text = text.replace(f"that {name} is", f"that {long} is")
    return HEADER + text

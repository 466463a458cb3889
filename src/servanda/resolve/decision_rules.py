"""Read how a body decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from msgspec.structs import replace

from servanda.base.identities import ActorId
from servanda.model.decisions import (
    HEADS,
    SEATS,
    Base,
    Count,
    DecisionRule,
    Named,
    Opposed,
    Quorum,
    Share,
    Test,
    Unopposed,
)
from servanda.resolve.cursor import Cursor
from servanda.resolve.names import Context
from servanda.resolve.phrases import read_whole
from servanda.syntax import Kind

_FRACTIONS = {
    ("two", "thirds"): Fraction(2, 3),
    ("three", "quarters"): Fraction(3, 4),
    ("three", "fifths"): Fraction(3, 5),
    ("half",): Fraction(1, 2),
}
_EXPECTED = "a rule such as `majority`, `at least 61`, `9 of 15`, `55%` or `consensus`"
_ALL = ("seats", "all", "those entitled", "the electorate")


def read_rule(cursor: Cursor, context: Context) -> DecisionRule:
    """Read a rule of decision, and keep how it was written: tests joined by `and`, ways by `or`."""
    start = cursor.at
    ways = [_way(cursor, context)]
    while cursor.accept("or"):
        ways.append(_way(cursor, context))
    return DecisionRule(written=_written(cursor, start), ways=tuple(ways))


def read_quorum(cursor: Cursor, context: Context) -> Quorum:
    """Read how many must take part: a number, or a share of all."""
    start = cursor.at
    share = _share(cursor)
    if share is not None:
        if cursor.accept("of"):
            _base(cursor, context)
        return Quorum(written=_written(cursor, start), share=share)
    cursor.accept("at", "least")
    share = _share(cursor)
    if share is not None:
        return Quorum(written=_written(cursor, start), share=share)
    needed = read_whole(cursor, "a number such as `8`, or a share such as `50%`")
    return Quorum(written=_written(cursor, start), needed=needed)


def _written(cursor: Cursor, start: int) -> str:
    words = " ".join(token.text for token in cursor.tokens[start : cursor.at])
    return words.replace(" ,", ",")


def _way(cursor: Cursor, context: Context) -> tuple[Test, ...]:
    tests = list(_tests(cursor, context))
    while cursor.accept("and"):
        tests.extend(_tests(cursor, context))
    return tuple(tests)


def _tests(cursor: Cursor, context: Context) -> tuple[Test, ...]:
    """Read one test; the parallel consent of parts is two: a majority, and one in each part."""
    half = Fraction(1, 2)
    if cursor.accept("parallel", "consent", "of"):
        parts = _listed(cursor, context)
        return (
            Share(share=half, of=Base.PRESENT),
            Share(share=half, of=Base.PRESENT, within=parts),
        )
    return (_test(cursor, context, half),)


def _test(cursor: Cursor, context: Context, half: Fraction) -> Test:
    if cursor.accept("absolute", "majority"):
        return _shared(cursor, context, Share(share=half, of=Base.ALL))
    if cursor.accept("majority"):
        return _shared(cursor, context, Share(share=half))
    if cursor.accept("more", "than"):
        share = _share(cursor)
        if share is None:
            raise cursor.fault("a share such as `half` or `50%`")
        return _shared(cursor, context, Share(share=share))
    if cursor.accept("unanimity"):
        return Share(share=Fraction(1), or_equal=True, of=Base.ALL)
    if cursor.accept("consensus"):
        return Unopposed()
    if cursor.accept("all", "of"):
        names = _listed(cursor, context)
        return Named(needed=len(names), of=names)
    if cursor.accept("decision", "of"):
        names = _listed(cursor, context)
        return Named(needed=len(names), of=names)
    if cursor.accept("any"):
        needed = read_whole(cursor, "how many of those that follow")
        cursor.expect("of")
        return Named(needed=needed, of=_listed(cursor, context))
    share = _share(cursor)
    if share is not None:
        return _shared(cursor, context, Share(share=share, or_equal=True))
    return _counted(cursor, context)


def _counted(cursor: Cursor, context: Context) -> Test:
    """Read a number of votes: `at least 61`, `9 of 15`, `24 members`, `no more than 3 against`."""
    if cursor.accept("no", "more", "than") or cursor.accept("at", "most"):
        most = read_whole(cursor, "how many may be against")
        weight = _weight(cursor)
        cursor.expect("against")
        return Opposed(at_most=most, weight=weight)
    if cursor.accept("at", "least") and (share := _share(cursor)) is not None:
        return _shared(cursor, context, Share(share=share, or_equal=True))
    needed = read_whole(cursor, _EXPECTED)
    if cursor.accept("of"):
        read_whole(cursor, "how many votes there are")
    weight = _weight(cursor)
    return Count(needed=needed, weight=weight, within=_within(cursor, context))


def _shared(cursor: Cursor, context: Context, share: Share) -> Share:
    """Read of what a share is taken, and in which parts."""
    if cursor.sees("of"):
        with _undone(cursor) as done:
            cursor.take()
            base, weight = _base(cursor, context)
            share = replace(share, of=base, weight=weight)
            done.append(True)
    return replace(share, within=_within(cursor, context))


@contextmanager
def _undone(cursor: Cursor) -> Iterator[list[bool]]:
    """Go back where a phrase is not finished."""
    start, done = cursor.at, list[bool]()
    yield done
    if not done:
        cursor.at = start


def _base(cursor: Cursor, context: Context) -> tuple[Base, str]:
    """Read of whom or of what: `votes`, `those present`, `seats`, `members`, or a weight."""
    for words in _ALL:
        if cursor.accept(*words.split()):
            return Base.ALL, SEATS
    if cursor.accept("those", "present"):
        return Base.PRESENT, SEATS
    if cursor.accept("votes", "cast") or cursor.accept("votes"):
        return Base.CAST, SEATS
    cursor.accept("the")
    token = cursor.word("of what: `votes`, `those present`, `seats`, `members`, or a weight")
    if token.text != HEADS and token.text not in context.names.of("weight"):
        cursor.at -= 1
        raise cursor.fault(
            "`votes`, `those present`, `seats`, `members`, or a weight such as `population`",
            rule="unknown-name",
            message=f"no weight is called `{token.text}`",
            among=("votes", "seats", "members", *context.names.of("weight")),
        )
    return Base.ALL, token.text


def _weight(cursor: Cursor) -> str:
    """Read by which weight a number counts, where it says so."""
    cursor.accept_any("votes", "seats")
    return HEADS if cursor.accept(HEADS) else SEATS


def _within(cursor: Cursor, context: Context) -> tuple[ActorId, ...]:
    return _listed(cursor, context) if cursor.accept("in", "each", "of") else ()


def _share(cursor: Cursor) -> Fraction | None:
    """Read a share: a fraction in words, or a number of per cent."""
    for words, share in _FRACTIONS.items():
        if cursor.accept(*words):
            return share
    token = cursor.peek()
    if token is None or token.kind is not Kind.NUMBER or not token.text.endswith("%"):
        return None
    try:
        share = Fraction(token.text.removesuffix("%").replace(",", "")) / 100
    except ValueError:
        return None
    if not 0 <= share <= 1:
        raise cursor.fault("a share between 0% and 100%", rule="impossible-quantity")
    cursor.take()
    return share


def _listed(cursor: Cursor, context: Context) -> tuple[ActorId, ...]:
    """Read actors; an `and` that no actor follows belongs to the rule."""
    names = [ActorId(context.name(cursor, "actor"))]
    while True:
        token = cursor.peek(1)
        is_actor = token is not None and context.find(token.text, ("actor",)) is not None
        if cursor.sees(",") or (cursor.sees("and") and is_actor):
            cursor.take()
            names.append(ActorId(context.name(cursor, "actor")))
        else:
            return tuple(dict.fromkeys(names))

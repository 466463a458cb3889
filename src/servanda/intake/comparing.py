"""Compare a draft with the record: is it new, does it repeat, update or contradict an entry?"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from servanda.model.entries import (
    Act,
    Contact,
    Entry,
    Figure,
    MembershipChange,
    Saying,
    Signing,
    Utterance,
    Vote,
)

NEW, REPEATS, UPDATES, CONTRADICTS = "new", "repeats", "updates", "contradicts"
_SIGNS = {
    **dict.fromkeys(("supports", "accepts", "commits", "promises", "welcomes"), "yes"),
    **dict.fromkeys(("rejects", "criticises", "denies"), "no"),
    "conditions": "if",
    "not-stated": "unsaid",
}


class Standing(Struct, frozen=True, kw_only=True):
    """Hold how a draft stands to the record: in which way, to which entry, and what to look at."""

    kind: str = NEW
    entry: str = ""
    remark: str = ""

    def __str__(self) -> str:
        told = f"{self.kind} {self.entry}".strip()
        return f"{told}; {self.remark}" if self.remark else told


def compare(draft: Entry, record: Sequence[Entry]) -> Standing:
    """Find the entry that a draft stands nearest to, and say how."""
    found = [
        standing
        for entry in record
        if entry.kind == draft.kind and (standing := _stands(draft, entry)) is not None
    ]
    for kind in (REPEATS, CONTRADICTS, UPDATES):
        first = next((each for each in found if each.kind == kind), None)
        if first is not None:
            return first
    return _changed(draft, record)


def _stands(draft: Entry, entry: Entry) -> Standing | None:
    """Compare two entries of one kind; None where they are of different things, or of different times."""
    if not draft.when.overlaps(entry.when):
        return None
    match draft.what, entry.what:
        case Contact(), Contact():
            return _contact(draft, entry)
        case Saying() as one, Saying() as other:
            return _saying(draft, entry, one, other)
        case Vote() as one, Vote() as other:
            return _vote(entry, one, other)
        case Figure() as one, Figure() as other if one.name == other.name:
            same = str(one.value) == str(other.value)
            return Standing(kind=REPEATS if same else CONTRADICTS, entry=entry.id)
        case Act() as one, Act() as other if one.provision == other.provision:
            if draft.actors != entry.actors:
                return None
            same = (one.quantity, one.is_total) == (other.quantity, other.is_total) or str(
                one.quantity
            ) == str(other.quantity)
            return Standing(kind=REPEATS if same else UPDATES, entry=entry.id)
        case MembershipChange() as one, MembershipChange() as other:
            if draft.actors == entry.actors and one.body == other.body:
                return Standing(kind=REPEATS, entry=entry.id)
        case (Signing() | Utterance()) as one, (Signing() | Utterance()) as other:
            if (
                draft.actors == entry.actors
                and one.target == other.target
                and one.verb == other.verb
            ):
                return Standing(kind=REPEATS, entry=entry.id)
        case _:
            if (
                draft.actors
                and draft.actors == entry.actors
                and type(draft.what) is type(entry.what)
            ):
                return Standing(kind=REPEATS, entry=entry.id)
    return None


def _contact(draft: Entry, entry: Entry) -> Standing | None:
    ours, theirs = {*draft.actors, *draft.to}, {*entry.actors, *entry.to}
    if ours == theirs or ours < theirs:
        return Standing(kind=REPEATS, entry=entry.id)
    if len(ours & theirs) >= 2:
        return Standing(kind=UPDATES, entry=entry.id, remark="more took part")
    return None


def _saying(draft: Entry, entry: Entry, one: Saying, other: Saying) -> Standing | None:
    if set(draft.actors) != set(entry.actors) or one.target != other.target:
        return None
    ours, theirs = _SIGNS.get(one.stance, one.stance), _SIGNS.get(other.stance, other.stance)
    if ours == theirs:
        if not one.target and draft.words != entry.words:
            return None
        if draft.via != entry.via:
            return Standing(kind=UPDATES, entry=entry.id, remark="on another's word")
        return Standing(kind=REPEATS, entry=entry.id)
    if {ours, theirs} == {"yes", "no"}:
        return Standing(kind=CONTRADICTS, entry=entry.id)
    return None


def _vote(entry: Entry, one: Vote, other: Vote) -> Standing | None:
    if (one.body, one.target) != (other.body, other.target):
        return None
    ours = (one.in_favour, one.against, one.abstaining)
    theirs = (other.in_favour, other.against, other.abstaining)
    if one.adopts != other.adopts and None not in (one.adopts, other.adopts):
        return Standing(kind=CONTRADICTS, entry=entry.id)
    if ours == theirs or ours == (None, None, None):
        return Standing(kind=REPEATS, entry=entry.id)
    if any(a != b for a, b in zip(ours, theirs, strict=True) if None not in (a, b)):
        return Standing(kind=CONTRADICTS, entry=entry.id)
    return Standing(kind=UPDATES, entry=entry.id, remark="more is counted")


def _changed(draft: Entry, record: Sequence[Entry]) -> Standing:
    """Mark that a holder said otherwise of the same thing before."""
    what = draft.what
    if not isinstance(what, Saying) or not what.target:
        return Standing()
    earlier = [
        entry
        for entry in record
        if isinstance(entry.what, Saying)
        and entry.actors == draft.actors
        and entry.what.target == what.target
        and entry.what.stance in _SIGNS
        and entry.when.surely_before(draft.when)
    ]
    if not earlier or what.stance not in _SIGNS:
        return Standing()
    last = earlier[-1]
    assert isinstance(last.what, Saying)
    if _SIGNS[last.what.stance] == _SIGNS[what.stance]:
        return Standing(remark=f"holds to {last.id}")
    return Standing(remark=f"changes the stance of {last.id}, {last.what.stance}")

"""Say in plain words what an entry is about, how it stands to it, and how much it tells of."""

from __future__ import annotations

from servanda.base.quantities import Quantity
from servanda.model import entries as kinds
from servanda.model.entries import Entry

Measured = tuple[Quantity | None, str, Quantity | None, tuple[kinds.Part, ...]]
"""How much, of what, out of how much, and in which parts."""


def target_of(entry: Entry) -> str:
    """Name what an entry is about."""
    what = entry.what
    match what:
        case kinds.Signing() | kinds.Saying() | kinds.Vote() | kinds.Declaration():
            return what.target
        case kinds.Notice() | kinds.Utterance():
            return what.target
        case kinds.MembershipChange(body=body):
            return body
        case kinds.Division(into=parts) | kinds.Mandate(of=parts):
            return ", ".join(parts)
        case kinds.OfficeChange(office=office):
            return office
        case kinds.RuleChange(rule=rule):
            return rule.written
        case kinds.Act() | kinds.Certificate() | kinds.Incident() | kinds.Finding():
            return what.provision
        case kinds.Occurrence(event=event):
            return event
        case kinds.Exercise(power=power):
            return power
        case kinds.Amendment(changes=changes):
            return changes[0].target if len({c.target for c in changes}) == 1 else ""
        case kinds.Figure(name=name):
            return name
        case kinds.Holding(ambiguity=ambiguity) | kinds.Settlement(ambiguity=ambiguity):
            return ambiguity
        case kinds.Denial(entry=other):
            return other
        case kinds.Remark(target=target):
            return target
        case _:
            return ""


def stance_of(entry: Entry) -> str:
    """Name how an entry stands to its target."""
    what = entry.what
    match what:
        case kinds.Saying(stance=stance):
            return stance
        case kinds.Signing(verb=verb) | kinds.Notice(verb=verb) | kinds.Declaration(verb=verb):
            return verb
        case kinds.Utterance(verb=verb) | kinds.Contact(verb=verb):
            return verb
        case kinds.Vote(adopts=adopts):
            return "votes on" if adopts is None else "adopts" if adopts else "rejects"
        case kinds.MembershipChange(joins=joins):
            return "joins" if joins else "leaves"
        case kinds.Division():
            return "divides into"
        case kinds.Mandate(begins=begins):
            return "speaks for" if begins else "no longer speaks for"
        case kinds.OfficeChange(takes=takes):
            return "takes office as" if takes else "leaves office as"
        case kinds.RuleChange():
            return "decides by"
        case kinds.Certificate(is_given=is_given):
            return "certifies" if is_given else "refuses"
        case kinds.Incident(state=state):
            return state.value
        case kinds.Finding(verdict=verdict):
            return verdict
        case kinds.Holding(reading=reading) | kinds.Settlement(reading=reading):
            return reading
        case kinds.Denial(is_retraction=is_retraction):
            return "retracts" if is_retraction else "denies"
        case kinds.Act(is_start=True):
            return "starts"
        case _:
            return ""


def measured(what: kinds.What) -> Measured:
    """Give how much an entry tells of, of what, out of how much, and in which parts."""
    match what:
        case kinds.Act():
            return what.quantity, what.category, None, what.parts
        case kinds.Figure():
            return what.value, what.unit, what.of, what.parts
        case kinds.Contact(times=times) if times is not None:
            return times, "times", None, ()
        case _:
            return None, "", None, ()


def place_of(entry: Entry) -> str:
    """Name where it happened, as written; empty where the entry does not say."""
    what = entry.what
    if isinstance(what, kinds.Act | kinds.Exercise) and what.area:
        return what.area
    return next((text for key, text in entry.details if key == "place"), "")

"""Say how usual a contact is against the recorded base: so many of so many, and how many a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from servanda.analysis.contacts import Meeting, Span, takes_part
from servanda.analysis.intervals import count_interval, share_interval
from servanda.analysis.presence import Presence
from servanda.base.calendar import MINUTES_PER_HOUR
from servanda.base.identities import ActorId
from servanda.model.agreement import Agreement
from servanda.model.entries import Entry, Remark, Utterance, telling_of

ENOUGH = 10
"""With fewer recorded contacts than this a share says too little: where none of nine is with somebody,
34 in a hundred still may be (Clopper and Pearson, 95 per cent)."""

DAYS_A_MONTH = 365.2425 / 12
"""A month for rates, in days: a twelfth of a year of the Gregorian calendar."""


class Share(Struct, frozen=True, kw_only=True):
    """Say how many of somebody's recorded contacts were with another.

    `least` and `most` differ where dates, denials or a quality left open do so; `most` is None where
    it has no bound. `base` and `base_most` are the same for all his contacts. `bounds` holds an exact
    interval of 95 per cent, only where the base is `ENOUGH` and every count is settled; `why_not` says
    else what is missing. `phrase` is an entry that says how usual such contacts are.
    """

    of: ActorId
    with_: ActorId
    meetings: tuple[Meeting, ...]
    of_meetings: tuple[Meeting, ...]
    least: int
    most: int | None
    base: int
    base_most: int | None
    bounds: tuple[float, float] | None
    why_not: str
    phrase: Entry | None = None


class Rate(Struct, frozen=True, kw_only=True):
    """Say how many contacts a month somebody had, with an exact interval of 95 per cent.

    None where the time has no beginning, or a count is not settled.
    """

    of: ActorId
    counted: int
    days: float
    a_month: float
    bounds: tuple[float, float]


def shares(
    agreement: Agreement, found: Sequence[Meeting], of: ActorId, with_: ActorId | None
) -> tuple[Share, ...]:
    """Say how many of an actor's contacts were with another, or with each of those he was with."""
    if with_ is not None:
        return (share(agreement, found, of, with_),)
    own = [each for each in found if _with(agreement, each, of) is not False]
    others = dict.fromkeys(
        present.actor for each in own for present in _counterparts(agreement, each, of)
    )
    return tuple(share(agreement, found, of, other) for other in others)


def share(
    agreement: Agreement,
    found: Iterable[Meeting],
    of: ActorId,
    with_: ActorId,
    phrase: Entry | None = None,
) -> Share:
    """Say how many of an actor's contacts were with another."""
    own = {each: _with(agreement, each, of) for each in found if each.has_counterpart}
    base = [(each, its) for each, its in own.items() if its is not False]
    both = [
        (each, None if its is None or theirs is None else True)
        for each, its in base
        for theirs in [_faces(agreement, each, of, with_)]
        if theirs is not False
    ]
    least, most = _bounds(both)
    base_least, base_most = _bounds(base)
    why_not = ""
    if base_least < ENOUGH:
        why_not = "few"
    elif least != most or base_least != base_most:
        why_not = "open"
    return Share(
        of=of,
        with_=with_,
        meetings=tuple(each for each, _ in both),
        of_meetings=tuple(each for each, _ in base),
        least=least,
        most=most,
        base=base_least,
        base_most=base_most,
        bounds=None if why_not else share_interval(least, base_least),
        why_not=why_not,
        phrase=phrase,
    )


def rate(agreement: Agreement, found: Iterable[Meeting], of: ActorId, span: Span) -> Rate | None:
    """Say how many contacts a month an actor had in a time that has a beginning."""
    if span.since is None:
        return None
    own = [(each, _with(agreement, each, of)) for each in found if each.has_counterpart]
    least, most = _bounds([(each, its) for each, its in own if its is not False])
    if least != most:
        return None
    days = (span.on + 1 - span.since) / (24 * MINUTES_PER_HOUR)
    months = days / DAYS_A_MONTH
    if months <= 0:
        return None
    low, high = count_interval(least)
    return Rate(
        of=of,
        counted=least,
        days=days,
        a_month=least / months,
        bounds=(low / months, high / months),
    )


def phrases(agreement: Agreement, span: Span) -> Iterator[tuple[Entry, ActorId, ActorId]]:
    """Give the entries that say how usual somebody's contacts with another are.

    `note A "seldom" with B` is the word of the source, `appraise X of A "seldom" with B` that of X.
    """
    for entry in telling_of(agreement.entries, Remark, Utterance):
        first, recorded = entry.when.earliest, entry.recorded.earliest
        if (first is not None and first > span.on) or not entry.to:
            continue
        if span.known is not None and recorded is not None and recorded > span.known:
            continue
        match entry.what:
            case Remark(target=target) if ActorId(target) in agreement.actors:
                about: tuple[ActorId, ...] = (ActorId(target),)
            case Utterance(verb="appraise", others=others):
                about = others
            case _:
                continue
        for of in about:
            for with_ in entry.to:
                yield entry, of, with_


def phrase_shares(
    agreement: Agreement, found: Sequence[Meeting], span: Span, only: ActorId | None = None
) -> tuple[Share, ...]:
    """Set beside each phrase of the record on how usual contacts are, how many are recorded."""
    return tuple(
        share(agreement, found, of, with_, phrase)
        for phrase, of, with_ in phrases(agreement, span)
        if only in (None, of)
    )


# -- who was with whom -------------------------------------------------------------------------


def _with(agreement: Agreement, meeting: Meeting, name: ActorId) -> bool | None:
    """Tell whether somebody took part in a contact; None where that is open."""
    return _any(takes_part(agreement, present, name) for present in meeting.present)


def _faces(agreement: Agreement, meeting: Meeting, of: ActorId, with_: ActorId) -> bool | None:
    """Tell whether somebody faced another in a contact: across its sides, or as he who carried it."""
    others = _counterparts(agreement, meeting, of)
    return _any(takes_part(agreement, present, with_) for present in others)


def _counterparts(agreement: Agreement, meeting: Meeting, of: ActorId) -> tuple[Presence, ...]:
    """Give those whom somebody faced: all on other sides than his own, and those who carried it."""
    parts = [*meeting.sides, *((each,) for each in meeting.through)]
    his = [
        any(takes_part(agreement, present, of) is not False for present in side) for side in parts
    ]
    if not any(his):
        return ()
    if sum(his) > 1:
        return tuple(present for side in parts for present in side if present.actor != of)
    return tuple(
        present for side, is_his in zip(parts, his, strict=True) if not is_his for present in side
    )


def _any(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    if True in found:
        return True
    return None if None in found else False


def _bounds(found: Iterable[tuple[Meeting, bool | None]]) -> tuple[int, int | None]:
    """Count contacts: at least those that are sure, at most all; None for no bound."""
    least, most = 0, 0
    is_bounded = True
    for meeting, holds in found:
        least += meeting.least if meeting.is_sure and holds else 0
        is_bounded = is_bounded and meeting.most is not None
        most += meeting.most or 0
    return least, most if is_bounded else None

"""Read a language for which there is no parser, by patterns over names and phrases that its table gives.

A sentence is first marked: each name of the agreement becomes a sign, and so does each phrase that means the
agreement itself. Then the phrases of the table are looked for between the signs. What no pattern fits
gives nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from servanda.base.identities import ActorId
from servanda.intake.article import Article, Paragraph
from servanda.intake.datelines import read_day
from servanda.intake.drafts import Draft, in_order
from servanda.intake.names import Register
from servanda.intake.seen import Seen

PATTERNED = ("spanish",)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?])[»”\"]?\s+(?=[«“\"¿¡]?[A-ZÁÉÍÓÚÑ])")
_TITLE = re.compile(r"\b(?:Sr|Sra|Dr|Dra|Gral)\.$")
_TEXT = "⟦T⟧"
# Words may stand before a name, as an office does, but none that begins another clause.
_WHO = (
    r"(?:(?!(?:si|que|no|nadie|cuando|sabe|porque|aunque)\b)[^\W\d_]+ ){0,6}?"
    r"⟦(?P<{0}>[\d&]+)⟧(?: del? [^\W\d_]+)?(?:,[^,⟦⟧]{1,70},)?"
)
_OPENS = r"(?:^|[,;:] |\by |\bpero |\bmientras )[«“\"]?"
_TAIL = r"(?P<tail>[^.]*)"
_POSITIVE = frozenset({"supports", "accepts"})


def _who(name: str) -> str:
    """Write the pattern of a name with the words before it; what it means stands under `name`."""
    return _WHO.replace("{0}", name)


class _Table(Struct, frozen=True, kw_only=True):
    """Hold the table of a language, as it stands."""

    name: str
    data: Mapping[str, Any]

    def phrases(self, part: str, kind: str) -> str:
        """Write the phrases of a kind as one pattern, the longest first."""
        found = self.data[part][kind]
        return "|".join(re.escape(each) for each in sorted(found, key=len, reverse=True))

    def words(self, part: str, kind: str) -> list[str]:
        """Give the words of a kind."""
        return str(self.data[part][kind]).split()


@cache
def _table(language: str) -> _Table:
    text = files("servanda.intake").joinpath("tables", f"{language}.toml").read_text("utf-8")
    return _Table(name=language, data=tomllib.loads(text))


def language_of(article: Article) -> str:
    """Tell the language of a report by its small words; English where no other is told.

    A report in a language that has no table is taken for English, and gives nothing.
    """
    words = [w.lower() for p in article.paragraphs for w in _WORD.findall(p.text.text)]
    if not words:
        return "english"
    english = sum(word in _ENGLISH for word in words)
    for language in PATTERNED:
        small = frozenset(_table(language).words("language", "words"))
        own = sum(word in small for word in words)
        if own > 0.2 * len(words) and own > 2 * english:
            return language
    return "english"


_ENGLISH = frozenset("the of and to in that said on with for is was by has it his from".split())


class _Marked(Struct, frozen=True, kw_only=True):
    """Hold a sentence with signs for names, and whom each sign means."""

    text: str
    actors: tuple[tuple[ActorId, ...], ...]

    def of(self, sign: str) -> tuple[ActorId, ...]:
        """Give whom a sign means; several that are joined by "y" stand under one."""
        return tuple(a for each in sign.split("&") for a in self.actors[int(each)])


def read_patterned(
    article: Article, register: Register, source: str, language: str
) -> Iterator[Seen]:
    """Read the sentences of a report in a language that has patterns only."""
    assert article.dated is not None
    table = _table(language)
    for paragraph in article.paragraphs:
        for start, end in _sentences(paragraph.text.text):
            told = paragraph.text.text[start:end]
            marked = _mark(told, register, table)
            first, last = paragraph.text.span(start, end)
            place = _Place(
                dated=article.dated, source=source, paragraph=paragraph, start=first, end=last
            )
            drafts = (
                () if _is_doubtful(told, table) else tuple(_drafts(marked, register, table, place))
            )
            yield Seen(
                start=first,
                end=last,
                paragraph=paragraph.number,
                drafts=in_order(drafts),
                notes=() if drafts else ("no pattern of the language fits",),
            )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _SENTENCE.finditer(text):
        if _TITLE.search(text[at : found.start()]):
            continue
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:].strip():
        yield at, len(text)


def _is_doubtful(told: str, table: _Table) -> bool:
    lower = told.lower()
    return "¿" in told or any(
        re.search(rf"\b{each}\b", lower) for each in table.data["doubt"]["words"]
    )


def _mark(told: str, register: Register, table: _Table) -> _Marked:
    """Put signs for names, joined where "y" joins them, and for phrases that mean the agreement."""
    actors: list[tuple[ActorId, ...]] = []
    parts: list[str] = []
    at = 0
    for mention in register.find(told):
        parts.append(told[at : mention.start])
        if len(mention.actors) == 1:
            parts.append(f"⟦{len(actors)}⟧")
            actors.append(mention.actors)
        else:
            parts.append(told[mention.start : mention.end])
        at = mention.end
    text = "".join([*parts, told[at:]])
    nouns = "|".join(word.replace("-", " ") for word in table.words("nouns", "texts"))
    text = re.sub(
        rf"\b(?:[Ee]l|[Ll]a|[Dd]el|[Aa]l|este|esta|dicho|dicha) (?:{nouns})(?: de \w+)?\b",
        _TEXT,
        text,
    )
    text = _offices(text, actors, register)
    text = re.sub(r"⟦\d+⟧, ⟦(\d+)⟧,", r"⟦\1⟧", text)  # "la presidenta de Montes, Elena Rivas,"
    joined = re.compile(r"⟦([\d&]+)⟧ y (?:(?:el|la|los|las|con|a) )?(?:[^\W\d_A-Z]+ ){0,3}⟦(\d+)⟧")
    while joined.search(text):
        text = joined.sub(r"⟦\1&\2⟧", text)
    return _Marked(text=text, actors=tuple(actors))


def _offices(text: str, actors: list[tuple[ActorId, ...]], register: Register) -> str:
    """Put a sign for "the president" where one office alone is called so, and no name follows it."""
    called: dict[str, list[ActorId]] = {}
    for title, found in register.offices.items():
        called.setdefault(title.split(" de ")[0], []).extend(actor for _, actor in found)
    for head, holders in called.items():
        if len(holders) != 1:
            continue
        alone = re.compile(
            rf"\b[EeLl][la] {re.escape(head)}\b(?! (?:de (?:la |los )?)?(?:⟦|[A-ZÁÉÍÓÚÑ]))"
        )
        if alone.search(text):
            text = alone.sub(f"⟦{len(actors)}⟧", text)
            actors.append((holders[0],))
    return text


class _Place(Struct, frozen=True, kw_only=True):
    """Hold where a sentence stands, and from which day its dates count."""

    dated: date
    source: str
    paragraph: Paragraph
    start: int
    end: int

    def draft(self, **fields: Any) -> Draft:
        """Make a draft that rests on the sentence."""
        return Draft(
            recorded=self.dated.isoformat(),
            source=self.source,
            paragraph=self.paragraph.number,
            page=self.paragraph.page,
            start=self.start,
            end=self.end,
            **fields,
        )


def _drafts(marked: _Marked, register: Register, table: _Table, place: _Place) -> Iterator[Draft]:
    clause, via = _relayed(marked, table)
    when = _when(marked.text, table, place.dated)
    held = tuple(_position(clause, marked, register, table, place, via, when))
    voted = tuple(_vote(clause, marked, register, table, place, when))
    bodies = {draft.actors for draft in voted}
    yield from voted
    yield from (draft for draft in held if draft.actors not in bodies)
    yield from _contact(clause, marked, table, place, when)
    yield from _figure(clause, table, place, via, when)


def _relayed(marked: _Marked, table: _Table) -> tuple[str, tuple[ActorId, ...]]:
    """Take off who says so, before or behind; the nearest to the holder comes first.

    Where the clause has no subject of its own, it is that of whoever says so.
    """
    text = marked.text
    signs: list[str] = []
    verbs, according = table.phrases("saying", "verbs"), table.phrases("saying", "according")
    before = re.compile(
        rf"^[«“\"]?{_who('one')} (?:les? |me )?(?:{verbs})(?: [^,⟦⟧]{{0,30}}?)? que ", re.IGNORECASE
    )
    first = re.compile(rf"^(?:{according}) {_who('one')},? ", re.IGNORECASE)
    behind = re.compile(rf",? (?:(?:{verbs})|(?:{according})) {_who('one')}[^⟦⟧]{{0,30}}\.?$")
    for _ in range(3):
        found = before.search(text) or first.search(text)
        if found is not None:
            signs.insert(0, found["one"])
            text = text[found.end() :]
            continue
        found = behind.search(text)
        if found is None:
            break
        signs.append(found["one"])
        text = text[: found.start()]
    every = "|".join(table.phrases("stances", stance) for stance in table.data["stances"])
    if signs and re.match(rf"(?:no |nunca )?(?:{every})\b", text):
        text = f"⟦{signs.pop(0)}⟧ {text}"
    return text, tuple(actor for sign in signs for actor in marked.of(sign)[:1])


def _position(
    clause: str,
    marked: _Marked,
    register: Register,
    table: _Table,
    place: _Place,
    via: tuple[ActorId, ...],
    when: str,
) -> Iterator[Draft]:
    """Read positions on the text, on actors, and what was not said."""
    agreement = register.agreement.header.id
    quiet = re.search(
        rf"{_OPENS}{_who('one')} (?:{table.phrases('saying', 'quiet')})[^.]*?{_TEXT}", clause
    )
    if quiet is not None:
        yield _say(place, marked.of(quiet["one"]), f"not-stated {agreement}", via, when, "quiet")
        return
    for stance in table.data["stances"]:
        phrases = table.phrases("stances", stance)
        found = re.search(
            rf"{_OPENS}{_who('one')} (?P<no>no |nunca )?(?P<verb>{phrases})"
            rf"(?: [^,⟦⟧]{{0,40}}?)? ?{_TEXT}{_TAIL}",
            clause,
        ) or re.search(rf"{_TEXT} fue (?P<verb>\w+) por {_who('one')}{_TAIL}", clause)
        if found is None or not _is_of(stance, found["verb"], table):
            continue
        told, condition = _denied(stance, found, table)
        if told:
            yield _say(
                place, marked.of(found["one"]), f"{told} {agreement}", via, when, stance, condition
            )
    for stance in table.data["on-actors"]:
        phrases = table.phrases("on-actors", stance)
        found = re.search(rf"{_OPENS}{_who('one')} (?:{phrases}) {_who('other')}", clause)
        if found is not None:
            others = marked.of(found["other"])
            head = f"{stance} {others[0]}" if len(others) == 1 else stance
            yield _say(place, marked.of(found["one"]), head, via, when, stance)


def _is_of(stance: str, verb: str, table: _Table) -> bool:
    """Tell whether a verb, or a participle of the passive, is of a stance: rechazado is of rechaza."""
    verbs = table.data["stances"][stance]
    return verb in verbs or (verb.endswith(("ado", "ada")) and f"{verb[:-3]}ó" in verbs)


def _denied(stance: str, found: re.Match[str], table: _Table) -> tuple[str, str]:
    """Apply denial and condition to a stance."""
    parts = found.groupdict()
    condition = re.search(
        rf"(?:^|[ ,])(?:{table.phrases('conditions', 'marks')}) (.+)$", parts["tail"]
    )
    told = condition[1].rstrip(' .”»"') if condition is not None else ""
    told = re.sub(r"⟦[\d&T]+⟧", "…", told)
    if parts.get("no"):
        if stance not in _POSITIVE:
            return "", ""
        is_open = parts["verb"].split()[0] in table.words("perfect", "words")
        return ("not-stated", "") if is_open else ("conditions" if told else "rejects", told)
    if told and stance in _POSITIVE:
        return "conditions", told
    return stance, ""


def _say(
    place: _Place,
    holder: tuple[ActorId, ...],
    head: str,
    via: tuple[ActorId, ...],
    when: str,
    rule: str,
    condition: str = "",
) -> Draft:
    return place.draft(
        kind="say",
        actors=holder,
        head=head,
        via=tuple(each for each in via if each not in holder),
        when=when,
        condition=condition,
        rule=f"spanish.{rule}",
        confidence=0.7,
    )


def _contact(
    clause: str, marked: _Marked, table: _Table, place: _Place, when: str
) -> Iterator[Draft]:
    for kind in table.data["contacts"]:
        phrases = table.phrases("contacts", kind)
        found = re.search(
            rf"{_OPENS}{_who('one')} (?P<no>no )?(?:{phrases})(?: [^⟦⟧.]{{0,40}}?)? ?{_who('other')}",
            clause,
        )
        together = (
            re.search(rf"⟦(?P<one>\d+(?:&\d+)+)⟧ (?:{phrases})", clause) if kind == "meet" else None
        )
        if found is not None and not found["no"]:
            one, other = marked.of(found["one"]), marked.of(found["other"])
        elif together is not None:
            one, other = marked.of(together["one"]), ()
        else:
            continue
        rest = tuple(each for each in other if each not in one)
        yield place.draft(
            kind=kind,
            actors=(*one, *rest) if kind == "meet" else one,
            with_=rest if kind == "host" else (),
            to=rest if kind in ("call", "visit") else (),
            when=when,
            rule=f"spanish.{kind}",
            confidence=0.75,
        )
        return


def _vote(
    clause: str,
    marked: _Marked,
    register: Register,
    table: _Table,
    place: _Place,
    when: str,
) -> Iterator[Draft]:
    for outcome in table.data["votes"]:
        phrases = table.phrases("votes", outcome)
        found = re.search(
            rf"{_OPENS}{_who('one')} (?:{phrases})(?: [^,⟦⟧]{{0,30}}?)? ?{_TEXT}", clause
        )
        if found is None:
            continue
        body = marked.of(found["one"])
        if len(body) != 1 or register.kind(body[0]) != "body":
            continue
        counts = re.search(
            r"(\d+) votos? (?:a favor y|contra|a) (\d+)(?:[^.]*?(\w+) abstenci)?", clause
        )
        told = ""
        if counts is not None:
            most, least = sorted((int(counts[1]), int(counts[2])), reverse=True)
            ours, theirs = (most, least) if outcome == "adopts" else (least, most)
            abstained = _number(counts[3] or "", table)
            told = f" for {ours} against {theirs}" + (
                f" abstain {abstained}" if abstained is not None else ""
            )
        yield place.draft(
            kind="vote",
            actors=body,
            head=f"{outcome} {register.agreement.header.id}{told}",
            when=when,
            rule="spanish.vote",
            confidence=0.75,
        )


def _figure(
    clause: str, table: _Table, place: _Place, via: tuple[ActorId, ...], when: str
) -> Iterator[Draft]:
    for state in table.data["harm"]:
        phrases = table.phrases("harm", state)
        found = re.search(
            r"(?:(?P<least>[Aa]l menos|[Mm]ás de) )?\b(?P<count>\d[\d.]*|\w+) "
            rf"(?P<noun>[a-zñáéíóú]+) (?:{phrases})",
            clause,
        )
        count = _number(found["count"], table) if found is not None else None
        if found is None or count is None:
            continue
        before = {"al menos": "at least ", "más de": "more than "}.get(
            (found["least"] or "").lower(), ""
        )
        noun = found["noun"].translate(str.maketrans("áéíóúñ", "aeioun"))
        yield place.draft(
            kind="figure",
            actors=(),
            head=f"{noun}-{state} {before}{count:,}",
            by=via,
            when=place.dated.isoformat() if when.startswith("before") else when,
            rule="spanish.figure",
            confidence=0.75,
        )


def _number(text: str, table: _Table) -> int | None:
    lower = text.lower().replace(".", "")
    if lower.isdigit():
        return int(lower)
    words = table.words("language", "numbers")
    return words.index(lower) if lower in words else None


def _when(text: str, table: _Table, base: date) -> str:
    """Date a sentence by the first date in it, else by some time until the report."""
    months = "|".join(table.words("language", "months"))
    whole = re.search(rf"\b(\d{{1,2}} de (?:{months})(?: de \d{{4}})?)\b", text)
    if whole is not None and (day := read_day(whole[1], base.year)) is not None:
        return (
            day if day <= base or re.search(r"\d{4}", whole[1]) else day.replace(year=day.year - 1)
        ).isoformat()
    days = table.words("language", "weekdays")
    weekday = re.search(rf"\b({'|'.join(days)})\b", text)
    if weekday is not None:
        return (base - timedelta(days=(base.weekday() - days.index(weekday[1])) % 7)).isoformat()
    if re.search(rf"\b{table.data['language']['yesterday']}\b", text):
        return (base - timedelta(days=1)).isoformat()
    if re.search(rf"\b{table.data['language']['today']}\b", text, re.IGNORECASE):
        return base.isoformat()
    return f"before {(base + timedelta(days=1)).isoformat()}"

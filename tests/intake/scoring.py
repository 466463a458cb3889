"""Compare drafts with gold entries, one with one: what was found, what was not, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from servanda.base.moments import Moment
from servanda.intake import open_report, read_article
from servanda.intake.drafts import Draft
from servanda.intake.formats import Refused
from servanda.intake.names import make_register
from servanda.intake.reading import key_of, read_report
from servanda.model.agreement import Agreement
from servanda.model.entries import (
    Contact,
    Entry,
    Figure,
    Incident,
    IncidentState,
    MembershipChange,
    Saying,
    Utterance,
    Vote,
)
from servanda.reports.record_table import target_of
from servanda.workspace import load_text

ARTICLES = Path(__file__).parent / "articles"
LOCKED = Path(__file__).parent / "locked"
EXAMPLE = Path(__file__).parents[2] / "examples" / "gaza-2024" / "gaza-2024.pact"
POSITIVE = frozenset({"supports", "accepts", "welcomes", "commits", "promises"})
NEGATIVE = frozenset({"rejects", "criticises", "blames", "denies", "threatens"})
# Words a careful reader may take for one another; the sign is the same.
LIKE = {
    "accepts": "supports",
    "commits": "supports",
    "promises": "supports",
    "urges": "demands",
    "warns": "threatens",
}
# An observer who does not say how he knows: a reader takes either.
TOLD = frozenset({IncidentState.REPORTED, IncidentState.OBSERVED})


class Case(NamedTuple):
    """Hold an article with its agreement and its gold."""

    number: int
    path: Path
    pact: Path
    gold: Path

    @property
    def is_late(self) -> bool:
        """Tell whether it came after the first rules, with gold that was written before the later ones."""
        return self.number > 30


class Outcome(NamedTuple):
    """Count what became of the drafts of one article, or of several."""

    right: int
    drafts: int
    gold: int
    optional: int
    signs: tuple[str, ...]
    holders: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    opens: int
    positions: tuple[int, int, int] = (0, 0, 0)
    """Of positions: holders with their whole chain that are right, drafts, and gold."""

    @property
    def holder_f(self) -> float:
        """Give F of holder with chain, whatever the stance, over positions."""
        right, drafts, gold = self.positions
        return 2 * right / max(drafts + gold, 1)

    @property
    def sign_share(self) -> float:
        """Give the share of drafted positions whose sign is wrong."""
        return len(self.signs) / max(self.positions[1], 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.drafts - self.optional, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.gold, 1)

    @property
    def f(self) -> float:
        return 2 * self.right / max(self.drafts - self.optional + self.gold, 1)


def cases(folder: Path = ARTICLES) -> list[Case]:
    found = []
    for gold in sorted(folder.glob("*/*.record"), key=lambda path: path.stem):
        path = next(p for p in gold.parent.glob(f"{gold.stem}.*") if p.suffix != ".record")
        pact = next((ARTICLES / gold.parent.name).glob("*.pact"), EXAMPLE)
        found.append(Case(int(gold.stem), path, pact, gold))
    return found


def locked_totals() -> str:
    """Score the locked third, and say nothing of it but totals: no draft, no entry, no article."""
    found = total(score(case, read_case(case)[0]) for case in cases(LOCKED))
    return told(found, len(cases(LOCKED)))


def told(found: Outcome, articles: int) -> str:
    """Write the totals of a set."""
    return (
        f"{articles} articles: precision {found.precision:.3f}, recall {found.recall:.3f}, F {found.f:.3f}; "
        f"holder with chain F {found.holder_f:.3f} ({found.positions[1]} drafts, {found.positions[2]} gold); "
        f"wrong signs {len(found.signs)} ({found.sign_share:.1%}), wrong holders {len(found.holders)}; "
        f"{found.opens} open"
    )


def read_case(case: Case) -> tuple[list[Draft], Agreement, str]:
    """Read the article of a case; give its drafts, the agreement, and the original."""
    agreement = load_text({case.pact.name: case.pact.read_text("utf-8")}).agreement
    assert agreement is not None
    data = case.path.read_bytes()
    pieces = open_report(data, case.path.name)
    assert not isinstance(pieces, Refused)
    article = read_article(pieces[0], data, case.path.name)
    if article.dated is None:
        return [], agreement, article.original  # refused until a reader gives the day
    register = make_register(agreement)
    drafts = [d for seen in read_report(article, register, "report") for d in seen.drafts]
    return drafts, agreement, article.original


def entries_of(case: Case, text: str) -> list[Entry]:
    """Parse entries for the agreement of a case; a fault in them is a fault of the test."""
    head = 'source report "The report"\n'
    loaded = load_text({"a.pact": case.pact.read_text("utf-8"), "b.record": head + text})
    faults = [f.message for f in loaded.diagnostics if f.span.path == "b.record"]
    assert loaded.agreement is not None and faults == [], faults
    return [e for e in loaded.agreement.entries if e.span.path == "b.record"]


def gold_of(case: Case) -> tuple[list[Entry], list[Entry]]:
    lines = case.gold.read_text("utf-8").splitlines()
    must = "\n".join(line for line in lines if not line.startswith("#?"))
    may = "\n".join(line[3:] for line in lines if line.startswith("#?"))
    return entries_of(case, must + "\n"), entries_of(case, may + "\n") if may else []


def score(case: Case, drafts: Sequence[Draft]) -> Outcome:
    """Match drafts with gold; a draft with something open is no entry yet, and counted apart."""
    must, may = gold_of(case)
    closed = [draft for draft in drafts if not draft.opens]
    found = entries_of(case, "\n".join(d.line() for d in closed) + "\n") if closed else []
    left, right, optional = list(must), 0, 0
    signs, holders, wrong = [], [], []
    unmatched = []
    for entry, draft in zip(found, closed, strict=True):
        match = next((gold for gold in left if same(gold, entry)), None)
        if match is not None:
            left.remove(match)
            right += 1
        else:
            unmatched.append((entry, draft))
    for entry, draft in unmatched:
        line = f"{case.path.name}: {draft.line()}"
        if any(same(gold, entry) for gold in (*may, *must)):
            optional += 1
            continue
        wrong.append(line)
        signs.extend(line for gold in (*must, *may) if _flips(gold, entry))
        holders.extend(line for gold in left if _wrong_holder(gold, entry))
    missed = tuple(f"{case.path.name}:{e.span.line - 1} {_told(e)}" for e in left)
    return Outcome(
        right,
        len(closed),
        len(must),
        optional,
        tuple(dict.fromkeys(signs)),
        tuple(dict.fromkeys(holders)),
        missed,
        tuple(wrong),
        len(drafts) - len(closed),
        _positions(must, may, found),
    )


def judged(case: Case) -> Iterator[tuple[Draft, str, bool]]:
    """Say of each closed draft whether it is right; what a reader may draft or leave is left out."""
    drafts = [draft for draft in read_case(case)[0] if not draft.opens]
    must, may = gold_of(case)
    found = entries_of(case, "\n".join(d.line() for d in drafts) + "\n") if drafts else []
    left = list(must)
    for entry, draft in zip(found, drafts, strict=True):
        match = next((gold for gold in left if same(gold, entry)), None)
        if match is not None:
            left.remove(match)
        elif any(same(gold, entry) for gold in (*may, *must)):
            continue
        yield draft, key_of(draft), match is not None


def _positions(
    must: Sequence[Entry], may: Sequence[Entry], found: Sequence[Entry]
) -> tuple[int, int, int]:
    """Count positions whose holder and chain are right; what a reader may draft counts neither way."""
    left = [each for each in must if isinstance(each.what, Saying)]
    spare = [each for each in may if isinstance(each.what, Saying)]
    gold, right, drafts = len(left), 0, 0
    for entry in found:
        if not isinstance(entry.what, Saying):
            continue
        fitting = [each for each in left if _same_holder(each, entry)]
        if fitting:
            best = next((each for each in fitting if same(each, entry)), fitting[0])
            left.remove(best)
            right += 1
        elif any(_same_holder(each, entry) for each in (*spare, *must)):
            continue
        drafts += 1
    return right, drafts, gold


def _same_holder(gold: Entry, draft: Entry) -> bool:
    return (
        isinstance(gold.what, Saying)
        and set(gold.actors) == set(draft.actors)
        and set(gold.via) == set(draft.via)
        and gold.when.overlaps(draft.when)
    )


def _told(entry: Entry) -> str:
    return f"{entry.kind} {','.join(entry.actors)} {getattr(entry.what, 'stance', '')} {target_of(entry)}"


def total(outcomes: Iterable[Outcome]) -> Outcome:
    rows = list(outcomes)
    sums = [sum(row[at] for row in rows) for at in range(4)]  # type: ignore[misc]
    lists = [tuple(x for row in rows for x in row[at]) for at in range(4, 8)]  # type: ignore[union-attr]
    places = tuple(sum(row.positions[at] for row in rows) for at in range(3))
    return Outcome(*sums, *lists, sum(row.opens for row in rows), places)  # type: ignore[arg-type]


def same(gold: Entry, draft: Entry) -> bool:
    """Tell whether a draft says what the gold says: kind, holder, stance, target, relays, a fitting date."""
    if gold.kind != draft.kind or not _dates(gold.when, draft.when):
        return False
    match gold.what, draft.what:
        case Saying() as one, Saying() as other:
            return (
                set(gold.actors) == set(draft.actors)
                and _like(one.stance) == _like(other.stance)
                and _same_target(gold, draft)
                and set(gold.via) == set(draft.via)
            )
        case Contact(), Contact():
            return {*gold.actors, *gold.to} == {*draft.actors, *draft.to}
        case Vote() as one, Vote() as other:
            counts = (one.in_favour, one.against, one.abstaining) == (
                other.in_favour,
                other.against,
                other.abstaining,
            )
            return (one.body, one.adopts) == (other.body, other.adopts) and counts
        case MembershipChange() as one, MembershipChange() as other:
            return gold.actors == draft.actors and (one.body, one.joins) == (
                other.body,
                other.joins,
            )
        case Figure() as one, Figure() as other:
            return str(one.value) == str(other.value) and gold.by == draft.by
        case Incident() as one, Incident() as other:
            return (
                set(gold.actors) == set(draft.actors)
                and (one.kind, gold.by) == (other.kind, draft.by)
                and one.provision in ("", other.provision)
                and (one.state is other.state or {one.state, other.state} <= TOLD)
            )
        case Utterance(verb="announce") as one, Utterance() as other:
            return set(gold.actors) == set(draft.actors) and set(one.others) <= set(other.others)
    return (
        set(gold.actors) == set(draft.actors)
        and _same_target(gold, draft)
        and _quantity(gold) == _quantity(draft)
    )


def _like(stance: str) -> str:
    return LIKE.get(stance, stance)


def _same_target(gold: Entry, draft: Entry) -> bool:
    wanted, found = target_of(gold), target_of(draft)
    return (
        wanted in ("", found)
        or wanted in draft.to
        or (wanted == "council" and found == "council-vote")
    )


def _quantity(entry: Entry) -> str:
    return f"{getattr(entry.what, 'quantity', None)} {getattr(entry.what, 'is_total', '')}"


def _dates(gold: Moment, draft: Moment) -> bool:
    return gold.overlaps(draft)


def _sign(entry: Entry) -> int:
    stance = getattr(entry.what, "stance", "")
    return (stance in POSITIVE) - (stance in NEGATIVE)


def _flips(gold: Entry, draft: Entry) -> bool:
    """Tell whether a draft says yes where the gold says no or nothing, or the other way round."""
    if not isinstance(gold.what, Saying) or not isinstance(draft.what, Saying):
        return False
    about = target_of(gold) and target_of(gold) == target_of(draft)
    if not about or set(gold.actors) != set(draft.actors) or set(gold.via) != set(draft.via):
        return False
    return _sign(draft) != 0 and _sign(gold) != _sign(draft) and gold.what.stance != "conditions"


def _wrong_holder(gold: Entry, draft: Entry) -> bool:
    if not isinstance(gold.what, Saying) or not isinstance(draft.what, Saying):
        return False
    about = target_of(gold) and target_of(gold) == target_of(draft)
    return (
        bool(about)
        and _like(gold.what.stance) == _like(draft.what.stance)
        and set(gold.actors) != set(draft.actors)
    )

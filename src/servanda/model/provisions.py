"""Hold what the text obliges, forbids, allows and recommends, clause by clause."""

from dataclasses import dataclass
from enum import Enum

from servanda.base.calendar import Duration
from servanda.base.identities import ActorId, EventId, PhaseId, ProvisionId
from servanda.base.quantities import Quantity
from servanda.base.spans import Span
from servanda.model.ambiguities import ALWAYS, Guard
from servanda.model.events import Agency, Formula
from servanda.model.sources import Citation
from servanda.model.times import Condition, Point


class Modality(Enum):
    """Say what kind of norm a provision is; words of deontic logic and of Hohfeld."""

    DUTY = "must"
    PROHIBITION = "must not"
    EFFORT = "must try to"
    PREVENT = "must prevent"
    PROCURE = "must procure"
    MAINTAIN = "must keep"
    POWER = "may"
    RECOMMENDATION = "should"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clause:
    """Be the common part of clauses: where it stands, and under which readings it counts."""

    under: Guard = ALWAYS
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deadline(Clause):
    """Owe a quantity by a point: `amount` None owes everything, `is_total` counts from the start.

    Without a point the quantity is owed, and never late.
    """

    point: Point | None
    amount: Formula | None = None
    is_total: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StartBy(Clause):
    """Require a beginning by a point."""

    point: Point


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NotBefore(Clause):
    """Forbid performance before a point."""

    point: Point


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnSpan(Clause):
    """Give a provision its own span: `from` and `until` points."""

    start: Point | None = None
    end: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tranche(Clause):
    """Owe a quantity again every so often."""

    amount: Formula
    every: Duration
    start: Point | None
    until: Point | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rate(Clause):
    """Owe a quantity for each so many of what a counterpart has performed."""

    amount: Quantity
    per: Quantity
    category: str
    provision: ProvisionId
    parts: tuple[tuple[Quantity, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RateDelay(Clause):
    """Say how long after the counterpart's act an exchange falls due; None is the same day."""

    duration: Duration | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartOf(Clause):
    """Say what part of the quantity is of a category."""

    amount: Quantity
    is_percent: bool
    category: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Order(Clause):
    """Require categories in an order."""

    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Areas(Clause):
    """Make one instance of the provision for each area."""

    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OnEach(Clause):
    """Make one instance of the provision for each occurrence of an event."""

    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trigger(Clause):
    """Bring the provision into effect once a condition has held."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Precedent(Clause):
    """Owe nothing, and be late with nothing, before a condition has held."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Against(Clause):
    """Excuse each side while the other has not tendered."""

    provision: ProvisionId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WithholdWhile(Clause):
    """Let the bearer withhold while a condition holds."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proportion(Clause):
    """Keep pace with another provision, within a tolerance in per cent."""

    provision: ProvisionId
    tolerance: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoneWhen(Clause):
    """Be fulfilled by what happens rather than by an act."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BorneBy(Clause):
    """Name the addressee, under a reading."""

    agency: Agency


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoesNotApply(Clause):
    """Take the provision out, under a reading."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Added(Clause):
    """Bring a provision into the text by an amendment; before it there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survives(Clause):
    """Outlive the phase and the agreement."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cure(Clause):
    """Keep lateness inside a period faithful."""

    duration: Duration


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CertifiedBy(Clause):
    """Need a certificate, which is distinct from the fact."""

    actor: ActorId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExceptionTo(Clause):
    """Except acts from a prohibition; whether an act falls under it is somebody's assessment."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Otherwise(Clause):
    """Name what follows from a breach: a provision, or the words of the text."""

    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit(Clause):
    """Bound a level from a point on; each limit replaces the one before it."""

    is_upper: bool
    amount: Formula
    start: Point | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Displaces(Clause):
    """Put this provision in the place of an earlier one; or, `beside`, next to it."""

    provision: ProvisionId
    start: Point | None
    stands_beside: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NoticeOf(Clause):
    """Make a power take effect only so long after notice."""

    duration: Duration


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtMostTimes(Clause):
    """Limit how often a power may be used."""

    times: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OnRecommendation(Clause):
    """Let one recommend before another acts."""

    actor: ActorId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Particular(Clause):
    """Keep documentation that checks and pages use: place, area, words, verifier, article …"""

    keyword: str
    text: str
    actors: tuple[ActorId, ...] = ()


class EffectKind(Enum):
    """Say what the exercise of a power does."""

    SUSPEND = "suspend"
    RESUME = "resume"
    TERMINATE = "terminate"
    EXTEND = "extend"
    RENEW = "renew"
    WAIVE = "waive"
    REVIVE = "revive"
    CERTIFY = "certify"
    DECLARE = "declare"
    END = "end"
    AMEND = "amend"
    EXEMPT = "exempt"
    WITHDRAW = "withdraw"
    NOTHING = "liberty"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effect:
    """Say what a power changes; the agreement itself is the target `agreement`."""

    kind: EffectKind
    target: str = ""
    duration: Duration | None = None
    actor: ActorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Action:
    """Keep the words of what is owed, with the quantity in them.

    `per` is `day` for a flow such as 600 trucks a day, else empty; `target` is the level a
    maintaining duty keeps, or the actor whose act is prevented or procured.
    """

    words: str
    quantity: Quantity | None = None
    unit: str = ""
    per: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Provision:
    """Oblige, forbid, allow or recommend: who, what, to whom, and when.

    After Symboleo's obligation (debtor, creditor, trigger, antecedent, consequent) and power.
    """

    id: ProvisionId
    phase: PhaseId | None
    agency: Agency
    modality: Modality
    action: Action
    effect: Effect | None
    clauses: tuple[Clause, ...]
    labels: tuple[str, ...]
    creditors: tuple[ActorId, ...]
    under: Guard
    is_added: bool = False
    citations: tuple[Citation, ...]
    span: Span

    @property
    def name(self) -> str:
        """Give the name without its phase."""
        return self.id.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhaseStart(Clause):
    """Start a phase at a point, or once a condition holds."""

    point: Point | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhaseTerm(Clause):
    """Give a phase its length or its last moment."""

    duration: Duration | None = None
    until: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunsOn(Clause):
    """Let a phase run on past its term while a condition holds."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Then(Clause):
    """Pass to another phase at the term, or `at_once`, when a condition holds."""

    phase: PhaseId
    condition: Condition | None
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EndsWhen(Clause):
    """End a phase when a condition holds."""

    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phase:
    """Hold a stretch of the agreement with its own length and ways out."""

    id: PhaseId
    title: str
    clauses: tuple[Clause, ...]
    labels: tuple[str, ...]
    citations: tuple[Citation, ...]
    span: Span

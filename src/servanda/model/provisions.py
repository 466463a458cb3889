"""Hold what the text obliges, forbids, allows and recommends, clause by clause."""

from enum import Enum

from msgspec import Struct

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


BY_ACTS = frozenset({Modality.DUTY, Modality.PROCURE, Modality.EFFORT, Modality.RECOMMENDATION})
"""The norms that are met by doing something, once or in parts."""


class Clause(Struct, frozen=True, kw_only=True, eq=False):
    """Be the common part of clauses: where it stands, and under which readings it counts."""

    under: Guard = ALWAYS
    span: Span


class Deadline(Clause, frozen=True, kw_only=True, eq=False):
    """Owe a quantity by a point: `amount` None owes everything, `is_total` counts from the start.

    Without a point the quantity is owed, and never late.
    """

    point: Point | None
    amount: Formula | None = None
    is_total: bool = True


class StartBy(Clause, frozen=True, kw_only=True, eq=False):
    """Require a beginning by a point."""

    point: Point


class NotBefore(Clause, frozen=True, kw_only=True, eq=False):
    """Forbid performance before a point."""

    point: Point


class OwnSpan(Clause, frozen=True, kw_only=True, eq=False):
    """Give a provision its own span: `from` and `until` points."""

    start: Point | None = None
    end: Point | None = None


class Tranche(Clause, frozen=True, kw_only=True, eq=False):
    """Owe a quantity again every so often."""

    amount: Formula
    every: Duration
    start: Point | None
    until: Point | None


class Rate(Clause, frozen=True, kw_only=True, eq=False):
    """Owe a quantity for each so many of what a counterpart has performed."""

    amount: Quantity
    per: Quantity
    category: str
    provision: ProvisionId
    parts: tuple[tuple[Quantity, str], ...] = ()


class RateDelay(Clause, frozen=True, kw_only=True, eq=False):
    """Say how long after the counterpart's act an exchange falls due; None is the same day."""

    duration: Duration | None


class PartOf(Clause, frozen=True, kw_only=True, eq=False):
    """Say what part of the quantity is of a category."""

    amount: Quantity
    is_percent: bool
    category: str


class Order(Clause, frozen=True, kw_only=True, eq=False):
    """Require categories in an order."""

    categories: tuple[str, ...]


class Areas(Clause, frozen=True, kw_only=True, eq=False):
    """Make one instance of the provision for each area."""

    areas: tuple[str, ...]


class OnEach(Clause, frozen=True, kw_only=True, eq=False):
    """Make one instance of the provision for each occurrence of an event."""

    event: EventId


class Trigger(Clause, frozen=True, kw_only=True, eq=False):
    """Bring the provision into effect once a condition has held."""

    condition: Condition


class Precedent(Clause, frozen=True, kw_only=True, eq=False):
    """Owe nothing, and be late with nothing, before a condition has held."""

    condition: Condition


class Against(Clause, frozen=True, kw_only=True, eq=False):
    """Excuse each side while the other has not tendered."""

    provision: ProvisionId


class WithholdWhile(Clause, frozen=True, kw_only=True, eq=False):
    """Let the bearer withhold while a condition holds."""

    condition: Condition


class Proportion(Clause, frozen=True, kw_only=True, eq=False):
    """Keep pace with another provision, within a tolerance in per cent."""

    provision: ProvisionId
    tolerance: Quantity | None


class DoneWhen(Clause, frozen=True, kw_only=True, eq=False):
    """Be fulfilled by what happens rather than by an act."""

    condition: Condition


class BorneBy(Clause, frozen=True, kw_only=True, eq=False):
    """Name the addressee, under a reading."""

    agency: Agency


class DoesNotApply(Clause, frozen=True, kw_only=True, eq=False):
    """Take the provision out, under a reading."""


class Added(Clause, frozen=True, kw_only=True, eq=False):
    """Bring a provision into the text by an amendment; before it there is none."""


class Survives(Clause, frozen=True, kw_only=True, eq=False):
    """Outlive the phase and the agreement."""


class Cure(Clause, frozen=True, kw_only=True, eq=False):
    """Keep lateness inside a period faithful."""

    duration: Duration


class CertifiedBy(Clause, frozen=True, kw_only=True, eq=False):
    """Need a certificate, which is distinct from the fact."""

    actor: ActorId


class ExceptionTo(Clause, frozen=True, kw_only=True, eq=False):
    """Except acts from a prohibition; whether an act falls under it is somebody's assessment."""

    name: str
    title: str


class Counts(Clause, frozen=True, kw_only=True, eq=False):
    """Say which incidents are counted under a provision; counted is not found to be a breach.

    What is empty asks for nothing: no `kinds` is any kind. Of several `harms` (so many of what) one is
    enough; `excepted` are kinds that are not counted.
    """

    kinds: tuple[str, ...] = ()
    by: tuple[ActorId, ...] = ()
    upon: tuple[ActorId, ...] = ()
    places: tuple[str, ...] = ()
    harms: tuple[tuple[Quantity, str], ...] = ()
    excepted: tuple[str, ...] = ()


class Otherwise(Clause, frozen=True, kw_only=True, eq=False):
    """Name what follows from a breach: a provision, or the words of the text."""

    consequence: str


class Limit(Clause, frozen=True, kw_only=True, eq=False):
    """Bound a level from a point on; each limit replaces the one before it."""

    is_upper: bool
    amount: Formula
    start: Point | None


class Displaces(Clause, frozen=True, kw_only=True, eq=False):
    """Put this provision in the place of an earlier one; or, `beside`, next to it."""

    provision: ProvisionId
    start: Point | None
    stands_beside: bool
    why: str = ""


class SetOutIn(Clause, frozen=True, kw_only=True, eq=False):
    """Name the text in which the provision stands."""

    instrument: str


class SameMatter(Clause, frozen=True, kw_only=True, eq=False):
    """Say that another provision is on the same matter; which of them prevails is for the texts to say.

    Resolving puts a displacement in its place, or a question.
    """

    provision: ProvisionId
    start: Point | None


class CountsActsUnder(Clause, frozen=True, kw_only=True, eq=False):
    """Let what was done under an earlier provision, while that bound, count as done under this one."""

    provision: ProvisionId


class NoticeOf(Clause, frozen=True, kw_only=True, eq=False):
    """Make a power take effect only so long after notice."""

    duration: Duration


class AtMostTimes(Clause, frozen=True, kw_only=True, eq=False):
    """Limit how often a power may be used."""

    times: int


class InPart(Clause, frozen=True, kw_only=True, eq=False):
    """Let a power be used over a part of its target: over any part, or over the `areas` named."""

    areas: tuple[str, ...] = ()


class OnRecommendation(Clause, frozen=True, kw_only=True, eq=False):
    """Let one recommend before another acts."""

    actor: ActorId


class Particular(Clause, frozen=True, kw_only=True, eq=False):
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


class Effect(Struct, frozen=True, kw_only=True, eq=False):
    """Say what a power changes; the agreement itself is the target `agreement`."""

    kind: EffectKind
    target: str = ""
    duration: Duration | None = None
    actor: ActorId | None = None


class Action(Struct, frozen=True, kw_only=True, eq=False):
    """Keep the words of what is owed, with the quantity in them.

    `per` is `day` for a flow such as 600 trucks a day, else empty; `target` is the level a
    maintaining duty keeps, or the actor whose act is prevented or procured.
    """

    words: str
    quantity: Quantity | None = None
    unit: str = ""
    per: str = ""
    target: str = ""


class Provision(Struct, frozen=True, kw_only=True, eq=False):
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


class PhaseStart(Clause, frozen=True, kw_only=True, eq=False):
    """Start a phase at a point, or once a condition holds."""

    point: Point | None = None
    condition: Condition | None = None


class PhaseTerm(Clause, frozen=True, kw_only=True, eq=False):
    """Give a phase its length or its last moment."""

    duration: Duration | None = None
    until: Point | None = None


class RunsOn(Clause, frozen=True, kw_only=True, eq=False):
    """Let a phase run on past its term while a condition holds."""

    condition: Condition


class Then(Clause, frozen=True, kw_only=True, eq=False):
    """Pass to another phase at the term, or `at_once`, when a condition holds."""

    phase: PhaseId
    condition: Condition | None
    at_once: bool


class EndsWhen(Clause, frozen=True, kw_only=True, eq=False):
    """End a phase when a condition holds."""

    condition: Condition


class Phase(Struct, frozen=True, kw_only=True, eq=False):
    """Hold a stretch of the agreement with its own length and ways out."""

    id: PhaseId
    title: str
    clauses: tuple[Clause, ...]
    labels: tuple[str, ...]
    citations: tuple[Citation, ...]
    span: Span

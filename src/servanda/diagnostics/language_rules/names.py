"""Explain what is said of names: unknown, unclear, taken, or belonging elsewhere."""

from servanda.diagnostics.diagnostic import Severity
from servanda.diagnostics.rules import Rule

_DECLARATIONS = "docs/reference/language.md, Declarations"

RULES_OF_NAMES = (
    Rule(
        name="unknown-name",
        severity=Severity.ERROR,
        summary="A name is used that nothing declares.",
        why="""
Every actor, phase, provision, event, source and label is declared once, so that a slip of the pen
cannot bring a new party or duty into being. The help names the nearest one that is known.
""",
        example="""
agreement accord "An accord"
party north "North"
names: nroth must hand over the names; by 2025-01-19

Mended:

agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-01-19
""",
        source=_DECLARATIONS,
    ),
    Rule(
        name="unclear-name",
        severity=Severity.ERROR,
        summary="A short name could mean several things.",
        why="""
Two phases may each have a provision of the same name, and two ambiguities a reading. Which is
meant decides who owes what, so it is not guessed.
""",
        example="""
agreement accord "An accord"
party north "North"
phase one "First"
  starts on entry into force; lasts 7 days
  names: north must hand over the names
phase two "Second"
  starts on the end of one; lasts 7 days
  names: north must hand over the names
2025-01-19 act north names

Mended:

agreement accord "An accord"
party north "North"
phase one "First"
  starts on entry into force; lasts 7 days
  names: north must hand over the names
phase two "Second"
  starts on the end of one; lasts 7 days
  names: north must hand over the names
2025-01-19 act north one.names
""",
        source="docs/reference/language.md, Sentences, clauses, lines",
    ),
    Rule(
        name="declared-twice",
        severity=Severity.ERROR,
        summary="One name is declared twice.",
        why="""
If both declarations stood, nobody could tell which of them a sentence means. The first one stands,
the second is left out, and both places are shown.
""",
        example="""
agreement accord "An accord"
party north "North"
party north "The North"

Mended:

agreement accord "An accord"
party north "North"; also called "The North"
""",
        source=_DECLARATIONS,
    ),
    Rule(
        name="no-agreement",
        severity=Severity.ERROR,
        summary="No sentence declares an agreement.",
        why="""
A record says what was done, and only the agreement says what was owed. Without the agreement
nothing can be answered.
""",
        example="""
party north "North"

Mended:

agreement accord "An accord"
party north "North"
""",
        source=_DECLARATIONS,
    ),
    Rule(
        name="second-agreement",
        severity=Severity.ERROR,
        summary="A second agreement is declared beside the first.",
        why="""
The days of one agreement must not be counted for another. Earlier and later instruments between the
same parties are named with `instrument` within one agreement.
""",
        example="""
agreement accord "An accord"
agreement protocol "A protocol"

Mended:

agreement accord "An accord"
instrument protocol "A protocol"
""",
        source=_DECLARATIONS,
    ),
    Rule(
        name="record-of-another",
        severity=Severity.ERROR,
        summary="A record says that it belongs to another agreement.",
        why="""
Acts under one agreement are no performance of another. The entries of the file are left out until
its first line names this agreement, or it lies in the folder of its own.
""",
        example="""
agreement accord "An accord"
record of treaty

Mended:

agreement accord "An accord"
record of accord
""",
        source="docs/reference/language.md, The record",
    ),
    Rule(
        name="each-or-jointly",
        severity=Severity.ERROR,
        summary="Several actors are named, and not whether each is bound or all together.",
        why="""
"The parties shall open talks" binds both; but when one stays away, has the other failed? If each is
bound, the one that came has not. If they are bound jointly, either can withhold the act. Texts are
silent on it more often than not, so the writer is asked to say which is read into it.
""",
        example="""
agreement accord "An accord"
party north "North", south "South"
talks-open: north and south must open talks; by 2025-01-19

Mended:

agreement accord "An accord"
party north "North", south "South"
talks-open: north and south jointly must open talks; by 2025-01-19
""",
        source="docs/reference/language.md, Provisions",
    ),
    Rule(
        name="one-reading",
        severity=Severity.ERROR,
        summary="An ambiguity has fewer than two readings.",
        why="""
A question with one answer is none. A word that is open, and to which nobody has yet given competing
readings, is declared with `open word`.
""",
        example="""
agreement accord "An accord"
ambiguity lines "Which lines?"
  reading former "those of 1994"

Mended:

agreement accord "An accord"
ambiguity lines "Which lines?"
  reading former "those of 1994"
  reading present "those of the day of signature"
""",
        source=_DECLARATIONS,
    ),
)

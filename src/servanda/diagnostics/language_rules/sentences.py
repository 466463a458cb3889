"""Explain what is said of characters, lines, clauses and sentences."""

from servanda.diagnostics.diagnostic import Severity
from servanda.diagnostics.rules import Rule

_SENTENCES = "docs/reference/language.md, Sentences, clauses, lines"

RULES_OF_SENTENCES = (
    Rule(
        name="syntax",
        severity=Severity.ERROR,
        summary="A clause goes on otherwise than the language allows.",
        why="""
The message says what was expected at that word and what stands there. Only this clause is left
out; all other clauses are read and judged.
""",
        example="""
agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-01-19 noon

Mended:

agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-01-19 12:00
""",
        source="docs/reference/language.md",
    ),
    Rule(
        name="said-twice",
        severity=Severity.ERROR,
        summary="What can be said once is said twice.",
        why="""
An agreement has one time zone, one way of counting and one day of signature. If both were kept,
nobody could tell which of them counts. The first one stands, the second is left out, and both
places are shown.
""",
        example="""
agreement accord "An accord"
  counting day 1 is the day of entry into force
  counting day 0 is the day of entry into force

Mended:

agreement accord "An accord"
  counting day 1 is the day of entry into force
""",
        source=_SENTENCES,
    ),
    Rule(
        name="stray-character",
        severity=Severity.ERROR,
        summary="A character that cannot be seen stands outside quoted text.",
        why="""
Characters that turn the direction of writing, or take no room, can make a text look different from
what it says. Inside quotation marks they belong to the words of a script; outside they have no
use. Pasting from web pages and word processors often brings them along.
""",
        example='agreement accord\u200b "An accord"\n\nMended:\n\nagreement accord "An accord"',
        source="CVE-2021-42574; " + _SENTENCES,
    ),
    Rule(
        name="unclosed-text",
        severity=Severity.ERROR,
        summary="Quoted text is not closed on its line.",
        why="""
Quoted text ends on the line on which it starts. If it did not, one missing mark would swallow the
provisions that follow. Here it is read up to the end of the line.
""",
        example='agreement accord "An accord\n\nMended:\n\nagreement accord "An accord"',
        source=_SENTENCES,
    ),
    Rule(
        name="unclosed-citation",
        severity=Severity.ERROR,
        summary="A citation begins with a bracket and does not end with one.",
        why="""
What stands in brackets says on whose word a sentence rests. Without the closing bracket it cannot
be told where the source ends and the sentence goes on.
""",
        example="""
agreement accord "An accord"
source un "United Nations"
label C1 "The lines" [un, verified

Mended:

agreement accord "An accord"
source un "United Nations"
label C1 "The lines" [un, verified]
""",
        source=_SENTENCES,
    ),
    Rule(
        name="line-too-long",
        severity=Severity.ERROR,
        summary="A line is longer than any sentence, and was left out.",
        why="""
A line of more than 20,000 characters is most often a picture, a table or a whole book pasted in by
mistake. It is left out whole, since half of a sentence may say the opposite of it.
""",
        example="$ wc -L accord.pact\n104857600\n\nMended: break the line after a comma",
        source=_SENTENCES,
    ),
    Rule(
        name="empty-clause",
        severity=Severity.ERROR,
        summary="A semicolon has nothing before it.",
        why="""
A clause may have been lost there. Nothing else is left out because of it.
""",
        example="""
agreement accord "An accord"
party north "North"
names: north must hand over the names; ; by 2025-01-19

Mended:

agreement accord "An accord"
party north "North"
names: north must hand over the names; by 2025-01-19
""",
        source=_SENTENCES,
    ),
    Rule(
        name="uneven-indent",
        severity=Severity.WARNING,
        summary="A line is indented unlike the lines beside it.",
        why="""
What a line belongs to is told by its indent alone. Where it differs by a space from the lines
around it, the eye and the program may see it under different sentences.
""",
        example="""
agreement accord "An accord"
    purpose "calm"
  area "the valley"

Mended:

agreement accord "An accord"
  purpose "calm"
  area "the valley"
""",
        source=_SENTENCES,
    ),
    Rule(
        name="nested-too-deep",
        severity=Severity.ERROR,
        summary="Lines, or the parts of a clause, lie one in another too deeply to be followed.",
        why="""
No reader follows a condition in a condition in a condition for long, and sentences need three or
four levels of lines. More than twelve levels of lines, thirty-two parts one inside another, or a
hundred signs in one formula are taken for a slip.
""",
        example="""
agreement accord "An accord"
level arms "arms" in tonnes
  is ((((((((((((((((((((((((((((((((((7))))))))))))))))))))))))))))))))))

Mended:

agreement accord "An accord"
level arms "arms" in tonnes
  is 7
""",
        source=_SENTENCES,
    ),
    Rule(
        name="unknown-sentence",
        severity=Severity.ERROR,
        summary="No sentence of the language begins with this word.",
        why="""
A sentence begins with its keyword, a date, or the name of a provision and a colon. A misspelt
keyword must not make a whole sentence disappear unseen.
""",
        example="""
agreement accord "An accord"
partie north "North"

Mended:

agreement accord "An accord"
party north "North"
""",
        source="docs/reference/language.md, Declarations",
    ),
    Rule(
        name="unknown-clause",
        severity=Severity.ERROR,
        summary="A sentence of this kind has no clause that begins with this word.",
        why="""
The clause is left out, and what it was meant to limit or to promise is missing from every answer.
The help names the nearest keyword.
""",
        example="""
agreement accord "An accord"
  purpos "calm"

Mended:

agreement accord "An accord"
  purpose "calm"
""",
        source="docs/reference/language.md",
    ),
    Rule(
        name="unknown-entry",
        severity=Severity.ERROR,
        summary="The record knows no entry of this kind.",
        why="""
After its date an entry says what kind of thing happened, since what counts as performed, said or
found is not the same. A kind that is misspelt counts as nothing, so it is an error.
""",
        example="""
agreement accord "An accord"
party north "North"
2025-01-19 sings north accord

Mended:

agreement accord "An accord"
party north "North"
2025-01-19 sign north accord
""",
        source="docs/reference/language.md, The record",
    ),
    Rule(
        name="empty-claim",
        severity=Severity.ERROR,
        summary="A claim says nothing that could be true or false.",
        why="""
A claim is what somebody demands of every run of the agreement, or of some. Only its title is here.
""",
        example="""
agreement accord "An accord"
phase one "First"
  starts on entry into force; lasts 42 days
claim calm "it stays calm"

Mended:

agreement accord "An accord"
phase one "First"
  starts on entry into force; lasts 42 days
claim calm "it stays calm"
  every faithful run keeps one running past day 7
""",
        source="docs/reference/language.md, Claims",
    ),
)

"""Explain what is said of whole files, and of the inclusions that lead to them."""

from servanda.diagnostics.diagnostic import Severity
from servanda.diagnostics.rules import Rule

_SOURCE = "docs/reference/language.md, Files"
_TABLES = "docs/reference/importing.md"

RULES_OF_FILES = (
    Rule(
        name="table-map",
        severity=Severity.ERROR,
        summary="The map of a table that is included cannot be used.",
        why="""
A table says that something happened; what that means for the agreement, only its map says: which
column is the date, who is who, which rows bear on which provision. Without a map that can be read,
none of the rows is an entry.
""",
        example='$ grep against map.toml\nagainst = ["truce"]\n\nMended: against = "truce"',
        source=_TABLES,
    ),
    Rule(
        name="table-unread",
        severity=Severity.ERROR,
        summary="A table that is included cannot be read, or no further.",
        why="""
A table may be damaged, written in another encoding, or lack a column that its map names. What could
be read before the damage stands in the record; what comes after it does not, and verdicts that rest
on the rest would be wrong without a word.
""",
        example="$ head -1 log.csv\nid;happened;filed\n\nMended: the map says the delimiter",
        source=_TABLES,
    ),
    Rule(
        name="table-rows-left-out",
        severity=Severity.WARNING,
        summary="Some rows of a table that is included are no entries.",
        why="""
A row whose date cannot be read, whose actor the map does not name, or on which no rule of the map
bears, is left out: nobody is entered who is not declared, and nothing is guessed. Each reason is
told, with how many rows it keeps out and the line of the first. A rule of the map with `leave_out`
says that rows are left out on purpose; those are not reported.
""",
        example="$ head -2 log.csv\nid,happened\n1,2024-02-30\n\nMended: 1,2024-02-29",
        source=_TABLES,
    ),
    Rule(
        name="file-too-large",
        severity=Severity.ERROR,
        summary="A file is too large to be an agreement or a record.",
        why="""
The longest peace agreements have some hundred thousand words, and a record of many years a few
megabytes. A file of more than 64 MB is most likely something else with the wrong name, and is not
read. What is in other files is read all the same.
""",
        example='$ ls -sh accord.record\n100M accord.record\n\nMended: include "2025.record"',
        source=_SOURCE,
    ),
    Rule(
        name="not-text",
        severity=Severity.ERROR,
        summary="A file is no plain text: it has zero bytes, or is written in UTF-16.",
        why="""
An agreement is kept as plain text, so that anybody can read, compare and sign it without this
program. A zero byte stands in no text. Word processors save other formats under any name; some
editors save UTF-16, which looks like text in them and nowhere else.
""",
        example="$ file accord.pact\naccord.pact: Microsoft Word\n\nMended: save it as plain text",
        source=_SOURCE,
    ),
    Rule(
        name="not-utf8",
        severity=Severity.ERROR,
        summary="Some bytes of a file are no UTF-8.",
        why="""
The file was probably saved in an older encoding such as Windows-1256 or Latin-1, in which the
same byte is another letter. Names and quoted words would be misread. Each such place is read as
the sign U+FFFD, and the rest of the file is evaluated; twenty places are shown, the others counted.
""",
        example="$ file accord.pact\naccord.pact: ISO-8859 text\n\nMended: save as UTF-8",
        source=_SOURCE,
    ),
    Rule(
        name="empty-file",
        severity=Severity.WARNING,
        summary="A file says nothing.",
        why="""
An empty file beside an agreement may stand for a record that was lost, or was never begun. It
changes no answer, and the reader should know that it was seen.
""",
        example="$ touch accord.record\n\nMended: begin it with `record of accord`",
        source=_SOURCE,
    ),
    Rule(
        name="include-missing",
        severity=Severity.ERROR,
        summary="An inclusion names no file that can be read.",
        why="""
Without its annexes an agreement may seem to owe less than it does. So a missing part is an error,
and never passed over in silence.
""",
        example="""
agreement accord "An accord"
include annex-1.pact

Mended:

agreement accord "An accord"
# include "annex-1.pact" once there is one
""",
        source=_SOURCE,
    ),
    Rule(
        name="include-outside",
        severity=Severity.ERROR,
        summary="An inclusion or a link leads out of the agreement's folder.",
        why="""
A folder with an agreement is sent from hand to hand, and must be whole when it arrives. And an
agreement received from others must not be able to show, in what is printed of it, the files of
those who check it.
""",
        example='$ tail -1 accord.pact\ninclude "../secret.pact"\n\nMended: include "annex.pact"',
        source=_SOURCE,
    ),
    Rule(
        name="include-cycle",
        severity=Severity.ERROR,
        summary="Files include each other in a circle.",
        why="""
Each file is read once, so that the circle does no harm to the answer. But none of the files can be
read by itself any more, and most often one of the inclusions was meant to name another file.
""",
        example="""
$ grep include *.pact
accord.pact:include "annex.pact"
annex.pact:include "accord.pact"

Mended: remove the second one
""",
        source=_SOURCE,
    ),
    Rule(
        name="include-too-deep",
        severity=Severity.ERROR,
        summary="Files include one another more than a hundred levels deep.",
        why="""
No annex of an annex goes as deep. Such chains come from programs that write files, and a chain
without an end must not keep the reader waiting.
""",
        example="""
$ grep include *.pact
1.pact:include "2.pact"
2.pact:include "3.pact"
3.pact:include "4.pact"

Mended: include them all from one file
""",
        source=_SOURCE,
    ),
)

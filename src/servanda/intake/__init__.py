"""Read reports: files, and the agreement they are read for, come in; drafts of entries go out, each
with the characters of the original that bear it out. It refuses to enter anything into a record by
itself, to guess what a report leaves open, to reach a network, and to run what it reads.
"""

from servanda.intake.article import Article, Paragraph, is_reprint, read_article
from servanda.intake.formats import Refused, open_report

__all__ = ["Article", "Paragraph", "Refused", "is_reprint", "open_report", "read_article"]

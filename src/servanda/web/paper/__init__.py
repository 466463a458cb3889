"""Write an agreement and its record as one document: a site and a question come in, a file goes out.

It uses the templates of the pages, with a view that leads from place to place within the document. It refuses
to refer to anything outside it, and to let the letterhead of a mission do so.
"""

from servanda.web.paper.compose import Report, compose
from servanda.web.paper.printing import as_pdf

__all__ = ["Report", "as_pdf", "compose"]

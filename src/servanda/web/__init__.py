"""Show an agreement and its record as pages: a folder comes in, HTML, JSON and CSV go out over loopback.

It has no rules of its own: each page lays out values that the rooms below make, the same that the commands
print as JSON. It refuses to know the command line, to serve a file that is no text of the folder, and to
write anything that nobody has confirmed.

**To add a page**, write one module in `web/pages/` with one value, and name it in `web/registry.py`:

    PAGE = Page(
        name="calendar",             # its address: /calendar, /calendar.json, /calendar.csv
        title=marked("Calendar"),    # in English, for translators
        says=marked("What falls due, month by month"),
        template="calendar.html",    # in web/templates: the inside of <main>, without <html>
        value=CalendarPage,          # the Struct that all three forms show; its JSON gets a schema
        filters=("party",),          # what its address may say beside the date, the reading, the language
        tabulate=tabulate,           # from a View to that value
        rows=rows,                   # from that value to the rows of its CSV, the first of them the heads
    )

`tabulate` takes a `View`: it holds the agreement, the question that the address asks, and what has been
evaluated for it (`view.status()`, `view.due()`, `view.verdicts()`), each kept between requests
(`view.keep(key, make)`). The template is given `view`, `page` and `table`, and macros in `parts.html`;
`view.href("text", party="israel")` makes each link, so that the date and the reading go along, and
`view.here(page.name, …)` changes the address of the page itself. What a template says goes through `_()` or
`count_()`, what a module says through `marked()`, and each message stands in every `web/locale/*.po`
(`tools/messages.py` brings them up to date and lists what is untranslated); what the texts say goes through
`parts.said()`, and is never translated. A chart is SVG made with `web/drawing.py`, with its table beside it:
no inline style or script, its classes take their colours from `static/servanda.css`. Then run
`tools/make_schemas.py`; `tests/pages` renders the page for every example without being told of it.
"""

from servanda.web.app import make_app
from servanda.web.site import Site

__all__ = ["Site", "make_app"]

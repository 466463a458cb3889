"""Say in the language of a page why what somebody asks cannot be shown or done."""

from __future__ import annotations

from servanda.reports.tongue import marked
from servanda.web.fault_words import FaultWords

REFUSALS = (
    marked("this page knows no `%(name)s` in its address; it knows %(text)s"),
    marked("`%(name)s` in the address is longer than %(number)s characters"),
    marked("the address says `%(name)s` twice, and not the same"),
    marked("the address says too much"),
    marked("this page takes no form"),
    marked("these pages are read-only"),
    marked("the form cannot be read"),
    marked("%(name)s %(written)s: %(fault)s; expected %(expected)s"),
    marked("%(name)s %(written)s has no last day; name one, such as 2025-02-22"),
    marked("%(name)s %(written)s: expected a date such as 2024-03-01"),
    marked("%(name)s %(written)s is after %(text)s, the date asked about"),
    marked("%(name)s %(written)s is no number of days"),
    marked("month %(written)s is no month such as 2025-03"),
    marked("`%(name)s` cannot be both %(text)s and %(other)s"),
    marked("`%(name)s` has no reading `%(code)s`; it has %(text)s"),
    marked("several ambiguities have a reading `%(name)s`; write %(either)s"),
    marked("%(name)s %(written)s: no actor is named `%(code)s`; did you mean `%(other)s`?"),
    marked("%(name)s %(written)s: no actor is named `%(code)s`; there are %(text)s"),
    marked("no %(kinds)s is named `%(code)s`; did you mean `%(other)s`?"),
    marked("no %(kinds)s is named `%(code)s`; there are %(text)s"),
    marked("no %(kinds)s is named `%(code)s`"),
    marked("several provisions are named `%(name)s`: %(either)s"),
    marked("no text of this folder has a line %(text)s"),
    marked("the line %(text)s is no longer in the text as it was cited"),
    marked("%(text)s is no entry of the record"),
    marked("%(written)s: the text has %(number)s lines"),
    marked("there is no page %(written)s; there are %(number)s"),
    marked("the network is laid out by month or week, not by %(text)s"),
    marked("an entry has between 1 and %(number)s characters"),
    marked("this folder has no record that an entry could go to"),
    marked("%(name)s was changed meanwhile; look at the entry again"),
    marked("%(name)s was changed meanwhile; look at the draft again"),
    marked("somebody else writes to %(name)s; try again"),
    marked("%(name)s is full"),
    marked("%(name)s is a link, and is not written to"),
    marked("%(name)s cannot be written: %(why)s"),
    marked("%(name)s cannot be read: %(why)s"),
    marked("%(text)s does not exist"),
    marked("there is no such file of drafts"),
    marked("nothing is left to decide on this draft"),
    marked("`%(text)s` is no decision"),
    marked("something is open in it; an edit settles that"),
    marked("it repeats no entry of the record"),
    marked("an edit says what the entry is to be"),
    marked("the record would not be in order: %(fault)s"),
    marked('%(written)s declares no agreement; a line `agreement NAME "Title"` does'),
    marked("%(written)s holds no file that ends in .pact or .record"),
    marked(
        "a calendar needs icalendar, which a base installation leaves out; `%(code)s` brings it"
    ),
    marked("it took too long, or too much memory"),
    marked("no such file or directory"),
    marked("permission denied"),
    marked("no space left on device"),
)
"""Why an address, a form or a file is refused."""


class RefusalWords(FaultWords):
    """Say a refusal in a language."""

    def tell(self, text: str) -> str | None:
        """Say it; None where it is of no form that is known."""
        return self._by_form(" ".join(text.split()), REFUSALS) or super().tell(text)

    def _part(self, name: str, text: str) -> str | None:
        match name:
            case "fault" | "why":
                return super().tell(text) or self._by_form(text, REFUSALS) or text
            case _:
                return super()._part(name, text)

"""Say the words of an interface in a language; here they are said in English, as they are written.

What a text or a record says is never translated: it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def marked(message: str) -> str:
    """Mark a message for translators where it is written; it is said where it is shown.

    >>> marked("overdue")
    'overdue'
    """
    return message


class Tongue:
    """Say messages in English; a face that speaks other languages says them in those."""

    def say(self, message: str, **parts: object) -> str:
        """Say a message, with its parts put in."""
        return message % parts if parts else message

    def count(self, one: str, many: str, number: int, **parts: object) -> str:
        """Say how many there are; `%(num)s` stands for the number."""
        return self.say(one if number == 1 else many, num=f"{number:,}", **parts)

    def day(self, written: str) -> str:
        """Write a date or a moment that stands in the form of ISO 8601."""
        return written

    def dates(self, first: str, last: str, common: int = 0) -> str:
        """Write two moments between which something is, without the characters that both have in common."""
        return self.say("%(first)s to %(last)s", first=first, last=last[common:])

    def amount(self, value: object) -> str:
        """Write a plain value, such as a number, or an amount in words.

        >>> Tongue().amount(37000), Tongue().amount("about 5"), Tongue().amount(True)
        ('37,000', 'about 5', 'yes')
        """
        if isinstance(value, bool):
            return self.say("yes") if value else self.say("no")
        if isinstance(value, int | float):
            return f"{value:,}"
        return "" if value is None else str(value)

    @property
    def is_english(self) -> bool:
        """Tell whether messages are said as they are written."""
        return True

    def both(self, names: Sequence[str]) -> str:
        """Name several things, all of which are meant.

        >>> Tongue().both(["Qatar", "Egypt", "the United States"])
        'Qatar, Egypt and the United States'
        """
        if len(names) < 2:
            return "".join(names)
        some = self.say(", ").join(names[:-1])
        return self.say("%(some)s and %(last)s", some=some, last=names[-1])

    def chained(self, message: str, names: Iterable[str]) -> str:
        """Join names two by two by a message of `some` and `last`."""
        found = ""
        for name in names:
            found = self.say(message, some=found, last=name) if found else name
        return found

    def either(self, names: Sequence[str]) -> str:
        """Name several things of which one is meant.

        >>> Tongue().either(["done", "overdue", "excused"])
        'done, overdue or excused'
        """
        if len(names) < 2:
            return "".join(names)
        some = self.say(", ").join(names[:-1])
        return self.say("%(some)s or %(last)s", some=some, last=names[-1])

    def quoted(self, words: str) -> str:
        """Put what somebody said between the quotation marks of the language."""
        return self.say("“%(words)s”", words=words)

    def retold(self, text: str) -> str:
        """Say a sentence that was made in English, where its form is known; else as it is written."""
        return text


ENGLISH = Tongue()

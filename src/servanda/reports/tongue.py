"""Say the words of an interface in a language; here they are said in English, as they are written.

What a text or a record says is never translated: it is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence


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

    def either(self, names: Sequence[str]) -> str:
        """Name several things of which one is meant.

        >>> Tongue().either(["done", "overdue", "excused"])
        'done, overdue or excused'
        """
        if len(names) < 2:
            return "".join(names)
        return self.say("%(some)s or %(last)s", some=", ".join(names[:-1]), last=names[-1])


ENGLISH = Tongue()

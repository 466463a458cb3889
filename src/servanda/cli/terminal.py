"""Know the terminal: how wide it is, whether it shows colour, and what its encoding can write."""

import io
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

WIDTH_ELSEWHERE = 80


def settle_streams() -> None:
    """Let any output encoding take any text: what it cannot write is spelled out.

    Where standard output or error is closed, what goes there is lost.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def shows_colour() -> bool:
    """Tell whether standard output is a terminal that may be coloured."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def width() -> int:
    """Count the columns of the terminal, or of a page where there is none."""
    if not sys.stdout.isatty():
        return WIDTH_ELSEWHERE
    import shutil  # takes a while, and only a terminal needs it

    return max(shutil.get_terminal_size().columns, 40)


def height() -> int | None:
    """Count the lines of the terminal at which somebody types; None where nobody does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import shutil  # takes a while, and only a terminal needs it

    return shutil.get_terminal_size().lines


def takes_unicode() -> bool:
    """Tell whether standard output can write every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def write(text: str) -> None:
    """Write to standard output as it is."""
    sys.stdout.write(text)


def write_bytes(to: Callable[[BinaryIO], object]) -> None:
    """Let something write bytes to standard output, also where that is no file but a text in memory."""
    if isinstance(sys.stdout, io.StringIO):
        kept = io.BytesIO()
        to(kept)
        sys.stdout.write(kept.getvalue().decode("utf-8"))
    else:
        to(sys.stdout.buffer)


def say(text: str) -> None:
    """Say something to the person, on standard error."""
    sys.stderr.write(f"{text}\n")

"""Take files apart: bytes of a text, a page, a feed, a mail or a PDF come in, blocks of text with
the place of each character in the original go out. It refuses to judge what a block says, runs
nothing that it reads, and follows no link.
"""

from servanda.intake.formats.opening import BYTES_AT_MOST, Refused, open_report, sniff
from servanda.intake.formats.pieces import Block, Piece

__all__ = ["BYTES_AT_MOST", "Block", "Piece", "Refused", "open_report", "sniff"]

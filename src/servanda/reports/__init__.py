"""Answers come in, and typed tables go out: as plain data for programs and as pages of text for
people. It refuses to know where a text came from, what the clock says, or how a verdict is found.
"""

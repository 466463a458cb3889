"""Plain-text accounting for agreements.

Two readable texts come in: an agreement (`*.pact`) and a record of what was said and done
(`*.record`). Answers go out: does the text hold, where does it stand, what next.
"""

__version__ = "0.1.0"

"""Who can lawfully stop a claim, and who can lawfully bring it about: a claim comes in, coalitions with
their dated courses of action go out. It refuses to know what anybody wants.
"""

from servanda.checks.strategy.answer import Can, Course, Standing, Standings, standings, strategies

__all__ = ["Can", "Course", "Standing", "Standings", "standings", "strategies"]

"""The semantics: a model comes in, and a machine of states, clocks, steps and choices goes out.
It refuses to know what was recorded and what anybody claims.
"""

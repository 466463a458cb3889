"""The rules, one to a file, each named as the trouble it finds. A rule takes an agreement and gives
diagnostics; its docstring is its page in `docs/rules`. It knows no file, no date of today, and no
other rule.
"""

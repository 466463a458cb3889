"""The command line: arguments come in, printed answers and an exit code go out. It asks the
workspace for everything, is the only room that knows click, the clock and the terminal, and
knows no rule of its own.
"""

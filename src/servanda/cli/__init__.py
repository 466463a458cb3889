"""The command line: arguments come in, printed answers and an exit code go out. It asks the
workspace for everything, is the only room that knows click, the clock and the terminal, and
knows no rule of its own.
"""

import gc

# A command is short and keeps nearly all that it makes: looking for garbage often costs a tenth, and
# already while the command is loaded.
MADE_BEFORE_SWEEPING = 200_000
gc.set_threshold(MADE_BEFORE_SWEEPING)

__all__ = ["MADE_BEFORE_SWEEPING"]

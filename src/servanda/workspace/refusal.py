"""Say that there is nothing to evaluate; a module of its own, so that saying so costs no import."""


class CannotRun(Exception):
    """Stop because there is nothing to evaluate; the message is one plain sentence."""

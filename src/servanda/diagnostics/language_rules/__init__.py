"""The pages of the rules that reading itself applies: nothing comes in, and importing a module
enters its rules in the register. It knows what a rule means to a reader, and not how it is found.
"""

from servanda.diagnostics.language_rules import files, names, sentences, values

__all__ = ["files", "names", "sentences", "values"]

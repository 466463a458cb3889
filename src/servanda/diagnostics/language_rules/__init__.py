"""The pages of the rules that reading itself applies: nothing comes in, and importing this enters
the rules in the register. It knows what a rule means to a reader, and not how it is found.
"""

from servanda.diagnostics.language_rules.files import RULES_OF_FILES
from servanda.diagnostics.language_rules.names import RULES_OF_NAMES
from servanda.diagnostics.language_rules.sentences import RULES_OF_SENTENCES
from servanda.diagnostics.language_rules.values import RULES_OF_VALUES
from servanda.diagnostics.rules import register

RULES_OF_READING = (
    *map(register, RULES_OF_FILES),
    *map(register, RULES_OF_SENTENCES),
    *map(register, RULES_OF_NAMES),
    *map(register, RULES_OF_VALUES),
)

__all__ = ["RULES_OF_READING"]

"""Enter every rule in the register: the language's own, and those that look at an agreement."""

import importlib.util
import pkgutil
from importlib import import_module

PLACES = ("servanda.diagnostics.language_rules", "servanda.checks.rules")


def register_all() -> None:
    """Import every module that registers a rule."""
    for place in PLACES:
        if _exists(place):
            module = import_module(place)
            for found in pkgutil.iter_modules(getattr(module, "__path__", ())):
                import_module(f"{place}.{found.name}")


def _exists(place: str) -> bool:
    return importlib.util.find_spec(place) is not None

"""The bundled rules, compiled once for all tests of a process."""

from functools import cache

from orglint import rulebook, tables
from orglint.rulebook.rule import CompiledRule


@cache
def load_bundled_rules() -> tuple[CompiledRule, ...]:
    """Return every bundled rule, with its parameters as they are declared."""
    return tuple(rulebook.load(rulebook.find_bundled_rules(), tables.known_tables()))

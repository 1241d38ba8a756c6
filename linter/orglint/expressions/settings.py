"""Settings in an expression: which it names without a value, and of which it asks whether they have one."""

from dataclasses import dataclass

from orglint.expressions.cel.tree import Node, Select, walk_nodes
from orglint.expressions.fold.settings import SETTINGS, is_of_settings
from orglint.expressions.scope import Scope, SettingsVariable


@dataclass(frozen=True, slots=True)
class NamedSettings:
    """Settings that an expression names although they have no value, and those that it asks `has` of."""

    unset: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()


def find_settings(tree: Node, scope: Scope) -> NamedSettings:
    """Return what an expression asks of settings."""
    bound = scope.bindings.get(SETTINGS)
    if not isinstance(bound, SettingsVariable):
        return NamedSettings()
    asked = [it for it in walk_nodes(tree) if isinstance(it, Select) and is_of_settings(it)]
    unset = {it.field for it in asked if not it.test_only} - bound.values.keys()
    return NamedSettings(frozenset(unset), frozenset(it.field for it in asked if it.test_only))

"""Settings in constant parts: `settings.x` of one that is set, and `has(settings.x)` of any, are known when loading."""

from collections.abc import Mapping
from typing import Any

from orglint.expressions.cel.tree import Ident, Node, Select

SETTINGS = "settings"


def is_of_settings(node: Node) -> bool:
    """Return whether a node names a setting, or asks whether there is one."""
    return isinstance(node, Select) and isinstance(node.operand, Ident) and node.operand.name == SETTINGS


def is_known_setting(node: Node, constants: Any) -> bool:
    """Return whether a node names a setting that is set, or asks whether one is."""
    if not (isinstance(node, Select) and is_of_settings(node) and isinstance(constants, Mapping)):
        return False
    return SETTINGS in constants and (node.test_only or node.field in constants[SETTINGS])


def read_setting(node: Node, constants: Mapping[str, Any]) -> Any:
    """Return the value of such a node."""
    assert isinstance(node, Select)
    values = constants[SETTINGS]
    return node.field in values if node.test_only else values[node.field]

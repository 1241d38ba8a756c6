"""Which operations came, went, changed or are to end, told by method and path."""

from collections.abc import Mapping
from typing import Any

from orglint.tables.endpoints import build_key

Content = Mapping[str, Any]
Described = Mapping[str, Any]

_TOLD = ("scope", "pagination", "rateLimit", "reads")
"""What callers go by; names of operations, tags and schemas are nobody's business."""


def index_operations(content: Content) -> dict[str, Described]:
    """Return what `schemas.json` says of each operation, by method and path without the names of parameters."""
    return {
        build_key(described["method"], described["path"]): described
        for described in content["x-operations"].values()
        if not described.get("gone")
    }


def name_operation(described: Described) -> str:
    """Return an operation as people know it."""
    return f"{described['method']} {described['path']}"


def list_gone(before: Content, after: Content) -> list[str]:
    """Return the operations that are not there any more, and of which that was foretold."""
    old, new = index_operations(before), index_operations(after)
    return [f"{name_operation(old[key])}{_say_end(old[key])}" for key in sorted(old.keys() - new.keys())]


def list_new(before: Content, after: Content) -> list[str]:
    """Return the operations that were not there."""
    old, new = index_operations(before), index_operations(after)
    return [name_operation(new[key]) for key in sorted(new.keys() - old.keys())]


def list_deprecated(before: Content, after: Content) -> list[str]:
    """Return the operations that are to end now, or at another time than before."""
    old, new = index_operations(before), index_operations(after)
    return [
        f"{name_operation(described)}{_say_end(described)}"
        for key, described in sorted(new.items())
        if described["deprecated"] and _say_end(described) != _say_end(old.get(key, {}))
    ]


def list_changed(before: Content, after: Content) -> list[str]:
    """Return the operations that callers have to call otherwise, with what is not as it was."""
    old, new = index_operations(before), index_operations(after)
    found = {key: _list_differences(old[key], new[key]) for key in sorted(old.keys() & new.keys())}
    return [f"{name_operation(new[key])}: {', '.join(said)}" for key, said in found.items() if said]


def _list_differences(old: Described, new: Described) -> list[str]:
    return [name for name in _TOLD if old.get(name) != new.get(name)]


def _say_end(described: Described) -> str:
    if not described.get("deprecated"):
        return ""
    return f" (deprecated, ends {described['sunset']})" if described.get("sunset") else " (deprecated)"

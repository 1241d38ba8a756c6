"""Which operations came, went, changed or are to end, told by method and path."""

from collections.abc import Iterator, Mapping
from typing import Any

from orglint.tables.endpoints import build_key
from regen.impact.columns import Content

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
    facts = [name for name in _TOLD if old.get(name) != new.get(name)]
    # A package of before this was written down does not say what its requests take.
    return [*facts, *_compare_calls(old["takes"], new["takes"])] if "takes" in old and "takes" in new else facts


def _compare_calls(old: Described, new: Described) -> Iterator[str]:
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            yield f"{place} is gone"
        elif place not in old:
            yield f"{place} is new{' and required' if new[place]['required'] else ''}"
        else:
            yield from _compare_words(place, old[place], new[place])


def _compare_words(place: str, old: Described, new: Described) -> Iterator[str]:
    """Say which word about one place is another; of an enumeration, the values that came and went."""
    for word in sorted(old.keys() | new.keys()):
        was, now = old.get(word), new.get(word)
        if was == now:
            continue
        if isinstance(was, list) and isinstance(now, list):
            came, went = [it for it in now if it not in was], [it for it in was if it not in now]
            yield from [f"{place}: value {it} is gone" for it in went] + [f"{place}: value {it} is new" for it in came]
        else:
            yield f"{place}: {word} was {_say(was)} and is {_say(now)}"


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "not said" if value is None else str(value)


def _say_end(described: Described) -> str:
    if not described.get("deprecated"):
        return ""
    return f" (deprecated, ends {described['sunset']})" if described.get("sunset") else " (deprecated)"

"""Caches with a bound."""

from typing import Any, TypeVar

T = TypeVar("T")


def add_to_cache(kept: dict[T, Any], key: T, value: Any, *, most: int) -> None:
    """Add a value to a cache of at most `most` entries; the oldest is removed."""
    if len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value

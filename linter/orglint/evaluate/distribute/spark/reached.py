"""A Spark that has been reached."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spark:
    """A session, classic or by Connect; `where` is its URL without a token.

    `failures` are what it raises when something fails there, and `is_alive` says whether it is still to be had.
    """

    session: Any
    where: str
    failures: tuple[type[Exception], ...]
    is_alive: Callable[[], bool]

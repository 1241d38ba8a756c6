"""The marker for a value of an answer that may not be stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Replaces a value that may not be stored; it has no JSON type, so no schema and no cursor accepts it.

    `shown` is the text that may be shown and stored instead.
    """

    shown: str

    def __str__(self) -> str:
        return self.shown

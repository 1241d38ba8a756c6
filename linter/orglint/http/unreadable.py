"""What came in the place of a value and can be none, wherever it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands where a value stood that must not be kept; it is of no type, so no schema and no cursor takes it.

    `shown` is what may be shown and stored of it as text.
    """

    shown: str

    def __str__(self) -> str:
        return self.shown

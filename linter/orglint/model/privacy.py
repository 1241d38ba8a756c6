"""How much of people a report shows."""

from enum import StrEnum


class Privacy(StrEnum):
    """How people appear in a report, the most open first; the value is the word of the option and in JSON."""

    NAMES = "names"
    IDS = "ids"
    PSEUDONYMS = "pseudonyms"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the most open."""
        return list(Privacy).index(self)

"""Which known name is probably meant by one that is not known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

_MOST = 20
"""Names that are looked for: each is compared with every known name, and there may be thousands of both."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Suggestions for unknown names, each looked for once, and no more of them than somebody reads."""

    found: dict[str, str] = field(default_factory=dict)

    def suggest(self, name: str, known: Collection[str]) -> str:
        """Return a question to put after the mistake; empty if nothing comes near."""
        if name not in self.found and len(self.found) < _MOST:
            self.found[name] = _find_nearest(name, known)
        close = self.found.get(name)
        return f"; did you mean {close}?" if close else ""


def _find_nearest(name: str, known: Collection[str]) -> str:
    """Return the nearest name; the last part of a path is often given alone."""
    last = {it.rpartition("/")[2]: it for it in known}
    close = get_close_matches(name, known, n=1) or [last[it] for it in get_close_matches(name, last, n=1)]
    return next(iter(close), "")

"""Which known name is probably meant by one that is not known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

_MOST = 20
"""Names that are looked for in one go: each is compared with every known name, and there may be thousands of both."""
_LISTED = 12


def find_nearest(name: str, known: Collection[str]) -> str:
    """Return the nearest name, empty if none comes near; case does not count, and of a path the last part may do."""
    by_letters = {it.lower(): it for it in known}
    by_last = {it.rpartition("/")[2]: by_letters[it] for it in by_letters}
    for names in (by_letters, by_last):
        if close := get_close_matches(name.lower(), names, n=1):
            return names[close[0]]
    return ""


def suggest_names(name: str, known: Collection[str], has: str = "it has") -> str:
    """Return the nearest of the known names as the end of a sentence, else some of them."""
    close = find_nearest(name, known)
    return f"; did you mean {close}?" if close else _list_names(known, has)


def _list_names(known: Collection[str], has: str) -> str:
    return f"; {has} {', '.join(list(known)[:_LISTED])}{' ...' if len(known) > _LISTED else ''}"


@dataclass(frozen=True, slots=True)
class Nearest:
    """Suggestions for many unknown names, each looked for once, and no more of them than somebody reads."""

    found: dict[str, str] = field(default_factory=dict)

    def suggest(self, name: str, known: Collection[str], has: str = "") -> str:
        """Return a question to put after the mistake; if nothing comes near some of the names, where `has` is given."""
        if name not in self.found and len(self.found) < _MOST:
            self.found[name] = find_nearest(name, known)
        close = self.found.get(name)
        if close:
            return f"; did you mean {close}?"
        return _list_names(known, has) if has else ""

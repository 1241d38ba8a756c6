"""What was put right on the way, told in few lines where it is much."""

from collections import Counter
from collections.abc import Iterator, Sequence

MOST = 20


def summarize_notes(notes: Sequence[str]) -> Iterator[str]:
    """Yield every note where there are few; else how many there are of each kind, with the first of its places."""
    if len(notes) <= MOST:
        yield from notes
        return
    kinds = Counter(map(_find_kind, notes))
    first = {kind: next(note for note in notes if _find_kind(note) == kind) for kind in kinds}
    for kind, number in kinds.items():
        more = f" (and {number - 1} more)" if number > 1 else ""
        yield f"{first[kind]}{more}"


def _find_kind(note: str) -> str:
    """Return what a note begins with: `repair: uuid-id`, `client: taken-class`, `carried`."""
    parts = note.split(": ")
    return ": ".join(parts[:2]) if parts[0] in {"repair", "client"} else parts[0]

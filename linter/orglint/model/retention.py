"""What of a store may be removed: what is old, and nothing else counts on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stored:
    """Something in a store that grows old: its path and title, whose it is, from when, whether it is complete.

    `size` is the number of its bytes, `problem` says why it cannot be read, if so.
    """

    path: Path
    title: str
    organization: str
    organization_name: str
    at: datetime | None
    complete: bool
    size: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """What is to go, and what stays although it is old, each with the reason."""

    expired: tuple[Stored, ...]
    spared: tuple[tuple[Stored, str], ...]


def choose_expired(found: Sequence[Stored], *, before: datetime, needed: Mapping[str, str]) -> Retention:
    """Return which things are from before a time and may go; `found` are all of one kind, oldest first.

    The newest complete one of an organization always stays, or its newest one if none is complete; so does one whose
    title is `needed`, with the reason, and one that cannot be read: nobody knows how old it is, and whose.
    """
    newest = set(find_newest(found).values())
    expired: list[Stored] = []
    spared: list[tuple[Stored, str]] = []
    for one in found:
        if one.at is not None and one.at >= before:
            continue
        why = _explain_sparing(one, newest) or needed.get(one.title, "")
        if why:
            spared.append((one, why))
        else:
            expired.append(one)
    return Retention(tuple(expired), tuple(spared))


def find_newest(found: Iterable[Stored]) -> Mapping[str, Stored]:
    """Return by organization the newest complete one, or the newest one if none is complete; oldest come first."""
    best: dict[str, Stored] = {}
    for one in found:
        before = best.get(one.organization)
        if not one.problem and (before is None or one.complete >= before.complete):
            best[one.organization] = one
    return best


def _explain_sparing(one: Stored, newest: Iterable[Stored]) -> str:
    """Return why something old stays by itself; empty if it does not."""
    if one.problem:
        return f"it cannot be read: {one.problem}"
    return f"it is the newest{' complete' * one.complete} one of its organization" if one in newest else ""

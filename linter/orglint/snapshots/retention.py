"""Which snapshots of a store may be removed: those that are old, and that nothing else counts on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from orglint.snapshots.stored import StoredSnapshot, Unfinished


@dataclass(frozen=True, slots=True)
class Retention:
    """What is to go, and what stays although it is old, each with the reason."""

    expired: tuple[StoredSnapshot, ...]
    spared: tuple[tuple[StoredSnapshot, str], ...]


def choose_expired(
    stored: Sequence[StoredSnapshot], unfinished: Iterable[Unfinished], *, before: datetime, needed: Collection[str]
) -> Retention:
    """Return which snapshots were taken before a time and may go; `needed` are the ids of those that others count on.

    The newest complete snapshot of an organization always stays, or its newest one if none is complete; so does one
    whose collecting has left something behind, and one that cannot be read: nobody knows how old it is, and whose.
    """
    collected, newest = {it.id for it in unfinished}, set(find_newest_ids(stored).values())
    expired: list[StoredSnapshot] = []
    spared: list[tuple[StoredSnapshot, str]] = []
    for one in stored:
        taken_at = one.summary.taken_at
        if taken_at is not None and taken_at >= before:
            continue
        if why := _explain_sparing(one, collected, newest, needed):
            spared.append((one, why))
        else:
            expired.append(one)
    return Retention(tuple(expired), tuple(spared))


def find_newest_ids(stored: Iterable[StoredSnapshot]) -> Mapping[str, str]:
    """Return by organization the id of its newest complete snapshot, or of its newest one if none is complete."""
    found: dict[str, StoredSnapshot] = {}
    for one in stored:  # oldest first
        summary = one.summary
        before = found.get(summary.organization)
        if not summary.problem and (before is None or summary.complete >= before.summary.complete):
            found[summary.organization] = one
    return {organization: one.summary.id for organization, one in found.items()}


def _explain_sparing(
    one: StoredSnapshot, collected: Collection[str], newest: Collection[str], needed: Collection[str]
) -> str:
    """Return why an old snapshot stays; empty if it may go."""
    if one.summary.problem:
        return f"it cannot be read: {one.summary.problem}"
    if one.summary.id in collected:
        return "it is being collected"
    if one.summary.id in newest:
        return f"it is the newest{' complete' * one.summary.complete} one of its organization"
    return "the newest complete kept result of its organization is about it" if one.summary.id in needed else ""

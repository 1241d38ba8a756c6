"""Forget one person in a snapshot: their rows go, and so do cells of others that name them."""

from orglint.snapshots.forget.person import Person, find_person, make_pattern, make_striker
from orglint.snapshots.forget.snapshot import forget_in_snapshot

__all__ = ["Person", "find_person", "forget_in_snapshot", "make_pattern", "make_striker"]

"""Snapshots on disk: pages while they are collected, sealed files afterwards, read only after comparison."""

from orglint.snapshots.among import foreign as foreign_among
from orglint.snapshots.among import history, newest_of_each
from orglint.snapshots.read import Headline, foreign, listing, newest, read, rows_before

__all__ = [
    "Headline",
    "foreign",
    "foreign_among",
    "history",
    "listing",
    "newest",
    "newest_of_each",
    "read",
    "rows_before",
]

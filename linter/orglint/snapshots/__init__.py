"""Snapshots on disk: pages while they are collected, sealed files afterwards, read only after comparison."""

from orglint.snapshots.read import Headline, listing, newest, read

__all__ = ["Headline", "listing", "newest", "read"]

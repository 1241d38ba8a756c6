"""What changed in an organization between two of its snapshots, worked out by the engine."""

from orglint.history.organization.compare import compare_snapshots

__all__ = ["compare_snapshots"]

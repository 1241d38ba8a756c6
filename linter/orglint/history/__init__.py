"""Results and snapshots over time: what changed, since when, and what is to come."""

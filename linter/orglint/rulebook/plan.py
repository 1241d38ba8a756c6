"""What a plan may have, and what a rule may require of it."""

from collections.abc import Collection

PLAN = "plan"
"""The setting that says what the organization's plan has; only the organization knows."""

FEATURES = ("guard", "guard-premium")
"""All that a plan may have, each with what comes before it."""


def has_feature(plan: Collection[str], feature: str) -> bool:
    """Return whether a plan has a feature, by its own name or with one that includes it."""
    return any(it in plan for it in FEATURES[FEATURES.index(feature) :])

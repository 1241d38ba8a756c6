"""Digests that tell whether two results were judged by the same rules."""

from collections.abc import Iterable
from hashlib import sha256

from orglint.model.rule import Rule


def digest_rules(rules: Iterable[Rule]) -> str:
    """Return the digest of rules as their files are: each by its id and the digest of its file, in the order of ids."""
    lines = sorted(f"{rule.id} {rule.sha256}\n" for rule in rules)
    return sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

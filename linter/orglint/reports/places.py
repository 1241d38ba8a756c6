"""Where machines that expect files may say that a finding is, and what they know it by."""

from hashlib import sha256
from urllib.parse import quote

from orglint.model.result import Finding, Result
from orglint.model.rule import Rule
from orglint.reports.inert import fit_text

SETTINGS = "orglint.yaml"
"""Where something stands that is about a run as a whole."""
UNDECIDED = "orglint/undecided"
"""The name of what is no rule: findings under it say that something could not be decided."""
_LONGEST = 255
"""Characters of the id of a rule that a path shows."""


def place_rule(rule: Rule) -> str:
    """Return the path of a rule's file, relative to a repository, as part of a URI.

    It is the same wherever the rule comes from, and no file of a checkout: GitHub would compute fingerprints from the
    line of a file that is there, and all findings of a rule have the same line.
    """
    return f"orglint/rules/{quote(fit_text(rule.id, _LONGEST))}.yaml"


def digest_finding(result: Result, finding: Finding) -> str:
    """Return what tells a finding from those of all rules and organizations, the same in every run."""
    return digest_parts(result, finding.fingerprint)


def digest_parts(result: Result, *parts: str) -> str:
    """Return what tells something about an organization from everything else that is told of it or others."""
    text = "\0".join((result.snapshot.organization, *parts))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

"""The words and the order in which the page has outcomes and severities."""

from collections.abc import Mapping

from orglint.model.result import Outcome
from orglint.model.rule import Severity
from orglint.reports.buckets import Bucket

OUTCOMES = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)
SEVERITIES = tuple(reversed(Severity))

WORDS: Mapping[str, str] = {
    Bucket.FAIL: "Fails",
    Bucket.UNKNOWN: "Unknown",
    Bucket.WAIVED: "Waived",
    Bucket.PASS: "Passes",
    Bucket.NOT_APPLICABLE: "Not applicable",
    Bucket.NOT_SET_UP: "Not set up",
    Bucket.NOT_IN_PLAN: "Not in the plan",
}
"""What a rule in a bucket, or a finding, is said to do."""

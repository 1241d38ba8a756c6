"""The rules of a run in buckets: by outcome, and apart from these what is not set up and what is off."""

from collections.abc import Mapping
from enum import StrEnum

from orglint.model.result import Outcome, Result, Verdict
from orglint.reports.walking import list_verdicts


class Bucket(StrEnum):
    """Where a rule stands in a report, the worst first; only those that are not applicable differ from the outcome."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOT_SET_UP = "not-set-up"
    NOT_IN_PLAN = "not-in-plan"
    NOT_APPLICABLE = "not-applicable"
    PASS = "pass"  # noqa: S105 - a word, no password
    OFF = "off"
    LEFT_OUT = "left-out"
    BEYOND_PROFILE = "beyond-profile"

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS.get(self, self.value.replace("-", " "))


_WORDS: Mapping[Bucket, str] = {
    Bucket.NOT_IN_PLAN: "not in the plan",
    Bucket.BEYOND_PROFILE: "not in the profile",
}


def find_bucket(verdict: Verdict) -> Bucket:
    """Return the bucket of a rule that was to run."""
    if verdict.outcome is Outcome.NOT_APPLICABLE and verdict.not_in_plan:
        return Bucket.NOT_IN_PLAN
    waits = verdict.outcome is Outcome.NOT_APPLICABLE and verdict.not_set_up
    return Bucket.NOT_SET_UP if waits else Bucket(verdict.outcome.value)


def count_buckets(result: Result) -> Mapping[Bucket, int]:
    """Return how many rules are in each bucket, those that did not run included; the sum is all rules there are."""
    counts = dict.fromkeys(Bucket, 0)
    for verdict in result.verdicts:
        counts[find_bucket(verdict)] += 1
    beyond = len(result.choice.beyond)
    return {**counts, Bucket.OFF: len(result.off), Bucket.LEFT_OUT: result.left_out, Bucket.BEYOND_PROFILE: beyond}


def group_verdicts(result: Result) -> Mapping[Bucket, tuple[Verdict, ...]]:
    """Return the rules that were to run by bucket, the worst first, critical ones first in each; none is empty."""
    ordered = list_verdicts(result)
    groups = {bucket: tuple(it for it in ordered if find_bucket(it) is bucket) for bucket in Bucket}
    return {bucket: verdicts for bucket, verdicts in groups.items() if verdicts}

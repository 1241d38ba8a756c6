"""A static site of results over time: its newest page, an archive of all, and a feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from orglint.model.changes import CAME, Change, ResultChanges
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.summaries import outcome_to_words
from orglint.model.wording import format_count
from orglint.reports.walking import list_undecided


@dataclass(frozen=True, slots=True)
class Entry:
    """One result in the archive: where its page is, what came of it, and how findings changed since the one before.

    `counts` is None where there is no result before to compare with; a result that is not `decided` may have more
    findings than are `failed`, and so may one that does not count: `why_not` says why.
    """

    page: str
    digest: str
    as_of: datetime
    outcome: str
    decided: bool
    failed: Mapping[Severity, int]
    undecided: int
    counts: Mapping[Change, int] | None
    why_not: str = ""

    @property
    def new(self) -> int:
        """Findings that came, or came back."""
        return sum((self.counts or {}).get(it, 0) for it in CAME)

    @property
    def fixed(self) -> int:
        """Findings that were fixed for certain."""
        return (self.counts or {}).get(Change.FIXED, 0)

    @property
    def summary(self) -> str:
        """What there is to say of it in a line."""
        parts = [format_count(self.new, "new finding")] if self.new else []
        parts += [f"{self.fixed:,} fixed"] if self.fixed else []
        parts += [f"{format_count(self.undecided, 'rule')} undecided"] if self.undecided else []
        quiet = "no earlier result to compare with" if self.counts is None else "nothing new"
        return f"{self.outcome}: {', '.join(parts) or quiet}"


def describe_entry(page: str, digest: str, result: Result, changes: ResultChanges | None, why_not: str = "") -> Entry:
    """Return the entry of a result; `changes` are those since the one before, `why_not` says why it does not count."""
    return Entry(
        page,
        digest,
        result.as_of,
        _describe_outcome(result, why_not),
        result.decided,
        {severity: result.count_failed(severity) for severity in reversed(Severity)},
        len({it.verdict.rule.id for it in list_undecided(result)}),
        changes.counts if changes else None,
        why_not,
    )


def _describe_outcome(result: Result, why_not: str) -> str:
    """Return the outcome, and why it may be less than that of the whole organization."""
    undecided = "" if result.decided else ", not all decided"
    return f"{outcome_to_words(result.outcome)}{undecided}{why_not and f', does not count: {why_not}'}"

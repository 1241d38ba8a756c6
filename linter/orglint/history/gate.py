"""Which findings of a result are new since a baseline, and of which nobody can say."""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.history.compare import compare_results
from orglint.model.changes import Change, ChangedFinding, ResultChanges
from orglint.model.findings import Outcome
from orglint.model.result import Result
from orglint.model.summaries import describe_undecided
from orglint.model.wording import format_count

_OLD_OR_NEW = frozenset({Change.DECIDED_AGAIN})


@dataclass(frozen=True, slots=True)
class Gate:
    """What a gate lets pass: findings that were there before; `new` ones it does not.

    Of those that are `unsure` the baseline does not say whether they were there: it was judged by other rules.
    """

    changes: ResultChanges
    new: tuple[ChangedFinding, ...]
    unsure: tuple[ChangedFinding, ...]

    @property
    def known(self) -> int:
        """How many findings fail that failed before."""
        return self.changes.count_still(Outcome.FAIL)

    @property
    def exit_code(self) -> int:
        """3 if the result is undecided, or nobody knows what is new in it, 1 if something is, else 0."""
        if self.unsure or not self.changes.after.decided:
            return 3
        return 1 if self.new else 0


def list_flaws(baseline: Result) -> Iterator[str]:
    """Yield why nothing is new or old compared with a result: what it does not have may have been there."""
    if not baseline.decided:
        yield f"it is not complete: {describe_undecided(baseline)}"
    if baseline.left_out:
        yield f"{format_count(baseline.left_out, 'rule')} left out of it by options"


def compare_with_baseline(baseline: Result, result: Result) -> Gate:
    """Return what is new in a result, of the severity that makes it fail; raises `ResultError` as comparing does."""
    changes = compare_results(baseline, result)
    severities = {it.rule.id: it.rule.severity for it in result.verdicts}
    came = [
        it
        for it in changes.findings
        if it.after is Outcome.FAIL and severities[it.finding.rule].rank >= result.fail_on.rank
    ]
    unsure = [it for it in came if it.by_rule or it.kind in _OLD_OR_NEW]
    return Gate(changes, tuple(it for it in came if it not in unsure), tuple(unsure))

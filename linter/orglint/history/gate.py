"""Which findings of a result are new since a baseline, and of which nobody can say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from orglint.history.compare import compare_results
from orglint.history.other_evidence import list_other_evidence
from orglint.history.other_rules import OtherRule, list_other_rules
from orglint.model.changes import Change, ChangedFinding, ResultChanges
from orglint.model.findings import Outcome
from orglint.model.result import Result
from orglint.model.summaries import describe_undecided
from orglint.model.wording import format_count, format_time

_OLD_OR_NEW = frozenset({Change.DECIDED_AGAIN})


@dataclass(frozen=True, slots=True)
class Gate:
    """What a gate lets pass: findings that were there before; `new` ones it does not.

    A finding about the whole that was there with other evidence is new. Of those that are `unsure` the baseline does
    not say whether they were there, nor of any finding of the `others`: rules that it was not judged by as they are
    now. `below` counts what came and is not severe enough to fail.
    """

    changes: ResultChanges
    new: tuple[ChangedFinding, ...]
    unsure: tuple[ChangedFinding, ...]
    others: tuple[OtherRule, ...]
    below: int

    @property
    def count_unsure(self) -> int:
        """How many findings fail of which nobody knows whether they did before."""
        named = {it.id for it in self.others}
        return sum(it.findings for it in self.others) + sum(it.finding.rule not in named for it in self.unsure)

    @property
    def known(self) -> int:
        """How many findings fail that failed before."""
        failing = sum(it.findings.count_outcome(Outcome.FAIL) for it in self.changes.after.verdicts)
        return failing - len(self.new) - self.below - self.count_unsure

    @property
    def exit_code(self) -> int:
        """3 if the result is undecided, or nobody knows what is new in it, 1 if something is, else 0."""
        if self.others or self.unsure or not self.changes.after.decided:
            return 3
        return 1 if self.new else 0


def list_flaws(baseline: Result, now: datetime) -> Iterator[str]:
    """Yield why nothing is new or old compared with a result: what it does not have may have been there.

    `now` is the time that the other result is judged at: what was judged as of a later one found what was to come.
    """
    if baseline.as_of > now:
        yield f"it was judged as of {format_time(baseline.as_of)}, which is later than {format_time(now)}"
    if not baseline.decided:
        yield f"it is not complete: {describe_undecided(baseline)}"
    if baseline.left_out:
        yield f"{format_count(baseline.left_out, 'rule')} left out of it by options"


def compare_with_baseline(baseline: Result, result: Result) -> Gate:
    """Return what is new in a result, of the severity that makes it fail; raises `ResultError` as comparing does."""
    changes = compare_results(baseline, result)
    severities = {it.rule.id: it.rule.severity for it in result.verdicts}
    failing = [*(it for it in changes.findings if it.after is Outcome.FAIL), *list_other_evidence(changes)]
    came = [it for it in failing if severities[it.finding.rule].rank >= result.fail_on.rank]
    others = tuple(list_other_rules(changes))
    named = {it.id for it in others}
    new: list[ChangedFinding] = []
    unsure: list[ChangedFinding] = []
    for it in came:
        (unsure if it.by_rule or it.kind in _OLD_OR_NEW or it.finding.rule in named else new).append(it)
    return Gate(changes, tuple(new), tuple(unsure), others, len(failing) - len(came))

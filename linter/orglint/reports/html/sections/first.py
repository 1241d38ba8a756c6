"""What to do first: at most five things, repairs of what was not seen before findings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orglint.model.result import Outcome, Result
from orglint.model.wording import format_count, join_lines
from orglint.reports.advice import list_repairs
from orglint.reports.html.sections.rules import RuleEntry

_MOST = 5
_CALL = re.compile(r" \((?:DELETE|PATCH|POST|PUT) /[^()\s]+\)|: (?:DELETE|PATCH|POST|PUT) /\S+$")
"""The call of the API that does it: the card has it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: a repair, or a rule that fails with the first step of its fix."""

    outcome: Outcome
    what: str
    detail: str
    fix: str = ""
    entry: RuleEntry | None = None


def build_tasks(result: Result, rules: Sequence[RuleEntry]) -> tuple[Task, ...]:
    """Return what to do, the most urgent first."""
    repairs = tuple(_list_repairs(result))[:_MOST]
    failing = [it for it in rules if it.verdict.outcome is Outcome.FAIL]
    failing.sort(key=lambda it: (-it.rule.severity.rank, -it.verdict.failed, it.rule.id))
    return (*repairs, *map(_tell_rule, failing[: max(_MOST - len(repairs), 1)]))[:_MOST]


def _list_repairs(result: Result) -> Iterator[Task]:
    undecided = result.counts[Outcome.UNKNOWN]
    waiting = f"{format_count(undecided, 'rule')} undecided." if undecided else ""
    for number, told in enumerate(list_repairs(result)):
        yield Task(Outcome.UNKNOWN, told, waiting if number == 0 else "")


def _tell_rule(entry: RuleEntry) -> Task:
    fix = _CALL.sub("", join_lines(entry.rule.fix).split(". ", maxsplit=1)[0]).rstrip(".")
    new = f", {entry.new:,} of them since the last result" if entry.new else ""
    at_least = "At least " if entry.verdict.unknown or entry.verdict.reason else ""
    return Task(
        Outcome.FAIL,
        join_lines(entry.rule.title),
        f"{at_least}{format_count(entry.verdict.failed, 'finding')}{new}.",
        f"{fix}.",
        entry,
    )

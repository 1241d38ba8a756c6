"""A result that says since when each of its findings is there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orglint.history.since import find_since
from orglint.history.standing import Row
from orglint.model.dated_findings import DatedFindings
from orglint.model.result import Result, Verdict
from orglint.model.since import Since


def date_result(result: Result, earlier: Iterable[Result]) -> Result:
    """Return a result whose findings have the time since which they are there, as far as earlier results know.

    A finding of an earlier result that has such a time had it from results before that, which are not needed again.
    """
    sinces = find_since(result, earlier)
    return replace(result, verdicts=tuple(_date_verdict(it, sinces[it.rule.id]) for it in result.verdicts))


def _date_verdict(verdict: Verdict, sinces: Mapping[Row, Since]) -> Verdict:
    times = {(row.table, row.key): since for row, since in sinces.items()}
    return replace(verdict, findings=DatedFindings(verdict.findings, times)) if verdict.findings else verdict

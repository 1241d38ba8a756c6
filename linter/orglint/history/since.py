"""Since when each finding of a result is there."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from orglint.history.past import Past, fold_parts, fold_results, sort_key
from orglint.history.standing import Row
from orglint.model.dated_findings import DatedFindings
from orglint.model.result import Result
from orglint.model.since import Since

Sinces: TypeAlias = Mapping[str, Mapping[Row, Since]]
"""Since when rows are found, by the id of the rule."""


def find_since(result: Result, earlier: Iterable[Result]) -> Sinces:
    """Return since when the findings of a result are there, by rule and row, as far as earlier results know."""
    dated = date_result(result, earlier)
    return {
        verdict.rule.id: {Row(it.table, it.key): it.since for it in verdict.findings if it.since}
        for verdict in dated.verdicts
    }


def date_result(result: Result, earlier: Iterable[Result]) -> Result:
    """Return a result whose findings say, when they are read, since when they are there, as earlier results know.

    A finding that was not decided in between counts as there; one that was fixed, or gone, begins anew. A finding of an
    earlier result that says itself since when it is there knows that from results before it, which are not needed.
    """
    return _date_by(result, fold_results(_select_earlier(result, earlier), result.choice.renamed))


def date_by_parts(result: Result, parts: Iterable[tuple[Result, Container[str]]]) -> Result:
    """Return what `date_result` does, of results that come in their order with the rules that count of each.

    Of many, one is in memory at a time.
    """
    return _date_by(result, fold_parts(parts, result.choice.renamed))


def _select_earlier(result: Result, others: Iterable[Result]) -> Iterator[Result]:
    return (it for it in others if sort_key(it) < sort_key(result))


def _date_by(result: Result, past: Past) -> Result:
    renamed, at = result.choice.renamed, result.snapshot.taken_at
    dated = (
        replace(
            it, findings=DatedFindings(it.findings, partial(past.date_finding, renamed.get(it.rule.id, it.rule.id), at))
        )
        for it in result.verdicts
    )
    return replace(result, verdicts=tuple(dated))

"""Since when each finding of a result is there."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from orglint.history.past import fold_results, sort_key
from orglint.history.standing import Row
from orglint.model.result import Result
from orglint.model.since import Since

Sinces: TypeAlias = Mapping[str, Mapping[Row, Since]]
"""Since when rows are found, by the id of the rule."""


def find_since(result: Result, earlier: Iterable[Result]) -> Sinces:
    """Return since when the findings of a result are there, by rule and row, as far as earlier results know.

    A finding that was not decided in between counts as there; one that was fixed, or gone, begins anew.
    """
    older = [it for it in earlier if sort_key(it) < sort_key(result)]
    past = fold_results([*older, result], result.choice.renamed)
    ids = [verdict.rule.id for verdict in result.verdicts]
    return {id_: {row: it.since for row, it in past.found.get(id_, {}).items()} for id_ in ids}

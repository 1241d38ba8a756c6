"""Findings by column: what they have in common is said once, and no finding becomes an object."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orglint.model.findings import Finding
    from orglint.model.reasons import Reason
    from orglint.model.since import Since

TOGETHER = 4_000
"""Findings that are read at once."""
NOT_KNOWN: dict[str, Any] = {}
"""What stands for a value that nobody knows, and is no other object; one that is absent is None."""


class FoundColumns(NamedTuple):
    """Some findings of one outcome: what each has, in the same order; `values` are the asked ones by name."""

    tables: Sequence[str]
    keys: Sequence[str]
    subjects: Sequence[str]
    messages: Sequence[str]
    values: Mapping[str, Sequence[Any]]
    reasons: "Sequence[Reason | None]"
    waivers: Sequence[str | None]
    sinces: "Sequence[Since | None]"


def collect_columns(found: "Iterable[Finding]", names: Sequence[str]) -> "Iterator[FoundColumns]":
    """Yield findings by column, some at a time; `names` are those of the values that are asked for."""
    rest = iter(found)
    while some := list(islice(rest, TOGETHER)):
        yield FoundColumns(
            [it.table for it in some],
            [it.key for it in some],
            [it.subject for it in some],
            [it.message for it in some],
            {name: [_read_value(it, name) for it in some] for name in names},
            [it.reason for it in some],
            [it.waiver for it in some],
            [it.since for it in some],
        )


def _read_value(finding: "Finding", name: str) -> Any:
    if name in finding.unknown_values or name not in finding.evidence:
        return NOT_KNOWN
    return finding.evidence[name]

"""The results that a store keeps, at a glance: whose they are, when they were kept, what they take."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from orglint.errors import ResultError
from orglint.model.judged_by import JudgedBy
from orglint.results.counts import drop_findings
from orglint.results.judged_by import dict_to_judged_by
from orglint.results.kept import KeptResult, list_kept


@dataclass(frozen=True, slots=True)
class KeptSummary:
    """What a kept result says of itself; `problem` says why it cannot be read, if so.

    `left_out` is the number of rules that `--only` and `--skip` left out of it, `judged_by` by what it was judged.

    It is not held against its schema: whoever reports it reads it (`KeptResult.read`).
    """

    kept: KeptResult
    size: int
    organization: str = ""
    organization_name: str = ""
    outcome: str = ""
    decided: bool = False
    left_out: int = 0
    problem: str = ""
    judged_by: JudgedBy | None = None


def list_kept_summaries(store: Path) -> tuple[KeptSummary, ...]:
    """Return the kept results of a store, by the time of their snapshots, those that cannot be read too."""
    return tuple(map(_summarize, list_kept(store)))


def list_kept_folders(store: Path) -> Iterator[tuple[str, tuple[KeptResult, ...]]]:
    """Yield the snapshots that a store keeps results of, by their ids, with these."""
    kept = list_kept(store)
    for snapshot in dict.fromkeys(it.snapshot for it in kept):
        yield snapshot, tuple(it for it in kept if it.snapshot == snapshot)


def _summarize(kept: KeptResult) -> KeptSummary:
    size = kept.file.lstat().st_size
    try:
        members: dict[str, Any] = orjson.loads(drop_findings(kept.read_content()))
        whose = (str(members["organization"]), str(members["organization_name"]))
        outcome, left_out = str(members["outcome"]), int(members["left_out"])
        decided, judged_by = members["decided"] is True, dict_to_judged_by(members)
        return KeptSummary(kept, size, *whose, outcome, decided, left_out, judged_by=judged_by)
    except (ResultError, ValueError, KeyError, TypeError) as error:
        return KeptSummary(kept, size, problem=str(error).splitlines()[0])

"""Counts of the API: asked for before and after the walks, and stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.collect.end import describe_refusal
from orglint.collect.envelope import read_answer
from orglint.collect.requests import build_request
from orglint.collect.search import ALL
from orglint.collect.walk import TableReader, Walk
from orglint.errors import CollectError
from orglint.http.decode import DoubledError, NotAPageError
from orglint.model.snapshot import Doubt, DoubtKind
from orglint.snapshots import collecting, pages
from orglint.tables import Declaration
from orglint.tables.endpoints import Endpoint
from orglint.tables.search import CountOperations

LARGEST = (1 << 53) - 1
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ApiCounts:
    """The counts of one operation; None if it did not answer, for the reason in `problem`.

    `absurd` says that an answer came whose number no count can be, or that has two numbers. `requests` is the number of
    calls.
    """

    counts: Any
    requests: int
    problem: str = ""
    absurd: bool = False

    def doubts(self, by: str) -> tuple[Doubt, ...]:
        """Return why the table is doubtful, whatever else is counted: somebody counts, and not in whole rows."""
        return (Doubt(DoubtKind.STATISTICS, f"{by} cannot be: {self.problem}"),) if self.absurd else ()


class AbsurdCountError(NotAPageError):
    """A count came that is no whole number."""


@dataclass(frozen=True, slots=True)
class CountsByValue:
    """How often each value of a list of counts occurs; a `problem` makes the list unusable."""

    counts: Mapping[str, int] | None = None
    problem: str = ""

    @property
    def rows(self) -> int | None:
        """How many rows there are if each has one value."""
        return sum(self.counts.values()) if self.counts else None


def ask_once(
    reader: TableReader,
    table: str,
    title: str,
    endpoint: Endpoint,
    request: Mapping[str, Any],
    *,
    parse: Callable[[dict[str, Any]], Any],
    stamp: str = "",
) -> ApiCounts:
    """Ask for numbers, unless a run that was stopped did so; `stamp` tells what they must have been asked behind."""
    kept = collecting.load_table_facts(reader.collecting, table, title)
    if kept is not None and kept["stamp"] == stamp:
        return ApiCounts(kept["counts"], kept["requests"], kept["problem"], kept["absurd"])
    before, counts, problem, absurd = reader.api.budget.requests, None, "", False
    try:
        counts = parse(_require_no_doubts(endpoint, reader.ask(endpoint, request)))
    except (CollectError, NotAPageError) as refusal:
        problem, absurd = describe_refusal(refusal), isinstance(refusal, AbsurdCountError | DoubledError)
    found = ApiCounts(counts, reader.api.budget.requests - before, problem, absurd)
    facts = {"stamp": stamp, "counts": counts, "requests": found.requests, "problem": problem, "absurd": absurd}
    collecting.save_table_facts(reader.collecting, table, title, facts)
    return found


def find_counts(declaration: Declaration) -> CountOperations:
    """Return the operations that count the rows of a table that is counted."""
    assert declaration.counted is not None
    return declaration.counted


def ask_for_count(
    reader: TableReader, table: str, counted: CountOperations, when: str, walks: Sequence[Walk] = ()
) -> ApiCounts:
    """Ask how many rows a table has, behind walks over them."""
    request = build_request(counted.count, reader.organization, ALL)
    stamp = digest_walks(walks)
    return ask_once(reader, table, f"count-{when}", counted.count, request, parse=read_count, stamp=stamp)


def digest_walks(walks: Iterable[Walk]) -> str:
    """Return what tells walks from all others: the stamp of what must have been asked behind them."""
    return pages.digest_pages(page for kept in walks for page in kept.pages)


def _require_no_doubts(endpoint: Endpoint, members: dict[str, Any]) -> dict[str, Any]:
    doubts = read_answer(endpoint, members).doubts
    if doubts:
        raise NotAPageError(doubts[0])
    return members


def parse_row_count(value: Any) -> int | None:
    """Return the number of rows that a value is; None if it is none."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LARGEST
    return int(value) if number and value == value // 1 else None


def read_count(members: Mapping[str, Any]) -> int:
    """Return the count that an operation answered."""
    number = parse_row_count(members.get("count"))
    if number is None and members.get("count") is not None:
        raise AbsurdCountError("it answered what is no whole number of rows")
    if number is None:
        raise NotAPageError("it answered no number of rows")
    return number


def read_value_counts(members: Mapping[str, Any], title: str, key: str) -> dict[str, Any]:
    """Return a list of counts as keyword arguments of `CountsByValue`."""
    entries = members.get(title)
    if not isinstance(entries, list):
        return {"counts": None, "problem": "" if entries is None else f"{title} is no list"}
    counts: dict[str, int] = {}
    for entry in entries:
        value, count = (
            (entry.get(key), parse_row_count(entry.get("count"))) if isinstance(entry, dict) else (None, None)
        )
        if not isinstance(value, str) or count is None:
            return {"counts": None, "problem": f"{title} holds what is no count"}
        if value in counts:
            shown = "".join(letter if letter.isprintable() else "?" for letter in value[:_SHOWN])
            return {"counts": None, "problem": f"{title} counts {shown} twice"}
        counts[value] = count
    return {"counts": counts, "problem": ""}


def take_lower_counts(before: CountsByValue, after: CountsByValue) -> CountsByValue:
    """Return the lower of two counts for each value: whoever came or went between them is no contradiction."""
    if before.problem or after.problem:
        return CountsByValue(problem=after.problem or before.problem)
    if before.counts is None or after.counts is None:
        return after
    return CountsByValue({value: min(count, before.counts.get(value, 0)) for value, count in after.counts.items()})

"""How old the newest results are, for people at a terminal."""

from collections.abc import Iterator, Sequence

from orglint.model.neutralize import neutralize
from orglint.model.rule import Severity
from orglint.model.status import RunStatus
from orglint.model.summaries import outcome_to_words
from orglint.model.wording import format_count, format_duration, format_time


def render(statuses: Sequence[RunStatus]) -> str:
    """Return the text."""
    return "".join(f"{neutralize(line)}\n" for status in statuses for line in _list_lines(status))


def _list_lines(status: RunStatus) -> Iterator[str]:
    whose = status.name or status.organization or "unknown organization"
    if status.taken_at and status.age is not None:
        age = f"{format_duration(abs(status.age))} {'old' if status.age.total_seconds() >= 0 else 'from now'}"
        yield f"{whose} · {outcome_to_words(status.outcome).upper()} · {age} ({format_time(status.taken_at)})"
        yield f"  {_count_rows(status)}"
    else:
        yield f"{whose} · no result"
    yield from (f"  ? {it}" for it in status.problems)
    yield from (f"  {it}" for it in status.notes)


def _count_rows(status: RunStatus) -> str:
    by_severity = sorted(status.failed.items(), key=lambda it: -it[0].rank)
    failed = ", ".join(_describe(severity, number) for severity, number in by_severity) or "no row fails"
    return f"{failed}, {format_count(status.unknown, 'row')} not known" if status.unknown else failed


def _describe(severity: Severity, number: int) -> str:
    return f"{number:,} {severity} fail" if number > 1 else f"1 {severity} fails"

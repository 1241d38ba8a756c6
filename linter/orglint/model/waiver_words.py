"""Waivers in words."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from orglint.model.acceptance import Acceptance
from orglint.model.statement import Statement
from orglint.model.value_words import describe_value
from orglint.model.waiver import Exceptions, Waiver, WaiverState, WaiverUse
from orglint.model.wording import format_count


class Stated(NamedTuple):
    """A written exception: the rule that it is about, empty if it is about a table, what it covers, and who says so."""

    rule: str
    about: str
    statement: Statement


def list_statements(found: Exceptions) -> Iterator[Stated]:
    """Yield every exception of a file, in its order."""
    yield from (state_waiver(waiver) for waiver in found.waivers)
    for accepted in found.accepted:
        if accepted.statement is not None:
            yield Stated("", describe_acceptance(accepted), accepted.statement)
    for it in found.attestations:
        yield Stated(it.rule, "holds" if it.holds else "does not hold", it.statement)


def state_waiver(waiver: Waiver) -> Stated:
    """Return a waiver with what it covers in words."""
    most = f", at most {format_count(waiver.most, 'finding')}" if waiver.most is not None else ""
    return Stated(
        waiver.rule, f"{waiver.subject}{f' ({waiver.email})' if waiver.email else ''}{most}", waiver.statement
    )


def describe_acceptance(accepted: Acceptance) -> str:
    """Return which doubt about a table is accepted."""
    if accepted.snapshot:
        return f"rows of {accepted.table} that snapshot {accepted.snapshot} had lost"
    return f"{format_count(accepted.difference or 0, 'row')} of {accepted.table} fewer than the API counts"


def describe_exception(one: Stated) -> str:
    """Return what an exception is about."""
    return f"{one.rule} · {one.about}" if one.rule else one.about


def describe_end(statement: Statement, days_left: int) -> str:
    """Return when an exception ends, or that it has ended, and how long it is until then."""
    if days_left < 0:
        return f"ended on {statement.until}, {format_count(-days_left, 'day')} ago"
    left = "today is its last day" if days_left == 0 else f"{format_count(days_left, 'day')} left"
    return f"until {statement.until}, {left}"


def describe_excuse(waiver: Waiver) -> str:
    """Return an excuse for a finding in a line: why, who answers for it, until when, where it is written."""
    statement = waiver.statement
    where = ", ".join(filter(None, [statement.ticket, statement.place]))
    return f"{statement.reason}; {statement.owner}, until {statement.until}{f' ({where})' if where else ''}"


def describe_use(use: WaiverUse) -> str:
    """Return what came of a waiver: where it is written, what it covers, its state, who answers for it."""
    statement, about = use.waiver.statement, describe_exception(state_waiver(use.waiver))
    place = f"{statement.place}: " if statement.place else ""
    return f"{place}{about}: {_STATES[use.state](use)}; {statement.owner}: {statement.reason}"


def _describe_expired(use: WaiverUse) -> str:
    fails = f"{_count_findings(use)} again" if use.findings else "no finding needs it any more, remove it"
    return f"{describe_end(use.waiver.statement, use.days_left)}, {fails}"


def _describe_over(use: WaiverUse) -> str:
    unknown = f", and {format_count(use.unknown, 'row')} of unknown outcome" if use.unknown else ""
    return f"void, it matches {format_count(use.findings, 'finding')}{unknown}"


def _describe_changed(use: WaiverUse) -> str:
    pinned = ", ".join(f"{name}: {describe_value(value)}" for name, value in use.waiver.when.items())
    return f"void, the evidence is no longer {pinned}"


def _describe_applied(use: WaiverUse) -> str:
    excused = f"excuses {format_count(use.findings, 'finding')}"
    return f"{excused}, {describe_end(use.waiver.statement, use.days_left)}" if use.ends_soon else excused


def _count_findings(use: WaiverUse) -> str:
    return f"{format_count(use.findings, 'finding')} {'fails' if use.findings == 1 else 'fail'}"


_STATES: Mapping[WaiverState, Callable[[WaiverUse], str]] = {
    WaiverState.APPLIED: _describe_applied,
    WaiverState.EXPIRED: _describe_expired,
    WaiverState.OVER_MAX: _describe_over,
    WaiverState.CHANGED: _describe_changed,
    WaiverState.UNUSED: lambda _: "matches no finding, remove it",
    WaiverState.UNDECIDED: lambda _: "whether it is still needed cannot be told",
    WaiverState.NOT_JUDGED: lambda _: "its rule did not run",
    WaiverState.ELSEWHERE: lambda use: f"is for organization {use.waiver.statement.organization}",
}

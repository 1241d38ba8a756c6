"""Waivers in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from orglint.model.acceptance import Acceptance
from orglint.model.statement import Statement, to_day
from orglint.model.waiver import Exceptions, Waiver
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
        statement = Statement(it.said, it.owner, it.until, place=it.place)
        yield Stated(it.rule, "holds" if it.holds else "does not hold", statement)


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


def describe_end(statement: Statement, at: datetime) -> str:
    """Return when an exception ends, or that it has ended, and how long it is until then."""
    days = (statement.until - to_day(at)).days
    if days < 0:
        return f"ended on {statement.until}, {format_count(-days, 'day')} ago"
    left = "today is its last day" if days == 0 else f"{format_count(days, 'day')} left"
    return f"until {statement.until}, {left}"

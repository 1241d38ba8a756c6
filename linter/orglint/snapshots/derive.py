"""The SQL of columns that the API does not send, and when their cells are unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.model.hidden import UNKNOWN
from orglint.sql.quoting import quote_identifier, quote_text, quote_timestamp
from orglint.tables.derived import (
    DerivedColumn,
    Formula,
    LatestTime,
    MailDomain,
    StatusNotBefore,
    StatusSince,
    StatusSinceBy,
)
from orglint.tables.values import find_enumerations

SEEN_BEFORE = "_was"
"""Whether the previous snapshot has a row with the same key."""


def name_previous_cell(column: str) -> str:
    """Return what the cell of a row in the previous snapshot is called beside those of the present one."""
    return f"{SEEN_BEFORE}_{column}"


@dataclass(frozen=True, slots=True)
class DerivationInputs:
    """What derived columns are computed from: when a cell of a column is unknown (as SQL), and the snapshots' times.

    `before` is the time of the previous snapshot of the table, None if there is none.
    """

    table: str
    unknown: Mapping[str, str]
    taken_at: datetime
    before: datetime | None = None

    @property
    def now(self) -> str:
        """The snapshot's time as SQL."""
        return quote_timestamp(self.taken_at)

    @property
    def previous_time(self) -> str:
        """The time of the previous snapshot as SQL."""
        return quote_timestamp(self.before) if self.before else "CAST(NULL AS TIMESTAMP)"


@dataclass(frozen=True, slots=True)
class Derivation:
    """A cell and the condition under which it is unknown, both as SQL over the row.

    `vacuous` is an aggregate that holds where the whole column says nothing although its inputs are there: a renamed
    member inside of an input must not read as "never"; `because` says so in words.
    """

    value: str
    unknown: str
    vacuous: str = "false"
    because: str = ""


def derive_column(column: DerivedColumn, inputs: DerivationInputs) -> Derivation:
    """Return the SQL of a derived column."""
    return _DERIVATIONS[type(column.formula)](column, column.formula, inputs)


def _derive_latest_time(column: DerivedColumn, formula: LatestTime, inputs: DerivationInputs) -> Derivation:
    unknown = f"({inputs.unknown[formula.records]} OR {_test_unknown_times(formula)})"
    records = quote_identifier(formula.records)
    return Derivation(
        value=f"CASE WHEN NOT {unknown} THEN {_select_latest_time(formula)} END",
        unknown=unknown,
        vacuous=f"count({quote_identifier(column.name)}) = 0 AND coalesce(sum(len({records})), 0) > 0",
        because="no product that a user may use shows when it was used",
    )


def _test_unknown_times(formula: LatestTime) -> str:
    """Return as SQL whether the time of some record is unknown: it may be the latest."""
    inside, time = (quote_text(f"{formula.records}~{member}") for member in ("", formula.time))
    no_record = f"len(list_filter({quote_identifier(formula.records)}, lambda one: one IS NULL)) > 0"
    return f"list_contains({UNKNOWN}, {inside}) AND (list_contains({UNKNOWN}, {time}) OR {no_record})"


def _select_latest_time(formula: LatestTime) -> str:
    times = f"list_transform({quote_identifier(formula.records)}, lambda one: one.{quote_identifier(formula.time)})"
    return f"list_max({times})"


def _derive_mail_domain(column: DerivedColumn, formula: MailDomain, inputs: DerivationInputs) -> Derivation:
    address = quote_identifier(formula.address)
    return Derivation(
        value=f"nullif(lower(regexp_extract({address}, '@([^@]*)$', 1)), '')",
        unknown=inputs.unknown[formula.address],
        vacuous=f"count({quote_identifier(column.name)}) = 0 AND count({address}) > 0",
        because="no e-mail address shows a domain",
    )


def _derive_status_since(_: DerivedColumn, __: StatusSince, inputs: DerivationInputs) -> Derivation:
    # An older orglint took the last activity for it; what is certain is that the previous snapshot saw the same.
    value = (
        "CASE WHEN status IS NULL THEN NULL "
        f"WHEN _was_status = status AND (_was_statusSinceBy = 'activity' OR _was_statusSince IS NULL) "
        f"THEN {inputs.previous_time} "
        "WHEN _was_status = status THEN _was_statusSince "
        f"ELSE {inputs.now} END"
    )
    return Derivation(value, unknown="statusSince IS NULL")


def _derive_status_since_by(_: DerivedColumn, __: StatusSinceBy, ___: DerivationInputs) -> Derivation:
    value = (
        "CASE WHEN statusSince IS NULL THEN NULL "
        "WHEN _was_status = status AND _was_statusSinceBy = 'event' THEN 'event' ELSE 'observed' END"
    )
    return Derivation(value, unknown="statusSinceBy IS NULL")


def _derive_status_not_before(column: DerivedColumn, formula: StatusNotBefore, inputs: DerivationInputs) -> Derivation:
    # An unlisted status may mean any other, so it does not prove that the present one began since.
    listed = ", ".join(map(quote_text, find_enumerations(inputs.table)["status"].listed)) or "NULL"
    seen_otherwise = (
        "CASE WHEN _was_status = status THEN _was_statusNotBefore "
        f"WHEN _was_status IN ({listed}) AND status IN ({listed}) THEN {inputs.previous_time} END"
    )
    bounds = [seen_otherwise, *_select_shown_bounds(column, formula, inputs)]
    value = f"CASE WHEN status IS NOT NULL THEN greatest({', '.join(bounds)}) END"
    return Derivation(value, unknown="statusNotBefore IS NULL")


def _select_shown_bounds(column: DerivedColumn, formula: StatusNotBefore, inputs: DerivationInputs) -> list[str]:
    """Return as SQL the times at which other facts show that the present status had not begun, NULL where none does."""
    bounds = []
    if formula.used:
        statuses = ", ".join(map(quote_text, formula.idle))
        # Any use that is known was before such a status began, also where the time of another is not known.
        bounds.append(f"CASE WHEN status IN ({statuses}) THEN {_select_latest_time(formula.used)} END")
    if formula.made in column.inputs:
        made = quote_identifier(formula.made)
        # What was seen before it was made was not made then: its time says something else, and shows nothing.
        bounds.append(f"CASE WHEN NOT {SEEN_BEFORE} OR {made} <= {inputs.previous_time} THEN {made} END")
    return bounds


_DERIVATIONS: Mapping[type[Formula], Callable[[DerivedColumn, Any, DerivationInputs], Derivation]] = {
    LatestTime: _derive_latest_time,
    MailDomain: _derive_mail_domain,
    StatusSince: _derive_status_since,
    StatusSinceBy: _derive_status_since_by,
    StatusNotBefore: _derive_status_not_before,
}

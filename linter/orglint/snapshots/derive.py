"""The SQL of columns that the API does not send, and when their cells are unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from orglint.snapshots.load import UNKNOWN
from orglint.sql.quoting import quote_text, quote_timestamp
from orglint.tables.values import find_enumerations

WAS = ("_was_status", "_was_since", "_was_by", "_was_not_before")
NOBODY_ACTIVE = ("suspended", "deactivated", "for_deletion")
"""Statuses in which nobody can use anything: the last use was before they began."""


@dataclass(frozen=True, slots=True)
class DerivationInputs:
    """What derived columns are computed from: when a cell of a column is unknown (as SQL), and the snapshots' times.

    `before` is the time of the previous complete snapshot, None if there is none.
    """

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


LAST_KNOWN = "list_max(list_transform(productAccess, lambda product: product.lastActiveTimestamp))"
# A use whose time is unknown may be the latest.
_SOME_USE_UNKNOWN = (
    f"list_contains({UNKNOWN}, 'productAccess~') AND (list_contains({UNKNOWN}, 'productAccess~lastActiveTimestamp') "
    "OR len(list_filter(productAccess, lambda product: product IS NULL)) > 0)"
)


def _derive_last_active(inputs: DerivationInputs) -> Derivation:
    unknown = f"({inputs.unknown['productAccess']} OR {_SOME_USE_UNKNOWN})"
    return Derivation(
        value=f"CASE WHEN NOT {unknown} THEN {LAST_KNOWN} END",
        unknown=unknown,
        vacuous="count(lastActive) = 0 AND coalesce(sum(len(productAccess)), 0) > 0",
        because="no product that a user may use shows when it was used",
    )


def _derive_email_domain(inputs: DerivationInputs) -> Derivation:
    return Derivation(
        value="nullif(lower(regexp_extract(email, '@([^@]*)$', 1)), '')",
        unknown=inputs.unknown["email"],
        vacuous="count(emailDomain) = 0 AND count(email) > 0",
        because="no e-mail address shows a domain",
    )


def _derive_status_since(inputs: DerivationInputs) -> Derivation:
    # An older orglint took the last activity for it; what is certain is that the previous snapshot saw the same.
    value = (
        "CASE WHEN status IS NULL THEN NULL "
        f"WHEN _was_status = status AND (_was_by = 'activity' OR _was_since IS NULL) THEN {inputs.previous_time} "
        "WHEN _was_status = status THEN _was_since "
        f"ELSE {inputs.now} END"
    )
    return Derivation(value, unknown="statusSince IS NULL")


def _derive_status_since_by(inputs: DerivationInputs) -> Derivation:  # noqa: ARG001 - one signature for all derivations
    value = (
        "CASE WHEN statusSince IS NULL THEN NULL "
        "WHEN _was_status = status AND _was_by = 'event' THEN 'event' ELSE 'observed' END"
    )
    return Derivation(value, unknown="statusSinceBy IS NULL")


def _derive_status_not_before(inputs: DerivationInputs) -> Derivation:
    # An unlisted status may mean any other, so it does not prove that the present one began since.
    listed = ", ".join(map(quote_text, find_enumerations("users")["status"].listed)) or "NULL"
    seen_otherwise = (
        "CASE WHEN _was_status = status THEN _was_not_before "
        f"WHEN _was_status IN ({listed}) AND status IN ({listed}) THEN {inputs.previous_time} END"
    )
    statuses = ", ".join(map(quote_text, NOBODY_ACTIVE))
    # Any use that is known was before such a status began, also where the time of another is not known.
    last_use = f"CASE WHEN status IN ({statuses}) THEN {LAST_KNOWN} END"
    value = f"CASE WHEN status IS NOT NULL THEN greatest({seen_otherwise}, {last_use}) END"
    return Derivation(value, unknown="statusNotBefore IS NULL")


DERIVATIONS: Mapping[tuple[str, str], Callable[[DerivationInputs], Derivation]] = {
    ("users", "lastActive"): _derive_last_active,
    ("users", "emailDomain"): _derive_email_domain,
    ("users", "statusSince"): _derive_status_since,
    ("users", "statusSinceBy"): _derive_status_since_by,
    ("users", "statusNotBefore"): _derive_status_not_before,
}

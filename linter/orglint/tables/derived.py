"""Columns that the API does not send, derived once so that not every rule has to: what each is made of, and how."""

from dataclasses import dataclass
from typing import TypeAlias

from orglint.model.table import Absence, Column, Scalar


@dataclass(frozen=True, slots=True)
class LatestTime:
    """The latest `time` in a column of `records`; absent without any."""

    records: str
    time: str


@dataclass(frozen=True, slots=True)
class MailDomain:
    """The domain of an `address`, in lower case."""

    address: str


@dataclass(frozen=True, slots=True)
class StatusSince:
    """Since when every snapshot saw the present status: that of this snapshot, unless the previous one saw it too."""


@dataclass(frozen=True, slots=True)
class StatusSinceBy:
    """How `statusSince` is known."""


@dataclass(frozen=True, slots=True)
class StatusNotBefore:
    """The latest time at which the present status had certainly not begun: a snapshot saw another one.

    Two other facts may show it as well. Who is `idle` can use nothing, so the last time that a product was `used` was
    before that. And nothing has a status before it was `made`.
    """

    used: LatestTime | None = None
    idle: tuple[str, ...] = ()
    made: str = ""


Formula: TypeAlias = LatestTime | MailDomain | StatusSince | StatusSinceBy | StatusNotBefore


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedColumn(Column):
    """A column that is derived from others of its row, its `inputs`, by a formula.

    `previous` names the columns that it is made of besides: those of the row that the previous snapshot has under the
    same key. Where that snapshot is of an older orglint, which did not derive such a column, its cells are NULL.
    `optional` are inputs that a specification need not have: each counts where it is there, with the type of this one.
    """

    formula: Formula
    optional: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()


_LAST_USE = LatestTime("productAccess", "lastActiveTimestamp")
_SEEN = ("status", "statusSince", "statusSinceBy")


def _build_status_columns(
    who: str, shown: StatusNotBefore, *, also: str, inputs: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> tuple[DerivedColumn, ...]:
    """Return the columns that say since when a status lasts; the inputs are those of the bound that is `shown`."""
    return (
        DerivedColumn(
            "statusSince",
            Scalar.TIMESTAMP,
            f"Since when the {who} has the present status at least: every snapshot since then saw it. "
            "It may be so for longer.",
            "derived: the previous complete snapshot; without one, or where the status changed, the snapshot's time",
            inputs=("status",),
            formula=StatusSince(),
            previous=_SEEN,
        ),
        DerivedColumn(
            "statusSinceBy",
            Scalar.STRING,
            "How statusSince is known: observed (snapshots saw it) or event (audit log).",
            "derived: together with statusSince",
            inputs=("status",),
            formula=StatusSinceBy(),
            previous=_SEEN,
        ),
        DerivedColumn(
            "statusNotBefore",
            Scalar.TIMESTAMP,
            "Before when the present status did certainly not begin; unknown where nothing shows that.",
            f"derived: when a snapshot last saw another status; {also}",
            inputs=("status", *inputs),
            optional=optional,
            formula=shown,
            previous=("status", "statusNotBefore"),
        ),
    )


USERS = (
    DerivedColumn(
        "lastActive",
        Scalar.TIMESTAMP,
        "When the user last used any product; absent if never. Up to a day late, and blind to use over APIs.",
        "derived: the latest productAccess[].lastActiveTimestamp",
        absence=Absence.ABSENT,
        inputs=("productAccess",),
        formula=_LAST_USE,
    ),
    DerivedColumn(
        "emailDomain",
        Scalar.STRING,
        "The domain of the e-mail address, in lower case; absent where the address is hidden.",
        "derived: what follows the last @ of email",
        absence=Absence.ABSENT,
        inputs=("email",),
        formula=MailDomain("email"),
    ),
    *_build_status_columns(
        "user",
        StatusNotBefore(used=_LAST_USE, idle=("suspended", "deactivated", "for_deletion")),
        inputs=("productAccess",),
        also="for users who cannot be active also their last use",
    ),
)
POLICIES = _build_status_columns(
    "policy",
    # updatedAt shows nothing: no source says that every change of the status moves it, nor that nothing else does.
    StatusNotBefore(made="createdAt"),
    optional=("createdAt",),
    also="also when the policy was made",
)

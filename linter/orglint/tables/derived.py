"""Columns that the API does not send, derived once so that not every rule has to."""

from orglint.model.table import Absence, Column, Scalar

LAST_ACTIVE = Column(
    "lastActive",
    Scalar.TIMESTAMP,
    "When the user last used any product; absent if never. Up to a day late, and blind to use over APIs.",
    "derived: the latest productAccess[].lastActiveTimestamp",
    absence=Absence.ABSENT,
    inputs=("productAccess",),
)
EMAIL_DOMAIN = Column(
    "emailDomain",
    Scalar.STRING,
    "The domain of the e-mail address, in lower case; absent where the address is hidden.",
    "derived: what follows the last @ of email",
    absence=Absence.ABSENT,
    inputs=("email",),
)
STATUS_SINCE = Column(
    "statusSince",
    Scalar.TIMESTAMP,
    "Since when the user has the present status at least: every snapshot since then saw it. It may be so for longer.",
    "derived: the previous complete snapshot; without one, or where the status changed, the snapshot's time",
    inputs=("status",),
)
STATUS_SINCE_BY = Column(
    "statusSinceBy",
    Scalar.STRING,
    "How statusSince is known: observed (snapshots saw it) or event (audit log).",
    "derived: together with statusSince",
    inputs=("status",),
)
STATUS_NOT_BEFORE = Column(
    "statusNotBefore",
    Scalar.TIMESTAMP,
    "Before when the present status did certainly not begin; unknown where nothing shows that.",
    "derived: when a snapshot last saw another status; for users who cannot be active also their last use",
    inputs=("status", "productAccess"),
)
USERS = (LAST_ACTIVE, EMAIL_DOMAIN, STATUS_SINCE, STATUS_SINCE_BY, STATUS_NOT_BEFORE)

"""Columns that the API does not send and that every rule would otherwise work out again."""

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
    "Since when the user has the present status, as far as it is known: never later than the truth allows to prove.",
    "derived: the previous complete snapshot; without one lastActive, else addedToOrg, else the snapshot's time",
    inputs=("status", "productAccess", "addedToOrg"),
)
STATUS_SINCE_BY = Column(
    "statusSinceBy",
    Scalar.STRING,
    "How statusSince is known: activity (a lower bound), observed (a snapshot saw it change) or event (audit log).",
    "derived: together with statusSince",
    inputs=("status", "productAccess", "addedToOrg"),
)
USERS = (LAST_ACTIVE, EMAIL_DOMAIN, STATUS_SINCE, STATUS_SINCE_BY)

"""An event of class 2003 of OCSF, Compliance Finding."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.reports.inert import fit_text

Members = Mapping[str, Any]

VERSION = "1.8.0"
LONGEST, NAME = 1_000, 255
"""Characters of a text, and of a name."""
_CREATE, _FINDINGS, _CLASS = 1, 2, 2003


class Status(NamedTuple):
    """How a check ended in the words of OCSF, and in what state that leaves the finding."""

    compliance: int
    words: str
    finding: int
    state: str

    @property
    def is_open(self) -> bool:
        """Whether the finding is as severe as its rule."""
        return self.finding in _OPEN


_OPEN = frozenset({1, 3})
WARNING = Status(2, "Warning", 1, "New")
"""OCSF: "did not yield a result due to missing information"."""
NOT_SET_UP = Status(99, "Not Set Up", 99, "Not Set Up")
OFF = Status(99, "Off", 99, "Off")
STATUSES: Mapping[Outcome, Status] = {
    Outcome.PASS: Status(1, "Pass", 4, "Resolved"),
    Outcome.FAIL: Status(3, "Fail", 1, "New"),
    Outcome.UNKNOWN: WARNING,
    Outcome.WAIVED: Status(3, "Fail", 3, "Suppressed"),
    Outcome.NOT_APPLICABLE: Status(99, "Not Applicable", 99, "Not Applicable"),
}
INFORMATIONAL = (1, "Informational")
SEVERITIES: Mapping[Severity, tuple[int, str]] = {
    Severity.INFO: INFORMATIONAL,
    Severity.LOW: (2, "Low"),
    Severity.MEDIUM: (3, "Medium"),
    Severity.HIGH: (4, "High"),
    Severity.CRITICAL: (5, "Critical"),
}


def build_frame(result: Result) -> Members:
    """Return what all events of a run have in common."""
    product = {"name": "orglint", "vendor_name": "orglint", "version": fit_text(result.orglint, NAME)}
    return {
        "activity_id": _CREATE,
        "activity_name": "Create",
        "category_uid": _FINDINGS,
        "category_name": "Findings",
        "class_uid": _CLASS,
        "class_name": "Compliance Finding",
        "type_uid": _CLASS * 100 + _CREATE,
        "type_name": "Compliance Finding: Create",
        "time": int(result.as_of.timestamp() * 1000),
        "metadata": {
            "version": VERSION,
            "product": product,
            "tenant_uid": fit_text(result.snapshot.organization, NAME),
            "correlation_uid": fit_text(result.snapshot.id, NAME),
        },
    }


class Told(NamedTuple):
    """What an event says: its name, which is the same in every run, how it ended, how severe it is, and why."""

    uid: str
    words: str
    status: Status
    severity: tuple[int, str] = INFORMATIONAL
    details: Sequence[str] = ()


def build_event(frame: Members, told: Told, *, info: Members, compliance: Members) -> dict[str, Any]:
    """Return an event; `info` and `compliance` are what it says of its rule besides."""
    message = fit_text(told.words, LONGEST) or "No message."
    status = told.status
    return {
        **frame,
        "severity_id": told.severity[0],
        "severity": told.severity[1],
        "status_id": status.finding,
        "status": status.state,
        "message": message,
        "finding_info": {"uid": told.uid, "title": message, **info},
        "compliance": {
            **compliance,
            "status_id": status.compliance,
            "status": status.words,
            "status_details": [fit_text(it, LONGEST) for it in told.details if it],
        },
    }

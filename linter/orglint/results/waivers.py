"""Read waivers and their statements back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver, WaiverState, WaiverUse

Members = Mapping[str, Any]


def dict_to_statement(members: Members) -> Statement:
    """Return a statement."""
    stated = (members["reason"], members["owner"], date.fromisoformat(members["until"]))
    return Statement(*stated, members["ticket"] or "", members["organization"] or "", members["place"])


def dict_to_attestation(rule: str, members: Members) -> AttestationUse:
    """Return the attestation that decided a rule."""
    statement = dict_to_statement({**members, "reason": members["statement"], "ticket": None})
    on, evidence = date.fromisoformat(members["on"]), members["evidence"] or ""
    return AttestationUse(Attestation(rule, members["holds"], statement, on, evidence), members["days_left"])


def dict_to_use(members: Members) -> WaiverUse:
    """Return what came of a waiver."""
    about = (members["rule"], members["subject"], dict_to_statement(members), members["max"], members["when"])
    waiver = Waiver(*about, members["email"] or "")
    counted = (members["findings"], members["unknown"], members["days_left"])
    return WaiverUse(waiver, WaiverState(members["state"]), *counted)

"""Attestations: dated statements, each with an owner and an end, about what no API can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from orglint.model.statement import NOTICE, Statement

EVIDENCE = tuple(f"attestation.{name}" for name in ("holds", "statement", "owner", "on", "until", "evidence"))
"""The names of what a finding shows of an attestation."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """What somebody stated on a day of what a rule asks: whether it `holds`.

    The reason of the `statement` is what is stated; `evidence` says where it can be seen.
    """

    rule: str
    holds: bool
    statement: Statement
    on: date
    evidence: str = ""

    def list_evidence(self) -> Mapping[str, Any]:
        """Return what a finding shows of it, by the names that a waiver may pin."""
        said = (self.holds, self.statement.reason, self.statement.owner, str(self.on), str(self.statement.until))
        return dict(zip(EVIDENCE, (*said, self.evidence), strict=True))


class AttestationUse(NamedTuple):
    """The attestation that decided a rule in one run, and the days until its last one, below 0 if that is over."""

    attestation: Attestation
    days_left: int

    @property
    def ends_soon(self) -> bool:
        """Whether it still holds, and ends within 14 days."""
        return 0 <= self.days_left <= NOTICE.days

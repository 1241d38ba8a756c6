"""A result: all verdicts of one run; the only thing that a report sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from orglint.model.acceptance import Acceptance
from orglint.model.attestation import AttestationUse
from orglint.model.choice import Choice
from orglint.model.findings import NO_FINDINGS, Finding, Findings, Outcome
from orglint.model.followed import FollowedKeys
from orglint.model.judged_by import JudgedBy
from orglint.model.packs import Packs
from orglint.model.privacy import Privacy
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.rule import Rule, Severity
from orglint.model.snapshot import Snapshot
from orglint.model.values import KnownValues, NewValues
from orglint.model.waiver import WaiverUse

__all__ = ["Finding", "OffRule", "Outcome", "Result", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule concluded: the number of rows by outcome, and a finding for each row that does not pass.

    `attestation` is the statement that decided it, if one did; its one row is the organization.
    """

    rule: Rule
    outcome: Outcome
    rows: int
    passed: int
    failed: int
    unknown: int
    waived: int = 0
    reason: Reason | None = None
    findings: Findings = NO_FINDINGS
    attestation: AttestationUse | None = None

    @property
    def undecided(self) -> bool:
        """Whether anything is not known: the rule itself, one of its rows, or rows that are missing and may fail."""
        return self.outcome is Outcome.UNKNOWN or self.unknown > 0 or self.lacks_rows

    @property
    def lacks_rows(self) -> bool:
        """Whether the rule fails, and more rows may fail among those that are missing."""
        return self.outcome is Outcome.FAIL and self.reason is not None

    @property
    def attested(self) -> bool:
        """Whether the rule passes because somebody states it, and not because anything was looked at."""
        return self.attestation is not None and self.outcome is Outcome.PASS

    @property
    def not_set_up(self) -> bool:
        """Whether the rule was not judged because it waits for a setting, or for a statement."""
        return self.reason is not None and self.reason.code is ReasonCode.NOT_SET_UP

    @property
    def was_judged(self) -> bool:
        """Whether rows were looked at: the rule waits for nothing, and requires nothing that the plan lacks."""
        return not self.not_set_up and not self.not_in_plan

    @property
    def not_in_plan(self) -> bool:
        """Whether the rule was not judged because the organization's plan does not have what it requires."""
        return self.reason is not None and self.reason.code is ReasonCode.NOT_IN_PLAN

    @property
    def in_scope(self) -> int:
        """Rows that the rule is about, those that may be included."""
        return self.passed + self.failed + self.unknown + self.waived


class OffRule(NamedTuple):
    """A rule that did not run, and why; with the controls that it would have given evidence for."""

    id: str
    reason: Reason | None
    controls: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Result:
    """The verdicts of one run, ordered by the ids of the rules, with what they were judged on.

    `left_out` is the number of rules that the user chose not to run, `off` names those that did not run for another
    reason, `choice` those that the profile leaves out, `packs` says where the rules come from. `known` are the
    unlisted values that the user declares to be known, `new_values` those that neither the specification nor the user
    lists, `acceptances` the doubts about tables that the user accepts, `waivers` what came of each waiver.
    `privacy` says how much of people is still in it.
    `settings_sha256` is the digest of what the organization sets for itself; empty where an older orglint judged.
    `followed` says which subjects of earlier findings are still there, `judged_by` which command judged with which
    options; nobody knows it of what an older orglint judged.
    """

    snapshot: Snapshot
    as_of: datetime
    fail_on: Severity
    verdicts: tuple[Verdict, ...]
    doubts: tuple[str, ...] = ()
    orglint: str = ""
    left_out: int = 0
    packs: Packs = field(default_factory=Packs)
    known: KnownValues = field(default_factory=dict)
    new_values: tuple[NewValues, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    off: tuple[OffRule, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    settings_sha256: str = ""
    choice: Choice = field(default_factory=Choice)
    privacy: Privacy = Privacy.NAMES
    followed: FollowedKeys = field(default_factory=dict)
    judged_by: JudgedBy | None = None
    counts: Mapping[Outcome, int] = field(init=False)

    def __post_init__(self) -> None:
        counts = {outcome: sum(v.outcome is outcome for v in self.verdicts) for outcome in Outcome}
        object.__setattr__(self, "counts", counts)

    @property
    def breaching_verdicts(self) -> tuple[Verdict, ...]:
        """Verdicts that fail at or above the severity that was asked for."""
        failed = (v for v in self.verdicts if v.outcome is Outcome.FAIL)
        return tuple(v for v in failed if v.rule.severity.rank >= self.fail_on.rank)

    @property
    def decided(self) -> bool:
        """Whether every rule was decided, at least one of them by looking at something, on trustworthy data.

        What is attested was not looked at; it is enough where no other rule was chosen.
        """
        read = [v for v in self.verdicts if not v.rule.attest] or self.verdicts
        looked = any(v.outcome in {Outcome.PASS, Outcome.FAIL, Outcome.WAIVED} for v in read)
        return looked and not self.doubts and not any(v.undecided for v in self.verdicts)

    @property
    def unknown_rows(self) -> int:
        """Rows, over all rules, whose outcome cannot be known."""
        return sum(v.unknown for v in self.verdicts)

    def count_failed(self, severity: Severity) -> int:
        """Return how many rows fail, over all rules of the severity."""
        return sum(v.failed for v in self.verdicts if v.rule.severity is severity)

    @property
    def exit_code(self) -> int:
        """0 decided and clean, 1 decided with findings, 3 undecided."""
        if not self.decided:
            return 3
        return 1 if self.breaching_verdicts else 0

    @property
    def outcome(self) -> Outcome:
        """The organization's outcome, in the words of a rule's."""
        if self.breaching_verdicts:
            return Outcome.FAIL
        if not self.decided:
            return Outcome.UNKNOWN
        waived = self.counts[Outcome.WAIVED] > 0
        return Outcome.WAIVED if waived else Outcome.PASS

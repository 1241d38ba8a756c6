"""Decide the rules that ask for a statement: by what the waiver file attests, and by nothing in a snapshot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.attestation_words import describe_attested, describe_broken, describe_ended
from orglint.model.findings import Finding, ListedFindings, Outcome
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Verdict
from orglint.model.statement import to_day


def apply_attestations(
    verdicts: Iterable[Verdict], attestations: Sequence[Attestation], organization: str, at: datetime
) -> tuple[Verdict, ...]:
    """Return the verdicts on an organization, those that ask for a statement decided by what holds at a time.

    One without a statement for the organization stays as it is: not set up.
    """
    selected = select_attestations(attestations, organization)
    # a rule may be stated about under an id that it had before, too: what does not hold counts
    stated = {it.rule: it for it in sorted(selected, key=lambda it: not it.holds)}
    return tuple(
        _decide_verdict(verdict, stated[verdict.rule.id], organization, at)
        if verdict.rule.attest and verdict.rule.id in stated
        else verdict
        for verdict in verdicts
    )


def select_attestations(attestations: Iterable[Attestation], organization: str) -> Iterator[Attestation]:
    """Yield the attestations that are for an organization."""
    return (it for it in attestations if it.statement.is_for(organization))


def _decide_verdict(verdict: Verdict, attestation: Attestation, organization: str, at: datetime) -> Verdict:
    """Return the verdict on the one thing that the rule is about: the organization as a whole."""
    use = AttestationUse(attestation, attestation.statement.count_days(at))
    decided = replace(verdict, rows=1, reason=None, attestation=use)
    about = (verdict.rule.id, verdict.rule.table, organization)
    if use.days_left < 0 or attestation.on > to_day(at):
        reason = Reason(ReasonCode.NOT_ATTESTED, said=describe_ended(use))
        found = Finding(*about, Outcome.UNKNOWN, verdict.rule.title, attestation.list_evidence(), reason)
        return replace(decided, outcome=Outcome.UNKNOWN, unknown=1, reason=reason, findings=ListedFindings([found]))
    if attestation.holds:
        reason = Reason(ReasonCode.ATTESTED, said=describe_attested(use))
        return replace(decided, outcome=Outcome.PASS, passed=1, reason=reason)
    found = Finding(*about, Outcome.FAIL, describe_broken(attestation), attestation.list_evidence())
    return replace(decided, outcome=Outcome.FAIL, failed=1, findings=ListedFindings([found]))

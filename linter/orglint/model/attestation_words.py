"""Attestations in words."""

from collections.abc import Iterator

from orglint.model.attestation import Attestation, AttestationUse
from orglint.model.result import Result
from orglint.model.waiver_words import describe_end


def describe_attested(use: AttestationUse) -> str:
    """Return who attests what, since when and until when; how long it still holds where it ends soon."""
    it, statement = use.attestation, use.attestation.statement
    end = describe_end(statement, use.days_left) if use.ends_soon else f"until {statement.until}"
    return f"attested by {statement.owner} on {it.on}, {end}: {statement.reason}{_name_evidence(it)}"


def describe_broken(attestation: Attestation) -> str:
    """Return who states that something does not hold."""
    statement = attestation.statement
    stated = f"{statement.owner} stated on {attestation.on} that this does not hold: {statement.reason}"
    return f"{stated}{_name_evidence(attestation)}"


def describe_ended(use: AttestationUse) -> str:
    """Return that an attestation decides nothing at the time that is judged at, and why."""
    it, statement = use.attestation, use.attestation.statement
    if use.days_left >= 0:
        return f"{statement.owner} attests it only since {it.on}"
    return f"the attestation of {statement.owner} {describe_end(statement, use.days_left)}; verify it again"


def list_ending_attestations(result: Result) -> Iterator[str]:
    """Yield each attestation of a result that has ended, or will within 14 days, with its place."""
    for verdict in result.verdicts:
        use = verdict.attestation
        if use and (use.ends_soon or use.days_left < 0):
            statement = use.attestation.statement
            place = f"{statement.place}: " if statement.place else ""
            holds = "holds" if use.attestation.holds else "does not hold"
            end = describe_end(statement, use.days_left)
            yield f"{place}{verdict.rule.id} · {holds}: {end}; {statement.owner}: {statement.reason}"


def _name_evidence(attestation: Attestation) -> str:
    return f" ({attestation.evidence})" if attestation.evidence else ""

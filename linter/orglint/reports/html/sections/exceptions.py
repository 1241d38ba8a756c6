"""What somebody accepts or states: waivers and attestations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orglint.model.attestation import AttestationUse
from orglint.model.attestation_words import list_ending_attestations
from orglint.model.result import Outcome, Result
from orglint.model.waiver import WaiverState, WaiverUse
from orglint.model.waiver_words import describe_use, state_waiver
from orglint.model.wording import format_count, format_days_ahead
from orglint.reports.html.sections.rules import RuleEntry

_STATES: Mapping[WaiverState, tuple[Outcome, str]] = {
    WaiverState.EXPIRED: (Outcome.FAIL, "ended"),
    WaiverState.OVER_MAX: (Outcome.FAIL, "void, over its limit"),
    WaiverState.CHANGED: (Outcome.FAIL, "void, the evidence changed"),
    WaiverState.UNDECIDED: (Outcome.UNKNOWN, "undecided"),
    WaiverState.UNUSED: (Outcome.UNKNOWN, "matches nothing"),
    WaiverState.APPLIED: (Outcome.WAIVED, "in force"),
    WaiverState.NOT_JUDGED: (Outcome.NOT_APPLICABLE, "its rule did not run"),
    WaiverState.ELSEWHERE: (Outcome.NOT_APPLICABLE, "of another organization"),
}
"""The sign and the words of each state, those that need somebody first."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A written statement: its state, what it is about, what it says, who answers for it, and until when."""

    outcome: Outcome
    state: str
    about: str
    entry: RuleEntry | None
    rule: str
    on: date | None
    until: date
    left: str
    owner: str
    says: str
    where: str


@dataclass(frozen=True, slots=True)
class ExceptionLists:
    """All statements that a result knows of; of some there is something to tell."""

    waivers: tuple[StatementLine, ...]
    attestations: tuple[StatementLine, ...]
    told: tuple[str, ...]


def build_exceptions(result: Result, rules: Sequence[RuleEntry]) -> ExceptionLists:
    """Return waivers, those that need somebody first, attestations, and what there is to tell of them."""
    entries = {it.rule.id: it for it in rules}
    order = list(_STATES)
    uses = sorted(result.waivers, key=lambda it: (order.index(it.state), it.days_left))
    attested = [it for it in rules if it.verdict.attestation]
    return ExceptionLists(
        tuple(_build_waiver(use, entries) for use in uses),
        tuple(_build_attestation(it, it.verdict.attestation) for it in attested if it.verdict.attestation),
        (
            *(describe_use(use) for use in uses if use.needs_attention),
            *(f"attestation to look at: {words}" for words in list_ending_attestations(result)),
        ),
    )


def _build_waiver(use: WaiverUse, entries: Mapping[str, RuleEntry]) -> StatementLine:
    waiver, statement = use.waiver, use.waiver.statement
    outcome, state = _STATES[use.state]
    if use.state is WaiverState.APPLIED and use.ends_soon:
        state = "ends soon"
    found = f", {format_count(use.findings, 'finding')}" if use.findings else ""
    return StatementLine(
        outcome,
        state,
        f"{state_waiver(waiver).about}{found}",
        entries.get(waiver.rule),
        waiver.rule,
        None,
        statement.until,
        describe_days_left(use.days_left),
        statement.owner,
        statement.reason,
        ", ".join(filter(None, [statement.ticket, statement.place])),
    )


def _build_attestation(entry: RuleEntry, use: AttestationUse) -> StatementLine:
    it, statement = use.attestation, use.attestation.statement
    ended = use.days_left < 0
    outcome = Outcome.UNKNOWN if ended else Outcome.PASS if it.holds else Outcome.FAIL
    state = "ended" if ended else "holds" if it.holds else "does not hold"
    return StatementLine(
        outcome,
        f"{state}, ends soon" if use.ends_soon else state,
        entry.rule.title,
        entry,
        entry.rule.id,
        it.on,
        statement.until,
        describe_days_left(use.days_left),
        statement.owner,
        statement.reason,
        ", ".join(filter(None, [it.evidence, statement.ticket, statement.place])),
    )


def describe_days_left(days: int) -> str:
    """Return how long a statement still holds, or for how long it has not."""
    if days < 0:
        return f"ended {format_count(-days, 'day')} ago"
    return format_days_ahead(days) if days else "today is its last day"

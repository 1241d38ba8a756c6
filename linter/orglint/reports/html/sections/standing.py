"""How the organization stands: verdict, dates, completeness, gate, and rules by severity and outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from orglint.model.result import Outcome, Result
from orglint.model.rule import Severity
from orglint.model.summaries import explain_exit_code, list_left_out
from orglint.model.wording import format_count, format_largest_unit
from orglint.reports.buckets import Bucket, count_buckets
from orglint.reports.html.sections.rules import RuleEntry
from orglint.reports.html.words import SEVERITIES
from orglint.reports.ledger_gaps import list_missing_tables, list_unknown_columns, list_unspecified_tables
from orglint.reports.new_values import format_known_values
from orglint.reports.remarks import format_acceptances

VERDICTS: Mapping[Outcome, str] = {
    Outcome.FAIL: "Fails",
    Outcome.UNKNOWN: "Undecided",
    Outcome.WAIVED: "Passes, with waivers",
    Outcome.PASS: "Passes",
}
"""What an organization with an outcome is said to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Rules of one severity in one bucket, and how many findings they have that the bucket is about."""

    bucket: Bucket
    severity: Severity | None
    rules: int
    findings: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The rules of one severity, or all of them."""

    severity: Severity | None
    cells: tuple[Cell, ...]
    rules: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The head of the page."""

    outcome: Outcome
    verdict: str
    lead: str
    age: str
    whole: bool
    completeness: str
    gate: str
    columns: tuple[Bucket, ...]
    matrix: tuple[MatrixRow, ...]
    apart: str
    notes: tuple[str, ...]


def build_standing(result: Result, rules: Sequence[RuleEntry]) -> Standing:
    """Return how the organization stands."""
    columns = _choose_columns(rules)
    missing = len(list_missing_tables(result)) + len(list_unspecified_tables(result))
    ledgers = result.snapshot.tables.values()
    whole, every = sum(it.as_asked for it in ledgers), len(ledgers) + missing
    return Standing(
        outcome=result.outcome,
        verdict=describe_verdict(result),
        lead=_describe_counts(result),
        age=_describe_age(result),
        whole=whole == every,
        completeness=_describe_completeness(result, whole, every),
        gate=explain_exit_code(result),
        columns=columns,
        matrix=(*(_build_row(it, columns, rules) for it in SEVERITIES), _build_row(None, columns, rules)),
        apart=_describe_apart(result),
        notes=tuple(_list_notes(result)),
    )


def describe_verdict(result: Result) -> str:
    """Return the organization's outcome in a few words, and whether more could be behind it."""
    below = result.counts[Outcome.FAIL] > 0 and result.outcome is not Outcome.FAIL
    threshold = f", findings below {result.fail_on.value} aside" if below else ""
    unsure = result.outcome is not Outcome.UNKNOWN and not result.decided
    return f"{VERDICTS[result.outcome]}{threshold}{', and not everything is decided' * unsure}"


def _describe_counts(result: Result) -> str:
    total, failing, unknown = len(result.verdicts), result.counts[Outcome.FAIL], result.counts[Outcome.UNKNOWN]
    if not total:
        return "No rule was chosen, so nothing was judged."
    rules = format_count(total, "rule")
    broken = f"{failing:,} of {rules} {'is' if failing == 1 else 'are'} broken" if failing else f"None of {rules} fails"
    known = f"{unknown:,} could not be decided" if unknown else ""
    at_least = "" if result.decided else "At least "
    failed = sum(verdict.failed for verdict in result.verdicts)
    found = f"{at_least}{format_count(failed, 'finding')}" if failed else "No finding"
    return f"{'; '.join(filter(None, [broken, known]))}. {', '.join([found, *_describe_rows(result)])}."


def _describe_rows(result: Result) -> Iterator[str]:
    """Yield how many rows are unknown and waived, and how many of them are not in that column of the table.

    The table is about rules: a rule that fails has its unknown and waived rows where it fails.
    """
    if unknown := result.unknown_rows:
        elsewhere = sum(it.unknown for it in result.verdicts if it.outcome is not Outcome.UNKNOWN)
        among = f" ({elsewhere:,} under rules that fail)" if elsewhere else ""
        yield f"{format_count(unknown, 'row')} of unknown outcome{among}"
    if waived := sum(it.waived for it in result.verdicts):
        elsewhere = sum(it.waived for it in result.verdicts if it.outcome is not Outcome.WAIVED)
        among = f" ({elsewhere:,} under rules that fail or are undecided)" if elsewhere else ""
        yield f"{waived:,} waived{among}"


def _describe_age(result: Result) -> str:
    length = result.as_of - result.snapshot.taken_at
    if not length:
        return "judged as of that time"
    return "judged before it was taken" if length < timedelta() else f"judged {format_largest_unit(length)} later"


def _describe_completeness(result: Result, whole: int, every: int) -> str:
    seen = "every table seen whole" if whole == every else f"{whole} of {format_count(every, 'table')} seen whole"
    unseen = len(list_unknown_columns(result))
    return f"{seen}, {format_count(unseen, 'column')} not seen" if unseen else seen


def _choose_columns(rules: Sequence[RuleEntry]) -> tuple[Bucket, ...]:
    """Return the outcomes; what is not set up has a column where there is any."""
    there = {rule.bucket for rule in rules}
    apart = tuple(it for it in (Bucket.NOT_SET_UP, Bucket.NOT_IN_PLAN) if it in there)
    return (Bucket.FAIL, Bucket.UNKNOWN, Bucket.WAIVED, Bucket.PASS, *apart, Bucket.NOT_APPLICABLE)


def _build_row(severity: Severity | None, columns: Sequence[Bucket], rules: Sequence[RuleEntry]) -> MatrixRow:
    mine = [it for it in rules if severity is None or it.rule.severity is severity]
    cells = tuple(_build_cell(bucket, severity, [it for it in mine if it.bucket is bucket]) for bucket in columns)
    return MatrixRow(severity, cells, len(mine))


def _build_cell(bucket: Bucket, severity: Severity | None, rules: Sequence[RuleEntry]) -> Cell:
    counted = {
        Bucket.FAIL: sum(it.verdict.failed for it in rules),
        Bucket.UNKNOWN: sum(it.verdict.unknown for it in rules),
        Bucket.WAIVED: sum(it.verdict.waived for it in rules),
    }
    return Cell(bucket, severity, len(rules), counted.get(bucket, 0))


def _describe_apart(result: Result) -> str:
    """Return how many rules are not in the matrix, and how many pass because somebody says so."""
    return "; ".join(_list_apart(result))


def _list_apart(result: Result) -> Iterator[str]:
    counts = count_buckets(result)
    if attested := sum(verdict.attested for verdict in result.verdicts):
        yield f"{format_count(attested, 'rule')} passed by attestation"
    if counts[Bucket.OFF]:
        yield f"{counts[Bucket.OFF]:,} more off"
    yield from list_left_out(result.left_out, result.choice)


def _list_notes(result: Result) -> Iterator[str]:
    """Yield what is doubted, declared and accepted; what is attested is told with its rule."""
    yield from (f"in doubt: {doubt}" for doubt in result.doubts)
    yield from format_known_values(result.known)
    yield from format_acceptances(result.acceptances, result.snapshot)
    yield from filter(None, (result.packs.description, result.choice.description))
    yield from result.choice.list_replaced()

"""Results and verdicts in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from orglint.model.choice import Choice
from orglint.model.findings import Finding
from orglint.model.ordering import ORDER
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.model.wording import format_count, format_duration, format_time

_EXITS: Mapping[int, str] = {
    0: "every rule was decided, and none fails at severity {fail_on} or above",
    1: "every rule was decided, and {breaches} at severity {fail_on} or above",
    3: "not everything could be decided, so this is no success; {breaches} at severity {fail_on} or above",
}

_CAVEATS: Mapping[Outcome, str] = {
    Outcome.PASS: "note",
    Outcome.FAIL: "more may fail",
    Outcome.UNKNOWN: "unknown",
    Outcome.WAIVED: "more may fail",
    Outcome.NOT_APPLICABLE: "not applicable",
}


def describe_judging_time(result: Result) -> str:
    """Return the moment that counted as now, and how old the snapshot was then."""
    length = result.as_of - result.snapshot.taken_at
    if not length:
        return f"{format_time(result.as_of)}, when the snapshot was taken"
    later = f"snapshot not taken until {format_duration(length)} later"
    return (
        f"{format_time(result.as_of)}, {f'snapshot {format_duration(length)} old' if length > timedelta() else later}"
    )


def format_caveat(verdict: Verdict) -> str:
    """Return what the reason of a verdict says about it; nothing where its unknown rows say the same."""
    shown = verdict.outcome is Outcome.UNKNOWN and verdict.reason in verdict.findings.reasons
    return f"{_CAVEATS[verdict.outcome]}: {verdict.reason}" if verdict.reason and not shown else ""


def format_verdict_counts(verdict: Verdict) -> str:
    """Return the counts of a verdict in words, such as `3 failed, 20 passed of 23 in scope`."""
    if verdict.attested:
        return "attested"
    parts = {"failed": verdict.failed, "unknown": verdict.unknown, "waived": verdict.waived, "passed": verdict.passed}
    counts = ", ".join(f"{number:,} {word}" for word, number in parts.items() if number)
    if counts:
        return f"{counts} of {verdict.in_scope:,} in scope"
    return f"none of {format_count(verdict.rows, 'row')} in scope" if verdict.rows else "no row was there to judge"


def name_row(finding: Finding) -> str:
    """Return which row a finding is about, and nothing of what its rule says about rows that fail."""
    return finding.subject or finding.key or "a row without a key"


def format_totals(result: Result) -> str:
    """Return the sums over all rules in one sentence."""
    notes = {Outcome.NOT_APPLICABLE: _count_not_set_up(result)}
    rules = _join_counts((result.counts[it], outcome_to_words(it) + notes.get(it, "")) for it in ORDER)
    failed = sum(verdict.failed for verdict in result.verdicts)
    waived = sum(verdict.waived for verdict in result.verdicts)
    worst = _join_counts((result.count_failed(severity), severity.value) for severity in reversed(Severity))
    rows = [f"{format_count(failed, 'finding')} ({worst})" if failed else "no findings"]
    rows += [f"{format_count(result.unknown_rows, 'row')} of unknown outcome"] if result.unknown_rows else []
    rows += [f"{waived:,} waived"] if waived else []
    attested = sum(verdict.attested for verdict in result.verdicts)
    rows += [f"{format_count(attested, 'rule')} passed by attestation"] if attested else []
    more = list_left_out(result.left_out, result.choice)
    left_out = "; ".join([*more, *([f"{len(result.off):,} more off"] if result.off else [])])
    aside = f" ({left_out})" if left_out else ""
    return f"{format_count(len(result.verdicts), 'rule')}{aside}{': ' * bool(rules)}{rules}; {', '.join(rows)}."


def list_left_out(number: int, choice: Choice) -> Iterator[str]:
    """Yield how many rules options leave out, and how many the profile does."""
    if number:
        yield f"{number:,} more left out by --only or --skip"
    if choice.beyond:
        yield f"{len(choice.beyond):,} more not in profile {choice.profile}"


def _count_not_set_up(result: Result) -> str:
    """Return how many of the rules that are not applicable wait for something that the organization does not say."""
    number = sum(verdict.not_set_up for verdict in result.verdicts)
    return f" ({number:,} of them not set up)" if number else ""


def outcome_to_words(outcome: Outcome) -> str:
    """Return the outcome as a word in a sentence."""
    return outcome.value.replace("-", " ")


def describe_outcome(result: Result) -> str:
    """Return the organization's outcome, and whether more could be behind it."""
    undecided = result.outcome is not Outcome.UNKNOWN and not result.decided
    below = result.counts[Outcome.FAIL] > 0 and result.outcome is not Outcome.FAIL
    threshold = f", findings below {result.fail_on.value} aside" if below else ""
    return f"{outcome_to_words(result.outcome).upper()}{threshold}{', and not everything is decided' * undecided}"


def explain_exit_code(result: Result) -> str:
    """Return what the exit code means for this result."""
    number = len(result.breaching_verdicts)
    breaches = f"{number or 'no'} {'rule fails' if number == 1 else 'rules fail'}"
    return _EXITS[result.exit_code].format(fail_on=result.fail_on.value, breaches=breaches)


def _join_counts(parts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def describe_undecided(result: Result) -> str:
    """Return why not everything was decided; empty if all was."""
    if result.decided:
        return ""
    partly = sum(it.undecided for it in result.verdicts)
    told = [f"{format_count(partly, 'rule')} undecided"] if partly else []
    return "; ".join([*told, *result.doubts]) or "nothing was looked at"

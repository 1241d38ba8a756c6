"""What people are told of controls, whatever the format."""

from collections import Counter
from collections.abc import Iterator

from orglint.model.controls import Control, ControlOutcome, ControlsReport
from orglint.model.result import Outcome, Verdict
from orglint.model.summaries import describe_judging_time, format_caveat, format_verdict_counts, list_left_out
from orglint.model.wording import format_count, format_time
from orglint.reports.buckets import Bucket, find_bucket

SUPPORTS = (
    "A control is supported if every rule that names it passed. That is evidence and no more: no rule shows that an "
    "organization complies. Controls that no rule names are not listed."
)


def describe_totals(report: ControlsReport) -> str:
    """Return how many controls have which outcome."""
    if not report.controls:
        return f"no rule of this result names a control of {report.name}"
    counts = [(report.count(it), it.words) for it in ControlOutcome]
    told = ", ".join(f"{number:,} {words}" for number, words in counts if number)
    return f"{format_count(len(report.controls), 'control')} named by rules: {told}"


def describe_run(report: ControlsReport) -> str:
    """Return which snapshot was judged, and when."""
    result = report.result
    return f"snapshot {result.snapshot.id} of {format_time(result.snapshot.taken_at)}, judged as of " + (
        describe_judging_time(result)
    )


def list_caveats(report: ControlsReport) -> Iterator[str]:
    """Yield why the report may say less than it seems to: doubts about the run, and rules that were not judged."""
    result = report.result
    for doubt in result.doubts:
        yield f"in doubt, so that nothing is supported: {doubt}"
    if result.left_out:
        some = format_count(result.left_out, "rule")
        yield f"{some} left out by --only or --skip, so that nothing is supported: they may name any control"
    number = format_count(len(result.verdicts), "rule")
    left = [*list_left_out(result.left_out, result.choice), *([f"{len(result.off):,} more off"] * bool(result.off))]
    if left:
        yield f"judged by {number}; {', '.join(left)}"


def summarize_rules(control: Control) -> str:
    """Return how many of a control's rules came to which end."""
    counts = Counter(find_bucket(it) for it in control.verdicts) + Counter({Bucket.OFF: len(control.off)})
    attested = sum(it.attested for it in control.verdicts)
    stated = {Bucket.PASS: f" ({attested:,} by attestation)"} if attested else {}
    told = [f"{counts[it]:,} {it.words}{stated.get(it, '')}" for it in Bucket if counts[it]]
    return f"{format_count(len(control.verdicts) + len(control.off), 'rule')}: {', '.join(told)}"


def describe_verdict(verdict: Verdict) -> str:
    """Return what a rule concluded, with its numbers; of one that was not judged, why it was not."""
    words = find_bucket(verdict).words
    if verdict.was_judged:
        return f"{words}: {format_verdict_counts(verdict)}"
    return f"{words}: {str(verdict.reason).removeprefix(f'{words}: ')}"


def explain_verdict(verdict: Verdict) -> str:
    """Return why a rule is undecided, or what is missing beside what it decided; empty if nothing more is said."""
    return format_caveat(verdict) if verdict.was_judged and verdict.outcome is not Outcome.PASS else ""

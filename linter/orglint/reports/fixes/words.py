"""What people are told of fixes, whatever the format."""

from collections.abc import Iterator

from orglint.model.fixes import Fix, FixPlan, Refused
from orglint.model.wording import format_count, format_time


def describe_plan(plan: FixPlan) -> str:
    """Return how many calls there are, and how much is done by hand."""
    calls = format_count(len(plan.fixes), "call") if plan.fixes else "no call"
    by_hand = f"; {format_count(len(plan.by_hand), 'rule')} to fix by hand" if plan.by_hand else ""
    return f"{calls} of the API, which nothing sends by itself{by_hand}"


def describe_source(plan: FixPlan) -> str:
    """Return which snapshot the findings are from."""
    snapshot = plan.result.snapshot
    return f"organization {snapshot.organization}, snapshot {snapshot.id} of {format_time(snapshot.taken_at)}"


def list_caveats(plan: FixPlan) -> Iterator[str]:
    """Yield what is not among the calls, and why the result may be in doubt."""
    yield from (f"in doubt: {doubt}" for doubt in plan.result.doubts)
    if plan.about_admins:
        calls = format_count(plan.about_admins, "call")
        yield f"{calls} about accounts that may be an admin's, or for emergencies; see first that an admin is left"
    if plan.beyond:
        yield describe_beyond(plan)
    if plan.unknown:
        yield f"{format_count(plan.unknown, 'row')} of unknown outcome: nobody knows whether there is something to fix"
    if plan.waived:
        yield f"{format_count(plan.waived, 'finding')} waived, which stay as they are"
    for refused in plan.refused:
        yield describe_refused(refused)


def describe_beyond(plan: FixPlan) -> str:
    """Return how many findings no call was made for because there are too many."""
    return f"{format_count(plan.beyond, 'finding')} more did not fit; --limit says how many calls are written"


def describe_refused(refused: Refused) -> str:
    """Return which finding gets no call, and why."""
    return f"no call for {refused.rule.id}, {refused.why}: {refused.finding.table} {refused.finding.key}"


def describe_target(fix: Fix) -> str:
    """Return which row a call is about, and under which rules it fails."""
    finding = fix.finding
    named = finding.subject or finding.message
    key = f" ({finding.key})" if finding.key and finding.key != named else ""
    return f"{named}{key}: {', '.join(rule.id for rule in fix.rules)}"

"""What would clear the findings of a result, for people: a ticket, or a page to talk about."""

from collections.abc import Iterator

from orglint.model.fixes import Fix, FixPlan, fill_path
from orglint.model.wording import format_count, join_lines
from orglint.reports.fixes.words import (
    describe_plan,
    describe_source,
    describe_target,
    list_caveats,
)
from orglint.reports.markdown.text import quote_cell, quote_code, quote_text

_LONGEST = 400
_ADVICE = 2000


def render(plan: FixPlan) -> str:
    """Return the text."""
    return "\n".join(_list_lines(plan)) + "\n"


def _list_lines(plan: FixPlan) -> Iterator[str]:
    snapshot = plan.result.snapshot
    yield f"# Fixes for {quote_text(snapshot.organization_name or snapshot.organization, _LONGEST)}"
    yield f"\n{describe_plan(plan)}. {quote_text(describe_source(plan), _LONGEST)}.\n"
    yield from (f"- {quote_text(it, _LONGEST)}" for it in list_caveats(plan))
    if plan.fixes:
        yield "\n## Calls\n\n| call | what it does | for |\n| --- | --- | --- |"
        yield from map(_render_fix, plan.fixes)
        yield "\n`orglint fixes --format script` makes a script of them, which sends them only with `APPLY=1`."
    if plan.by_hand:
        yield "\n## By hand\n"
    for it in plan.by_hand:
        about = f"{quote_code(it.rule.id, _LONGEST)}, {it.rule.severity}, {format_count(it.findings, 'finding')}"
        yield f"- {about}: {quote_text(join_lines(it.rule.fix), _ADVICE)}"


def _render_fix(fix: Fix) -> str:
    body = "".join(f" {name}={value}" for name, value in fix.call.body.items())
    call = f"{fix.call.method} {fill_path(fix.call)}{body}"
    cells = (call, fix.effect, describe_target(fix))
    return f"| {' | '.join(quote_cell(it, _LONGEST) for it in cells)} |"

"""What a result says about controls, for people at a terminal."""

from collections.abc import Iterator, Mapping

from orglint.model.controls import Control, ControlOutcome, ControlsReport
from orglint.model.neutralize import neutralize
from orglint.model.result import Outcome
from orglint.reports.controls.words import (
    SUPPORTS,
    describe_run,
    describe_totals,
    describe_verdict,
    explain_verdict,
    list_caveats,
    summarize_rules,
)

SIGNS: Mapping[ControlOutcome, str] = {
    ControlOutcome.FAIL: "✗",
    ControlOutcome.UNKNOWN: "?",
    ControlOutcome.WAIVED: "~",
    ControlOutcome.PARTLY: "◐",
    ControlOutcome.NOT_SET_UP: "-",
    ControlOutcome.NOT_APPLICABLE: "-",
    ControlOutcome.SUPPORTED: "✓",
}


def render(report: ControlsReport) -> str:
    """Return the text: the controls in order, below each the rules that do not pass."""
    return "".join(f"{neutralize(line)}\n" for line in _list_lines(report))


def _list_lines(report: ControlsReport) -> Iterator[str]:
    snapshot = report.result.snapshot
    yield f"{report.name} · {snapshot.organization_name or snapshot.organization}"
    yield describe_totals(report)
    yield describe_run(report)
    yield from list_caveats(report)
    if report.controls:
        yield ""
    width = max((len(it.id) for it in report.controls), default=0)
    for control in report.controls:
        yield f"{SIGNS[control.outcome]} {control.id:{width}}  {control.outcome.words}, {summarize_rules(control)}"
        yield from _list_rules(control)
    yield from ("", SUPPORTS)


def _list_rules(control: Control) -> Iterator[str]:
    for verdict in control.verdicts:
        if verdict.outcome is not Outcome.PASS:
            yield f"    {verdict.rule.id}  {describe_verdict(verdict)}"
            if why := explain_verdict(verdict):
                yield f"        {why}"
    for off in control.off:
        yield f"    {off.id}  off: {off.reason}"

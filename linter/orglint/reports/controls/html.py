"""What a result says about controls, as one HTML page that loads nothing, runs nothing and needs no network."""

from orglint.model.controls import ControlsReport
from orglint.reports.controls import words
from orglint.reports.controls.terminal import SIGNS
from orglint.reports.web import render_page


def render(report: ControlsReport) -> str:
    """Return the page."""
    snapshot = report.result.snapshot
    name = snapshot.organization_name or snapshot.organization
    return render_page(
        __package__,
        "controls",
        f"{report.name}: {name}",
        report=report,
        organization=name,
        words=words,
        signs=SIGNS,
        caveats=[*words.list_caveats(report)],
    )

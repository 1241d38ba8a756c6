"""What a result says about controls, as one HTML page that loads nothing, runs nothing and needs no network."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from orglint.model.controls import ControlsReport
from orglint.model.neutralize import shorten_text
from orglint.reports.controls import words
from orglint.reports.controls.terminal import SIGNS

_LONGEST = 2000  # characters of one text


def render(report: ControlsReport) -> str:
    """Return the page."""
    templates = _load_templates()
    style = templates.get_template("controls.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    snapshot = report.result.snapshot
    page = templates.get_template("controls.html").render(
        report=report,
        name=snapshot.organization_name or snapshot.organization,
        words=words,
        signs=SIGNS,
        caveats=[*words.list_caveats(report)],
        digest=digest,
    )
    return page.rstrip() + "\n"


@cache
def _load_templates() -> Environment:
    """Return templates in which every value is escaped and made inert, whoever writes one."""
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutralize_value,
        loader=FunctionLoader(lambda name: files(__package__).joinpath(name).read_text("utf-8")),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _neutralize_value(value: Any) -> Any:
    return value if hasattr(value, "__html__") else shorten_text(str(value), _LONGEST)

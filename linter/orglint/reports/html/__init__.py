"""Render a result as one HTML page that loads nothing, runs nothing and needs no network."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from orglint.model.neutralize import shorten_text
from orglint.model.result import Result
from orglint.model.wording import join_lines
from orglint.reports.html.page import build_page

_LONGEST = 2000  # characters of one text; what is longer is in the JSON report


def render(result: Result) -> str:
    """Return the page; it shows a part of very long lists, and says so."""
    templates = _load_templates()
    style = templates.get_template("page.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return templates.get_template("page.html").render(build_page(result), digest=digest).rstrip() + "\n"


@cache
def _load_templates() -> Environment:
    """Return templates in which every value is escaped and made inert, whoever writes one; compiled once a process."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutralize_value,
        loader=FunctionLoader(lambda name: files(__name__).joinpath(name).read_text("utf-8")),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["flat"] = join_lines
    return environment


def _neutralize_value(value: Any) -> Any:
    return value if hasattr(value, "__html__") else shorten_text(str(value), _LONGEST)

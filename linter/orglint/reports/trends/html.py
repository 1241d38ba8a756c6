"""Outcomes over time as one HTML page that loads nothing, runs nothing and needs no network."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from orglint.model.neutralize import shorten_text
from orglint.model.trends import By, Trend
from orglint.reports.trends import chart, words

_LONGEST = 2000  # characters of one text


def render(trends: Sequence[Trend], by: By) -> str:
    """Return the page: for each organization a table of lines, each with its chart, and what is to be said of them."""
    templates = _load_templates()
    style = templates.get_template("trends.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = templates.get_template("trends.html").render(trends=trends, by=by, words=words, chart=chart, digest=digest)
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

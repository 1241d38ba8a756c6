"""The page of all results that a site has, the newest first."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from orglint.model.neutralize import shorten_text
from orglint.model.rule import Severity
from orglint.model.wording import format_time
from orglint.reports.site import Entry

_LONGEST = 200


def render_archive(name: str, entries: Sequence[Entry]) -> str:
    """Return the page; `entries` are the newest first."""
    style = _read_file("archive.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    values = {"name": name, "entries": entries, "severities": [*reversed(Severity)], "policy": policy}
    return _load_template().render(values, style=Markup(style), minute=format_time)  # noqa: S704 - ours


@cache
def _load_template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_neutralize_value, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read_file("archive.html"))


def _neutralize_value(value: object) -> object:
    return value if hasattr(value, "__html__") else shorten_text(str(value), _LONGEST)


def _read_file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")

"""What HTML pages share: they load nothing, allow their own style and script by digest, and show values as text."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from orglint.model.neutralize import shorten_text

LONGEST = 2_000
"""Characters of one text; what is longer is in the JSON report."""
_OPENING = "opening.html"
"""The template that pages include first; it needs their title, and what `list_opening_values` returns."""


def render_page(package: str, name: str, title: str, longest: int = LONGEST, **values: Any) -> str:
    """Return a page that runs nothing; its template and its style have its name, and lie in a package."""
    style = files(package).joinpath(f"{name}.css").read_text("utf-8")
    template = _load_templates(package, longest).get_template(f"{name}.html")
    return template.render(title=title, **list_opening_values(style), **values).rstrip() + "\n"


def build_templates(folder: Traversable, longest: int = LONGEST) -> Environment:
    """Return the templates of a folder, in which every value is escaped and made inert, whoever writes one."""

    def read_template(name: str) -> str:
        return (files(__package__) if name == _OPENING else folder).joinpath(name).read_text("utf-8")

    def neutralize_value(value: Any) -> Any:
        return value if hasattr(value, "__html__") else shorten_text(str(value), longest)

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=neutralize_value,
        loader=FunctionLoader(read_template),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def list_opening_values(style: str, script: str = "") -> dict[str, Any]:
    """Return the style of a page, and the policy that allows this style and this script and nothing else."""
    scripts = f"script-src '{_digest_text(script)}'; " if script else ""
    allowed = f"style-src '{_digest_text(style)}'; {scripts}"
    policy = f"default-src 'none'; {allowed}base-uri 'none'; form-action 'none'"
    return {"policy": policy, "style": Markup(style)}  # noqa: S704 - ours


@cache
def _load_templates(package: str, longest: int) -> Environment:
    return build_templates(files(package), longest)


def _digest_text(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"

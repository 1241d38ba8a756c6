"""Which options of this run decide how it judges: a kept result says so, that a trial is known as one."""

from hashlib import sha256

import click

from orglint.cli import config
from orglint.model.judged_by import JudgedBy
from orglint.settings import NAME

DECIDING = (
    *("config", "added", "alone", "no_bundled", "only", "skip", "profile", "fail_on", "max_age", "known", "difference"),
    *("loss", "waivers", "no_waivers", "fail_on_unused_waivers", "rule_timeout", "sets", "require_set_up", "as_of"),
)
"""The names of the parameters that decide something."""
NO_SETTINGS = f"no {NAME}"
"""What stands among the options where there is no file of settings: whoever is in another folder judges otherwise."""


def describe_command() -> JudgedBy:
    """Return the present command with the deciding options that were given, and a digest of these."""
    context = click.get_current_context()
    given = {it.name: it for it in context.command.params if it.name in DECIDING and config.is_given(it.name)}
    values = {name: repr(context.params.get(name, "")) for name in sorted(given)}
    file = config.current_config().file
    names = sorted(it.opts[0] for it in given.values())
    if "config" in values:
        values["config"] = str(file)
    elif not file:
        names.append(NO_SETTINGS)
    return JudgedBy(context.info_name or "", tuple(names), _digest(names, values))


def _digest(names: list[str], values: dict[str, str]) -> str:
    return sha256(repr((names, values)).encode("utf-8", "surrogatepass")).hexdigest()

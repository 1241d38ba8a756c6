"""`--config`: what `orglint.yaml` says becomes the defaults of options; an option or the environment beats it."""

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from orglint.cli.command import Command
from orglint.errors import UsageError
from orglint.http.vendor import BASE_URL
from orglint.model.nearest import suggest_names
from orglint.settings import NAME, Config, find_config, read_config
from orglint.settings.key_source import VARIABLE, KeyPlace, KeySource, parse_key_source
from orglint.settings.overwriting import ReportFile

_META = "orglint.config"
_ORGANIZATION = "orglint.organization"
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_STORE = "orglint-store"
_VARIABLE = "ORGLINT_CONFIG"
EVERY = "all"
"""What `--org` says for every organization of the file, one after the other or at the same time."""
KEY_FROM = "ORGLINT_API_KEY_FROM"
GIVEN = frozenset({ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT, ParameterSource.PROMPT})
"""Where a value comes from that a person, or the machine of a person, has given for this run."""

_REPEATED: Mapping[str, str] = {"base_url": "--base-url", "proxy": "--proxy", "ca_file": "--ca-file"}
"""What sends the API key elsewhere, or trusts others with it: never because of a file in a repository alone."""


def add_config_option(command: Command) -> Command:
    """Add `--config`; what the file says is `current_config()`."""
    return click.option(
        "--config",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar=_VARIABLE,
        show_envvar=True,
        is_eager=True,
        expose_value=False,
        callback=_load_config,
        help=f"The settings; {NAME} here or above it, up to the repository's root, if left out.",
    )(command)


def load_config() -> Config:
    """Load the settings of this run for a command that needs them in some cases only, and return what they say."""
    named = os.environ.get(_VARIABLE)
    _load_config(click.get_current_context(), None, Path(named) if named else None)
    return current_config()


def current_config() -> Config:
    """Return what the file of this run says; nothing if there is none, or the command takes none."""
    config: Config = click.get_current_context().meta.get(_META, Config())
    return config


def note_organization(context: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Note the organization that an option names, for a file that speaks of several: callback of that option."""
    del parameter
    context.meta[_ORGANIZATION] = given
    _choose_organization(context)
    return given


def pick_organization(given: str | None) -> str | None:
    """Return the id of the organization that is meant by an option, or by the file; None if none is."""
    config = current_config()
    written: str | None = config.values.get("organization")
    return written if config.chosen or given is None else normalize_id(given)


def require_organization(nothing: str) -> None:
    """Raise `UsageError` if the file speaks of several organizations, and none is chosen; `nothing` begins it."""
    config = current_config()
    if config.organizations and not config.chosen:
        names = ", ".join(config.organizations)
        raise UsageError(f"{nothing}: {config.file} speaks of several organizations", f"Name one with --org: {names}.")


def normalize_id(given: str) -> str:
    """Return the id as the API writes it: of a UUID both cases mean the same."""
    return given.lower() if _UUID.fullmatch(given) else given


def find_loaded_config(context: click.Context) -> Config:
    """Return what the file of a line says that a shell completes; nothing if there is none, or it cannot be read."""
    config: Config = context.meta.get(_META, Config())
    return config


def is_given(*names: str) -> bool:
    """Return whether any of these options of the present command was given, or stands in the environment."""
    context = click.get_current_context()
    return any(context.get_parameter_source(name) in GIVEN for name in names)


def name_given_file() -> tuple[str, ...]:
    """Return the options that name the file of this run again, where it was not found by itself."""
    file = current_config().file
    return ("--config", str(file)) if file and is_given("config") else ()


def refuse_unrepeated() -> None:
    """Raise `UsageError` where the file alone says where the API key goes, or who is trusted with it."""
    config = current_config()
    for name, option in _REPEATED.items():
        value = config.values.get(name)
        if value is not None and not (name == "base_url" and value == BASE_URL) and not is_given(name):
            raise UsageError(
                f"nothing was collected: {config.name_place(name)} sets {name}, and whoever can change that file could "
                "send the API key elsewhere",
                f"If it is meant, repeat it with {option}.",
            )
    source = parse_key_source(config.values.get("key", ""))
    if source and not source.is_ours and not is_given("api_key_file", "api_key_from"):
        raise UsageError(
            f"nothing was collected: {config.name_place('key')} names {_FOREIGN[source.place]} as the API key, and "
            "whoever can change that file could send another secret to the API",
            f"If it is meant, repeat it: {_format_key_option(source)}.",
        )


_FOREIGN: Mapping[KeyPlace, str] = {
    KeyPlace.VARIABLE: f"a variable of the environment whose name does not begin with {VARIABLE}",
    KeyPlace.FILE: "a file of this machine",
    KeyPlace.CREDENTIAL: "a credential whose name does not begin with orglint-api-key",
    KeyPlace.KEYRING: "an entry of the keyring whose service is not orglint",
    KeyPlace.COMMAND: "the output of a command",
}


def _format_key_option(source: KeySource) -> str:
    if source.place is KeyPlace.FILE:
        return f"--api-key-file {shlex.quote(source.rest)}"
    return f"--api-key-from {shlex.quote(str(source))}, or {KEY_FROM} in the environment"


def _load_config(context: click.Context, parameter: click.Parameter | None, named: Path | None) -> None:
    del parameter
    found = named or find_config(Path.cwd())
    if found is None:
        return
    config = read_config(_shorten(found), list_files=list_report_files, named=named is not None)
    _use_config(context, config)
    _choose_organization(context)


def list_report_files(name: str) -> tuple[ReportFile, ...]:
    """Return the files that a format of reports writes, the report itself first; none if there is no such format."""
    from orglint.reports import FORMATS

    if name not in FORMATS:
        return ()
    format_ = FORMATS[name]
    endings = ((format_.ending, *format_.also), *((it,) for it in format_.beside))
    return tuple(
        ReportFile(tuple(f".{it}" for it in some), begins) for some, begins in zip(endings, format_.begins, strict=True)
    )


def _use_config(context: click.Context, config: Config) -> None:
    context.meta[_META] = config
    context.default_map = {**(context.default_map or {}), **_list_defaults(config)}


def _choose_organization(context: click.Context) -> None:
    """Choose the organization as soon as both are known: the file, and what the option says; they come in any order."""
    config: Config | None = context.meta.get(_META)
    if config is None or not config.organizations or _ORGANIZATION not in context.meta:
        return
    name = _find_organization(config, context.meta[_ORGANIZATION])
    if name:
        _use_config(context, config.choose_organization(name))


def _find_organization(config: Config, given: str | None) -> str:
    """Return the name of the organization that is meant, empty if none is named and there are several."""
    known = config.organizations
    if given is None:
        return next(iter(known)) if len(known) == 1 else ""
    if given == EVERY:
        return ""  # `cli/every.py` chooses each of them, in a process of its own
    by_id = {normalize_id(identity): name for name, identity in known.items()}
    name = by_id.get(normalize_id(given), given if given in known else "")
    if not name:
        near = suggest_names(given, known, "it has")
        raise UsageError(f"nothing was done: {config.file} has no organization {given}{near}")
    return name


def _shorten(path: Path) -> Path:
    """Return a path as somebody in the working directory would write it."""
    return Path(os.path.relpath(path)) if path.is_absolute() else path


def _list_defaults(config: Config) -> dict[str, Any]:
    """Return the defaults of options by the names of their parameters."""
    plain = {
        name: config.values[name] for name in ("organization", "profile", "fail_on", "max_age") if name in config.values
    }
    found = {**plain, "store": str(config.resolve(config.values.get("store", _STORE)))}
    if "formats" in config.values:
        found["formats"] = [_resolve_report(config, it) for it in config.values["formats"]]
    if "waivers" in config.values:
        found["waivers"] = str(config.resolve(config.values["waivers"]))
    if config.known_values:
        found["known"] = list(config.known_values)
    return found


def _resolve_report(config: Config, written: str) -> str:
    """Return a report to write with its file relative to the file's folder; standard output stays what it is."""
    name, equals, file = written.partition("=")
    return f"{name}={config.resolve(file)}" if equals and file != "-" else written

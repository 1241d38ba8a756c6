"""`orglint config`: every setting with its value and where it comes from."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import click

from orglint import rulebook
from orglint.cli import choose, config, options
from orglint.cli.channels import describe_channel
from orglint.cli.choose import LoadedRules
from orglint.cli.selection import Selection
from orglint.cli.waivers import read_waiver_file
from orglint.http.vendor import BASE_URL
from orglint.model.neutralize import neutralize
from orglint.model.rule import Profile, Severity
from orglint.settings import NAME, Config, Override
from orglint.settings.channels import build_channels

_GAP = "  "


@dataclass(frozen=True, slots=True)
class _Setting:
    """A setting: its key in the file, the variable of the environment that beats the file, and its default."""

    key: str
    variable: str = ""
    default: str = "not set"
    relative: bool = False


SETTINGS = (
    _Setting("organization", "ORGLINT_ORG"),
    _Setting("store", "ORGLINT_STORE", str(options.STORE), relative=True),
    _Setting("rules", default="bundled"),
    _Setting("profile", default=Profile.RECOMMENDED.value),
    _Setting("waivers", "ORGLINT_WAIVERS"),
    _Setting("fail_on", default=Severity.LOW.value),
    _Setting("max_age", default="36h"),
    _Setting("formats", default="terminal"),
    _Setting("known_values", default="none"),
    _Setting("notify", default="nobody"),
    _Setting("base_url", default=BASE_URL),
    _Setting("proxy", "ORGLINT_PROXY"),
    _Setting("ca_file", "ORGLINT_CA_FILE"),
    _Setting("key", config.KEY_FROM, "env:ORGLINT_API_KEY"),
)


@click.command("config")
@options.add_organization_option
@options.add_rule_options
def command(selection: Selection, *, organization: str | None) -> None:
    """Show every setting with where it comes from.

    That is the environment, the file with its line, or the default; an option of a command beats all of them. Then
    come the rules for which the file changes anything. The rules are read, so that a mistake in the file is found here
    as it would be by `orglint check`.
    """
    settings = config.current_config()
    loaded = choose.load_rules(selection)
    click.echo(f"settings: {settings.file or f'no {NAME} here or above it, up to the root of the repository'}")
    _print_table(("setting", "value", "from"), [_describe_setting(settings, it) for it in SETTINGS])
    if settings.organizations:
        click.echo()
        rows = [(*it, settings.name_organization(it[0])) for it in settings.organizations.items()]
        _print_table(("organization", "id", "from"), rows)
    if channels := build_channels(settings.values):
        click.echo()
        _print_table(("who is told", "events", "of rules"), [describe_channel(it) for it in channels])
    _print_settings(settings, selection)
    _print_packs(selection)
    waiting = [(rule.id, ", ".join(f"settings.{name}" for name in rule.waits_for)) for rule in loaded.running]
    waiting += [(rule, "a statement in the waiver file") for rule in _list_unattested(loaded, selection, organization)]
    lacking = [(rule.id, rule.lacks) for rule in loaded.running]
    for heads, told in ((("rule that is not set up", "waits for"), waiting), (("rule", "the plan lacks"), lacking)):
        if any(names for _, names in told):
            click.echo()
            _print_table(heads, [row for row in told if row[1]])
    if settings.overrides:
        click.echo()
        rows = [(rule.id, *row) for rule in loaded.every for row in _describe_changes(settings, rule.id)]
        _print_table(("rule", "what is different", "from"), rows)


def _list_unattested(loaded: LoadedRules, selection: Selection, organization: str | None) -> list[str]:
    """Return the ids of the rules that ask for a statement about the organization, and that have none."""
    asking = [rule.id for rule in loaded.running if rule.plain.attest]
    settings = selection.config
    written = os.environ.get("ORGLINT_WAIVERS") or settings.values.get("waivers")
    if not asking or not written:
        return asking
    file = Path(written) if os.environ.get("ORGLINT_WAIVERS") else settings.resolve(written)
    found = read_waiver_file(file, loaded.every, selection.former).attestations
    return sorted(set(asking) - {it.rule for it in found if it.statement.is_for(organization or "")})


def _print_packs(selection: Selection) -> None:
    """Print the packs that are used, with the digests that can be pinned."""
    click.echo()
    packs = rulebook.read_packs(choose.list_folders(selection.packs))
    rows = [(it.name, it.version, str(it.folder), rulebook.digest_pack(it.folder)) for it in packs]
    _print_table(("pack", "version", "folder", "sha256"), rows)


def _print_settings(settings: Config, selection: Selection) -> None:
    """Print what the organization may say of itself, and what it says."""
    declared = rulebook.merge_settings(rulebook.read_packs(_list_declaring(selection)))
    said = settings.values.get("settings", {})
    rows = [
        (f"settings.{name}", _format_said(said[name]), settings.name_place("settings", name), it.meaning)
        if name in said
        else (f"settings.{name}", "not set", "", it.meaning)
        for name, it in declared.items()
    ]
    if rows:
        click.echo()
        _print_table(("setting", "value", "from", "meaning"), rows)


def _list_declaring(selection: Selection) -> list[Path]:
    """Return the folders whose packs declare settings: what orglint itself declares counts with any packs."""
    return list(dict.fromkeys((rulebook.find_bundled_rules(), *choose.list_folders(selection.packs))))


def _format_said(value: Any) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)


def _describe_setting(settings: Config, setting: _Setting) -> tuple[str, str, str]:
    """Return a setting, its value in words and its origin; a user and password in a proxy's address are not shown."""
    if setting.variable and os.environ.get(setting.variable):
        return setting.key, _format_value(setting, os.environ[setting.variable]), setting.variable
    if setting.key in settings.values:
        return setting.key, _format_value(setting, settings.values[setting.key]), settings.name_place(setting.key)
    default = str(settings.resolve(setting.default)) if setting.relative else setting.default
    return setting.key, default, "default"


def _format_value(setting: _Setting, value: Any) -> str:
    if setting.key == "proxy":
        return _hide_user(str(value))
    if setting.key == "rules" and isinstance(value, list):
        return ", ".join(it if isinstance(it, str) else f"{it['pack']} (pinned)" for it in value)
    if setting.key == "notify":
        return ", ".join(it["to"] for it in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={item}" for name, items in value.items() for item in items)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _hide_user(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"


def _describe_changes(settings: Config, identity: str) -> Iterator[tuple[str, str]]:
    for override in settings.overrides:
        if fnmatchcase(identity, override.pattern):
            place = f"{settings.file}:{override.line}"
            yield from ((text, place) for text in _list_changes(override))


def _list_changes(override: Override) -> Iterator[str]:
    yield from (f"params.{name} = {value}" for name, value in override.params.items())
    if override.severity:
        yield f"severity {override.severity}"
    if override.owner:
        yield f"owner {override.owner}"
    if override.off:
        yield f"off: {override.off}"


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    shown = [tuple(map(neutralize, row)) for row in rows]
    wide = [max(map(len, column)) for column in zip(heads, *shown, strict=True)]
    for row in (heads, *shown):
        click.echo(_GAP.join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip())

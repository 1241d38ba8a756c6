"""Where messages go: the channels of `orglint.yaml` with their addresses, which are secrets."""

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path

import click

from orglint.cli import config
from orglint.cli.secret_file import read_secret_file
from orglint.errors import UsageError
from orglint.model.rule import Severity
from orglint.notify.sending import find_services, require_apprise
from orglint.settings import Config
from orglint.settings.channels import Channel, Event, build_channels
from orglint.settings.key_source import KeyPlace, parse_key_source

_WEBHOOK = "An address is written as Apprise has it: slack://..., mailtos://..., jsons://host/path for a webhook."


@dataclass(frozen=True, slots=True)
class Address:
    """A channel with the address that it leads to, which stands in no text."""

    channel: Channel
    url: str = field(repr=False)


def read_addresses(settings: Config, nothing: str, chosen: Collection[str] = ()) -> tuple[Address, ...]:
    """Return the channels of the file, or those chosen, with their addresses; `UsageError` if one could tell nobody.

    `nothing` says what is not done then: that nobody would be told has to be known before there is something to tell.
    """
    channels = [it for it in build_channels(settings.values) if it.to in chosen or not chosen]
    if not channels:
        return ()
    require_apprise(nothing)
    addresses = tuple(Address(it, _read_address(it, settings, nothing)) for it in channels)
    found = find_services([it.url for it in addresses], build_sending_environment())
    for address, known in zip(addresses, found, strict=True):
        if not known:
            raise UsageError(f"{nothing}: {address.channel.to} holds no address of a service", _WEBHOOK)
    return addresses


def build_sending_environment() -> dict[str, str]:
    """Return the environment of what sends messages: without variables that hold a key, whatever these are called."""
    written = config.current_config().values
    said = [written, *written.get("organizations", {}).values()]
    given = click.get_current_context().params.get("api_key_from") or os.environ.get(config.KEY_FROM)
    sources = (parse_key_source(it) for it in (given, *(it.get("key") for it in said)) if it)
    keys = {it.rest for it in sources if it and it.place is KeyPlace.VARIABLE}
    return {name: value for name, value in os.environ.items() if name not in keys}


def describe_channel(channel: Channel) -> tuple[str, str, str]:
    """Return a channel in words: what holds its address, its events, and of which rules they are."""
    unset = channel.variable and not os.environ.get(channel.variable)
    events = "all" if channel.events == frozenset(Event) else ", ".join(it for it in Event if it in channel.events)
    of = [f"{channel.severity} and above" if channel.severity is not Severity.INFO else "all"]
    of += [f"in {', '.join(channel.families)}"] if channel.families else []
    of += [f"of {', '.join(channel.owners)}"] if channel.owners else []
    return f"{channel.to}{' (not set)' if unset else ''}", events, " ".join(of)


def _read_address(channel: Channel, settings: Config, nothing: str) -> str:
    if not channel.variable:
        return _read_file(settings.resolve(channel.file), settings, nothing)
    url = os.environ.get(channel.variable, "").strip()
    if not url:
        hint = f"{settings.name_place('notify')} names it: put the address of the channel there."
        raise UsageError(f"{nothing}: {channel.variable} is not set", hint)
    return url


def _read_file(file: Path, settings: Config, nothing: str) -> str:
    """Return the address that a file holds: not one that lies in a repository, unless somebody named the settings."""
    inside = Path(realpath(file)).is_relative_to(realpath(settings.folder))
    if inside and not config.is_given("config"):
        message = f"{nothing}: {file} is below the folder of {settings.file}, and whoever can change that could be told"
        raise UsageError(message, "Put the file somewhere else, or name the settings with --config.")
    return read_secret_file(file, "address of a channel", nothing)

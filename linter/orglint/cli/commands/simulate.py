"""`orglint simulate`: serve a local organization that speaks the Admin API."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orglint.cli import options, simulated
from orglint.cli.output import streams
from orglint.errors import OutputError, UsageError

if TYPE_CHECKING:
    import orglint_simulator


_TIME = re.compile(r"([0-9]{1,5})(ms|s)")


class Latency(click.ParamType[float]):
    """How long an answer takes, in seconds: 300ms, 2s."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds."""
        if isinstance(value, float):
            return value
        match = _TIME.fullmatch(value)
        if match is None:
            self.fail(f"{value} is not a time such as 300ms or 2s", param, ctx)
        return int(match[1]) / (1000 if match[2] == "ms" else 1)


@click.command("simulate")
@click.option(
    "--users",
    type=click.IntRange(0, 5_000_000),
    default=1000,
    show_default=True,
    help="How many users there are in directories.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same organization.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="Port on loopback; 0 takes a free one."
)
@click.option(
    "--rate",
    "requests_per_minute",
    type=click.IntRange(1),
    help="Requests a minute before the answer is 429; no limit if left out.",
)
@click.option("--documented-limits", is_flag=True, help="Limit each endpoint to its documented rate.")
@click.option("--faults", type=click.Path(path_type=Path, dir_okay=False), help="A JSON file of faults to simulate.")
@click.option("--omit-empty", is_flag=True, help="Leave out empty lists instead of sending them.")
@click.option("--scopes", help="Scopes of the key, separated by commas; a key without scopes may do everything.")
@click.option(
    "--guard/--no-guard",
    default=True,
    help="Whether the organization has Atlassian Guard; without it the audit log is empty.",
)
@click.option(
    "--lapses",
    is_flag=True,
    help="Let things slip in that nobody decided on: too many organization admins, a team that opens a product.",
)
@click.option("--seats", type=click.IntRange(0), help="How many members the licences allow; no limit if left out.")
@click.option(
    "--role-delay",
    "role_seconds",
    type=click.FloatRange(0),
    default=0,
    help="Seconds until a granted or revoked role is visible.",
)
@click.option(
    "--policy-delay",
    "policy_seconds",
    type=click.FloatRange(0),
    default=0,
    help="Seconds until a changed policy is applied, or fails.",
)
@click.option(
    "--latency",
    type=Latency(),
    default="0ms",
    show_default=True,
    help="How long each answer takes, beside what it takes by itself: 300ms, 2s.",
)
@click.option(
    "--dump",
    "state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the whole state to this file as JSON at the end.",
)
@click.option(
    "--now", type=options.Instant(), help="The organization's present time; 2026-11-01T00:00:00Z if left out."
)
def command(
    *,
    faults: Path | None,
    scopes: str | None,
    now: datetime | None,
    state: Path | None,
    **given: Any,
) -> None:
    """Serve a local organization that speaks the Admin API.

    Prints one line of JSON when it is ready, and serves on loopback until it is told to stop (SIGTERM or Ctrl-C).
    """
    simulated.require_simulator("nothing was served")
    import orglint_simulator

    try:
        settings = build_settings(faults=faults, scopes=scopes, now=now, **given)
        orglint_simulator.serve(settings, lambda ready: _announce_ready(asdict(ready)), state=state)
    except orglint_simulator.SettingsError as error:
        raise UsageError(error.message, error.hint) from None
    except orglint_simulator.DumpError as error:
        raise OutputError(error.message, error.hint) from None


def build_settings(
    *, faults: Path | None, scopes: str | None, now: datetime | None, **given: Any
) -> "orglint_simulator.Settings":
    """Return the settings that the command's options stand for; raises `SettingsError` for a file of faults."""
    import orglint_simulator

    settings = orglint_simulator.Settings(
        **given,
        faults=orglint_simulator.load_faults(faults) if faults else (),
        scopes=frozenset(scopes.split(",")) if scopes else None,
    )
    return replace(settings, now=now) if now else settings


def _announce_ready(ready: Mapping[str, Any]) -> None:
    click.echo(json.dumps(ready))
    if streams.is_reader_gone():
        raise OutputError("nothing was served: standard output was closed before the address could be printed")

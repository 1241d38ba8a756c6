"""`orglint demo`: simulate, snapshot, check and report in one go, with the very commands that a user would run."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from orglint import rulebook
from orglint.cli import demo_settings, simulated
from orglint.errors import OrglintError
from orglint.reports import FORMATS

_JUDGED = (0, 1)
_ORGLINT = (sys.executable, "-m", "orglint")


class DemoError(OrglintError):
    """A command of the demo ended in a way that it should not have."""


@click.command("demo")
@click.option("--users", type=click.IntRange(1, 1_000_000), default=1000, show_default=True, help="How many users.")
@click.option("--seed", type=int, default=5, show_default=True, help="The same seed gives the same organization.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("orglint-demo"),
    show_default=True,
    help="The folder for the snapshot and the reports.",
)
def command(users: int, seed: int, into: Path) -> None:
    """Simulate, snapshot, check and report in one go.

    Starts a local organization, writes an orglint.yaml that says what that organization says of itself, collects it
    over HTTP, checks it against the first few bundled rules, then against all of the usual profile, and writes reports.
    The organization has findings, so `orglint check` exits with 1; the demo itself exits with 0 if everything worked.
    """
    simulated.require_simulator("nothing was shown")
    into.mkdir(parents=True, exist_ok=True)
    present = datetime.now(UTC).replace(microsecond=0)
    config = ("--config", str(demo_settings.write_settings(into, users=users, seed=seed, present=present)))
    with _serve_organization(users, seed, f"{present:%Y-%m-%dT%H:%M:%SZ}") as ready:
        where = ("--org", ready["org_id"], "--base-url", ready["base_url"], "--store", str(into), *config)
        _run_orglint("snapshot", *where, environment={"ORGLINT_API_KEY": ready["api_key"]})
    reports = {name: into / f"report.{FORMATS[name].ending}" for name in ("json", "html")}
    formats = [word for name, file in reports.items() for word in ("--format", f"{name}={file}")]
    which = ("--store", str(into), "--org", ready["org_id"], *config)
    click.echo("The first few rules alone:\n")
    _run_orglint("check", *which, *(word for identity in _list_first() for word in ("--only", identity)))
    click.echo("\nAll rules of the usual profile:\n")
    code = _run_orglint("check", *which, "--format", "terminal", *formats)
    click.echo(f"\norglint check ended with exit code {code}: {_MEANING[code]}")
    for name, file in reports.items():
        click.echo(f"{name.upper()} report: {file}")
    click.echo(f"\nNext: cd {shlex.quote(str(into))}, then orglint check -v, orglint query users true, orglint config")


def _list_first() -> tuple[str, ...]:
    """Return the ids of the rules that the bundled pack names first."""
    return rulebook.read_index([rulebook.find_bundled_rules()]).first


_MEANING = {0: "as it should be", 1: "findings, everything decided"}


@contextmanager
def _serve_organization(users: int, seed: int, now: str) -> Iterator[Mapping[str, Any]]:
    words = ("simulate", "--users", str(users), "--seed", str(seed), "--now", now, "--lapses")
    _echo_command(words)
    with subprocess.Popen([*_ORGLINT, *words], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stdout
        line = process.stdout.readline()
        if not line:
            raise DemoError("the demo stopped: the local organization could not be started (see above)")
        try:
            yield json.loads(line)
        finally:
            process.terminate()


def _run_orglint(*words: str, environment: Mapping[str, str] | None = None) -> int:
    """Run one orglint command as a user would, and return its exit code: 0 or 1, anything else is an error."""
    _echo_command(words)
    ended = subprocess.run([*_ORGLINT, *words], check=False, env={**os.environ, **(environment or {})})  # noqa: S603 - our own command
    if ended.returncode not in _JUDGED:
        raise DemoError(f"the demo stopped: orglint {words[0]} ended with exit code {ended.returncode} (see above)")
    return ended.returncode


def _echo_command(words: Sequence[str]) -> None:
    click.echo(f"$ orglint {' '.join(words)}", err=True)

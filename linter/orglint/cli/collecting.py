"""Collect a snapshot, for every command that does: the options that say how, and the collecting itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
from pathlib import Path
from secrets import token_hex
from typing import Any

import click

from orglint import collect, evaluate
from orglint.cli import config, key, options
from orglint.cli.command import Command
from orglint.cli.output.progress import Display
from orglint.cli.stopping import noting_if_stopped
from orglint.errors import UsageError
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule
from orglint.tables import known_tables

_KEPT = "What was collected is kept: run the same command again to continue."


@dataclass(frozen=True, slots=True)
class Collecting:
    """How somebody wants an organization to be collected."""

    base_url: str
    api_key_file: Path | None
    api_key_from: str | None
    proxy: str | None
    ca_file: Path | None
    deadline: timedelta
    everything: bool
    confirm: bool
    redact: bool
    fresh: bool

    def plan(self, rules: Sequence[CompiledRule]) -> collect.Plan:
        """Return the plan for what rules read; with `everything` for all that can be listed, too."""
        reads = {read for rule in rules for read in rule.reads}
        counts = {table for rule in rules if not rule.plain.attest for table in (rule.table, *rule.counts)}
        needs = list(evaluate.list_key_needs(rules, known_tables()))
        planned = collect.plan_everything if self.everything else collect.plan_collection
        plan = planned(reads, counts)
        plan = collect.redact_plan(plan, reads) if self.redact else plan
        return replace(plan, choosing=evaluate.digest_key_needs(needs), confirm=self.confirm)

    def connect(self, organization: str) -> collect.ConnectionSettings:
        """Return how to reach an organization, with its key; `UsageError` if there is no key."""
        written = config.current_config()
        return collect.ConnectionSettings(
            organization,
            key.read_api_key(
                self.api_key_file, self.api_key_from, written.values.get("key", ""), own=written.is_own("key")
            ),
            self.base_url,
            run=self.deadline.total_seconds(),
            proxy=collect.parse_proxy(self.proxy) if self.proxy else None,
            ca_file=self.ca_file,
            ignored_proxy="" if self.proxy else key.ignored_proxy(),
        )


_OPTIONS = (
    click.option("--fresh", is_flag=True, help="Discard what an interrupted run has collected."),
    click.option(
        "--redact",
        is_flag=True,
        help="Do not store names, addresses, pictures, titles and other text about people, unless a rule reads it.",
    ),
    click.option(
        "--confirm",
        is_flag=True,
        help="Read every list twice, to find what came or went in between. What is asked row by row is asked once.",
    ),
    click.option(
        "--all",
        "everything",
        is_flag=True,
        help="Collect every list, whatever the rules read. What is asked row by row stays what they need.",
    ),
    click.option(
        "--deadline",
        type=options.Age(),
        default="2h",
        show_default=True,
        help="How long collecting may take, waits included.",
    ),
    click.option(
        "--ca-file",
        type=click.Path(path_type=Path),
        envvar="ORGLINT_CA_FILE",
        show_envvar=True,
        help="A PEM file of certificates to trust beside the usual ones, such as those of a company's own authority.",
    ),
    click.option(
        "--proxy",
        metavar="URL",
        envvar="ORGLINT_PROXY",
        show_envvar=True,
        help="The proxy to use: http://host:port or https://host:port, with user:password@ before the host if needed.",
    ),
    click.option(
        "--api-key-from",
        metavar="SOURCE",
        envvar=config.KEY_FROM,
        show_envvar=True,
        help="Where the API key is: env:NAME, file:PATH, credential:NAME (systemd), keyring:SERVICE/NAME (needs the "
        "extra orglint[keyring]), or cmd:COMMAND, which prints it.",
    ),
    click.option(
        "--api-key-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file that holds the API key and that only you can read, or - for standard input; ORGLINT_API_KEY is "
        "used if left out.",
    ),
    click.option("--base-url", default=collect.BASE_URL, show_default=True, help="Where the Admin API is."),
)


def add_collecting_options(command: Command) -> Command:
    """Add the options that say how to collect, from `--base-url` to `--fresh`: together they are `collecting`."""

    @wraps(command)
    def collecting(*args: Any, **given: Any) -> Any:
        chosen = Collecting(**{it.name: given.pop(it.name) for it in fields(Collecting)})
        return command(*args, collecting=chosen, **given)

    added: Command = collecting
    for option in _OPTIONS:
        added = option(added)
    return added


def require_named(organization: str | None) -> str:
    """Return the id of the organization; `UsageError` if none is named."""
    if organization is None:
        raise UsageError(
            "nothing was collected: no organization is named",
            "Name one with --org ID; the id is in the address of admin.atlassian.com, after /o/.",
        )
    return organization


def collect_snapshot(
    connection: collect.ConnectionSettings,
    rules: Sequence[CompiledRule],
    store: Path,
    plan: collect.Plan,
    *,
    fresh: bool,
) -> Snapshot:
    """Collect what a plan asks for into a store and return the snapshot, while standard error shows the progress."""
    with noting_if_stopped(_KEPT), Display() as display:
        return collect.collect_organization(
            connection,
            plan,
            store,
            clock=lambda: datetime.now(UTC),
            token=token_hex(3),
            progress=display.show,
            select=partial(_select_keys, rules),
            fresh=fresh,
        )


def _select_keys(rules: Sequence[CompiledRule], snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    return evaluate.select_keys(rules, snapshot, known_tables(), now=snapshot.taken_at)

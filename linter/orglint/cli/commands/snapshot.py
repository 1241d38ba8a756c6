"""`orglint snapshot`: collect a snapshot of an organization."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex

import click

from orglint import collect, evaluate
from orglint.cli import choose, config, key, options
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.output.ledger_lines import format_ledger_line
from orglint.cli.output.plan_lines import show_plan
from orglint.cli.output.progress import Display
from orglint.cli.selection import Selection
from orglint.errors import UsageError
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Snapshot
from orglint.model.values import NONE_KNOWN
from orglint.reports.new_values import list_doubtful_values, list_drifting_values
from orglint.reports.remarks import list_drift
from orglint.rulebook.rule import CompiledRule
from orglint.tables import known_tables

INCOMPLETE = 3


@click.command("snapshot")
@options.add_organization_option
@options.add_store_option
@click.option("--base-url", default=collect.BASE_URL, show_default=True, help="Where the Admin API is.")
@click.option(
    "--api-key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file that holds the API key and that only you can read, or - for standard input; ORGLINT_API_KEY is used "
    "if left out.",
)
@click.option(
    "--api-key-from",
    metavar="SOURCE",
    envvar=config.KEY_FROM,
    show_envvar=True,
    help="Where the API key is: env:NAME, file:PATH, credential:NAME (systemd), keyring:SERVICE/NAME (needs the extra "
    "orglint[keyring]), or cmd:COMMAND, which prints it.",
)
@click.option(
    "--proxy",
    metavar="URL",
    envvar="ORGLINT_PROXY",
    show_envvar=True,
    help="The proxy to use: http://host:port or https://host:port, with user:password@ before the host if needed.",
)
@click.option(
    "--ca-file",
    type=click.Path(path_type=Path),
    envvar="ORGLINT_CA_FILE",
    show_envvar=True,
    help="A PEM file of certificates to trust beside the usual ones, such as those of a company's own authority.",
)
@click.option(
    "--deadline",
    type=options.Age(),
    default="2h",
    show_default=True,
    help="How long collecting may take, waits included.",
)
@options.add_rule_options
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Collect every list, whatever the rules read. What is asked row by row stays what they need.",
)
@click.option("--plan", "only_plan", is_flag=True, help="Show which requests would be made, and make none.")
@click.option(
    "--confirm",
    is_flag=True,
    help="Read every list twice, to find what came or went in between. What is asked row by row is asked once.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Do not store names, addresses, pictures, titles and other text about people, unless a rule reads it.",
)
@click.option("--fresh", is_flag=True, help="Discard what an interrupted run has collected.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    organization: str | None,
    store: Path,
    base_url: str,
    api_key_file: Path | None,
    api_key_from: str | None,
    proxy: str | None,
    ca_file: Path | None,
    deadline: timedelta,
    selection: Selection,
    everything: bool,
    only_plan: bool,
    confirm: bool,
    redact: bool,
    fresh: bool,
) -> None:
    """Collect a snapshot of an organization.

    Collects what the rules read and no more. If a run is stopped, run the same command again: it continues where it
    stopped. The API key comes from ORGLINT_API_KEY, --api-key-file or --api-key-from, never from an
    argument.

    Exits with 0 if every table is complete, 3 if the snapshot was made but is incomplete or in doubt, 4 if it could not
    be collected.
    """
    config.require_organization("nothing was collected")
    rules = choose.choose_rules(selection, open_kept_rules())
    config.refuse_unrepeated()
    plan = replace(_plan_for_rules(rules, everything=everything, redact=redact), confirm=confirm)
    if only_plan:
        show_plan(plan, rules)
        return
    if organization is None:
        raise UsageError(
            "nothing was collected: no organization is named",
            "Name one with --org ID; the id is in the address of admin.atlassian.com, after /o/.",
        )
    written = config.current_config()
    connection = collect.ConnectionSettings(
        organization,
        key.read_api_key(api_key_file, api_key_from, written.values.get("key", ""), own=written.is_own("key")),
        base_url,
        run=deadline.total_seconds(),
        proxy=collect.parse_proxy(proxy) if proxy else None,
        ca_file=ca_file,
        ignored_proxy="" if proxy else key.ignored_proxy(),
    )
    with Display() as display:
        snapshot = collect.collect_organization(
            connection,
            plan,
            store,
            clock=lambda: datetime.now(UTC),
            token=token_hex(3),
            progress=display.show,
            select=partial(_select_keys, rules),
            fresh=fresh,
        )
    _show_snapshot(snapshot)
    sys.exit(0 if snapshot.complete and not snapshot.doubts else INCOMPLETE)


def _plan_for_rules(rules: Sequence[CompiledRule], *, everything: bool, redact: bool) -> collect.Plan:
    """Return the plan for what rules read; with `everything` for all that can be listed, too."""
    reads = {read for rule in rules for read in rule.reads}
    counts = {table for rule in rules if not rule.plain.attest for table in (rule.table, *rule.counts)}
    needs = list(evaluate.list_key_needs(rules, known_tables()))
    plan = collect.plan_everything(reads, counts) if everything else collect.plan_collection(reads, counts)
    plan = collect.redact_plan(plan, reads) if redact else plan
    return replace(plan, choosing=evaluate.digest_key_needs(needs))


def _select_keys(rules: Sequence[CompiledRule], snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    return evaluate.select_keys(rules, snapshot, known_tables(), now=snapshot.taken_at)


def _show_snapshot(snapshot: Snapshot) -> None:
    click.echo(str(snapshot.folder))
    for name, ledger in snapshot.tables.items():
        click.echo(format_ledger_line(name, ledger), err=True)
        for text in list_drift(ledger):
            click.echo(f"  {'':<18} {neutralize(text)}", err=True)
    for doubt in snapshot.doubts:
        click.echo(f"  in doubt: {doubt}", err=True)
    new_values = evaluate.new_values(snapshot, NONE_KNOWN)
    for new, text in (*list_doubtful_values(new_values), *list_drifting_values(new_values)):
        click.echo(f"  {neutralize(f'{new.place}: {text}')}", err=True)

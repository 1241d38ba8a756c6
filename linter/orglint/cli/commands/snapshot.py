"""`orglint snapshot`: collect a snapshot of an organization."""

import sys
from pathlib import Path

import click

from orglint import evaluate
from orglint.cli import choose, config, options
from orglint.cli.collecting import Collecting, add_collecting_options, collect_snapshot, require_named
from orglint.cli.every import conclude_codes, is_every, require_own_keys, run_each, take_words
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.output.ledger_lines import format_ledger_line
from orglint.cli.output.plan_lines import show_plan
from orglint.cli.selection import Selection
from orglint.cli.stopping import noting_if_stopped
from orglint.model.neutralize import neutralize
from orglint.model.snapshot import Snapshot
from orglint.model.values import NONE_KNOWN
from orglint.reports.new_values import list_doubtful_values, list_drifting_values
from orglint.reports.remarks import list_drift

INCOMPLETE = 3
NOTHING = "nothing was collected"


@click.command("snapshot")
@options.add_organizations_option
@options.add_store_option
@options.add_rule_options
@add_collecting_options
@click.option("--plan", "only_plan", is_flag=True, help="Show which requests would be made, and make none.")
def command(
    *,
    organization: str | None,
    store: Path,
    selection: Selection,
    collecting: Collecting,
    only_plan: bool,
) -> None:
    """Collect a snapshot of an organization.

    Collects what the rules read and no more. If a run is stopped, run the same command again: it continues where it
    stopped. The API key comes from ORGLINT_API_KEY, --api-key-file or --api-key-from, never from an
    argument.

    With --org all, every organization of orglint.yaml is collected, some at a time, each by what it says itself and
    with its own key. Exits with the highest of their exit codes.

    Exits with 0 if every table is complete, 3 if the snapshot was made but is incomplete or in doubt, 4 if it could not
    be collected.
    """
    if is_every(organization, NOTHING):
        if not only_plan:
            require_own_keys(NOTHING)
        words = take_words()
        ended = run_each(lambda _: words, with_keys=not only_plan)
        sys.exit(conclude_codes([it.code for it in ended]))
    config.require_organization(NOTHING)
    rules = choose.choose_rules(selection, open_kept_rules())
    config.refuse_unrepeated()
    plan = collecting.plan(rules)
    if only_plan:
        show_plan(plan, rules)
        return
    snapshot = collect_snapshot(
        collecting.connect(require_named(organization)), rules, store, plan, fresh=collecting.fresh
    )
    with noting_if_stopped("The snapshot is kept."):
        click.echo(str(snapshot.folder))
        tell_snapshot(snapshot)
    sys.exit(0 if snapshot.complete and not snapshot.doubts else INCOMPLETE)


def tell_snapshot(snapshot: Snapshot) -> None:
    """Say on standard error what a snapshot has of each table, and what is new or doubtful in it."""
    for name, ledger in snapshot.tables.items():
        click.echo(format_ledger_line(name, ledger), err=True)
        for text in list_drift(ledger):
            click.echo(f"  {'':<18} {neutralize(text)}", err=True)
    for doubt in snapshot.doubts:
        click.echo(f"  in doubt: {doubt}", err=True)
    new_values = evaluate.new_values(snapshot, NONE_KNOWN)
    for new, text in (*list_doubtful_values(new_values), *list_drifting_values(new_values)):
        click.echo(f"  {neutralize(f'{new.place}: {text}')}", err=True)

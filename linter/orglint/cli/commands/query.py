"""`orglint query`: the rows of a table for which an expression is true."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import click

from orglint import evaluate, expressions, tables
from orglint.cli import choose, config, known_values, options
from orglint.cli.completing import complete_columns, complete_snapshots, complete_tables
from orglint.cli.output.terminal import terminal_width
from orglint.cli.privacy import PrivacyChoice, add_printed_privacy_option
from orglint.cli.report_options import MOST_SHOWN
from orglint.cli.unseen import list_unseen
from orglint.engine.duckdb import open_engine
from orglint.engine.limits.watch import make_watch
from orglint.errors import UsageError
from orglint.expressions.compiled import Compiled
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.rows import Rows
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.model.values import KnownValues
from orglint.reports.new_values import format_known_values, list_doubtful_values
from orglint.reports.privacy import conceal_rows
from orglint.reports.rows import ROW_FORMATS, render_rows

UNDECIDED = 3
_WIDEST = 400
"""Cells in which a table is laid out, however wide the terminal is."""


@click.command("query")
@click.argument("table", shell_complete=complete_tables)
@click.argument("expression")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@config.add_config_option
@options.add_store_option
@options.add_organization_option
@known_values.add_known_value_option
@options.rule_timeout("How long the expression may take, 10m if left out.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_SHOWN),
    default=100,
    show_default=True,
    help="How many rows to print at most.",
)
@click.option(
    "--columns",
    "listed",
    metavar="NAME[,NAME]...",
    shell_complete=complete_columns,
    multiple=True,
    help="The columns to print; the key and those that the expression reads if left out.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(ROW_FORMATS),
    help="How to print them; a table at a terminal, one line of JSON for each row elsewhere if left out.",
)
@add_printed_privacy_option
def command(  # noqa: PLR0913 - one parameter an option
    table: str,
    expression: str,
    snapshot: Path | None,
    *,
    store: Path,
    organization: str | None,
    known: KnownValues,
    rule_timeout: timedelta | None,
    limit: int,
    listed: Sequence[str],
    format_: str | None,
    privacy: PrivacyChoice,
) -> None:
    """Show the rows of a table for which an expression is true.

    Prints the columns that --columns names; the key and those that the expression reads if it is left out. What is
    unknown says so, and is never mistaken for absent. Standard error says for how many rows the expression is true,
    false and unknown. Exits with 3 if it is unknown for any row, or if rows are missing.
    """
    watch = make_watch(rule_timeout)
    every, rows = tables.known_tables(), choose.find_table(table)
    columns = _read_columns(listed, rows)
    scope = expressions.organization_scope(every).with_row(rows)
    condition = expressions.compile_condition(choose.check_text(expression), scope)
    if snapshot is None:
        config.require_organization("nothing was evaluated")
    seen = choose.find_snapshot(snapshot, store, organization)
    now, asked = seen.taken_at, partial(open_engine, watch=watch)
    answer = evaluate.query_rows(
        rows, condition, seen, every, now=now, limit=limit, columns=columns, open_engine=asked, known=known
    )
    names = columns or tuple(answer.rows[0] if answer.rows else ())
    found = Rows(names, answer.rows, answer.unknown_paths)
    allowed = privacy.choose(Privacy.NAMES, stream=True)  # in CI whatever is printed is in the log of a build
    shown = conceal_rows(found, table, allowed, privacy.key, organization=seen.organization)
    chosen = format_ or ("table" if sys.stdout.isatty() else "json")
    click.echo(render_rows(shown, chosen, terminal_width(_WIDEST)), nl=False)
    ledger = seen.tables.get(table)
    whole = ledger is not None and ledger.complete
    gap = "" if whole else f"; the table is not complete ({ledger.reason if ledger else 'not collected'})"
    cut = f" (the first {limit:,} are shown: --limit)" if answer.true > limit else ""
    click.echo(f"{answer.true:,} true{cut}, {answer.false:,} false, {answer.unknown:,} unknown{gap}", err=True)
    if shown != found:
        click.echo(f"  people are shown with --privacy {allowed}; --privacy names shows all of a row", err=True)
    if answer.unknown or not whole:
        click.echo("".join(f"  {line}\n" for line in list_unseen(table, condition, seen)), err=True, nl=False)
    for line in (*format_known_values(known), *_list_new_values(seen, known, condition)):
        click.echo(f"  {neutralize(line)}", err=True)
    sys.exit(0 if whole and not answer.unknown else UNDECIDED)


def _read_columns(listed: Sequence[str], table: Table) -> tuple[str, ...]:
    """Return the columns that an option names, each once; `UsageError` names the nearest to one that is not there."""
    names = tuple(dict.fromkeys(name.strip() for text in listed for name in text.split(",") if name.strip()))
    for name in names:
        if name not in table.columns:
            close = get_close_matches(name, table.columns, n=1)
            hint = f"Did you mean {close[0]}? " if close else ""
            raise UsageError(
                f"nothing was evaluated: {table.name} has no column {name}",
                f"{hint}`orglint tables {table.name}` lists them.",
            )
    return names


def _list_new_values(snapshot: Snapshot, known: KnownValues, read: Compiled) -> Iterator[str]:
    """Yield a line for each place that the expression may read with values that are unknown for being new."""
    columns = {*read.reads, *((table, name) for table, column in read.reads for name in _list_inputs(table, column))}
    for new, advice in list_doubtful_values(evaluate.new_values(snapshot, known)):
        if (new.table, column_of(new.path)) in columns:
            yield f"{new.place}: {advice}"


def _list_inputs(table: str, column: str) -> tuple[str, ...]:
    return tables.known_tables()[table].columns[column].inputs

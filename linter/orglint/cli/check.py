"""`orglint check`: judge a snapshot by the rules."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from orglint import __version__, evaluate, tables
from orglint.cli import choose, options, outputs
from orglint.model.explanation import Explanation
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.snapshot import Snapshot

_FUTURE = timedelta(minutes=5)


@click.command("check")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False)
@options.store
@options.organization
@options.rules
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.LOW.value,
    show_default=True,
    help="The least severity of a finding that makes the exit code 1.",
)
@click.option(
    "--format",
    "formats",
    metavar="NAME[=FILE]",
    multiple=True,
    default=["terminal"],
    help="terminal, json or html, on standard output or into a file; may be given several times.",
)
@click.option("--max-age", type=options.Age(), default="24h", show_default=True, help="How old the snapshot may be.")
@click.option("--as-of", type=options.Instant(), help="Judge as if it were this time; the snapshot's if left out.")
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="Subjects shown per rule at the terminal."
)
@click.option(
    "--explain",
    metavar="RULE[:KEY]",
    help="Explain one rule for one row instead: every sub-expression with its value. KEY is the row's key, "
    "e-mail address or name; the first finding if left out.",
)
@click.option("--report-only", is_flag=True, help="Exit with 0 instead of 1 on findings; an undecided run stays 3.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    snapshot: Path | None,
    store: Path,
    organization: str | None,
    folder: Path | None,
    only: Sequence[str],
    skip: Sequence[str],
    fail_on: str,
    formats: Sequence[str],
    max_age: timedelta,
    as_of: datetime | None,
    limit: int,
    explain: str | None,
    report_only: bool,
) -> None:
    """Judge a snapshot by the rules.

    SNAPSHOT is a folder below snapshots/ in the store; the newest one if left out. Needs no key and no network.

    Exits with 0 if every rule was decided and nothing is wrong, 1 on findings, 3 if anything could not be decided.
    """
    targets = outputs.explanations(formats) if explain else outputs.targets(formats)
    every = choose.every_rule(folder)
    rules = choose.chosen(every, only, skip)
    wanted = choose.subject(every, explain) if explain else None
    seen = choose.trusted(choose.snapshot(snapshot, store, organization))
    now = as_of or seen.taken_at
    doubts = tuple(_doubts(seen, as_of or datetime.now(UTC), max_age))
    result: Result | Explanation
    if wanted:
        told = evaluate.explain(wanted[0], seen, tables.known(), now=now, key=wanted[1])
        result = replace(told, doubts=doubts, orglint=__version__)
    else:
        verdicts = evaluate.judge(rules, seen, tables.known(), now=now)
        result = Result(seen, now, Severity(fail_on), verdicts, doubts, __version__, len(every) - len(rules))
    outputs.write(result, targets, limit=limit)
    code = result.exit_code
    sys.exit(0 if report_only and code == 1 else code)


def _doubts(snapshot: Snapshot, today: datetime, max_age: timedelta) -> list[str]:
    age = today - snapshot.taken_at
    if age > max_age:
        return [f"the snapshot is {_spoken(age)} old, at most {_spoken(max_age)} are allowed (--max-age)"]
    if age < -_FUTURE:
        return [f"the snapshot was taken {_spoken(-age)} after the time that it is judged at: is a clock wrong?"]
    return []


def _spoken(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if hours > 48 else f"{hours:.1f} hours"  # noqa: PLR2004 - two days

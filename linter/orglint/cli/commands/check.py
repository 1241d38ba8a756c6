"""`orglint check`: judge a snapshot by the rules."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from orglint import __version__, evaluate, snapshots, tables
from orglint.cli import choose, config, known_values, options, set_values
from orglint.cli.completing import complete_rules, complete_snapshots
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.many import choose_where, judge_many
from orglint.cli.output import outputs
from orglint.cli.output.targets import Target, parse_targets
from orglint.cli.output.terminal import Look
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import add_report_options
from orglint.cli.selection import Selection
from orglint.cli.set_values import SetValues
from orglint.cli.waivers import Waiving, add_waiver_options
from orglint.engine.duckdb import open_engine
from orglint.engine.limits.watch import make_watch
from orglint.errors import UsageError
from orglint.evaluate.distribute import across as many
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.acceptance import Acceptance
from orglint.model.choice import Choice
from orglint.model.explanation import Explanation
from orglint.model.overview import Overview, OverviewBuilder
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.values import KnownValues
from orglint.reports import Subject
from orglint.rulebook.rule import CompiledRule


@click.command("check")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@options.add_store_option
@options.add_organization_option
@options.add_rule_options
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.LOW.value,
    show_default=True,
    help="The lowest severity at which a finding makes the exit code 1.",
)
@add_report_options
@add_privacy_option
@click.option("--max-age", type=options.Age(), default="36h", show_default=True, help="How old the snapshot may be.")
@click.option("--as-of", type=options.Instant(), help="The time to take as now; that of the snapshot if left out.")
@click.option(
    "--explain",
    metavar="RULE[:KEY]",
    shell_complete=complete_rules,
    help="Explain one rule for one row instead: every sub-expression with its value. KEY is the row's key, "
    "e-mail address or name; the first finding if left out.",
)
@click.option(
    "--across",
    type=click.Choice(list(many.FIND)),
    help="Check many snapshots of a store, or of a folder of stores: the newest of each organization, or the whole "
    "history.",
)
@known_values.add_known_value_option
@options.add_acceptance_options
@add_waiver_options
@options.add_engine_options
@options.rule_timeout("How long one rule may take, 10m if left out; a rule that takes longer is unknown.")
@click.option(
    "--set",
    "sets",
    metavar="RULE.PARAM=VALUE",
    multiple=True,
    callback=set_values.read_option,
    help="Set a parameter of a rule for this run: accounts/dormant.max_days=60; may be given several times.",
)
@click.option(
    "--require-set-up", is_flag=True, help="Exit with 3 if a rule waits for a setting that orglint.yaml does not have."
)
@click.option(
    "--report-only",
    is_flag=True,
    help="Exit with 0 instead of 1 if there are findings; an undecided run still exits with 3.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    snapshot: Path | None,
    store: Path,
    organization: str | None,
    selection: Selection,
    fail_on: str,
    formats: Sequence[str],
    max_age: timedelta,
    as_of: datetime | None,
    look: Look,
    explain: str | None,
    across: str | None,
    known: KnownValues,
    acceptances: tuple[Acceptance, ...],
    waiving: Waiving,
    engine: str,
    spark_url: str,
    jobs: int | None,
    rule_timeout: timedelta | None,
    sets: SetValues,
    require_set_up: bool,
    report_only: bool,
    privacy: PrivacyChoice,
) -> None:
    """Check a snapshot against the rules.

    SNAPSHOT is a folder below snapshots/ in the store; the newest one if left out. Needs no API key and no network.

    With --across, SNAPSHOT is a store or a folder of stores. Each snapshot is checked as it would be alone; --max-age
    does not apply to a history.

    Exits with 0 if every rule was decided and nothing is wrong, 1 if there are findings, 3 if anything could not be
    decided.
    """
    if across and explain:
        raise UsageError("nothing was explained: --explain is about one snapshot", "Leave out --across.")
    if not across:
        config.require_organization("nothing was judged")
    where = choose_where(engine, spark_url, jobs, across=across is not None)
    watch = make_watch(rule_timeout, explaining=explain is not None)
    loaded = choose.load_rules(replace(selection, sets=sets), None if explain else open_kept_rules())
    rules = choose.select_running(loaded, selection)
    age = None if across == many.HISTORY else max_age
    left_out, now = len(loaded.running) - len(rules), datetime.now(UTC)
    waived = waiving.read_file(loaded.every, selection.former)
    declared = (selection.packs, known, (*acceptances, *waived.accepted))
    judging = Judging(rules, left_out, Severity(fail_on), now, as_of, age, *declared, watch, off=loaded.off)
    judging = replace(
        judging,
        waivers=waived.waivers,
        refuse_unused=waiving.refuse_unused,
        require_set_up=require_set_up,
        choice=Choice(selection.profile, loaded.beyond, selection.words, loaded.replaced),
        settings=selection.config.values.get("settings", {}),
    )
    judging = replace(judging, attestations=waived.attestations)
    stores = [store, *([snapshot] if snapshot else [])]
    wanted = parse_targets(formats, Overview if across else Explanation if explain else Result, stores)
    if explain:
        privacy.refuse_explanation([it.format for it in wanted])
    write = partial(outputs.write_reports, wanted, look=look, privacy=privacy)
    concluded: Subject
    if across:
        found = many.FIND[across](snapshot or store, organization)
        choose.tell_foreign(snapshots.find_foreign_paths(snapshot or store))
        builder = OverviewBuilder()
        with judge_many(found, judging, where, wanted) as judged:
            concluded = write(builder.build_overview, results=builder.pass_results(judged))
    else:
        subject = _find_subject(loaded.every, explain, selection) if explain else None
        folder = choose.find_folder(snapshot, store, organization)
        result = _explain_subject(subject, folder, judging) if subject else judge_snapshot(folder, judging)
        concluded = write(lambda: result)
    _exit_with_outcome(concluded, wanted, report_only=report_only)


def _find_subject(every: Sequence[CompiledRule], asked: str, selection: Selection) -> tuple[CompiledRule, str]:
    return choose.find_subject(every, selection.former.resolve_subject(asked), selection.packs)


def _explain_subject(subject: tuple[CompiledRule, str], folder: Path, judging: Judging) -> Explanation:
    rule, key = subject
    snapshot, acceptances = judging.apply_acceptances(snapshots.read_snapshot(folder))
    now, known, asked = judging.now(snapshot), judging.known, partial(open_engine, watch=judging.watch)
    declared = evaluate.explain_row(
        rule, snapshot, tables.known_tables(), now=now, key=key, open_engine=asked, known=known
    )
    return replace(declared, known=known, acceptances=acceptances, doubts=judging.doubts(snapshot), orglint=__version__)


def _exit_with_outcome(concluded: Subject, wanted: Sequence[Target], *, report_only: bool) -> NoReturn:
    code = 0 if report_only and concluded.exit_code == 1 else concluded.exit_code
    other = f" instead of {concluded.exit_code} (--report-only)" if code != concluded.exit_code else ""
    outputs.echo_outcome(concluded, wanted, exit_note=f"exit code {code}{other}", always=bool(other))
    sys.exit(code)

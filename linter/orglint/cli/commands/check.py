"""`orglint check`: judge a snapshot by the rules."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from orglint import __version__, evaluate, snapshots, tables
from orglint.cli import choose, config, options
from orglint.cli.check_every import check_every, refuse_one_snapshot
from orglint.cli.comparing_options import Comparing, add_comparing_options
from orglint.cli.completing import complete_rules, complete_snapshots
from orglint.cli.every import is_every
from orglint.cli.judging import Criteria, add_judging_options, build_judging, load_rules
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.many import choose_where, judge_many
from orglint.cli.output import outputs
from orglint.cli.output.targets import Target, parse_targets
from orglint.cli.output.terminal import Look
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import add_report_options, choose_formats
from orglint.cli.selection import Selection
from orglint.engine.duckdb import open_engine
from orglint.errors import UsageError
from orglint.evaluate.distribute import across as many
from orglint.evaluate.distribute.judging import Judging
from orglint.model.explanation import Explanation
from orglint.model.overview import Overview, OverviewBuilder
from orglint.model.result import Result
from orglint.reports import Subject
from orglint.rulebook.rule import CompiledRule


@click.command("check")
@click.argument("snapshot", type=click.Path(path_type=Path), required=False, shell_complete=complete_snapshots)
@options.add_store_option
@options.add_organizations_option
@options.add_rule_options
@add_judging_options
@add_report_options
@add_privacy_option
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
@options.add_engine_options
@add_comparing_options
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
    criteria: Criteria,
    formats: Sequence[str],
    as_of: datetime | None,
    look: Look,
    explain: str | None,
    across: str | None,
    engine: str,
    spark_url: str,
    jobs: int | None,
    comparing: Comparing,
    report_only: bool,
    privacy: PrivacyChoice,
) -> None:
    """Check a snapshot against the rules.

    SNAPSHOT is a folder, an id, whose beginning or end will do, or latest; the newest one if left out. Needs no API
    key and no network.

    With --across, SNAPSHOT is a store or a folder of stores. Each snapshot is checked as it would be alone; --max-age
    does not apply to a history.

    With --org all, the newest snapshot of each organization of orglint.yaml is checked by what that one says itself,
    and one report tells of all. One that cannot be checked is told in it, and the exit code is the highest of all.

    Exits with 0 if every rule was decided and nothing is wrong, 1 if there are findings, 3 if anything could not be
    decided.
    """
    if across and explain:
        raise UsageError("nothing was explained: --explain is about one snapshot", "Leave out --across.")
    every = is_every(organization, "nothing was judged")
    comparing.refuse_others(across=across is not None, explain=explain is not None, every=every)
    if every:
        refuse_one_snapshot(snapshot, across, explain)
        wanted = parse_targets(choose_formats(formats, Overview), Overview, [store])
        overview, code = check_every(partial(outputs.write_reports, wanted, look=look, privacy=privacy))
        _exit_with_outcome(overview, wanted, report_only=report_only, code=code)
    if not across:
        config.require_organization("nothing was judged")
    where = choose_where(engine, spark_url, jobs, across=across is not None)
    loaded = load_rules(selection, criteria, None if explain else open_kept_rules())
    rules = choose.select_running(loaded, selection)
    age = None if across == many.HISTORY else criteria.max_age
    judging = build_judging(selection, criteria, loaded, rules, as_of=as_of, max_age=age, explaining=bool(explain))
    kind: type[Subject] = Overview if across else Explanation if explain else Result
    wanted = parse_targets(choose_formats(formats, kind), kind, [store, *([snapshot] if snapshot else [])])
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
        folder = choose.find_folder(snapshot, store, organization)
        if explain:
            explanation = _explain_subject(_find_subject(loaded.every, explain, selection), folder, judging)
            concluded = write(lambda: explanation)
        else:
            result, gate = comparing.judge(store, folder, judging)
            concluded = write(lambda: result, before=comparing.look_back(store, result, gate, wanted))
            if gate:
                comparing.echo_gate(gate, look.limit, privacy)
                _exit_with_outcome(concluded, wanted, report_only=report_only, code=gate.exit_code)
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


def _exit_with_outcome(
    concluded: Subject, wanted: Sequence[Target], *, report_only: bool, code: int | None = None
) -> NoReturn:
    """Exit with the exit code of what was concluded, or with another `code`.

    That is a higher one of a part that could not be concluded, or a lower one where what fails was there before.
    """
    whole = concluded.exit_code if code is None else code
    code = 0 if report_only and whole == 1 else whole
    other = f" instead of {whole} (--report-only)" if code != whole else ""
    other = f" instead of {concluded.exit_code} (--new-since)" if code == whole < concluded.exit_code else other
    outputs.echo_outcome(concluded, wanted, exit_note=f"exit code {code}{other}", always=bool(other))
    sys.exit(code)

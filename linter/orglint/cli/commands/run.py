"""`orglint run`: collect, judge, keep, report and tell in one go: the line for a schedule."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from orglint.cli import config, options
from orglint.cli.channels import read_addresses
from orglint.cli.check_every import run_every
from orglint.cli.collecting import Collecting, add_collecting_options, collect_snapshot, require_named
from orglint.cli.commands.snapshot import INCOMPLETE, tell_snapshot
from orglint.cli.every import is_every, require_own_keys
from orglint.cli.judging import Criteria, add_judging_options, load_judging
from orglint.cli.keeping import judge_and_keep
from orglint.cli.output import outputs
from orglint.cli.output.run_marks import mark_runs
from orglint.cli.output.targets import Target, parse_targets
from orglint.cli.output.terminal import Look
from orglint.cli.past import read_earlier
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import add_report_options, choose_formats
from orglint.cli.selection import Selection
from orglint.cli.stopping import noting_if_stopped
from orglint.cli.telling import Teller
from orglint.errors import BusyError, OrglintError, OutputError, RuleError, UsageError, locate_bug
from orglint.model.overview import Overview
from orglint.model.result import Result

NOTHING = "nothing was collected"
BUG = 70
_SNAPSHOT_KEPT = "The snapshot is kept, without a result: orglint check judges it, and the next run collects anew."
_BROKEN = "There is no result, and whoever was not told so is told by the next run that has none:"
_RESULT_KEPT = "The result is kept; what was not told is told by the next run."


@click.command("run")
@options.add_organizations_option
@options.add_store_option
@options.add_rule_options
@add_collecting_options
@add_judging_options
@add_report_options
@add_privacy_option
@click.option(
    "--report-only",
    is_flag=True,
    help="Exit with 0 instead of 1 if there are findings; an undecided run still exits with 3.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    organization: str | None,
    store: Path,
    selection: Selection,
    collecting: Collecting,
    criteria: Criteria,
    formats: Sequence[str],
    look: Look,
    privacy: PrivacyChoice,
    report_only: bool,
) -> None:
    """Snapshot, check, keep, report and notify: the line for a schedule.

    Does what `orglint snapshot` and `orglint check` do, and keeps the result in the store. Channels under `notify` in
    orglint.yaml are told what has changed since they were told last, and that there is no result where there is none.

    With --org all, it is done for every organization of orglint.yaml, some at a time, each with its own key and
    channels, and the reports tell of all.

    Exits with the highest that any part ends with: 70 a bug, 5 something could not be written or told, 4 not collected,
    3 undecided or incomplete, 1 findings, else 0.
    """
    if is_every(organization, NOTHING):
        require_own_keys(NOTHING)
        every = parse_targets(choose_formats(formats, Overview), Overview, [store], nothing=NOTHING)
        overview, code = run_every(partial(outputs.write_reports, every, look=look, privacy=privacy))
        code = 0 if report_only and code == 1 else code
        outputs.echo_outcome(overview, every, exit_note=f"exit code {code}")
        sys.exit(code)
    config.require_organization(NOTHING)
    named = require_named(organization)
    judging = load_judging(selection, criteria)
    config.refuse_unrepeated()
    wanted = parse_targets(formats, Result, [store], nothing=NOTHING)
    run = _Run(named, wanted, Teller(read_addresses(config.current_config(), NOTHING), store, named, privacy))
    with run.telling_what_breaks():
        plan = collecting.plan(judging.rules)
        snapshot = collect_snapshot(collecting.connect(named), judging.rules, store, plan, fresh=collecting.fresh)
        with noting_if_stopped(_SNAPSHOT_KEPT):
            tell_snapshot(snapshot)
            result, kept = judge_and_keep(store, snapshot.folder, replace(judging, today=_now()))
    with noting_if_stopped(_RESULT_KEPT):
        code = 0 if report_only and result.exit_code == 1 else result.exit_code
        run.codes += [code, 0 if snapshot.complete and not snapshot.doubts else INCOMPLETE]
        run.write_reports(result, look, privacy)
        run.problems += run.teller.tell_result(kept, result)
        run.end(result)


@dataclass
class _Run:
    """A run with what has come of its parts: their exit codes, and what could not be written or told."""

    organization: str
    wanted: Sequence[Target]
    teller: Teller
    codes: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The exit code of the run: the highest of its parts."""
        return max([0, *self.codes, *[OutputError.exit_code] * bool(self.problems)])

    @contextmanager
    def telling_what_breaks(self) -> Iterator[None]:
        """Tell channels and files of metrics if there will be no result, and pass the error on.

        Mistakes of usage are for whoever runs orglint, and what another run in this store does, that one tells.
        """
        try:
            yield
        except (UsageError, RuleError, BusyError):
            raise
        except Exception as error:
            known = error if isinstance(error, OrglintError) else None
            problem = str(known) if known else f"a bug in orglint ({locate_bug(error)})"
            self.codes.append(known.exit_code if known else BUG)
            with noting_if_stopped("\n  ".join((_BROKEN, *problem.splitlines()))):
                self.problems += self.teller.tell_broken(problem)
            self._mark()
            if self.problems and self.exit_code == OutputError.exit_code:
                raise OutputError(problem, f"Beside that, {'; '.join(self.problems)}.") from None
            raise

    def write_reports(self, result: Result, look: Look, privacy: PrivacyChoice) -> None:
        """Write the reports; those that cannot be written are problems, and keep nobody from being told."""
        looks_back = any(it.format.looks_back for it in self.wanted)
        before = read_earlier(self.teller.store, result) if looks_back else None
        try:
            outputs.write_reports(self.wanted, lambda: result, look=look, privacy=privacy, before=before)
        except OutputError as error:
            self.problems.append(error.message)

    def end(self, result: Result) -> NoReturn:
        """Say how the run has ended, in files of metrics too, and exit."""
        self._mark()
        if self.problems:
            raise OutputError(f"{'; '.join(self.problems)}; the outcome is {result.outcome}", _RESULT_KEPT)
        outputs.echo_outcome(result, self.wanted, exit_note=f"exit code {self.exit_code}")
        sys.exit(self.exit_code)

    def _mark(self) -> None:
        self.problems += mark_runs(self.wanted, self.organization, _now(), self.exit_code)


def _now() -> datetime:
    return datetime.now(UTC)

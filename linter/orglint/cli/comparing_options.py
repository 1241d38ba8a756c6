"""`orglint check --keep --new-since RESULT`: the options; what they ask for is imported where they are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orglint.cli.command import Command
from orglint.cli.output.targets import Target
from orglint.cli.privacy import PrivacyChoice
from orglint.errors import UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.result import Result

if TYPE_CHECKING:
    from orglint.cli.past import EarlierResults
    from orglint.history.gate import Gate

_NOTHING = "nothing was judged"


@dataclass(frozen=True, slots=True)
class Comparing:
    """Whether a result is kept, and since which one findings count as new; `latest` is found in the store."""

    keep: bool
    new_since: str | None

    def refuse_others(self, *, across: bool, explain: bool, every: bool) -> None:
        """Raise `UsageError` if more is judged than one result, or less."""
        if self.keep and (across or explain):
            raise UsageError(f"{_NOTHING}: --keep is about one result", "Leave out --across and --explain.")
        if self.new_since and (across or explain or every):
            hint = "Leave out --across, --explain and --org all."
            raise UsageError(f"{_NOTHING}: --new-since is about one result", hint)

    def judge(self, store: Path, folder: Path, judging: Judging) -> tuple[Result, "Gate | None"]:
        """Return the result of a snapshot, and what is new in it."""
        if not self.keep and not self.new_since:
            return judge_snapshot(folder, judging), None
        if self.keep and judging.as_of is not None:
            hint = "Leave out --as-of, or write a file: --format json=FILE."
            raise UsageError(f"{_NOTHING}: --keep is about how the organization stood when it was seen", hint)
        from orglint.cli.new_since import judge_since

        return judge_since(store, folder, judging, keep=self.keep, new_since=self.new_since)

    def look_back(
        self, store: Path, result: Result, gate: "Gate | None", wanted: Sequence[Target]
    ) -> "EarlierResults | None":
        """Return what reports that look back tell of: the baseline, and, if the result is kept, those that are too."""
        baseline = gate.changes.before if gate else None
        if not (self.keep or baseline) or not any(it.format.looks_back for it in wanted):
            return None
        from orglint.cli.past import EarlierResults, read_earlier  # it imports what makes the page

        return read_earlier(store, result, baseline) if self.keep else EarlierResults(baseline)

    def echo_gate(self, gate: "Gate", limit: int, privacy: PrivacyChoice) -> None:
        """Say on standard error what is new, and what nobody knows to be."""
        from orglint.cli.new_since import echo_gate

        echo_gate(gate, limit, privacy)


def add_comparing_options(command: Command) -> Command:
    """Add `--keep` and `--new-since`, which arrive together as `comparing`."""

    @wraps(command)
    def comparing(*args: Any, keep: bool, new_since: str | None, **others: Any) -> Any:
        return command(*args, comparing=Comparing(keep, new_since), **others)

    for option in (
        click.option(
            "--new-since",
            metavar="RESULT",
            help="Exit with 1 only for findings that RESULT does not have: a file that --format json=FILE wrote, or "
            "`latest` for the newest complete one that the store keeps of an earlier snapshot. Exits with 3 where it "
            "cannot tell.",
        ),
        click.option(
            "--keep",
            is_flag=True,
            help="Keep the result in the store, so that later ones are compared with it; with other options than "
            "before it is a trial, which does not count for `status`.",
        ),
    ):
        comparing = option(comparing)
    return comparing

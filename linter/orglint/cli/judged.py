"""A result for a command that is about one: read from a file, or judged from the newest snapshot as `check` does."""

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from orglint.cli import choose, config, options
from orglint.cli.command import Command
from orglint.cli.judging import Criteria, add_judging_options, load_judging
from orglint.cli.output.stored import read_result_file, refuse_other_organization
from orglint.cli.privacy import PrivacyChoice
from orglint.cli.selection import Selection
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.result import Result


@dataclass(frozen=True, slots=True)
class Source:
    """Where the result comes from: a file, or the newest snapshot of a store with what it is judged by."""

    file: Path | None
    store: Path
    organization: str | None
    selection: Selection
    criteria: Criteria

    def load_result(self, privacy: PrivacyChoice, nothing: str) -> Result:
        """Return the result; `nothing` says what was not done if there is none."""
        if self.file is None:
            return self._judge_newest(nothing)
        stored = read_result_file(self.file, nothing)
        refuse_other_organization(stored, self.organization, nothing)
        privacy.refuse_less(stored.privacy)
        return stored

    def _judge_newest(self, nothing: str) -> Result:
        config.require_organization(nothing)
        judging = load_judging(self.selection, self.criteria)
        return judge_snapshot(choose.find_folder(None, self.store, self.organization), judging)


def add_source_options(command: Command) -> Command:
    """Add the argument RESULT, and what `check` takes to judge the newest snapshot: all of it arrives as `source`."""

    @wraps(command)
    def sourcing(
        *args: Any,
        result: Path | None,
        store: Path,
        organization: str | None,
        selection: Selection,
        criteria: Criteria,
        **others: Any,
    ) -> Any:
        return command(*args, source=Source(result, store, organization, selection, criteria), **others)

    added = options.add_rule_options(add_judging_options(sourcing))
    added = options.add_store_option(options.add_organization_option(added))
    return click.argument("result", type=click.Path(path_type=Path), required=False)(added)

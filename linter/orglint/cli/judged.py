"""A result for a command that is about one: read from a file, or judged from the newest snapshot as `check` does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from orglint.cli import choose, config, known_values, options
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.output.stored import read_stored_file
from orglint.cli.privacy import PrivacyChoice
from orglint.cli.selection import Selection
from orglint.cli.waivers import Waiving, add_waiver_options
from orglint.engine.limits.watch import make_watch
from orglint.errors import UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.model.acceptance import Acceptance
from orglint.model.choice import Choice
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.model.values import KnownValues

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Source:
    """Where the result comes from: a file, or the newest snapshot of a store with what it is judged by."""

    file: Path | None
    store: Path
    organization: str | None
    selection: Selection
    max_age: timedelta
    known: KnownValues
    acceptances: tuple[Acceptance, ...]
    waiving: Waiving

    def load_result(self, privacy: PrivacyChoice, nothing: str) -> Result:
        """Return the result; `nothing` says what was not done if there is none."""
        if self.file is None:
            return self._judge_newest(nothing)
        stored = read_stored_file(self.file, nothing)
        if not isinstance(stored, Result):
            raise UsageError(
                f"{nothing}: {self.file} holds the results of many snapshots", "Name a file that holds one."
            )
        privacy.refuse_less(stored.privacy)
        return stored

    def _judge_newest(self, nothing: str) -> Result:
        config.require_organization(nothing)
        loaded = choose.load_rules(self.selection, open_kept_rules())
        rules = choose.select_running(loaded, self.selection)
        waived = self.waiving.read_file(loaded.every, self.selection.former)
        judging = Judging(
            rules,
            len(loaded.running) - len(rules),
            Severity(config.current_config().values.get("fail_on", Severity.LOW)),
            datetime.now(UTC),
            None,
            self.max_age,
            self.selection.packs,
            self.known,
            (*self.acceptances, *waived.accepted),
            make_watch(None),
            off=loaded.off,
            waivers=waived.waivers,
            refuse_unused=self.waiving.refuse_unused,
        )
        judging = replace(
            judging,
            attestations=waived.attestations,
            choice=Choice(self.selection.profile, loaded.beyond, self.selection.words, loaded.replaced),
            settings=self.selection.config.values.get("settings", {}),
        )
        return judge_snapshot(choose.find_folder(None, self.store, self.organization), judging)


def add_source_options(command: F) -> F:
    """Add the argument RESULT, and what `check` takes to judge the newest snapshot: all of it arrives as `source`."""

    @wraps(command)
    def sourcing(
        *args: Any,
        result: Path | None,
        store: Path,
        organization: str | None,
        selection: Selection,
        max_age: timedelta,
        known: KnownValues,
        acceptances: tuple[Acceptance, ...],
        waiving: Waiving,
        **others: Any,
    ) -> Any:
        source = Source(result, store, organization, selection, max_age, known, acceptances, waiving)
        return command(*args, source=source, **others)

    sourcing = add_waiver_options(sourcing)
    sourcing = options.add_acceptance_options(sourcing)
    sourcing = known_values.add_known_value_option(sourcing)
    sourcing = click.option(
        "--max-age", type=options.Age(), default="36h", show_default=True, help="How old the snapshot may be."
    )(sourcing)
    sourcing = options.add_rule_options(sourcing)
    sourcing = options.add_organization_option(sourcing)
    sourcing = options.add_store_option(sourcing)
    # called with the same options, and they arrive otherwise
    return click.argument("result", type=click.Path(path_type=Path), required=False)(sourcing)  # type: ignore[return-value]

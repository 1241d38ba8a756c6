"""Waiver files as commands read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from orglint import tables
from orglint.cli.command import Command
from orglint.cli.config import current_config
from orglint.cli.renaming import FormerIds
from orglint.errors import UsageError
from orglint.model.attestation import EVIDENCE
from orglint.model.waiver import Exceptions, Waivable
from orglint.model.waiver_entry import WHOLE
from orglint.rulebook.rule import CompiledRule
from orglint.settings.waivers import read_waivers


@dataclass(frozen=True, slots=True)
class Waiving:
    """The waiver file that a command was asked to use, if any, and whether what excuses nothing is to be refused."""

    file: Path | None = None
    refuse_unused: bool = False

    def read_file(self, rules: Sequence[CompiledRule], former: FormerIds) -> Exceptions:
        """Return what the file says; `rules` are all that there are, also those that do not run."""
        return Exceptions() if self.file is None else read_waiver_file(self.file, rules, former)


def add_waiver_options(command: Command) -> Command:
    """Add `--waivers`, `--no-waivers` and `--fail-on-unused-waivers`, which arrive together as `waiving`."""

    @wraps(command)
    def excusing(
        *args: Any, waivers: Path | None, no_waivers: bool, fail_on_unused_waivers: bool, **others: Any
    ) -> Any:
        source = click.get_current_context().get_parameter_source("waivers")
        if no_waivers and source is ParameterSource.COMMANDLINE:
            hint = "Leave out one of them; --no-waivers is for a file that ORGLINT_WAIVERS or orglint.yaml names."
            raise UsageError("nothing was judged: --waivers and --no-waivers contradict each other", hint)
        return command(*args, waiving=Waiving(None if no_waivers else waivers, fail_on_unused_waivers), **others)

    for option in (
        click.option(
            "--fail-on-unused-waivers",
            is_flag=True,
            help="Make the run undecided (exit code 3) if a waiver matches no finding.",
        ),
        click.option(
            "--no-waivers", is_flag=True, help="Excuse nothing, also if ORGLINT_WAIVERS or orglint.yaml names a file."
        ),
        click.option(
            "--waivers",
            metavar="FILE",
            type=click.Path(path_type=Path),
            envvar="ORGLINT_WAIVERS",
            show_envvar=True,
            help="Written exceptions, each with an owner and an end: what they excuse is waived, and told.",
        ),
    ):
        excusing = option(excusing)
    return excusing


def read_waiver_file(path: Path, rules: Sequence[CompiledRule], former: FormerIds) -> Exceptions:
    """Return what a waiver file says; `rules` are all that there are, also those that do not run."""
    if not path.exists() and not path.is_symlink():
        hint = (
            "`orglint waivers accept` and `orglint init` make one; an option, ORGLINT_WAIVERS or orglint.yaml names it."
        )
        raise UsageError(f"nothing was done: {path} cannot be read: there is no such file", hint)
    known = {rule.id: describe_waivable(rule) for rule in rules}
    known |= {old: known[new] for old, new in former.renamed.items() if new in known}
    organizations = current_config().organizations
    found = read_waivers(path, known, tables.known_tables(), datetime.now(UTC), organizations)
    return former.resolve_exceptions(found)


def describe_waivable(rule: CompiledRule) -> Waivable:
    """Return what a waiver has to know of a rule."""
    if rule.plain.attest:
        return Waivable(frozenset(EVIDENCE), attested=True)
    variable = tables.known_tables()[rule.table].variable
    read = frozenset().union(*(part.reads for part in rule.expressions))
    columns = {f"{variable}.{column}" for table, column in read if table == rule.table}
    return Waivable(frozenset(columns | set(rule.let)), frozenset(rule.let if rule.table == WHOLE else ()))

"""By what snapshots are judged, for every command that does: the options that say it, and what follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

import click

from orglint.cli import choose, known_values, options, set_values
from orglint.cli.choose import LoadedRules
from orglint.cli.command import Command
from orglint.cli.deciding import describe_command
from orglint.cli.kept_rules import open_kept_rules
from orglint.cli.selection import Selection
from orglint.cli.set_values import SetValues
from orglint.cli.waivers import Waiving, add_waiver_options
from orglint.engine.limits.watch import make_watch
from orglint.evaluate.distribute.judging import Judging
from orglint.model.acceptance import Acceptance
from orglint.model.choice import Choice
from orglint.model.rule import Severity
from orglint.model.values import KnownValues
from orglint.rulebook.kept import KeptRules
from orglint.rulebook.rule import CompiledRule


@dataclass(frozen=True, slots=True)
class Criteria:
    """How somebody wants snapshots to be judged, besides the rules; without a word about it, as `check` does."""

    fail_on: str = Severity.LOW.value
    max_age: timedelta | None = None
    known: KnownValues = field(default_factory=dict)
    acceptances: tuple[Acceptance, ...] = ()
    waiving: Waiving = field(default_factory=Waiving)
    rule_timeout: timedelta | None = None
    sets: SetValues = field(default_factory=SetValues)
    require_set_up: bool = False


def add_judging_options(command: Command) -> Command:
    """Add the options that say how to judge, from `--fail-on` to `--require-set-up`: together they are `criteria`."""

    @wraps(command)
    def judging(*args: Any, **given: Any) -> Any:
        criteria = Criteria(**{it.name: given.pop(it.name) for it in fields(Criteria)})
        return command(*args, criteria=criteria, **given)

    added: Command = judging
    for option in (
        click.option(
            "--require-set-up",
            is_flag=True,
            help="Exit with 3 if a rule waits for a setting that orglint.yaml does not have.",
        ),
        click.option(
            "--set",
            "sets",
            metavar="RULE.PARAM=VALUE",
            multiple=True,
            callback=set_values.read_option,
            help="Set a parameter of a rule for this run: accounts/dormant.max_days=60; may be given several times.",
        ),
        options.rule_timeout("How long one rule may take, 10m if left out; a rule that takes longer is unknown."),
        add_waiver_options,
        options.add_acceptance_options,
        known_values.add_known_value_option,
        click.option(
            "--max-age", type=options.Age(), default="36h", show_default=True, help="How old the snapshot may be."
        ),
        click.option(
            "--fail-on",
            type=click.Choice([severity.value for severity in Severity]),
            default=Severity.LOW.value,
            show_default=True,
            help="The lowest severity at which a finding makes the exit code 1.",
        ),
    ):
        added = option(added)
    return added


def load_judging(selection: Selection, criteria: Criteria) -> Judging:
    """Return what a snapshot is judged by: the rules that run and that options leave, which are loaded for it."""
    loaded = load_rules(selection, criteria, open_kept_rules())
    rules = choose.select_running(loaded, selection)
    return build_judging(selection, criteria, loaded, rules, max_age=criteria.max_age)


def load_rules(selection: Selection, criteria: Criteria, kept: KeptRules | None) -> LoadedRules:
    """Return all the rules of the packs with what settings and options change about them."""
    return choose.load_rules(replace(selection, sets=criteria.sets), kept)


def build_judging(
    selection: Selection,
    criteria: Criteria,
    loaded: LoadedRules,
    rules: Sequence[CompiledRule],
    *,
    as_of: datetime | None = None,
    max_age: timedelta | None,
    explaining: bool = False,
) -> Judging:
    """Return what snapshots are judged by: those of the loaded rules that run, at the time that counts as now."""
    watch = make_watch(criteria.rule_timeout, explaining=explaining)
    left_out, now = len(loaded.running) - len(rules), datetime.now(UTC)
    waived = criteria.waiving.read_file(loaded.every, selection.former)
    declared = (selection.packs, criteria.known, (*criteria.acceptances, *waived.accepted))
    fail_on = Severity(criteria.fail_on)
    return replace(
        Judging(rules, left_out, fail_on, now, as_of, max_age, *declared, watch, off=loaded.off),
        waivers=waived.waivers,
        refuse_unused=criteria.waiving.refuse_unused,
        require_set_up=criteria.require_set_up,
        choice=Choice(selection.profile, loaded.beyond, selection.words, loaded.replaced, selection.former.renamed),
        settings=selection.config.values.get("settings", {}),
        attestations=waived.attestations,
        judged_by=describe_command(),
    )

"""`orglint rules diff`: what differs between two folders of rules, and what that does to findings."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from orglint import rulebook, tables
from orglint.cli import choose, config, known_values, options
from orglint.cli.adjust import Adjustments, build_setting_values
from orglint.cli.completing import complete_snapshots
from orglint.cli.privacy import PrivacyChoice, add_privacy_option
from orglint.cli.report_options import MOST_SHOWN
from orglint.documents.strict_yaml import Document
from orglint.evaluate.rule_changes import Rules, compare_findings
from orglint.model.privacy import Privacy
from orglint.model.rules_diff import FindingChangeKind, RulesDiff
from orglint.model.values import KnownValues
from orglint.reports.privacy import conceal_verdict
from orglint.reports.rules_diff import DIFF_FORMATS
from orglint.rulebook.changes import compare_rules
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.rule import CompiledRule

BUNDLED = "bundled"
_ADDED, _UNDECIDED = 1, 3


@click.command("diff", short_help="Compare two folders of rules, and the findings that they make.")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.argument(
    "snapshots", metavar="[SNAPSHOT]...", type=click.Path(path_type=Path), nargs=-1, shell_complete=complete_snapshots
)
@config.add_config_option
@options.add_store_option
@known_values.add_known_value_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(DIFF_FORMATS)),
    default="terminal",
    show_default=True,
    help="How to tell it; markdown is for a comment on a pull request, json has every finding.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_SHOWN),
    default=10,
    show_default=True,
    help="Findings of a kind to show for each rule.",
)
@add_privacy_option
@click.option(
    "--exit-code",
    "strict",
    is_flag=True,
    help="Exit with 1 if findings are added, and with 3 if one is not decided any more.",
)
def command(  # noqa: PLR0913 - one parameter an option
    before: str,
    after: str,
    snapshots: Sequence[Path],
    *,
    store: Path,
    known: KnownValues,
    format_: str,
    limit: int,
    strict: bool,
    privacy: PrivacyChoice,
) -> None:
    """Compare two folders of rules, and the findings that they make.

    BEFORE and AFTER are folders, `bundled`, or `bundled+DIR` for a pack beside the bundled rules. Says which rules were
    added, removed, renamed and changed, and in which members. With snapshots, also which findings the change adds and
    takes away in each, as orglint.yaml has settings and parameters. A finding is taken away only if the rule decides
    its row, and no longer finds it.
    """
    one, other = (rulebook.read_documents(_list_folders(name)) for name in (before, after))
    changes = compare_rules(one, other)
    diff = RulesDiff(before, after, changes, unchanged=len(other.keys() & one.keys() - {it.id for it in changes}))
    usual = Privacy.IDS if format_ == "markdown" else Privacy.NAMES
    shown = privacy.choose(usual, stream=format_ == "terminal")
    if snapshots:
        rules = Rules(_load_rules(before, one), _load_rules(after, other))
        for name in snapshots:
            seen = choose.find_snapshot(name, store, None)
            conceal = partial(conceal_verdict, privacy=shown, key=privacy.key, organization=seen.organization)
            found = compare_findings(
                changes, rules, seen, tables.known_tables(), now=seen.taken_at, known=known, conceal=conceal
            )
            diff = replace(diff, snapshots=(*diff.snapshots, found))
    click.echo(DIFF_FORMATS[format_](diff, limit), nl=False)
    sys.exit(_choose_exit_code(diff) if strict else 0)


def _choose_exit_code(diff: RulesDiff) -> int:
    if diff.count(FindingChangeKind.UNDECIDED):
        return _UNDECIDED
    return _ADDED if diff.count(FindingChangeKind.ADDED) else 0


def _list_folders(name: str) -> list[Path]:
    """Return the folders that a name stands for: `bundled`, `bundled+DIR` (a pack beside it), or a folder."""
    first, plus, added = name.partition("+")
    if first != BUNDLED:
        return [Path(name)]
    return [rulebook.find_bundled_rules(), *([Path(added)] if plus else [])]


def _load_rules(name: str, documents: Mapping[str, Document]) -> dict[str, CompiledRule]:
    """Return the rules of a folder as this organization has them; a parameter that a rule does not have stays unset."""
    settings = config.current_config()
    given = Adjustments(settings, tuple(documents), partial=True).parameter_values()
    declared = {id_: document.data.get("params", {}) for id_, document in documents.items()}
    values = {
        id_: {param: value for param, value in them.items() if param in declared[id_]}
        for id_, them in given.values.items()
    }
    first, *others = _list_folders(name)
    loaded = rulebook.load(
        first,
        tables.known_tables(),
        beside=others,
        overrides=ParameterValues({id_: them for id_, them in values.items() if them}, given.build_mistake),
        settings=build_setting_values(settings),
    )
    return {rule.id: rule for rule in loaded}

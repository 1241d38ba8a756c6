"""Which rules a command uses, and on which snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

import click

from orglint import rulebook, snapshots, tables
from orglint.cli.adjust import Adjustments, build_setting_values
from orglint.cli.selection import Selection
from orglint.errors import SnapshotError, UsageError
from orglint.model.neutralize import neutralize
from orglint.model.packs import Packs
from orglint.model.result import OffRule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule
from orglint.snapshots.manifest import parse_manifest
from orglint.snapshots.read import translate_read_errors


def choose_rules(selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules of the packs that the patterns leave; never none."""
    return select_rules(load_rules(selection).running, selection)


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """All rules of the packs, as this organization has them: those that run, and those that are `off` with the reason.

    `every` has both; that one does not run is no reason not to look at it.
    """

    every: tuple[CompiledRule, ...]
    off: tuple[OffRule, ...] = ()

    @property
    def running(self) -> tuple[CompiledRule, ...]:
        """The rules that are not off."""
        off = {it.id for it in self.off}
        return tuple(rule for rule in self.every if rule.id not in off)


def load_rules(selection: Selection) -> LoadedRules:
    """Return all the rules of the packs, with what the settings change about them."""
    first, *others = folders = list_folders(selection.packs)
    ids = rulebook.list_ids(folders) if selection.config.overrides else ()
    adjustments = Adjustments(selection.config, ids, selection.other_packs, selection.sets)
    values = adjustments.parameter_values()
    settings = build_setting_values(selection.config)
    rules = rulebook.load(first, tables.known_tables(), beside=others, overrides=values, settings=settings)
    return LoadedRules(adjustments.apply(rules), adjustments.list_off())


def choose_trials(selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules that the patterns leave as their examples try them: once for each setting of parameters."""
    first, *others = list_folders(selection.packs)
    return select_rules(rulebook.load_per_setting(first, tables.known_tables(), beside=others), selection)


def list_folders(packs: Packs) -> list[Path]:
    """Return the folders of packs, the bundled one first."""
    return [*([rulebook.find_bundled_rules()] if packs.bundled else []), *map(Path, packs.folders)]


def select_rules(loaded: Sequence[CompiledRule], selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules that the patterns leave; never none."""
    listing = _format_list_command(selection.packs)
    for pattern in (*selection.only, *selection.skip):
        if not any(fnmatchcase(rule.id, pattern) for rule in loaded):
            hint = f"{_suggest_rules(pattern, loaded)}{listing} shows them."
            raise UsageError(f"nothing was checked: no rule's id matches {pattern}", hint)
    if not loaded:
        raise UsageError(f"nothing was checked: {selection.config.file} switches every rule off")
    kept = tuple(rule for rule in loaded if _is_selected(rule.id, selection))
    if not kept:
        raise UsageError("nothing was checked: --only and --skip leave no rule", f"{listing} shows them all.")
    return kept


def find_rule(loaded: Sequence[CompiledRule], identity: str, packs: Packs) -> CompiledRule:
    """Return the rule of an id; `UsageError` names the nearest if there is none."""
    by_id = {rule.id: rule for rule in loaded}
    if identity in by_id:
        return by_id[identity]
    raise UsageError(
        f"there is no rule {identity}", f"{_suggest_rules(identity, loaded)}{_format_list_command(packs)} shows them."
    )


def _format_list_command(packs: Packs) -> str:
    return f"orglint rules list{packs.options}"


def _suggest_rules(identity: str, loaded: Sequence[CompiledRule]) -> str:
    """Return which rules may be meant, as a question: folders are often forgotten, or named alone."""
    ids = [rule.id for rule in loaded]
    names = {it.rpartition("/")[2]: it for it in ids}
    close = [it for it in ids if it.startswith(f"{identity}/")] or get_close_matches(identity, ids, n=3)
    close = close or [names[it] for it in get_close_matches(identity, names, n=3)]
    return f"Did you mean {' or '.join(close[:3])}? " if close else ""


def check_text(argument: str) -> str:
    """Return an argument that is text; `UsageError` if it is bytes of something else."""
    if any("\ud800" <= letter <= "\udfff" for letter in argument):
        raise UsageError("nothing was evaluated: the expression is not UTF-8 text")
    return argument


def find_table(name: str) -> Table:
    """Return the table of a name; `UsageError` names the nearest if there is none."""
    known = tables.known_tables()
    if name in known:
        return known[name]
    variables = {it.variable: it.name for it in known.values()}
    close = variables.get(name) or next(iter(get_close_matches(name, known, n=1)), "")
    raise UsageError(
        f"there is no table {name}", f"Did you mean {close}?" if close else f"There are {', '.join(known)}."
    )


def find_subject(loaded: Sequence[CompiledRule], asked: str, packs: Packs) -> tuple[CompiledRule, str]:
    """Return the rule and the row that RULE[:KEY] names; the row is empty if only a rule is named."""
    for rule_ in sorted(loaded, key=lambda it: -len(it.id)):
        if asked == rule_.id or asked.startswith(f"{rule_.id}:"):
            return rule_, asked[len(rule_.id) + 1 :]
    return find_rule(loaded, asked.partition(":")[0], packs), ""


def _is_selected(identity: str, selection: Selection) -> bool:
    wanted = not selection.only or any(fnmatchcase(identity, pattern) for pattern in selection.only)
    return wanted and not any(fnmatchcase(identity, pattern) for pattern in selection.skip)


def find_snapshot(folder: Path | None, store: Path, organization: str | None) -> Snapshot:
    """Return the snapshot of `find_folder`, verified byte for byte."""
    return snapshots.read_snapshot(find_folder(folder, store, organization))


def find_folder(folder: Path | None, store: Path, organization: str | None) -> Path:
    """Return the folder of the snapshot that is named, or of the newest one of the store.

    A bare id names a snapshot of the store. `UsageError` if it is of another organization than the one that is named.
    """
    if folder is None:
        tell_foreign(snapshots.find_foreign_entries(store))
        return snapshots.find_newest_snapshot(store, organization)
    inside = store / "snapshots" / folder
    with translate_read_errors(folder):
        there, stored = folder.exists(), inside.is_dir()
    if not there and not stored and len(folder.parts) == 1:
        raise SnapshotError(
            f"there is no snapshot {folder}, neither in {inside.parent} nor here",
            "Name a folder below snapshots/ in a store.",
        )
    found = inside if not there and stored else folder
    if organization is not None:
        _refuse_other_organization(found, folder, organization)
    return found


def _refuse_other_organization(found: Path, named: Path, organization: str) -> None:
    theirs = parse_manifest(found).organization if found.is_dir() else organization
    if theirs != organization:
        raise UsageError(
            f"nothing was judged: {named} is a snapshot of {theirs}, and --org names {organization}",
            "Leave one of them out; --org may also come from ORGLINT_ORG.",
        )


def tell_foreign(found: Iterable[Path]) -> None:
    """Say on standard error what lies among snapshots, can be none, and is skipped."""
    for path in found:
        click.echo(
            f"orglint: {neutralize(str(path))} is not a snapshot and was skipped; move it out of the store", err=True
        )

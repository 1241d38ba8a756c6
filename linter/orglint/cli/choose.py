"""Which rules a command uses, and on which snapshot."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

import click

from orglint import rulebook, snapshots, tables
from orglint.cli import completing
from orglint.cli.adjust import Adjustments, build_setting_values
from orglint.cli.selection import Selection
from orglint.errors import SnapshotError, UsageError
from orglint.model.neutralize import neutralize
from orglint.model.packs import Packs, Replacement
from orglint.model.result import OffRule
from orglint.model.rule import Profile
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.rulebook.kept import KeptRules
from orglint.rulebook.rule import CompiledRule
from orglint.snapshots.manifest import parse_manifest
from orglint.snapshots.read import translate_read_errors

LATEST = Path(completing.LATEST)
"""Names the newest snapshot of the store, unless there is a folder of that name."""


def choose_rules(selection: Selection, kept: KeptRules | None = None) -> tuple[CompiledRule, ...]:
    """Return the rules of the packs that the patterns leave; never none. `kept` has those of earlier runs."""
    return select_running(load_rules(selection, kept), selection)


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """All rules of the packs, as this organization has them, with those that are `off` and those `beyond` the profile.

    `every` has all of them; that one does not run is no reason not to look at it. One that is off, for a reason that
    somebody wrote, is not counted as beyond the profile.
    Rules that are `replaced` by those of another pack are not there.
    """

    every: tuple[CompiledRule, ...]
    off: tuple[OffRule, ...] = ()
    beyond: tuple[str, ...] = ()
    replaced: tuple[Replacement, ...] = ()

    @property
    def running(self) -> tuple[CompiledRule, ...]:
        """The rules that are neither off nor beyond the profile."""
        idle = {*(it.id for it in self.off), *self.beyond}
        return tuple(rule for rule in self.every if rule.id not in idle)

    def find_states(self, profile: Profile) -> dict[str, str]:
        """Return why rules do not run, by their ids."""
        return {
            **{it.id: f"off: {it.reason}" for it in self.off},
            **dict.fromkeys(self.beyond, f"not in profile {profile}"),
        }


def load_rules(selection: Selection, kept: KeptRules | None = None) -> LoadedRules:
    """Return all the rules of the packs, with what the settings change about them.

    With `kept`, those that an earlier run compiled come from there, without examples and scopes.
    """
    first, *others = folders = list_folders(selection.packs)
    index = rulebook.read_index(folders) if selection.config.overrides else rulebook.RuleIndex({})
    sets = selection.former.resolve_sets(selection.sets)
    adjustments = Adjustments(selection.config, tuple(index.files), selection.other_packs, sets)
    values = adjustments.parameter_values()
    settings = build_setting_values(selection.config)
    known = tables.known_tables()
    rules = rulebook.load(first, known, beside=others, overrides=values, settings=settings, kept=kept)
    if kept:
        kept.save()
    controls = {rule.id: rule.plain.controls for rule in rules}
    off = tuple(it._replace(controls=controls.get(it.id, {})) for it in adjustments.list_off())
    beyond = _list_beyond(rules, selection.profile, {it.id for it in off})
    replaced = rulebook.read_index(folders).replaced if others else ()
    return LoadedRules(adjustments.apply(rules), off, tuple(beyond), replaced)


def _list_beyond(rules: Sequence[CompiledRule], profile: Profile, off: Collection[str]) -> Iterator[str]:
    """Yield the ids of the bundled rules that a profile leaves out, apart from those that are off."""
    for rule in rules:
        if rule.id not in off and rulebook.is_bundled(rule) and not profile.includes(rule.plain.profile):
            yield rule.id


def order_for_lists(rules: Sequence[CompiledRule], packs: Packs) -> list[CompiledRule]:
    """Return rules in the order in which people read them: those that packs name first, then the others as they are."""
    places = {identity: place for place, identity in enumerate(list_first(packs))}
    return sorted(rules, key=lambda rule: places.get(rule.id, len(places)))


def list_first(packs: Packs) -> tuple[str, ...]:
    """Return the ids of the rules that packs name first."""
    return rulebook.read_index(list_folders(packs)).first


def choose_trials(selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules that the patterns leave as their examples try them: once for each setting of parameters."""
    first, *others = list_folders(selection.packs)
    trials = rulebook.load_per_setting(first, tables.known_tables(), beside=others)
    return select_rules(keep_profile(trials, selection), selection)


def keep_profile(rules: Sequence[CompiledRule], selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules of the profile that somebody asks for in this run; all, if nobody does."""
    beyond = {*_list_beyond(rules, selection.profile, ())} if selection.profile_named else set[str]()
    return tuple(rule for rule in rules if rule.id not in beyond)


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
    kept = tuple(rule for rule in loaded if _is_selected(rule.id, selection))
    if not kept:
        raise UsageError("nothing was checked: --only and --skip leave no rule", f"{listing} shows them all.")
    return kept


def select_running(loaded: LoadedRules, selection: Selection) -> tuple[CompiledRule, ...]:
    """Return the rules that run and that the patterns leave; never none, and none for every pattern of `--only`."""
    running = {rule.id for rule in loaded.running}
    if not running:
        told = f"nothing was checked: {selection.config.file} switches every rule off"
        if loaded.beyond:
            told = f"nothing was checked: what is not off is not in profile {selection.profile}"
        raise UsageError(told, f"{_format_list_command(selection.packs)} shows why each rule does not run.")
    kept = select_rules(loaded.every, selection)
    for pattern in selection.only:
        if not any(fnmatchcase(identity, pattern) for identity in running):
            raise _refuse_idle(pattern, loaded, selection)
    if not any(rule.id in running for rule in kept):
        raise UsageError(
            "nothing was checked: --only and --skip leave no rule that runs",
            f"{_format_list_command(selection.packs)} shows which ones do not.",
        )
    return tuple(rule for rule in kept if rule.id in running)


def find_running_rule(
    loaded: LoadedRules, kept: Sequence[CompiledRule], identity: str, selection: Selection
) -> CompiledRule:
    """Return the rule of an id among those that are kept to run; `UsageError` says why it is not there."""
    rule = find_rule(loaded.every, identity, selection.packs)
    if rule.id in loaded.find_states(selection.profile):
        raise _refuse_idle(rule.id, loaded, selection)
    if rule not in kept:
        raise UsageError(f"nothing was checked: --only or --skip leaves out {rule.id}", "Name it, or leave them out.")
    return rule


def _refuse_idle(pattern: str, loaded: LoadedRules, selection: Selection) -> UsageError:
    """Return the error for a pattern that only rules match which do not run."""
    states = loaded.find_states(selection.profile)
    rule = next(rule for rule in loaded.every if fnmatchcase(rule.id, pattern))
    hint = f"{rule.id} is {states[rule.id]}."
    if rule.id in loaded.beyond:
        hint = f"{rule.id} is in profile {rule.plain.profile}: --profile {rule.plain.profile} uses it."
    return UsageError(f"nothing was checked: no rule that runs matches {pattern}", hint)


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


_SURE = 0.9
"""How alike an id must be to be the only one that is suggested."""


def _suggest_rules(identity: str, loaded: Sequence[CompiledRule]) -> str:
    """Return which rules may be meant, as a question: folders are often forgotten, or named alone."""
    ids = [rule.id for rule in loaded]
    names = {it.rpartition("/")[2]: it for it in ids}
    close = [it for it in ids if it.startswith(f"{identity}/")]
    close = close or get_close_matches(identity, ids, n=1, cutoff=_SURE) or get_close_matches(identity, ids, n=3)
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

    An id, or the beginning or end of one, names a snapshot of the store, and `latest` the newest one. `UsageError` if
    it is of another organization than the one that is named, or if several ids begin or end so.
    """
    if folder is None or (folder == LATEST and not folder.exists()):
        tell_foreign(snapshots.find_foreign_entries(store))
        return snapshots.find_newest_snapshot(store, organization)
    inside = store / "snapshots" / folder
    with translate_read_errors(folder):
        there, stored = folder.exists(), inside.is_dir()
    if not there and not stored and len(folder.parts) == 1:
        found = _find_by_short_id(folder.name, store)
    else:
        found = inside if not there and stored else folder
    if organization is not None:
        _refuse_other_organization(found, folder, organization)
    return found


def _find_by_short_id(short: str, store: Path) -> Path:
    """Return the folder of the one snapshot of a store whose id begins or ends as is said."""
    named = snapshots.find_by_short_id(store, short)
    if not named:
        hint = "`orglint store list` names them; the beginning or the end of an id will do."
        raise SnapshotError(f"there is no snapshot {short}, neither in {store / 'snapshots'} nor here", hint)
    if len(named) > 1:
        several = ", ".join(it.name for it in named[:5])
        raise UsageError(f"nothing was judged: {short} may be any of {len(named)} snapshots", f"There are {several}.")
    return named[0]


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

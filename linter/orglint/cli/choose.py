"""Which rules a command works with, and on which snapshot."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

import click

from orglint import evaluate, rulebook, snapshots, tables
from orglint.cli.selection import Selection
from orglint.errors import SnapshotError, UsageError
from orglint.model.packs import Packs
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.reports.inert import inert
from orglint.snapshots.read import reading


def rules(selection: Selection) -> tuple[Rule, ...]:
    """Return the rules of the packs that the patterns leave; never none."""
    return chosen(every_rule(selection.packs), selection)


def every_rule(packs: Packs) -> tuple[Rule, ...]:
    """Return all the rules of the packs."""
    first, *others = _folders(packs)
    return rulebook.load(first, tables.known(), beside=others)


def trials(selection: Selection) -> tuple[Rule, ...]:
    """Return the rules that the patterns leave as their examples try them: once for each setting of parameters."""
    first, *others = _folders(selection.packs)
    return chosen(rulebook.trials(first, tables.known(), beside=others), selection)


def _folders(packs: Packs) -> list[Path]:
    return [*([rulebook.bundled()] if packs.bundled else []), *map(Path, packs.folders)]


def chosen(loaded: Sequence[Rule], selection: Selection) -> tuple[Rule, ...]:
    """Return the rules that the patterns leave; never none."""
    listing = _listing(selection.packs)
    for pattern in (*selection.only, *selection.skip):
        if not any(fnmatchcase(rule.id, pattern) for rule in loaded):
            hint = f"{_meant(pattern, loaded)}{listing} names them."
            raise UsageError(f"nothing was checked: no rule's id is like {pattern}", hint)
    kept = tuple(rule for rule in loaded if _kept(rule.id, selection))
    if not kept:
        raise UsageError("nothing was checked: --only and --skip leave no rule", f"{listing} names them all.")
    return kept


def rule(loaded: Sequence[Rule], identity: str, packs: Packs) -> Rule:
    """Return the rule of an id; `UsageError` names the nearest if there is none."""
    by_id = {rule.id: rule for rule in loaded}
    if identity in by_id:
        return by_id[identity]
    raise UsageError(f"there is no rule {identity}", f"{_meant(identity, loaded)}{_listing(packs)} names them.")


def _listing(packs: Packs) -> str:
    return f"orglint rules list{packs.options}"


def _meant(identity: str, loaded: Sequence[Rule]) -> str:
    """Return which rules may be meant, as a question: folders are often forgotten, or named alone."""
    ids = [rule.id for rule in loaded]
    names = {it.rpartition("/")[2]: it for it in ids}
    close = [it for it in ids if it.startswith(f"{identity}/")] or get_close_matches(identity, ids, n=3)
    close = close or [names[it] for it in get_close_matches(identity, names, n=3)]
    return f"Did you mean {' or '.join(close[:3])}? " if close else ""


def text(argument: str) -> str:
    """Return an argument that is text; `UsageError` if it is bytes of something else."""
    if any("\ud800" <= letter <= "\udfff" for letter in argument):
        raise UsageError("nothing was evaluated: the expression is not UTF-8 text")
    return argument


def table(name: str) -> Table:
    """Return the table of a name; `UsageError` names the nearest if there is none."""
    known = tables.known()
    if name in known:
        return known[name]
    variables = {it.variable: it.name for it in known.values()}
    close = variables.get(name) or next(iter(get_close_matches(name, known, n=1)), "")
    raise UsageError(
        f"there is no table {name}", f"Did you mean {close}?" if close else f"There are {', '.join(known)}."
    )


def subject(loaded: Sequence[Rule], asked: str, packs: Packs) -> tuple[Rule, str]:
    """Return the rule and the row that RULE[:KEY] names; the row is empty if only a rule is named."""
    for rule_ in sorted(loaded, key=lambda it: -len(it.id)):
        if asked == rule_.id or asked.startswith(f"{rule_.id}:"):
            return rule_, asked[len(rule_.id) + 1 :]
    return rule(loaded, asked.partition(":")[0], packs), ""


def _kept(identity: str, selection: Selection) -> bool:
    wanted = not selection.only or any(fnmatchcase(identity, pattern) for pattern in selection.only)
    return wanted and not any(fnmatchcase(identity, pattern) for pattern in selection.skip)


def snapshot(folder: Path | None, store: Path, organization: str | None) -> Snapshot:
    """Return the snapshot in a folder, or the newest one of the store; verified byte for byte.

    A bare id names a snapshot of the store. `UsageError` if it is of another organization than the one that is named.
    """
    if folder is None:
        tell_foreign(snapshots.foreign(store))
        return snapshots.newest(store, organization)
    inside = store / "snapshots" / folder
    with reading(folder):
        named = inside if not folder.exists() and inside.is_dir() else folder
    found = snapshots.read(named)
    if organization not in (None, found.organization):
        raise UsageError(
            f"nothing was judged: {folder} is a snapshot of {found.organization}, and --org names {organization}",
            "Leave one of them out; --org may also come from ORGLINT_ORG.",
        )
    return found


def tell_foreign(found: Iterable[Path]) -> None:
    """Say on standard error what lies among snapshots, can be none, and is skipped."""
    for path in found:
        click.echo(f"orglint: {inert(str(path))} is no snapshot and was skipped; move it out of the store", err=True)


def trusted(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot whose tables are what its ledger says, or raise `SnapshotError`."""
    problems = evaluate.differences(snapshot, tables.known())
    if problems:
        hint = "Nothing in it can be trusted: collect again with `orglint snapshot`."
        raise SnapshotError(f"{snapshot.folder} is not what its ledger says: {'; '.join(problems)}", hint)
    return snapshot

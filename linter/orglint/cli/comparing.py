"""What is compared: results that a store keeps, files of results, or snapshots."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import eq
from pathlib import Path

from orglint import snapshots, tables
from orglint.cli import choose, config
from orglint.cli.keeping import make_reader_of_older, read_newest_kept, require_one_organization
from orglint.cli.output.stored import read_result_file
from orglint.errors import ResultError, SnapshotError
from orglint.history import compare_with_earlier
from orglint.history.organization import compare_snapshots
from orglint.model.changes import Comparison, ResultChanges
from orglint.model.organization_changes import OrganizationChanges
from orglint.model.result import Result
from orglint.model.values import KnownValues

NOTHING = "nothing was compared"
_KEEP = "`orglint check --keep` keeps one; or name two files that `orglint check --format json=FILE` wrote."


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are compared: a result, a snapshot, or both."""

    result: Result | None
    folder: Path | None


def find_sides(before: str | None, after: str | None, store: Path, organization: str | None) -> tuple[Side, Side]:
    """Return what two names stand for; the newest that the store keeps where one is left out."""
    if before is not None and after is not None:
        return _find_side(before, store, organization), _find_side(after, store, organization)
    config.require_organization(NOTHING)
    if organization is None:
        require_one_organization(store, NOTHING)
    number = 1 if before is not None else 2
    newest = list(islice(read_newest_kept(store, organization, NOTHING), number))
    if len(newest) < number:
        kept = "keeps no result" if not newest else "keeps one result, and two make a difference"
        raise ResultError(f"{NOTHING}: {store}{f' for {organization}' if organization else ''} {kept}", _KEEP)
    sides = [Side(it, _find_stored(it, store)) for it in newest]
    return (_find_side(before, store, organization) if before is not None else sides[1]), sides[0]


def _find_side(name: str, store: Path, organization: str | None) -> Side:
    path = Path(name)
    if path.is_file() or name == "-" or path.suffix == ".json":
        result = read_result_file(path, NOTHING)
        return Side(result, _find_stored(result, store))
    folder = choose.find_folder(path, store, organization)
    return Side(next(read_newest_kept(store, organization, NOTHING, is_meant=partial(eq, folder.name)), None), folder)


def _find_stored(result: Result, store: Path) -> Path | None:
    """Return the folder of a result's snapshot, if the store has it."""
    folder = store / "snapshots" / result.snapshot.id
    return folder if folder.is_dir() else None


def compare_kept(before: Result, after: Result, store: Path, conceal: Callable[[Result], Result]) -> ResultChanges:
    """Return what differs between two results; `conceal` returns each as it may be shown, and equal keys stay equal."""
    read_older = make_reader_of_older(store, before)
    return compare_with_earlier(conceal(before), conceal(after), lambda: map(conceal, read_older()))


def compare_sides(one: Side, other: Side, known: KnownValues) -> tuple[OrganizationChanges | None, tuple[str, ...]]:
    """Return what changed in the organization between two snapshots, or a note that says why that is not known."""
    names = [("earlier", one), ("later", other)]
    missing = [name for name, side in names if side.folder is None]
    if missing:
        which = f"the {' and the '.join(missing)} snapshot{'s' if len(missing) > 1 else ''}"
        return None, (f"what changed in the organization itself is not told: the store does not have {which}",)
    assert one.folder
    assert other.folder
    if one.folder.resolve() == other.folder.resolve():
        return None, ()
    try:
        before, after = (snapshots.read_snapshot(it) for it in (one.folder, other.folder))
    except SnapshotError as error:
        return None, (f"what changed in the organization itself is not told: {error.message}",)
    return compare_snapshots(before, after, tables.known_tables(), known=known), ()


def build_comparison(
    one: Side,
    other: Side,
    changes: ResultChanges | None,
    organization: OrganizationChanges | None,
    notes: tuple[str, ...],
) -> Comparison:
    """Return all that is told of what changed."""
    if changes is None:
        lacking = [it.folder.name for it in (one, other) if it.result is None and it.folder]
        notes = (*notes, f"findings are not compared: no result is kept of {' and '.join(lacking)}")
    return Comparison(changes, organization, notes)

"""`report --site DIR`: a static site of the results that a store keeps, which appears as a whole or not at all."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeAlias

import click

from orglint import __version__
from orglint.cli.keeping import read_newest_kept, refuse_several
from orglint.cli.output.places import check_report_place
from orglint.cli.privacy import PrivacyChoice
from orglint.documents.files import move_folder, read_plain_file, remove_path, sync_to_disk, translate_write_errors
from orglint.documents.swap import restore_swapped, swap_folders
from orglint.errors import ResultError, UsageError
from orglint.history import compare_results, find_since
from orglint.history.counting import counts_anyway, describe_why_not, does_count
from orglint.model.changes import ResultChanges
from orglint.model.neutralize import neutralize
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from orglint.reports import FORMATS, html
from orglint.reports.html.past import Day, Past, summarize_day
from orglint.reports.privacy import conceal_result
from orglint.reports.site import Entry, describe_entry
from orglint.reports.site.archive import render_archive
from orglint.reports.site.feed import render_feed
from orglint.results.glance import list_kept_summaries
from orglint.results.kept import KeptResult, list_kept

NOTHING = "no site was written"
MARK = "orglint-site.json"
"""The file that says that a folder is a site of ours, and by what its pages were made."""
PAGES, NEWEST = "results", "newest.html"


def write_site(folder: Path, store: Path, organization: str | None, privacy: PrivacyChoice) -> int:
    """Write a site of what a store keeps of an organization, in place of the one that is there.

    Returns the number of results that it has. Pages that the site has already are taken as they are.
    """
    _refuse_other_folder(folder, store)
    # what is called the newest must be it
    next(filter(counts_anyway, read_newest_kept(store, organization, NOTHING)), None)
    if organization is not None:
        _require_organization(store, organization)
    shown = privacy.choose(FORMATS["html"].privacy, stream=False)
    read = partial(_read_all, store, organization, shown, privacy)
    with translate_write_errors(folder):
        beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        number = _fill_folder(beside, read, folder, {"orglint": __version__, "privacy": shown})
        _put_in_place(beside, folder)
    finally:
        remove_path(beside)
    return number


def _require_organization(store: Path, organization: str) -> None:
    """Raise `ResultError` if a store keeps results, and none of an organization."""
    found = {it.organization for it in list_kept_summaries(store)} - {""}
    if found and organization not in found:
        there = ", ".join(sorted(found))
        raise ResultError(f"{NOTHING}: {store} keeps no result of {organization}", f"It keeps results of {there}.")


def _read_all(
    store: Path, organization: str | None, shown: Privacy, privacy: PrivacyChoice
) -> Iterator[tuple[KeptResult, Result]]:
    """Yield the results that a store keeps as they may be shown, the oldest first; what cannot be read is told."""
    for kept in list_kept(store):
        try:
            result = kept.read()
        except ResultError as error:
            click.echo(f"orglint: a kept result was left out: {neutralize(error.message)}", err=True)
            continue
        if organization in (None, result.snapshot.organization) and result.privacy.rank <= shown.rank:
            yield kept, conceal_result(result, shown, privacy.key)


Read: TypeAlias = Callable[[], Iterator[tuple[KeptResult, Result]]]


def _fill_folder(beside: Path, read: Read, old: Path, mark: Mapping[str, str]) -> int:
    """Write the files of a site and return how many results it has; `mark` says by what its pages are made.

    A result that does not count is none to compare others with, and the newest page only if there is no other.
    """
    reusable = old if _read_mark(old) == mark else None
    (beside / PAGES).mkdir()
    entries: list[Entry] = []
    days: list[Day] = []
    newest: Result | None = None
    counting: Result | None = None
    past = Past()
    for kept, result in read():
        counts = does_count(result, counting)
        changes = _compare(counting, result)
        why_not = "" if counts else describe_why_not(result)
        entries.append(describe_entry(f"{PAGES}/{kept.file.stem}.html", kept.digest, result, changes, why_not))
        _write_page(beside, entries[-1].page, result, Past(changes), reusable)
        days += [summarize_day(result)] if counts else []
        if counts or counting is None:
            newest, past = result, Past(changes)
        counting = result if counts else counting
    if newest is None:
        raise ResultError(f"{NOTHING}: the store keeps no result", "`orglint run` and `orglint check --keep` keep one.")
    refuse_several({it.snapshot.organization for _, it in read()}, NOTHING)
    sinces = find_since(newest, (it for _, it in read()))
    _write_page(beside, NEWEST, newest, replace(past, days=tuple(days), sinces=sinces), None)
    snapshot = newest.snapshot
    name = snapshot.organization_name or snapshot.organization
    newest_first = entries[::-1]
    (beside / "index.html").write_text(render_archive(name, newest_first), "utf-8")
    (beside / "feed.xml").write_bytes(render_feed(name, snapshot.organization, newest_first))
    (beside / MARK).write_text(json.dumps(mark), "utf-8")
    return len(entries)


def _write_page(beside: Path, page: str, result: Result, past: Past, reusable: Path | None) -> None:
    """Write the page of a result, or take that of the site that is there."""
    if reusable and (reusable / page).is_file():
        (beside / page).write_bytes(read_plain_file(reusable / page))
        return
    with (beside / page).open("w", encoding="utf-8") as stream:
        stream.writelines(html.render(result, past))


def _compare(before: Result | None, after: Result) -> ResultChanges | None:
    with suppress(ResultError):
        return compare_results(before, after) if before else None
    return None


def _refuse_other_folder(folder: Path, store: Path) -> None:
    """Raise `UsageError` if something else would be replaced, or written into a store."""
    check_report_place(str(folder / "index.html"), [store], NOTHING)
    restore_swapped(folder.absolute().parent)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{NOTHING}: {folder} is no folder", "Name another folder.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(f"{NOTHING}: {folder} has files that are of no site of orglint", "Name an empty folder.")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"{NOTHING}: there is no folder {folder.parent} for {folder}", "Create it first.")


def _read_mark(folder: Path) -> Any:
    try:
        return json.loads(read_plain_file(folder / MARK))
    except (OSError, ValueError):
        return None


def _put_in_place(beside: Path, folder: Path) -> None:
    for path in (*beside.glob("*/*"), *beside.iterdir(), beside):
        sync_to_disk(path)
    if folder.exists():
        swap_folders(beside, folder)
    else:
        move_folder(beside, folder)

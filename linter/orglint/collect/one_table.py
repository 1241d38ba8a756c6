"""Read one table, or find how an earlier run read it; whatever keeps it from being whole is in what is known of it."""

from dataclasses import replace
from http import HTTPStatus

from orglint.collect.end import conclude_table, ends_the_run
from orglint.collect.pagination import BrokenWalkError
from orglint.collect.progress import Progress
from orglint.collect.tables import READERS
from orglint.collect.walk import TableReader, Walk, kept_pages
from orglint.errors import CollectError
from orglint.http.decode import NotAPageError
from orglint.http.failures import KEPT
from orglint.model.snapshot import TableState
from orglint.snapshots import collecting, pages
from orglint.snapshots.collecting import TableWalk

_DENIED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
_ECHOED = (
    "the API repeats the API key in its answers: it is blotted out, and what held it is unknown. "
    "Make a new key, and tell whoever runs the API"
)


def recall_or_read(reader: TableReader, table: str) -> TableWalk:
    """Return how the walks of a table ended: in an earlier run, or now."""
    return _recall_finished_walk(reader, table) or _read_table(reader, table)


def _recall_finished_walk(reader: TableReader, table: str) -> TableWalk | None:
    """Return how a table's walks ended in an earlier run; one of which anything is lost is read from its beginning."""
    try:
        return collecting.load_table_walk(reader.collecting, table)
    except pages.DamagedError:
        note = f"what was kept of {table} is not what was read; it is read again"
        reader.report(Progress(table, 0, 0, note))
        collecting.remove_table(reader.collecting, table)
        return None


def _read_table(reader: TableReader, table: str) -> TableWalk:
    echo = reader.api.connection.key.echo
    before = echo.found
    reader.api.budget.say = lambda note: reader.report(Progress(table, 0, 0, note))
    try:
        table_walk = _try_to_read_table(reader, table)
    finally:
        if echo.found and not before:
            reader.report(Progress(table, 0, 0, _ECHOED))
    if echo.found > before:
        table_walk = replace(
            table_walk, notes=(*table_walk.notes, "the API repeated the API key, which was blotted out")
        )
    collecting.save_table_walk(reader.collecting, table_walk)
    return table_walk


def _try_to_read_table(reader: TableReader, table: str) -> TableWalk:
    try:
        return READERS[table](reader)
    except (BrokenWalkError, NotAPageError, pages.TooLargeError, pages.UnfitError) as broken:
        return _conclude_partial_table(reader, table, TableState.PARTIAL, str(broken))
    except CollectError as refusal:
        if ends_the_run(refusal) or (table == "organization" and refusal.status == HTTPStatus.NOT_FOUND):
            raise _correct_hint(refusal, reader) from None
        state = TableState.DENIED if refusal.status in _DENIED else TableState.PARTIAL
        return _conclude_partial_table(reader, table, state, refusal.message)


def _conclude_partial_table(reader: TableReader, table: str, state: TableState, reason: str) -> TableWalk:
    """Say what there is of a table that could not be read to its end."""
    folder = reader.collecting.pages(table)
    walks = [Walk(kept_pages(reader, table, number)) for number in pages.list_walks(folder)]
    read = any(kept.pages for kept in walks)
    reader.report(Progress(table, 0, 0, f"{table} could not be read whole: {reason}"))
    table_walk = conclude_table(reader, table, walks)
    why = "; ".join(part for part in (reason, table_walk.reason) if part)
    return replace(
        table_walk, state=TableState.PARTIAL if read else state, reason=why, requests=table_walk.requests + 1
    )


def _correct_hint(refusal: CollectError, reader: TableReader) -> CollectError:
    """Return the failure that ends a run, with a hint that is true: nothing can be lost where nothing was read."""
    something = collecting.holds_something(reader.collecting)
    hint = refusal.hint
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        hint += " Nothing that was read before is lost: run the same command again with a valid key." * something
        collected = "" if something else "nothing was collected: "
        return replace(refusal, message=f"{collected}the API key was rejected: {refusal.message}", hint=hint)
    if not something and hint.startswith(KEPT):
        known = "Nothing was read yet. Check the base URL, this machine's network, and whether it needs a --proxy."
        again = hint.removeprefix(KEPT)
        first = refusal.status == 0 and refusal.endpoint
        hint = known + again.partition(".")[2] if first else f"{again[0].upper()}{again[1:]}"
    return replace(refusal, hint=hint)

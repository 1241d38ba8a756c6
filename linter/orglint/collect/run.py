"""The whole of collecting: hold the store, go on where a run ended, read table after table, seal."""

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path

from orglint import __version__
from orglint.collect.client import open_api
from orglint.collect.clocks import Clocks, decide_taken_at
from orglint.collect.end import conclude_table, ends_the_run
from orglint.collect.limits import USUAL, Limits
from orglint.collect.pagination import BrokenWalkError
from orglint.collect.plan import Plan
from orglint.collect.progress import Progress
from orglint.collect.tables import READERS
from orglint.collect.walk import TableReader, Walk, kept_pages
from orglint.errors import CollectError, SnapshotError
from orglint.http.connection import ConnectionSettings
from orglint.http.decode import NotAPageError
from orglint.http.failures import KEPT
from orglint.http.retry import Budget
from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, lock, pages, seal
from orglint.snapshots.collecting import Collecting, TableWalk, Task
from orglint.snapshots.read import list_snapshots
from orglint.tables import find_declaration
from orglint.tables.apis import Api
from orglint.tables.schema import load_specification

_DENIED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
_ECHOED = (
    "the API repeats the API key in its answers: it is blotted out, and what held it is unknown. "
    "Make a new key, and tell whoever runs the API"
)


def collect_organization(  # noqa: PLR0913 - what only the outside knows: clock, chance, sleep, limits and who watches
    connection: ConnectionSettings,
    plan: Plan,
    store: Path,
    *,
    clock: Callable[[], datetime],
    token: str,
    progress: Callable[[Progress], None],
    fresh: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
    limits: Limits = USUAL,
) -> Snapshot:
    """Collect an organization into a store and return the sealed snapshot; go on with what an earlier run began.

    `fresh` throws away what an earlier run began. `token` makes the snapshot's id differ from that of any other taken
    in the same second.
    """

    def say(note: str) -> None:
        progress(Progress("", 0, 0, note))

    def read_clock() -> datetime:
        return clock().astimezone(UTC)

    with lock.hold_lock(store):
        now = read_clock()
        task = Task(connection.organization, connection.base_url, asdict(plan), _list_digests(plan), __version__)
        begin = partial(collecting.resume_collecting, store, task, fresh_id=f"{now:%Y%m%dT%H%M%SZ}-{token}", now=now)
        begun, done = _begin_or_resume(store, begin, fresh=fresh)
        if done:
            say(f"{done.id} was sealed by the run that was stopped; nothing is left to do")
            return done
        if connection.proxy:
            say(f"going through the proxy {connection.proxy}")
        if begun.note:
            say(f"starting from the beginning: {begun.note}")
        budget = Budget(now + timedelta(seconds=connection.run), clock=clock, sleep=sleep, chance=chance)
        clocks = Clocks(clock, partial(_remember_ahead, begun))
        table_walk = {}
        with ExitStack() as opened:
            clients = {
                api: opened.enter_context(open_api(api, connection, budget, observe=clocks.note_server_time))
                for api in dict.fromkeys(map(_find_api, plan.tables))
            }
            for table, asked in plan.tables.items():
                client = clients[_find_api(table)]
                reader = TableReader(client, begun, asked, read_clock, progress, plan.confirm, limits)
                table_walk[table] = _recall_finished_walk(reader, table) or _read_table(reader, table)
        timed = _fix_taken_at(store, begun, clocks, say)
        say("sealing")
        return seal.seal_snapshot(store, timed, table_walk, sealed_at=read_clock(), say=say)


def _list_digests(plan: Plan) -> dict[str, str]:
    return {api.name: load_specification(api).sha256 for api in map(_find_api, plan.tables)}


def _find_api(table: str) -> Api:
    return find_declaration(table).endpoint.api


def _begin_or_resume(
    store: Path, begin: Callable[..., Collecting], *, fresh: bool
) -> tuple[Collecting, Snapshot | None]:
    """Return what was begun, and its snapshot if nothing is left to do."""
    begun = begin(fresh=fresh)
    try:
        return begun, seal.recover_sealed_snapshot(store, begun)
    except SnapshotError as damaged:
        return replace(begin(fresh=True), note=damaged.message), None


def _remember_ahead(begun: Collecting, ahead: float) -> None:
    """Remember how far apart the clocks were when the snapshot was begun; a run that goes on may have another clock."""
    if begun.ahead is None:
        collecting.save_progress(replace(begun, ahead=ahead))


def _fix_taken_at(store: Path, begun: Collecting, clocks: Clocks, say: Callable[[str], None]) -> Collecting:
    """Decide when the snapshot was taken; a run that was stopped while sealing has decided already."""
    if begun.timed:
        return begun
    ahead = clocks.ahead if begun.ahead is None else begun.ahead
    mine = [summary for summary in list_snapshots(store) if summary.organization == begun.task.organization]
    earlier = max((summary.taken_at for summary in mine if summary.taken_at), default=None)
    taken_at, doubts = decide_taken_at(begun.taken_at, ahead, earlier)
    if taken_at != begun.taken_at and not doubts:
        say(f"the API's clock counts, which is {abs(ahead or 0) / 60:,.0f} minutes from this machine's")
    identity = begun.id
    if taken_at != begun.taken_at:
        identity = f"{taken_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{begun.id.partition('-')[2]}"
    timed = replace(begun, id=identity, taken_at=taken_at, ahead=ahead, timed=True, doubts=doubts)
    collecting.save_progress(timed)
    return timed


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

"""The whole of collecting: hold the store, go on where a run ended, read table after table, seal."""

import random
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from orglint import __version__
from orglint.collect.clocks import Clocks, decide_taken_at
from orglint.collect.limits import USUAL, Limits
from orglint.collect.plan import Plan
from orglint.collect.progress import Progress
from orglint.collect.stages import Select, Stages, find_api
from orglint.errors import SnapshotError
from orglint.http.connection import ConnectionSettings
from orglint.http.retry import Budget
from orglint.model.snapshot import Snapshot
from orglint.snapshots import collecting, lock, seal
from orglint.snapshots.collecting import Collecting, Task
from orglint.snapshots.read import list_snapshots
from orglint.tables.schema import load_specification


def collect_organization(  # noqa: PLR0913 - what only the outside knows: clock, chance, sleep, limits and who watches
    connection: ConnectionSettings,
    plan: Plan,
    store: Path,
    *,
    clock: Callable[[], datetime],
    token: str,
    progress: Callable[[Progress], None],
    select: Select | None = None,
    fresh: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    chance: Callable[[], float] = random.random,
    limits: Limits = USUAL,
) -> Snapshot:
    """Collect an organization into a store and return the sealed snapshot; go on with what an earlier run began.

    `fresh` throws away what an earlier run began. `token` makes the snapshot's id differ from that of any other taken
    in the same second. `select` is asked where the plan has tables that are asked row by row.
    """

    def say(note: str) -> None:
        progress(Progress("", 0, 0, note))

    def read_clock() -> datetime:
        return clock().astimezone(UTC)

    with lock.hold_organization_lock(store, connection.organization):
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
        stages = Stages(store, connection, plan, budget, read_clock, progress, limits)
        table_walks = stages.read_lists(begun, clocks.note_server_time)
        timed = _fix_taken_at(store, begun, clocks, say)
        table_walks, parents = stages.read_dependents(timed, table_walks, select)
        say("sealing")
        return seal.seal_snapshot(store, timed, table_walks, sealed_at=read_clock(), say=say, parents=parents)


def _list_digests(plan: Plan) -> dict[str, str]:
    return {api.name: load_specification(api).sha256 for api in map(find_api, plan.tables)}


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

"""Deciding 6, 60 and 600 rules: orglint, SQL by hand and every peer, on the same rows, once they agree."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks import official
from benchmarks.agree import DisagreementError
from benchmarks.decide import tallies
from benchmarks.figure import TIMES, Figure, duration
from benchmarks.peers.families import FAMILIES, family
from benchmarks.peers.ways import NAMES, WAYS, missing
from benchmarks.rounds import ratio, take_turns, timed
from orglint import rulebook, tables
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule

COLUMNS = (
    "accountId",
    "addedToOrg",
    "claimStatus",
    "email",
    "lastActive",
    "name",
    "platformRoles",
    "status",
    "statusSince",
)
DECISIONS = 60_000
"""Decisions of a rule about a row that a peer is measured on; the rest is extrapolated."""
COMPARED = 1_000
"""Rows that every peer must come to the same counts for, before anything is timed."""
AT_ONCE = 100
ROUNDS, FEW, MANY_DECISIONS = 3, 1, 10_000_000

Counts = tuple[int, int]
"""Rows that pass, and that fail."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer, ready: for each rule that it can say, what counts passes and failures among rows."""

    name: str
    count: Mapping[str, Callable[[Sequence[Any]], Counts]]

    def run(self, rows: Sequence[Any]) -> dict[str, Counts]:
        """Decide every rule that the peer can say, over rows."""
        return {rule: count(rows) for rule, count in self.count.items()}


def rules(folder: Path, number: int) -> tuple[CompiledRule, ...]:
    """Return so many rules, as many of each family, loaded from files of their own."""
    for place in range(number):
        one = list(FAMILIES.values())[place % len(FAMILIES)]
        file = folder / one.name / f"{place // len(FAMILIES)}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(one.file(place // len(FAMILIES)), "utf-8")
    return rulebook.load(folder, tables.known_tables())


def figures(snapshots: Sequence[Snapshot], work: Path, numbers: Sequence[int]) -> Iterator[Figure]:
    """Yield what deciding costs with each number of rules, for each size, beside every peer."""
    for number in numbers:
        began = time.perf_counter()
        some = rules(work / f"rules-{number}", number)
        loading = time.perf_counter() - began
        yield Figure(
            "load", f"{number} rules", loading, "s", by="YAML, shape, types, SQL; no cache", raw={"s": loading}
        )
        _agree(some, snapshots[0])
        for snapshot in snapshots:
            yield from _measured(some, snapshot)


def _measured(some: Sequence[CompiledRule], snapshot: Snapshot) -> Iterator[Figure]:
    users, number = snapshot.tables["users"].rows, len(some)
    ours = {rule: (it.passed, it.failed) for rule, it in tallies(some, snapshot).items()}
    if ours != (hand := by_hand(some, snapshot)):
        raise DisagreementError(f"{number} rules: orglint and the SQL by hand differ: {_different(ours, hand)}")
    turns = take_turns(
        ROUNDS if users * number <= MANY_DECISIONS else FEW,
        {"ours": timed(lambda: tallies(some, snapshot)), "hand": timed(lambda: by_hand(some, snapshot))},
    )
    walls = {name: [took.wall for took in turn] for name, turn in turns.items()}
    mine = median(walls["ours"])
    told = f"{duration(mine)} against {duration(median(walls['hand']))}"
    size = f"{users:,} users, {number} rules"
    yield Figure("peers", f"{size}, against SQL by hand", ratio(walls["ours"], walls["hand"]), TIMES, None, told)
    sample = _rows(snapshot, max(50, min(2_000, DECISIONS // number)))
    for peer in NAMES:
        yield _beside(peer, some, snapshot, sample=sample, ours=walls["ours"])


def _beside(
    peer: str, some: Sequence[CompiledRule], snapshot: Snapshot, *, sample: Sequence[Any], ours: Sequence[float]
) -> Figure:
    users, number = snapshot.tables["users"].rows, len(some)
    what = f"{users:,} users, {number} rules, faster than {NAMES[peer]}"
    if package := missing(peer):
        return Figure("peers", what, 0.0, TIMES, by=f"not measured: {package} is not installed")
    ready = _peer(peer, some, snapshot)
    seconds = [timed(lambda: ready.run(sample))().wall for _ in range(ROUNDS)]
    said = len(ready.count)
    # what it cannot say is not counted for it: as if it took as long as the rules that it can
    whole = median(seconds) * users / len(sample) * number / said
    how = f"{said} of {number} rules can be said" if said < number else "every rule"
    each = median(seconds) / len(sample) / said
    told = f"{duration(whole)} from {len(sample):,} rows; {how}; {each * 1e6:.1f} µs a decision"
    return Figure("peers", what, whole / median(ours), TIMES, None, told, {"seconds": seconds, "rows": len(sample)})


def _agree(some: Sequence[CompiledRule], snapshot: Snapshot) -> None:
    """Compare every peer with the SQL by hand on the rows of which everything is known: no peer has a word for less."""
    rows = _rows(snapshot, COMPARED)
    hand = by_hand(some, snapshot, only=f"len(_unknown) = 0 ORDER BY accountId LIMIT {COMPARED}")
    for peer in NAMES:
        if missing(peer):
            continue
        theirs = _peer(peer, some, snapshot).run(rows)
        if different := _different(theirs, {rule: hand[rule] for rule in theirs}):
            raise DisagreementError(f"{NAMES[peer]} and the SQL by hand differ: {different}")


def _different(one: Mapping[str, Counts], other: Mapping[str, Counts]) -> str:
    return ", ".join(
        f"{rule}: {one.get(rule)} and {other.get(rule)}"
        for rule in sorted(one.keys() | other.keys())
        if one.get(rule) != other.get(rule)
    )[:300]


def by_hand(some: Sequence[CompiledRule], snapshot: Snapshot, only: str = "true") -> dict[str, Counts]:
    """Return the counts by SQL as one would write it: a scan for a hundred rules, and one for the number of admins."""
    source = f"(FROM read_parquet('{snapshot.folder / snapshot.files['users'].name}') WHERE {only})"
    now = snapshot.taken_at.astimezone(UTC).replace(tzinfo=None)
    said = {rule.id: family(rule).sql(_number(rule)) for rule in some if rule.table == "users"}
    found: dict[str, Counts] = {}
    with duckdb.connect() as engine:
        for start in range(0, len(said), AT_ONCE):
            part = list(said.items())[start : start + AT_ONCE]
            codes = ", ".join(
                f"CASE WHEN NOT ({w}) THEN 0 WHEN {r} THEN 1 WHEN ({w}) AND NOT ({r}) THEN 2 ELSE 3 END AS c{at}"
                for at, (_, (w, r)) in enumerate(part)
            )
            counts = ", ".join(f"count_if(c{at} = 1), count_if(c{at} = 2)" for at in range(len(part)))
            query = f"SELECT {counts} FROM (SELECT {codes} FROM {source})"
            row = engine.execute(query, {"now": now} if "$now" in query else None).fetchone() or ()
            found |= {rule: (row[2 * at], row[2 * at + 1]) for at, (rule, _) in enumerate(part)}
        admins = "list_contains(platformRoles, 'atlassian/org-admin') AND status = 'active'"
        (count, doubt), *_ = engine.execute(
            f"SELECT count_if({admins}), bool_or(({admins}) IS NULL) FROM {source}"
        ).fetchall()
    whole = {rule.id: count <= _number(rule) for rule in some if rule.table == "organization"}
    return found | {rule: (0, 0) if doubt else (int(kept), int(not kept)) for rule, kept in whole.items()}


def _number(rule: CompiledRule) -> int:
    return int(rule.plain.parameters["n"].value)


def _rows(snapshot: Snapshot, limit: int) -> list[dict[str, Any]]:
    """Return the first rows of which everything is known, times as microseconds."""
    listed = ", ".join(
        f"epoch_us({name})" if name in {"addedToOrg", "lastActive", "statusSince"} else name for name in COLUMNS
    )
    file = snapshot.folder / snapshot.files["users"].name
    query = f"SELECT {listed} FROM read_parquet('{file}') WHERE len(_unknown) = 0 ORDER BY accountId LIMIT {limit}"
    with duckdb.connect() as engine:
        return [dict(zip(COLUMNS, cells, strict=True)) for cells in engine.execute(query).fetchall()]


def _peer(peer: str, some: Sequence[CompiledRule], snapshot: Snapshot) -> Peer:
    if peer == "official":
        return Peer(peer, {rule.id: _official(rule, snapshot) for rule in some})
    now = int(snapshot.taken_at.timestamp() * 1_000_000)
    count = {}
    for rule in some:
        words = family(rule).words.get(peer)
        if words is not None:
            where, require = (WAYS[peer](part) for part in words(_number(rule), now))
            count[rule.id] = _counting(where, require, whole=rule.table == "organization")
    return Peer(peer, count)


def _counting(where: Any, require: Any, *, whole: bool) -> Callable[[Sequence[Any]], Counts]:
    def counted(rows: Sequence[Any]) -> Counts:
        passed = failed = 0
        for row in [rows] if whole else rows:
            if where(row):
                kept = bool(require(row))
                passed, failed = passed + kept, failed + (not kept)
        return passed, failed

    return counted


def _official(rule: CompiledRule, snapshot: Snapshot) -> Callable[[Sequence[Any]], Counts]:
    program = official.program(rule, snapshot, snapshot.taken_at)

    def counted(rows: Sequence[Any]) -> Counts:
        cells = _as_cel(rows)
        ready = (
            replace(program, rows=[{}], given={**program.given, "users": cells})
            if rule.table == "organization"
            else replace(program, rows=cells)
        )
        codes = list(official.codes(ready))
        return codes.count(official.PASS), codes.count(official.FAIL)

    return counted


_CEL_ROWS: dict[int, tuple[Sequence[Any], list[Any]]] = {}


def _as_cel(rows: Sequence[Any]) -> list[Any]:
    """Return rows as the official evaluator takes them, made once for all rules."""
    if id(rows) not in _CEL_ROWS:
        _CEL_ROWS[id(rows)] = rows, [official.plain({n: _time(n, v) for n, v in row.items()}) for row in rows]
    return _CEL_ROWS[id(rows)][1]


def _time(name: str, value: Any) -> Any:
    timed_ = name in {"addedToOrg", "lastActive", "statusSince"} and value is not None
    return datetime.fromtimestamp(value // 1_000_000, UTC).replace(microsecond=value % 1_000_000) if timed_ else value

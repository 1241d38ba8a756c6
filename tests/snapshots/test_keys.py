"""Keys of walks compared: in memory and by DuckDB, which is for more rows than a test would walk, as sets of Python."""

import random
from pathlib import Path

import pytest

from orglint.snapshots import pages
from orglint.snapshots.keys import FEW, WalkedKeys, count_keys, may_differ, only_in
from orglint.tables import known_tables

USERS = known_tables()["users"]
ODD = ["", " ", "'", '"', "a\0b", "é", "\U0001f937", "null", "NULL", "1", "01", "{}", "a,b", "\\n", "line\nfeed"]


def walked(folder: Path, walk: int, keys: list[str], *, a_page: int = 7) -> None:
    folder.mkdir(exist_ok=True)
    for number, start in enumerate(range(0, max(1, len(keys)), a_page), start=1):
        rows = [{"accountId": key} for key in keys[start : start + a_page]]
        pages.write_page(folder, pages.Page(walk, number, None, len(rows)), rows)


def drawn(seed: int) -> list[list[str]]:
    """Return the keys of three walks: some in one only, some twice, some odd."""
    dice = random.Random(seed)
    names = [*ODD, *(f"user-{number}" for number in range(40))]
    return [dice.choices(names, k=dice.randrange(60)) for _ in range(3)]


@pytest.mark.parametrize("few", [0, FEW], ids=["by DuckDB", "in memory"])
@pytest.mark.parametrize("seed", range(6))
def test_keys_are_compared_as_sets_of_python(seed: int, few: int, tmp_path: Path) -> None:
    first, second, third = drawn(seed)
    one, other, spill = tmp_path / "one", tmp_path / "other", tmp_path / "spill"
    spill.mkdir()
    for walk, keys in ((1, first), (2, second)):
        walked(one, walk, keys)
    walked(other, 1, third)
    both = WalkedKeys(one, (1, 2), len(first) + len(second))
    alone, ids = WalkedKeys(one, (2,), len(second)), WalkedKeys(other, (1,), len(third))
    assert count_keys(both, USERS, spill, few=few) == len({*first, *second})
    for mine, theirs in ((both, ids), (ids, both), (alone, ids), (ids, alone)):
        expected = set(mine.keys(USERS)) - set(theirs.keys(USERS))
        assert only_in(mine, theirs, USERS, spill, most=1000, few=few) == tuple(sorted(expected))
        assert len(only_in(mine, theirs, USERS, spill, most=3, few=few)) == min(3, len(expected))


def test_rows_that_came_twice_may_differ_only_where_they_do_or_are_very_many(tmp_path: Path) -> None:
    walked(tmp_path / "same", 1, ["a", "b", "a"])
    same = WalkedKeys(tmp_path / "same", (1,), 3)
    assert (may_differ(same, USERS), may_differ(same, USERS, few=2)) == (False, True)
    folder = tmp_path / "other"
    folder.mkdir()
    rows = [{"accountId": "a", "name": "x"}, {"accountId": "a", "name": "y"}]
    pages.write_page(folder, pages.Page(1, 1, None, 2), rows)
    assert may_differ(WalkedKeys(folder, (1,), 2), USERS)

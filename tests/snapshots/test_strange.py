"""Whatever JSON can hold is sealed: as a value, or as an invalid place; no row is lost for it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from snapshots.pages_of import sealed
from support.collect.strange import PLACES, STRANGE

WHOLE: Mapping[str, Mapping[str, Any]] = {
    "users": {
        "name": "n",
        "mfaEnabled": True,
        "addedToOrg": "2026-01-01T00:00:00Z",
        "counts": {"resources": 1},
        "platformRoles": ["a"],
        "productAccess": [],
    },
    "policies": {"attributes": {"type": "ip-allowlist", "status": "enabled", "resources": [{"id": "r"}]}},
    "groups": {
        "counts": {"users": 1, "resources": 1},
        "managementAccess": {"readable": True, "modifiable": True, "deletable": True},
        "managedBy": "admins",
    },
}
KEYS = {"users": "accountId", "policies": "id", "groups": "id"}


def _items(table: str, place: str) -> list[Mapping[str, Any]]:
    """Return a whole row, and one for each strange value in this place."""
    rows = [{KEYS[table]: "whole", **WHOLE[table]}]
    for number, value in enumerate(STRANGE.values()):
        row = {**WHOLE[table], KEYS[table]: f"k{number}", place: value}
        if table == "policies" and place != "attributes":
            row["attributes"] = {**WHOLE[table]["attributes"], place: value}
        rows.append(row)
    return rows


@pytest.mark.parametrize(
    ("table", "place"),
    [(table, place) for table, places in PLACES.items() for place in places if place != KEYS[table]],
)
def test_whatever_comes_is_sealed(table: str, place: str, tmp_path: Path) -> None:
    snapshot = sealed(tmp_path, table, _items(table, place))
    assert snapshot.tables[table].rows == len(STRANGE) + 1
    file = snapshot.folder / f"{table}.parquet"
    unknown = duckdb.sql(f"SELECT _unknown FROM read_parquet('{file}') WHERE {KEYS[table]} = 'whole'").fetchall()
    assert not [path for path in unknown[0][0] if place in path]

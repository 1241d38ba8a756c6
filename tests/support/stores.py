"""Stores with several organizations and snapshots, sealed by the real code from a few rows, and a rule about them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orglint.model.snapshot import Snapshot, TableState
from orglint.snapshots import collecting, pages, seal
from orglint.tables.apis import ORGANIZATIONS
from orglint.tables.schema import load_specification

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)

RULE = """\
title: Users are active
severity: {severity}
table: users
where: "true"
require: user.status == 'active'
message: "{{user.accountId}} is {{user.status}}"
why: A test.
fix: None.
examples:
  pass: [{{status: active}}]
  fail: [{{status: suspended}}]
  unknown: [{{}}]
"""


def rules(folder: Path, **severities: str) -> Path:
    """Write one rule a name, about the status of users."""
    (folder / "rules" / "users").mkdir(parents=True, exist_ok=True)
    for name, severity in severities.items():
        (folder / "rules" / "users" / f"{name}.yaml").write_text(RULE.format(severity=severity))
    return folder / "rules"


def user(key: str, **cells: Any) -> dict[str, Any]:
    return {"accountId": key, "status": "active", "email": f"{key}@a.example", **cells}


def sealed(
    store: Path,
    organization: str,
    users: Iterable[Mapping[str, Any]],
    *,
    at: datetime = NOON,
    state: TableState = TableState.COMPLETE,
    beside: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    **told: Any,
) -> Snapshot:
    """Seal a snapshot of an organization: its users, and what tables have `beside` them.

    `told` is what else is known of the walks of users.
    """
    digests = {ORGANIZATIONS.name: load_specification(ORGANIZATIONS).sha256}
    task = collecting.Task(organization, "https://api.example/admin", {"tables": []}, digests, "0.1.0")
    begun = collecting.resume_collecting(store, task, fresh_id=f"{at:%Y%m%dT%H%M%SZ}-{organization}", now=at)
    ends = {}
    for table, given in {**(beside or {}), "users": users}.items():
        rows = list(given)
        page = pages.write_page(begun.pages(table), pages.Page(1, 1, None, len(rows)), rows)
        ends[table] = collecting.TableWalk(table, TableState.COMPLETE, 1, 1, at, digest=pages.digest_pages([page]))
    ends["users"] = replace(ends["users"], state=state, **told)
    return seal.seal_snapshot(store, begun, ends, sealed_at=at, say=print)

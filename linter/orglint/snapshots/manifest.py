"""The manifest of a snapshot: its JSON shape, read and written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from orglint.documents.json_schema import first_misfit
from orglint.errors import SnapshotError
from orglint.model.reasons import find_code
from orglint.model.snapshot import (
    ColumnLedger,
    DataFile,
    Doubt,
    DoubtKind,
    Forgetting,
    KeyLedger,
    Snapshot,
    TableLedger,
    TableState,
)

NAME = "manifest.json"
FORMAT = 5
_UNTOUCHED = 4
"""The format of a snapshot in which nobody is forgotten: older versions read it, and no other."""
_AGAIN = "Take the file from where it was made, or collect again with `orglint snapshot`."


def render_manifest(snapshot: Snapshot) -> bytes:
    """Return the manifest's bytes; the same snapshot always has the same."""
    members = {name: getattr(snapshot, name) for name in _PLAIN}
    members |= {"taken_at": snapshot.taken_at.isoformat(), "sealed_at": snapshot.sealed_at.isoformat()}
    members["doubts"] = list(snapshot.doubts)
    members["specifications"] = dict(snapshot.specifications)
    members["tables"] = {name: _table_to_json(ledger) for name, ledger in snapshot.tables.items()}
    members["files"] = {name: asdict(file) for name, file in snapshot.files.items()}
    if not snapshot.forgotten:
        return _to_sealed_json({"format": _UNTOUCHED, **members})
    members["forgotten"] = [_forgetting_to_json(it) for it in snapshot.forgotten]
    return _to_sealed_json({"format": FORMAT, **members})


def parse_manifest(folder: Path) -> Snapshot:
    """Return the snapshot that a folder's manifest describes; the files themselves are not looked at."""
    path = folder / NAME
    content = _read_content(path)
    members = _parse_document(path, content)
    _check_format(path, members)
    _check_shape(path, members)
    members.pop("seal")
    if _to_sealed_json(members) != content:
        raise SnapshotError(f"{path} is not what was sealed: it has been changed or damaged", _AGAIN)
    return _build_snapshot(folder, members)


_PLAIN = ("id", "organization", "organization_name", "base_url", "spec_sha256", "orglint", "previous")


def _to_sealed_json(members: Mapping[str, Any]) -> bytes:
    """Return the bytes of members with their seal, a line where it belongs in order: they are dumped once."""
    plain = _dump_members(members)
    line = f'\n "seal": "{sha256(plain).hexdigest()}",'.encode("ascii")
    return plain.replace(_AFTER_SEAL, line + _AFTER_SEAL, 1)


_AFTER_SEAL = b'\n "sealed_at": '
"""Where the member begins that follows the seal: no text holds a line break, and what lies deeper is indented more."""


def _dump_members(members: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(members, indent=1, sort_keys=True)}\n".encode("ascii")


def _forgetting_to_json(done: Forgetting) -> dict[str, Any]:
    return {"at": done.at.isoformat(), "rows": dict(done.rows), "cells": dict(done.cells)}


def _table_to_json(ledger: TableLedger) -> dict[str, Any]:
    columns = {name: _column_to_json(column) for name, column in ledger.columns.items()}
    read_at = ledger.read_at.isoformat() if ledger.read_at else None
    return {**asdict(replace(ledger, columns={})), "columns": columns, "read_at": read_at}


def _column_to_json(column: ColumnLedger) -> dict[str, Any]:
    """Return a column with its reason in words, from which `_build_column_ledger` takes the code."""
    return {name: value for name, value in asdict(column).items() if name != "code"}


def _read_content(path: Path) -> bytes:
    try:
        if path.is_symlink():
            raise SnapshotError(f"{path} is a symlink, not a manifest", _AGAIN)
        if path.exists() and not path.is_file():  # opening a pipe would block
            raise SnapshotError(f"{path} is no regular file", _AGAIN)
        return path.read_bytes()
    except FileNotFoundError:
        raise SnapshotError(
            f"{path.parent} is no snapshot, or only half of one: it holds no {NAME}",
            "Name a folder below snapshots/ in a store, or collect one with `orglint snapshot`.",
        ) from None
    except OSError as refusal:
        raise SnapshotError(f"{path} could not be read: {refusal.strerror}", _AGAIN) from None


def _parse_document(path: Path, content: bytes) -> dict[str, Any]:
    try:
        members = json.loads(content)
    except (ValueError, RecursionError):
        raise SnapshotError(f"{path} is damaged: it is no JSON document", _AGAIN) from None
    if not isinstance(members, dict):
        raise SnapshotError(f"{path} is damaged: it is no JSON object", _AGAIN)
    return members


def _check_format(path: Path, members: Mapping[str, Any]) -> None:
    version = members.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise SnapshotError(
            f"{path} has format {version}; this orglint reads up to format {FORMAT}", "Install a newer orglint."
        )


def _check_shape(path: Path, members: Mapping[str, Any]) -> None:
    place = first_misfit(members, "orglint.snapshots", "manifest.schema.json")
    if place is not None:
        raise SnapshotError(f"{path} is damaged: at {place} it does not have the shape of a manifest", _AGAIN)


def _build_snapshot(folder: Path, members: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        **{name: members[name] for name in _PLAIN},
        taken_at=datetime.fromisoformat(members["taken_at"]),
        sealed_at=datetime.fromisoformat(members["sealed_at"]),
        folder=folder,
        tables={name: _build_table_ledger(table) for name, table in members["tables"].items()},
        files={name: DataFile(**file) for name, file in members["files"].items()},
        doubts=tuple(members.get("doubts", ())),
        specifications=members.get("specifications", {}),
        forgotten=tuple(_build_forgetting(it) for it in members.get("forgotten", ())),
    )


def _build_forgetting(done: Mapping[str, Any]) -> Forgetting:
    return Forgetting(datetime.fromisoformat(done["at"]), done["rows"], done["cells"])


def _build_table_ledger(table: Mapping[str, Any]) -> TableLedger:
    keys = table.get("keys")
    changed = {
        "state": TableState(table["state"]),
        "read_at": datetime.fromisoformat(table["read_at"]) if table["read_at"] else None,
        "columns": {name: _build_column_ledger(column) for name, column in table["columns"].items()},
        "doubts": tuple(Doubt(**{**doubt, "kind": DoubtKind(doubt["kind"])}) for doubt in table.get("doubts", ())),
        "drift": tuple(table.get("drift", ())),
        "notes": tuple(table.get("notes", ())),
        "keys": KeyLedger(**keys) if keys else None,
    }
    return TableLedger(**{**table, **changed})


def _build_column_ledger(column: Mapping[str, Any]) -> ColumnLedger:
    return ColumnLedger(**column, code=find_code(column["unknown"]))

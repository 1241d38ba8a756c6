"""`orglint store list`: what is in a store."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from orglint.cli import config, options
from orglint.cli.output.terminal import terminal_width
from orglint.model.neutralize import neutralize
from orglint.model.wording import format_count, format_long_distance, format_size, format_timestamp
from orglint.reports.terminal.columns import lay_out_columns
from orglint.results.glance import KeptSummary, list_kept_summaries
from orglint.snapshots.stored import StoredSnapshot, Unfinished, list_stored, list_unfinished

FORMAT = 1
TABLE, JSON = "table", "json"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, of one organization or of all."""

    store: Path
    snapshots: Sequence[StoredSnapshot]
    unfinished: Sequence[Unfinished]
    results: Sequence[KeptSummary]


@click.command("list", short_help="List what is in a store, with age and size.")
@options.add_organization_option
@options.add_store_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice([TABLE, JSON]),
    default=TABLE,
    show_default=True,
    help="A table for people, or one JSON object.",
)
@config.add_config_option
def list_store(*, organization: str | None, store: Path, format_name: str) -> None:
    """List the snapshots of a store, oldest first, what was begun and is not finished, and the results that it keeps.

    Nothing is verified: `orglint verify` compares a snapshot with its digests.
    """
    contents = _read_contents(store, organization)
    if format_name == JSON:
        click.echo(json.dumps(_contents_to_dict(contents), indent=1))
        return
    for line in _format_contents(contents, datetime.now(UTC)):
        click.echo(line)


def _read_contents(store: Path, organization: str | None) -> Contents:
    def is_meant(theirs: str) -> bool:
        return organization in (None, theirs)

    stored = tuple(it for it in list_stored(store) if it.summary.problem or is_meant(it.summary.organization))
    begun = tuple(it for it in list_unfinished(store) if is_meant(it.organization))
    kept = tuple(it for it in list_kept_summaries(store) if it.problem or is_meant(it.organization))
    return Contents(store, stored, begun, kept)


def _contents_to_dict(contents: Contents) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "store": str(contents.store),
        "snapshots": [_snapshot_to_dict(it) for it in contents.snapshots],
        "unfinished": [_unfinished_to_dict(it) for it in contents.unfinished],
        "results": [_result_to_dict(it) for it in contents.results],
    }


def _snapshot_to_dict(one: StoredSnapshot) -> dict[str, Any]:
    summary = one.summary
    return {
        "id": summary.id,
        "organization": summary.organization or None,
        "organization_name": summary.organization_name or None,
        "taken_at": format_timestamp(summary.taken_at) if summary.taken_at else None,
        "complete": summary.complete,
        "forgotten": summary.forgotten,
        "bytes": one.size,
        "problem": summary.problem or None,
    }


def _unfinished_to_dict(one: Unfinished) -> dict[str, Any]:
    return {
        "id": one.id or None,
        "organization": one.organization,
        "began_at": format_timestamp(one.began_at) if one.began_at else None,
        "bytes": one.size,
    }


def _result_to_dict(one: KeptSummary) -> dict[str, Any]:
    return {
        "file": str(one.kept.file),
        "snapshot": one.kept.snapshot,
        "organization": one.organization or None,
        "organization_name": one.organization_name or None,
        "kept_at": format_timestamp(one.kept.kept_at),
        "outcome": one.outcome or None,
        "decided": one.decided,
        "bytes": one.size,
        "problem": one.problem or None,
    }


def _format_contents(contents: Contents, now: datetime) -> Iterator[str]:
    if not contents.snapshots and not contents.unfinished and not contents.results:
        yield f"{neutralize(str(contents.store))} holds nothing"
        return
    rows = [["snapshot or result", "organization", "from", "size", "state"]]
    rows += [_format_snapshot(it, now) for it in contents.snapshots]
    rows += [_format_unfinished(it, now) for it in contents.unfinished]
    rows += [_format_result(it, now) for it in contents.results]
    yield from lay_out_columns(rows, terminal_width(_WIDE) if sys.stdout.isatty() else _WIDE)
    size = sum(it.size for it in contents.snapshots) + sum(it.size for it in contents.unfinished)
    size += sum(it.size for it in contents.results)
    counts = (format_count(len(contents.snapshots), "snapshot"), format_count(len(contents.results), "kept result"))
    yield f"{', '.join(counts)}, {format_size(size)}"


_WIDE = 400
"""Cells of a line that nobody looks at on a terminal."""


def _format_snapshot(one: StoredSnapshot, now: datetime) -> list[str]:
    summary = one.summary
    age = format_long_distance(summary.taken_at, now) if summary.taken_at else "unknown"
    state = summary.problem or ("complete" if summary.complete else "incomplete")
    state += f", {summary.forgotten} forgotten" * bool(summary.forgotten)
    called = neutralize(summary.organization_name or summary.organization or "unknown")
    return [neutralize(summary.id), called, age, format_size(one.size), neutralize(state)]


def _format_unfinished(one: Unfinished, now: datetime) -> list[str]:
    began = f"began {format_long_distance(one.began_at, now)}" if one.began_at else "unknown"
    return [one.id or "unknown", neutralize(one.organization), began, format_size(one.size), "not finished"]


def _format_result(one: KeptSummary, now: datetime) -> list[str]:
    called = neutralize(one.organization_name or one.organization or "unknown")
    state = one.problem or f"result: {one.outcome}{'' if one.decided else ', undecided'}"
    age = format_long_distance(one.kept.kept_at, now)
    return [f"{one.kept.snapshot}/{one.kept.file.name}", called, age, format_size(one.size), neutralize(state)]

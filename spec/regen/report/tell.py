"""All that a newer document changes, and what to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orglint.tables.apis import Api
from regen import redocly
from regen.build import SPEC, Built, read_ours
from regen.impact.losses import Impact
from regen.normalise import normalise
from regen.report.packages import find_package_before, read_digest, read_schemas
from regen.report.python import list_breakages
from regen.report.sections import Report, Section, list_sections
from regen.schemas import digest


@dataclass(frozen=True, slots=True)
class Change:
    """A new package of an API beside the one in `out`, and what it does to the tool.

    `source` is the document that it was made from, None for our own; `without` is what that may lack. `notes` say what
    was put right on the way, and `folder` is a place to work in.
    """

    api: Api
    built: Built
    out: Path
    impact: Impact
    source: str | None
    without: Sequence[str]
    notes: Sequence[str]
    folder: Path


def tell_changes(change: Change) -> Report:
    """Return the report of a change."""
    old = find_package_before(change.api, change.out)
    before, after = read_schemas(old), read_schemas(change.built.package)
    if old is None or before is None or after is None:
        return Report(change.api.name, [Section("The first client", ["nothing to compare with"])])
    sections = [*list_sections(before, after, change.impact), *_list_details(change, old)]
    return Report(change.api.name, sections, list(_list_steps(change)) if change.source else [])


def _list_details(change: Change, old: Path) -> Iterator[Section]:
    breakages = list_breakages(old, change.built.package)
    yield Section("For those who import the client", breakages, shown=False)
    if change.source:
        yield Section("For callers of the API, says redocly", _ask_redocly(change, old), shown=False)
    yield Section("What was put right, carried over or kept", change.notes, shown=False)


def _list_steps(change: Change) -> Iterator[str]:
    again = f"make regen API={change.api.name}"
    lost = [loss.name for loss in change.impact.losses if loss.name not in change.without]
    if lost:
        yield f"go on without what is lost: {again} SPEC={change.source} WITHOUT={','.join([*change.without, *lost])}"
    if change.impact.stopped:
        rules = ", ".join(rule.id for rule in change.impact.stopped)
        yield f"edit these rules, or leave them: what they read is then unknown to them: {rules}"
    yield f"keep it: write what is new into {SPEC.name}/{change.api.document}, in words of our own, then make regen"
    yield f"undo it: {again}"


def _ask_redocly(change: Change, old: Path) -> list[str]:
    ours = normalise(read_ours(change.api))[0]
    if read_digest(old) != digest(ours):
        return [f"not asked: {old} was not made of our document, so what was before is not known"]
    try:
        return redocly.breaks(ours, change.built.document, change.folder)[1]
    except redocly.Absent as reason:
        return [f"not asked: {reason}"]

"""All that a newer document changes, and what to do next."""

import shlex
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
class Asked:
    """What regen was asked for: the document, None for our own; what that may lack; own rules; only to look at it."""

    source: str | None
    without: Sequence[str] = ()
    rules: Sequence[Path] = ()
    only_check: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A new package of an API beside the one in `out`, and what it does to the tool.

    `notes` say what was put right on the way, and `folder` is a place to work in.
    """

    api: Api
    built: Built
    out: Path
    impact: Impact
    notes: Sequence[str]
    folder: Path
    asked: Asked


def tell_changes(change: Change) -> Report:
    """Return the report of a change."""
    old = find_package_before(change.api, change.out)
    before, after = read_schemas(old), read_schemas(change.built.package)
    if old is None or before is None or after is None:
        return Report(change.api.name, [Section("The first client", ["nothing to compare with"])])
    sections = [*list_sections(before, after, change.impact), *_list_details(change, old)]
    return Report(change.api.name, sections, list(_list_steps(change)) if change.asked.source else [])


def _list_details(change: Change, old: Path) -> Iterator[Section]:
    breakages = list_breakages(old, change.built.package)
    yield Section("For those who import the client", breakages, shown=False)
    if change.asked.source:
        yield Section("For callers of the API, says redocly", _ask_redocly(change, old), shown=False)
    yield Section("What was put right, carried over or kept", change.notes, shown=False)


def _list_steps(change: Change) -> Iterator[str]:
    """Yield what can be done after what was done: a check changes nothing, and what is lost is refused."""
    asked, again = change.asked, f"make regen API={change.api.name}"
    lost = [loss.name for loss in change.impact.losses if loss.name not in asked.without]
    line = f"{again} SPEC={shlex.quote(str(asked.source))}"
    line += f" WITHOUT={','.join([*asked.without, *lost])}" if asked.without or lost else ""
    line += "".join(f" RULES={shlex.quote(str(folder))}" for folder in asked.rules)
    if lost:
        yield f"go on without what is lost: {line}"
    elif asked.only_check:
        yield f"swap it in: {line}"
    if change.impact.stopped:
        rules = ", ".join(rule.id for rule in change.impact.stopped)
        yield f"edit these rules, or leave them: what they read is then unknown to them: {rules}"
    if not lost and not asked.only_check:
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

"""Make a new package one that the tool can work with, and find out what it would lose."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orglint import rulebook
from orglint.tables.apis import Api
from orglint.tables.schema import parse_specification
from regen.impact.columns import list_declarations
from regen.impact.kept import keep_lost, require_known_names
from regen.impact.known_values import keep_known_values
from regen.impact.losses import Impact, find_impact
from regen.impact.rules import StoppedRule, find_stopped_rules
from regen.refusal import Refusal
from regen.report.packages import find_package_before, read_schemas
from regen.schemas import write_down
from regen.trial.gate import try_tool
from regen.twins import refuse_twins


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller goes on without (`policies`, `users.email`), and the folders of rules that are to go on."""

    without: Sequence[str] = ()
    rules: Sequence[Path] = ()

    @property
    def folders(self) -> list[Path]:
        """The bundled rules, and those of one's own."""
        return [rulebook.find_bundled_rules(), *self.rules]


@dataclass(frozen=True, slots=True)
class Adapted:
    """What the document of a package does to the tool, and a note for each thing that was kept in the package.

    `stopped` are the rules that do not compile with it even so.
    """

    impact: Impact
    notes: Sequence[str] = ()
    stopped: Sequence[StoppedRule] = ()


UNCHANGED = Adapted(Impact((), (), ()))


def adapt_to_tool(api: Api, package: Path, out: Path, wishes: Wishes) -> Adapted:
    """Compare the package of a newer document with the one in its place; keep in it what it shall go on without."""
    before, after = read_schemas(find_package_before(api, out)), read_schemas(package)
    if before is None or after is None or not list_declarations(api.name):
        return UNCHANGED
    refuse_twins(after, api)
    impact = find_impact(before, after, api, wishes.folders)
    require_known_names(before, wishes.without)
    lost = [name for name in wishes.without if name in impact.lost_names]
    content = keep_lost(before, after, lost)
    kept = [f"kept: {place}: {what}" for place, what in keep_known_values(before, content, api.name)]
    kept += [f"kept: {name}: the document does not have it as it was, so it is unknown to rules" for name in lost]
    kept += [f"not needed: WITHOUT={name}: the document has it" for name in wishes.without if name not in lost]
    stopped: Sequence[StoppedRule] = impact.stopped
    if content != after:
        _write_schemas(package, content)
        old, new = parse_specification(before), parse_specification(content)
        stopped = find_stopped_rules(wishes.folders, api, old, new) if stopped else ()
    return Adapted(impact, kept, stopped)


def try_with_tool(api: Api, package: Path, adapted: Adapted, wishes: Wishes) -> str:
    """Return what the tool did with the new package; refuse one that loses what nobody said to go on without."""
    if not list_declarations(api.name):
        return "no table is read from this API"
    lost = [loss.name for loss in adapted.impact.losses if loss.name not in wishes.without]
    if lost:
        every = ",".join(dict.fromkeys([*wishes.without, *lost]))
        raise Refusal(f"orglint would lose {', '.join(lost)}; to go on without: repeat the line with WITHOUT={every}")
    if adapted.stopped:
        told = "\n".join(f"  {rule.file}: {rule.mistake}" for rule in adapted.stopped)
        raise Refusal(f"rules do not load with it, so edit these first:\n{told}")
    return try_tool(package)


def _write_schemas(package: Path, content: dict[str, Any]) -> None:
    (package / "schemas.json").write_text(write_down(content), encoding="utf-8")

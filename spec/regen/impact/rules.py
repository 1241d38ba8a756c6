"""Which rules a new specification stops: those that compiled under the one before, and do not any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orglint import rulebook
from orglint.errors import RuleError
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule
from orglint.tables import DECLARATIONS, build_table
from orglint.tables.apis import Api
from orglint.tables.schema import Specification, load_specification
from regen.impact.columns import has_rows
from regen.refusal import Refusal


@dataclass(frozen=True, slots=True)
class StoppedRule:
    """A rule that does not compile any more: the file, what it reads as table and column, and the first mistake."""

    id: str
    file: Path
    reads: frozenset[tuple[str, str]]
    mistake: str


def find_stopped_rules(
    folders: Sequence[Path], api: Api, before: Specification, after: Specification
) -> tuple[StoppedRule, ...]:
    """Return the rules of some folders that do not compile when the specification of an API becomes another.

    Raises `Refusal` if they compile under neither, not even with the columns of both.
    """
    old, new = build_tables(api, before), build_tables(api, after)
    united = _unite_tables(old, new)
    try:
        rules = _load_rules(folders, united)
    except RuleError as error:
        raise Refusal(f"some rules load neither with the client of before nor with the new one:\n{error}") from None
    if united == new:  # nothing was lost
        return ()
    try:
        _load_rules(folders, new)
    except RuleError as error:
        return tuple(_list_stopped(rules, error))
    return ()


def _unite_tables(old: Mapping[str, Table], new: Mapping[str, Table]) -> Mapping[str, Table]:
    """Return tables with the columns of both, so that a rule compiles which was edited for the new ones already."""
    united = {**new, **old}
    return {
        name: replace(table, columns={**new[name].columns, **table.columns}) if name in new else table
        for name, table in united.items()
    }


def build_tables(api: Api, specification: Specification) -> Mapping[str, Table]:
    """Return the tables as they are under a specification of an API; those of other APIs are as they were."""
    built = {}
    for declaration in DECLARATIONS:
        own = declaration.endpoint.api == api
        chosen = specification if own else load_specification(declaration.endpoint.api)
        if has_rows(declaration, chosen):
            built[declaration.name] = build_table(declaration, chosen)
    return built


def _load_rules(folders: Sequence[Path], tables: Mapping[str, Table]) -> tuple[CompiledRule, ...]:
    first, *more = folders
    return rulebook.load(first, tables, beside=more)


def _list_stopped(rules: Iterable[CompiledRule], error: RuleError) -> list[StoppedRule]:
    texts: dict[str, str] = {}
    for mistake in error.mistakes:
        texts.setdefault(mistake.file, mistake.text)
    return [
        StoppedRule(rule.id, Path(rule.source), rule.reads, texts[rule.source])
        for rule in rules
        if rule.source in texts
    ]

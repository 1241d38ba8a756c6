"""Which rules a new specification stops: those that compiled under the one before, and do not any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    """Return the rules of some folders that stop when the specification of an API becomes another.

    Raises `Refusal` if they did not compile before.
    """
    try:
        rules = {rule.id: rule for rule in _load_rules(folders, build_tables(api, before))}
    except RuleError as error:
        raise Refusal(f"some rules do not even load with the client of before:\n{error}") from None
    try:
        _load_rules(folders, build_tables(api, after))
    except RuleError as error:
        return tuple(_list_stopped(rules.values(), error))
    return ()


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

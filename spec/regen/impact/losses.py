"""What the tool would lose with a new specification, so that it is not taken without a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orglint.collect.tables import CALLS
from orglint.tables import Declaration, find_declaration
from orglint.tables.apis import Api
from orglint.tables.endpoints import Endpoint
from orglint.tables.schema import parse_specification
from regen.impact.columns import ADDED, REMOVED, RETYPED, Content, Shift, has_rows, list_declarations, list_shifts
from regen.impact.rules import StoppedRule, find_stopped_rules


@dataclass(frozen=True, slots=True)
class Loss:
    """A table, or one of its columns, that the tool uses and that the new specification does not have as it was.

    `name` is what `WITHOUT=` calls it; `why` says what is gone, `rules` which rules need it.
    """

    name: str
    why: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a new specification does to the tool: columns that change, tables and columns lost, rules that stop."""

    shifts: tuple[Shift, ...]
    losses: tuple[Loss, ...]
    stopped: tuple[StoppedRule, ...]

    @property
    def lost_names(self) -> frozenset[str]:
        """The names of all tables and columns that are not there as they were, used or not."""
        columns = {f"{it.table}.{it.column}" for it in self.shifts if it.what in {REMOVED, RETYPED}}
        return frozenset({loss.name for loss in self.losses} | columns)

    @property
    def touches_something(self) -> bool:
        """Whether anything that was there is not as it was: a table, a column or a rule."""
        return bool(self.losses or self.stopped or any(shift.what != ADDED for shift in self.shifts))


def find_impact(before: Content, after: Content, api: Api, folders: Sequence[Path]) -> Impact:
    """Compare the schemas of two clients of an API; `folders` are those of the rules that are to go on."""
    shifts = tuple(list_shifts(before, after, api=api.name))
    stopped = find_stopped_rules(folders, api, parse_specification(before), parse_specification(after))
    tables = tuple(_list_lost_tables(before, after, api, stopped))
    lost = {loss.name for loss in tables}
    columns = [loss for loss in _list_lost_columns(shifts, stopped) if loss.name.partition(".")[0] not in lost]
    return Impact(shifts, (*tables, *columns), stopped)


def _list_lost_tables(before: Content, after: Content, api: Api, stopped: Sequence[StoppedRule]) -> Iterator[Loss]:
    old, new = parse_specification(before), parse_specification(after)
    for declaration in list_declarations(api.name):
        gone = [endpoint for endpoint in list_endpoints(declaration) if endpoint.key not in new.operations]
        if gone:
            why = f"{_join(map(str, gone))} {'is' if len(gone) == 1 else 'are'} gone"
        elif has_rows(declaration, old) and not has_rows(declaration, new):
            why = f"{declaration.endpoint} answers no rows that {declaration.key} tells apart"
        else:
            continue
        yield Loss(declaration.name, why, _list_readers(stopped, declaration.name))


def list_endpoints(declaration: Declaration) -> list[Endpoint]:
    """Return the operations that reading a table takes, the one that lists its rows first."""
    return list(dict.fromkeys((declaration.endpoint, *(call.endpoint for call in CALLS[declaration.name]))))


def _list_lost_columns(shifts: Sequence[Shift], stopped: Sequence[StoppedRule]) -> Iterator[Loss]:
    """Yield the columns that are not as they were and that a rule which stops reads, or orglint itself."""
    lost = [shift for shift in shifts if shift.what in {REMOVED, RETYPED}]
    for name in dict.fromkeys(f"{shift.table}.{shift.column}" for shift in lost):
        table, column = name.split(".")
        rules = _list_readers(stopped, table, {column, *_list_derived(table, column)})
        own = [shift for shift in lost if (shift.table, shift.column) == (table, column)]
        if rules or any(_is_needed(shift) for shift in own):
            yield Loss(name, "; ".join(map(str, own)), rules)


def _is_needed(shift: Shift) -> bool:
    """Return whether orglint itself reads a place, or something in it."""
    return any(_lies_in(needed, shift.place) for needed in find_declaration(shift.table).needs)


def _lies_in(place: str, outer: str) -> bool:
    return place == outer or place.startswith((f"{outer}.", f"{outer}[]"))


def _list_derived(table: str, column: str) -> list[str]:
    return [derived.name for derived in find_declaration(table).derived if column in derived.inputs]


def _list_readers(stopped: Sequence[StoppedRule], table: str, columns: set[str] | None = None) -> tuple[str, ...]:
    return tuple(
        rule.id
        for rule in stopped
        if any(read[0] == table and (columns is None or read[1] in columns) for read in rule.reads)
    )


def _join(words: Iterator[str]) -> str:
    return " and ".join(words)

"""Read the examples of a rule: rows, other tables, a time, and parameters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orglint.documents.strict_yaml import At, Document
from orglint.model.nearest import suggest_names
from orglint.model.table import ColumnType, Table
from orglint.rulebook.conversion import Note, ValuePath, parse_time, row_of, setting_of
from orglint.rulebook.rule import Example

_BESIDE = frozenset({"now", "params", "settings", "tables"})
"""Keys of an example that are no columns; no table has a column that is called so."""
SETTINGS = "settings."
"""What the name of a setting begins with, beside the names of parameters."""


@dataclass(frozen=True, slots=True)
class ExampleWithParams:
    """An example, and the values that it gives to parameters (`max`) and to settings (`settings.domains`)."""

    example: Example
    setting: Mapping[str, Any]


def read_examples(
    document: Document, table: Table, tables: Mapping[str, Table], kinds: Mapping[str, ColumnType], *, note: Note
) -> list[ExampleWithParams]:
    """Return the examples of a rule about a table, whose parameters and settings have these types.

    Mistakes are noted.
    """
    reader = _ExampleReader(document, table, tables, kinds, note)
    return [
        reader.read_example(expected, written, ("examples", expected, index))
        for expected, rows in document.data["examples"].items()
        for index, written in enumerate(rows)
    ]


def select_distinct_settings(examples: Sequence[ExampleWithParams]) -> Iterator[ExampleWithParams]:
    """Yield the first example of each setting of parameters, in their order; those that set none left out."""
    seen: list[Mapping[str, Any]] = [{}]
    for example in examples:
        if example.setting not in seen:
            seen.append(example.setting)
            yield example


@dataclass(frozen=True, slots=True)
class _ExampleReader:
    """Reads examples of one rule: its table, the other tables, and the types of its parameters."""

    document: Document
    table: Table
    tables: Mapping[str, Table]
    kinds: Mapping[str, ColumnType]
    note: Note

    def read_example(self, expected: str, written: Mapping[str, Any], at: At) -> ExampleWithParams:
        """Return one example."""
        own = {name: value for name, value in written.items() if name not in _BESIDE}
        now = parse_time(written["now"], ValuePath((*at, "now"), "now", self.note)) if "now" in written else None
        others = dict(self._read_other_tables(written.get("tables", {}), (*at, "tables")))
        row = row_of(self.table, own, ValuePath(at, self.table.variable, self.note))
        example = Example(expected, row, others, self.document.places[at].line, now)
        given = dict(self._read_params(written.get("params", {}), (*at, "params")))
        return ExampleWithParams(
            example, given | dict(self._read_settings(written.get("settings", {}), (*at, "settings")))
        )

    def _read_other_tables(
        self, written: Mapping[str, Any], at: At
    ) -> Iterator[tuple[str, tuple[Mapping[str, Any], ...]]]:
        for name, rows in written.items():
            value_path = ValuePath((*at, name), name, self.note)
            if name not in self.tables:
                self.note(value_path.at, f"there is no table {name}{suggest_names(name, self.tables, 'there are')}")
                continue
            yield (
                name,
                tuple(row_of(self.tables[name], row, value_path.element(index)) for index, row in enumerate(rows)),
            )

    def _read_settings(self, written: Mapping[str, Any], at: At) -> Iterator[tuple[str, Any]]:
        known = {name: it for name, it in self.kinds.items() if name.startswith(SETTINGS)}
        for name, value in written.items():
            full, here = f"{SETTINGS}{name}", (*at, name)
            if full in known:
                yield full, setting_of(known[full], value, ValuePath(here, full, self.note))
            else:
                names = {it.removeprefix(SETTINGS): None for it in known}
                self.note(here, f"there is no setting {name}{suggest_names(name, names, 'there are') if names else ''}")

    def _read_params(self, written: Mapping[str, Any], at: At) -> Iterator[tuple[str, Any]]:
        for name, value in written.items():
            value_path = ValuePath((*at, name), f"params.{name}", self.note)
            if name in self.kinds:
                yield name, setting_of(self.kinds[name], value, value_path)
            else:
                params = {it: None for it in self.kinds if not it.startswith(SETTINGS)}
                hint = suggest_names(name, params, "there are") if params else "; this rule declares none (params:)"
                self.note(value_path.at, f"there is no parameter {name}{hint}")

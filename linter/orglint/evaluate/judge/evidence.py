"""The values that prove a finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orglint.model.wording import format_timestamp


@dataclass(frozen=True, slots=True, eq=False)
class Evidence(Mapping[str, Any]):
    """The values that prove a finding, by name; they become JSON when somebody reads them."""

    names: tuple[str, ...]
    cells: tuple[Any, ...]

    def __getitem__(self, name: str) -> Any:
        try:
            at = self.names.index(name)
        except ValueError:
            raise KeyError(name) from None
        return to_json_value(self.cells[at])

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def to_json_value(value: Any) -> Any:
    """Return a value of the engine as JSON has it: times as RFC 3339 text in UTC."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return format_timestamp(value)
    if isinstance(value, list):
        return [to_json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(name): to_json_value(item) for name, item in value.items()}
    return value


def to_json_values(cells: Sequence[Any]) -> Sequence[Any]:
    """Return a column of the engine as JSON has it."""
    return cells if set(map(type, cells)) <= _SAME else [to_json_value(it) for it in cells]


_SAME = {str, int, bool, type(None)}
"""Types whose values JSON has as they are."""

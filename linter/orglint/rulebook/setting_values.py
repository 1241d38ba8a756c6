"""Values of settings as somebody wrote them, held against what packs declare."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from orglint.documents.strict_yaml import At
from orglint.errors import Mistake
from orglint.model.nearest import suggest_names
from orglint.rulebook.conversion import ValuePath, setting_of
from orglint.rulebook.pack import Setting

BuildMistake = Callable[[At, str], Mistake]
"""Makes a mistake of the place of a value below all settings (`("domains", 0)`), and of what is wrong with it."""


def _build_without_place(at: At, text: str) -> Mistake:
    del at
    return Mistake(text)


@dataclass(frozen=True, slots=True)
class SettingValues:
    """The values, as they were written, by the names of the settings."""

    written: Mapping[str, Any] = field(default_factory=dict)
    build_mistake: BuildMistake = _build_without_place

    def convert(self, declared: Mapping[str, Setting], note: Callable[[Mistake], object]) -> dict[str, Any]:
        """Return the values in the types that are declared; mistakes are noted."""
        return dict(self._convert_each(declared, note))

    def _convert_each(
        self, declared: Mapping[str, Setting], note: Callable[[Mistake], object]
    ) -> Iterator[tuple[str, Any]]:
        wrong = set[str | int]()

        def note_at(at: At, text: str) -> None:
            wrong.add(at[0])
            note(self.build_mistake(at, text))

        for name, written in self.written.items():
            if name not in declared:
                hint = suggest_names(name, declared, "there are") if declared else ": the packs declare none"
                note_at((name,), f"there is no setting {name}{hint}")
                continue
            path = ValuePath((name,), f"settings.{name}", note_at)
            value = setting_of(declared[name].kind, written, path)
            if name not in wrong:
                _refuse_unlisted(declared[name], written, path)
            if name not in wrong:  # what is wrong is told, and has no value meanwhile
                yield name, value


def _refuse_unlisted(setting: Setting, written: Any, path: ValuePath) -> None:
    """Note each value that is none of those that the setting may have."""
    listed = isinstance(written, list)
    for number, value in enumerate(written if listed else [written]):
        if setting.values and value not in setting.values:
            hint = suggest_names(value, dict.fromkeys(setting.values), "there are")
            (path.element(number) if listed else path).note_mistake(f"cannot be {value}{hint}")

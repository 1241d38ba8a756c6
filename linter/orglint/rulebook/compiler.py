"""Compile rule files of one organization; what was compiled before, from the same text, is not compiled again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orglint.documents import strict_yaml
from orglint.documents.strict_yaml import Document
from orglint.errors import RuleError
from orglint.expressions.caches import add_to_cache
from orglint.model.table import ColumnType, Table
from orglint.rulebook.kept import KeptRules, Rules
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.shape import schema_check
from orglint.tables import known_tables

if TYPE_CHECKING:
    from orglint.expressions import Scope

MOST_KEPT = 1000
"""Rule files of which a process keeps what it has compiled."""

_made: dict[tuple[str, ...], Rules] = {}


@dataclass(slots=True)
class Compiler:
    """Compiles rule files for one organization: its settings, by their types and values, and its parameters.

    With `per_setting` a rule comes once more for each setting of its examples. `kept` has what earlier runs compiled.
    """

    tables: Mapping[str, Table]
    kinds: Mapping[str, ColumnType]
    settings: Mapping[str, Any]
    overrides: ParameterValues
    per_setting: bool
    kept: KeptRules | None
    _scope: "Scope | None" = field(default=None, init=False)
    _written_settings: str = field(init=False)

    def __post_init__(self) -> None:
        self._written_settings = repr((sorted(self.kinds.items()), sorted(self.settings.items())))

    def compile_file(self, identity: str, path: Path) -> Rules:
        """Return the rules of a file; `RuleError` holds all its mistakes."""
        content = strict_yaml.read_content(path, str(path))
        if self.tables is not known_tables():
            return self._compile_content(identity, path, content)
        follows = self._list_what_it_follows_from(identity, path)
        key = (*follows, content.decode("utf-8", "surrogateescape"))
        if key not in _made:
            add_to_cache(_made, key, self._find_or_compile(identity, path, content, follows), most=MOST_KEPT)
        return _made[key]

    def _list_what_it_follows_from(self, identity: str, path: Path) -> tuple[str, ...]:
        """Return what a compiled rule follows from, apart from the text of its file and the tables."""
        chosen = sorted(self.overrides.values.get(identity, {}).items())
        with_scope = "" if self.kept else "with its scope"
        return (identity, str(path), repr(chosen), self._written_settings, str(self.per_setting), with_scope)

    def _find_or_compile(self, identity: str, path: Path, content: bytes, follows: tuple[str, ...]) -> Rules:
        if self.kept is None:
            return self._compile_content(identity, path, content)
        name = self.kept.name_entry(*follows, content)
        found = self.kept.find(name)
        if found is None:
            found = self._compile_content(identity, path, content)
            self.kept.keep(name, found)
        return found

    def _compile_content(self, identity: str, path: Path, content: bytes) -> Rules:
        # Loading the checker of the language and what makes SQL takes longer than all rules that are kept.
        from orglint.rulebook import compile as compile_  # noqa: PLC0415

        document = parse_rule(content, str(path))
        make = compile_.compile_rule_per_setting if self.per_setting else compile_.compile_rule_alone
        return make(identity, document, self.tables, self._find_scope(), overrides=self.overrides)

    def _find_scope(self) -> "Scope":
        from orglint import expressions  # noqa: PLC0415 - see above

        if self._scope is None:
            self._scope = expressions.organization_scope(self.tables, self.kinds, self.settings)
        return self._scope


def parse_rule(content: bytes, name: str) -> Document:
    """Return a document that has the shape of a rule."""
    document = strict_yaml.parse_document(content, name)
    mistakes = tuple(schema_check().mistakes(document))
    if mistakes:
        raise RuleError(mistakes)
    return document

"""Load a folder of rule files; every mistake in all of them is reported at once."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from orglint import expressions
from orglint.documents import strict_yaml
from orglint.documents.strict_yaml import Document
from orglint.errors import Mistake, RuleError
from orglint.expressions import Scope
from orglint.expressions.cel.row_types import add_to_cache
from orglint.model.table import Table
from orglint.rulebook import compile as compile_
from orglint.rulebook.bundled import find_bundled_rules, is_bundled_folder
from orglint.rulebook.index import RuleIndex, distinct_folders, index_rules
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.pack import Pack, merge_settings, read_packs
from orglint.rulebook.plan import FEATURES, PLAN
from orglint.rulebook.rule import CompiledRule
from orglint.rulebook.setting_values import SettingValues
from orglint.rulebook.shape import schema_check
from orglint.tables import known_tables

NOT_SET = ParameterValues()
SAID_NOTHING = SettingValues()
WHOLE_PLAN = SettingValues({PLAN: list(FEATURES)})

_Make = Callable[..., tuple[CompiledRule, ...]]

MOST_KEPT = 1000
"""Rule files of which a process keeps what it has compiled."""

_made: dict[tuple[Any, ...], tuple[CompiledRule, ...]] = {}


def is_bundled(rule: CompiledRule) -> bool:
    """Return whether a rule comes with orglint."""
    return rule.source.startswith(f"{find_bundled_rules()}/")


def load(
    folder: Path,
    tables: Mapping[str, Table],
    *,
    beside: Iterable[Path] = (),
    overrides: ParameterValues = NOT_SET,
    settings: SettingValues = SAID_NOTHING,
) -> tuple[CompiledRule, ...]:
    """Return the rules of a folder, and of those beside it, in the order of their ids, compiled.

    `overrides` sets parameters, `settings` what the packs' settings are. Raises `UsageError` if there is no rule to
    load and `RuleError` with every mistake of every file.
    """
    return _load_folders((folder, *beside), tables, overrides, settings, _compile_alone)


def read_index(folders: Iterable[Path]) -> RuleIndex:
    """Return which rule files folders hold, by the ids of the rules, without reading them.

    Raises `UsageError` if there is no rule, and `RuleError` for what cannot be read, or is wrong with the ids.
    """
    _, index = _index_folders(folders)
    if index.mistakes:
        raise RuleError(index.mistakes)
    return index


def list_ids(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the ids of all rules of folders, in order; raises what `read_index` raises."""
    return tuple(read_index(folders).files)


def read_renamed(folders: Iterable[Path]) -> dict[str, str]:
    """Return what the packs of folders say that rules are called now, by the ids that they had before."""
    return {old: new for pack in read_packs(distinct_folders(folders)) for old, new in pack.renamed.items()}


def _index_folders(folders: Iterable[Path]) -> tuple[tuple[Pack, ...], RuleIndex]:
    """Return the bundled pack and those of folders, and the index of the rules of folders."""
    used = distinct_folders(folders)
    every = sorted(distinct_folders((*used, find_bundled_rules())), key=lambda it: not is_bundled_folder(it))
    packs = read_packs(every)
    return packs, index_rules([pack for pack in packs if pack.folder in used])


def read_documents(folders: Iterable[Path]) -> dict[str, Document]:
    """Return the files of all rules of folders by the ids of these, as far as they have the shape of a rule.

    Raises what `load` raises; expressions are not compiled.
    """
    _, index = _index_folders(folders)
    mistakes = [*index.mistakes]
    found: dict[str, Document] = {}
    for identity, path in index.files.items():
        try:
            found[identity] = _read_rule_file(path)
        except RuleError as error:
            mistakes += error.mistakes
    if mistakes:
        raise RuleError(tuple(mistakes))
    return found


def load_per_setting(
    folder: Path,
    tables: Mapping[str, Table],
    *,
    beside: Iterable[Path] = (),
    overrides: ParameterValues = NOT_SET,
) -> tuple[CompiledRule, ...]:
    """Return the rules of a folder, and of those beside it, as their examples try them.

    A rule comes once more for each setting of `params`. Each has the examples with that setting; what `load` returns
    has those that set none. No setting has a value but those that an example gives, and `plan`, which has everything
    unless an example says otherwise. Raises what `load` raises, and
    `RuleError` also for what goes wrong only with a setting.
    """
    return _load_folders((folder, *beside), tables, overrides, WHOLE_PLAN, compile_.compile_rule_per_setting)


def _load_folders(
    folders: tuple[Path, ...],
    tables: Mapping[str, Table],
    overrides: ParameterValues,
    settings: SettingValues,
    make: _Make,
) -> tuple[CompiledRule, ...]:
    mistakes: list[Mistake] = []
    packs, index = _index_folders(folders)
    # What orglint itself declares may be named by every rule, also where the bundled rules are left out.
    declared = merge_settings(packs)
    values = settings.convert(declared, mistakes.append)
    scope = expressions.organization_scope(tables, {name: it.kind for name, it in declared.items()}, values)
    rules: list[CompiledRule] = []
    mistakes += index.mistakes
    for identity, path in index.files.items():
        try:
            rules += _make_once(make, identity, _read_rule_file(path), tables, scope, overrides=overrides)
        except RuleError as error:
            mistakes += error.mistakes
    mistakes += overrides.find_unused(rules) if not mistakes else ()
    if mistakes:
        raise RuleError(tuple(mistakes))
    return tuple(rules)


def _make_once(
    make: _Make,
    identity: str,
    document: Document,
    tables: Mapping[str, Table],
    scope: Scope,
    *,
    overrides: ParameterValues,
) -> tuple[CompiledRule, ...]:
    """Return what `make` makes of a rule file; a process that judges again does not compile the same text again."""
    if tables is not known_tables():
        return make(identity, document, tables, scope, overrides=overrides)
    chosen = sorted(overrides.values.get(identity, {}).items())
    key = (make, identity, document.file, document.text, repr(chosen), repr(scope.settings))
    if key not in _made:
        add_to_cache(_made, key, make(identity, document, tables, scope, overrides=overrides), most=MOST_KEPT)
    return _made[key]


def _compile_alone(identity: str, content: Document, *known: Any, overrides: ParameterValues) -> tuple[CompiledRule]:
    return (compile_.compile_rule(identity, content, *known, overrides=overrides),)


def _read_rule_file(path: Path) -> Document:
    """Return a file that has the shape of a rule."""
    content = strict_yaml.read_document(path, str(path))
    mistakes = tuple(schema_check().mistakes(content))
    if mistakes:
        raise RuleError(mistakes)
    return content

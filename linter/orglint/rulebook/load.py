"""Load a folder of rule files; every mistake in all of them is reported at once."""

from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from os.path import realpath
from pathlib import Path
from typing import Any

from orglint import expressions
from orglint.documents import strict_yaml
from orglint.documents.strict_yaml import Document
from orglint.errors import Mistake, RuleError, UsageError
from orglint.expressions import Scope
from orglint.expressions.cel.row_types import add_to_cache
from orglint.model.table import Table
from orglint.rulebook import compile as compile_
from orglint.rulebook import rule_files
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.pack import merge_settings, read_packs
from orglint.rulebook.plan import FEATURES, PLAN
from orglint.rulebook.rule import CompiledRule
from orglint.rulebook.setting_values import SettingValues
from orglint.rulebook.shape import schema_check
from orglint.tables import known_tables

MOST = 50_000
"""Rule files that a folder may hold."""

_RENAME = "; rename one of them, or leave the bundled rules out with --no-bundled"

NOT_SET = ParameterValues()
SAID_NOTHING = SettingValues()
WHOLE_PLAN = SettingValues({PLAN: list(FEATURES)})

_Make = Callable[..., tuple[CompiledRule, ...]]

MOST_KEPT = 1000
"""Rule files of which a process keeps what it has compiled."""

_made: dict[tuple[Any, ...], tuple[CompiledRule, ...]] = {}


def find_bundled_rules() -> Path:
    """Return the folder of bundled rules: inside the installed package, or the one of this checkout."""
    packaged = Path(str(files("orglint") / "rules"))
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


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


def list_ids(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the ids of all rules of folders, in order, without reading them.

    Raises `UsageError` if there is no rule, and `RuleError` for what cannot be read, or has the same id.
    """
    mistakes: list[Mistake] = []
    found = _index_rule_files(folders, mistakes)
    if mistakes:
        raise RuleError(tuple(mistakes))
    return tuple(identity for identity, _ in found)


def read_documents(folders: Iterable[Path]) -> dict[str, Document]:
    """Return the files of all rules of folders by the ids of these, as far as they have the shape of a rule.

    Raises what `load` raises; expressions are not compiled.
    """
    mistakes: list[Mistake] = []
    found: dict[str, Document] = {}
    for identity, path in _index_rule_files(folders, mistakes):
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
    # What orglint itself declares may be named by every rule, also where the bundled rules are left out.
    declared = merge_settings(read_packs(dict.fromkeys((find_bundled_rules(), *folders))))
    values = settings.convert(declared, mistakes.append)
    scope = expressions.organization_scope(tables, {name: it.kind for name, it in declared.items()}, values)
    rules: list[CompiledRule] = []
    for identity, path in _index_rule_files(folders, mistakes):
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


def _index_rule_files(folders: Iterable[Path], mistakes: list[Mistake]) -> list[tuple[str, Path]]:
    """Return the rule files of all folders by their ids; two files with one id are a mistake that names both."""
    found: dict[str, Path] = {}
    for folder in {realpath(it): it for it in folders}.values():  # a folder that is named twice is there once
        for path in _list_rule_files(folder, mistakes):
            identity = path.relative_to(folder).with_suffix("").as_posix()
            if identity in found:
                other = rule_files.escape_path(found[identity])
                mistakes.append(Mistake(f"two rules have the id {identity}: the other is {other}{_RENAME}", str(path)))
            else:
                found[identity] = path
    return sorted(found.items())


def _compile_alone(identity: str, content: Document, *known: Any, overrides: ParameterValues) -> tuple[CompiledRule]:
    return (compile_.compile_rule(identity, content, *known, overrides=overrides),)


def _read_rule_file(path: Path) -> Document:
    """Return a file that has the shape of a rule."""
    content = strict_yaml.read_document(path, str(path))
    mistakes = tuple(schema_check().mistakes(content))
    if mistakes:
        raise RuleError(mistakes)
    return content


def _list_rule_files(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    """Return the rule files of a folder, in order; what cannot be read there is added to the mistakes."""
    if _is_path_kind(folder, Path.is_file):
        hint = f"Name its folder with --rules {folder.parent}, and the rule with --only {folder.stem}."
        raise UsageError(f"nothing was checked: {folder} is a file, and rules are read from a folder", hint)
    if not _is_path_kind(folder, Path.is_dir):
        raise UsageError(f"nothing was checked: there is no rules folder {folder}", "Name one with --rules DIR.")
    paths = sorted(rule_files.find_rule_files(folder, mistakes.append))
    if not paths and not mistakes:
        raise UsageError(
            f"nothing was checked: the rules folder {folder} holds no rule (*.yaml)",
            "Name another with --rules DIR, or leave it out to use the bundled rules.",
        )
    if len(paths) > MOST:
        raise UsageError(f"nothing was checked: {folder} holds {len(paths):,} rules, at most {MOST:,} are read")
    return paths


def _is_path_kind(folder: Path, question: Callable[[Path], bool]) -> bool:
    try:
        return question(folder)
    except OSError as error:
        raise UsageError(f"nothing was checked: the rules folder {folder} cannot be read: {error.strerror}") from None

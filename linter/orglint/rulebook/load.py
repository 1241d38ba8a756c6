"""Load a folder of rule files; every mistake in all of them is reported at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from orglint.documents import strict_yaml
from orglint.documents.strict_yaml import Document
from orglint.errors import Mistake, RuleError
from orglint.model.table import Table
from orglint.rulebook.bundled import find_bundled_rules, is_bundled_folder
from orglint.rulebook.collector import collect_rarely
from orglint.rulebook.compiler import Compiler, parse_rule
from orglint.rulebook.index import RuleIndex, distinct_folders, index_rules
from orglint.rulebook.kept import KeptRules
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.pack import Pack, merge_settings, read_packs
from orglint.rulebook.plan import FEATURES, PLAN
from orglint.rulebook.rule import CompiledRule
from orglint.rulebook.setting_values import SettingValues

NOT_SET = ParameterValues()
SAID_NOTHING = SettingValues()
WHOLE_PLAN = SettingValues({PLAN: list(FEATURES)})


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
    kept: KeptRules | None = None,
) -> tuple[CompiledRule, ...]:
    """Return the rules of a folder, and of those beside it, in the order of their ids, compiled.

    `overrides` sets parameters, `settings` what the packs' settings are. With `kept`, rules that an earlier run
    compiled are not compiled again; they have no examples, and their expressions no scope. Raises `UsageError` if there
    is no rule to load and `RuleError` with every mistake of every file.
    """
    return _load_folders((folder, *beside), tables, overrides, settings, kept=kept)


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
            found[identity] = parse_rule(strict_yaml.read_content(path, str(path)), str(path))
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
    return _load_folders((folder, *beside), tables, overrides, WHOLE_PLAN, per_setting=True)


@collect_rarely()
def _load_folders(
    folders: tuple[Path, ...],
    tables: Mapping[str, Table],
    overrides: ParameterValues,
    settings: SettingValues,
    *,
    per_setting: bool = False,
    kept: KeptRules | None = None,
) -> tuple[CompiledRule, ...]:
    mistakes: list[Mistake] = []
    packs, index = _index_folders(folders)
    # What orglint itself declares may be named by every rule, also where the bundled rules are left out.
    declared = merge_settings(packs)
    values = settings.convert(declared, mistakes.append)
    kinds = {name: it.kind for name, it in declared.items()}
    compiler = Compiler(tables, kinds, values, overrides, per_setting=per_setting, kept=kept)
    rules: list[CompiledRule] = []
    mistakes += index.mistakes
    for identity, path in index.files.items():
        try:
            rules += compiler.compile_file(identity, path)
        except RuleError as error:
            mistakes += error.mistakes
    mistakes += overrides.find_unused(rules) if not mistakes else ()
    if mistakes:
        raise RuleError(tuple(mistakes))
    return tuple(rules)

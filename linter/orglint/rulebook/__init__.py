"""Load rules from YAML files."""

from orglint.rulebook.bundled import find_bundled_rules
from orglint.rulebook.digest import digest_pack
from orglint.rulebook.index import RuleIndex
from orglint.rulebook.load import is_bundled, list_ids, load, load_per_setting, read_documents, read_index, read_renamed
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.pack import Pack, Setting, load_pack_schema, merge_settings, read_packs
from orglint.rulebook.setting_values import SettingValues
from orglint.rulebook.shape import load_rule_schema

__all__ = [
    "Pack",
    "ParameterValues",
    "RuleIndex",
    "Setting",
    "SettingValues",
    "digest_pack",
    "find_bundled_rules",
    "is_bundled",
    "list_ids",
    "load",
    "load_pack_schema",
    "load_per_setting",
    "load_rule_schema",
    "merge_settings",
    "read_documents",
    "read_index",
    "read_packs",
    "read_renamed",
]

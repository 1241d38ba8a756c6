"""Load rules from YAML files."""

from orglint.rulebook.load import find_bundled_rules, list_ids, load, load_per_setting
from orglint.rulebook.overrides import ParameterValues
from orglint.rulebook.shape import load_rule_schema

__all__ = ["ParameterValues", "find_bundled_rules", "list_ids", "load", "load_per_setting", "load_rule_schema"]

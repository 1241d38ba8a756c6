"""Load rules from YAML files."""

from orglint.rulebook.load import find_bundled_rules, load, load_per_setting
from orglint.rulebook.shape import load_rule_schema

__all__ = ["find_bundled_rules", "load", "load_per_setting", "load_rule_schema"]

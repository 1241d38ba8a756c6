"""YAML → rules: the only door to rule files."""

from orglint.rulebook.load import bundled, load, trials
from orglint.rulebook.shape import schema

__all__ = ["bundled", "load", "schema", "trials"]

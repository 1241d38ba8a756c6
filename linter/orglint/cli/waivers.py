"""Waiver files as commands read them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from orglint import tables
from orglint.model.waiver import Exceptions, Waivable
from orglint.rulebook.rule import CompiledRule
from orglint.settings.waivers import read_waivers

_WHOLE = "organization"
"""The table with one row: a rule about it is about the whole."""


def read_waiver_file(path: Path, rules: Sequence[CompiledRule]) -> Exceptions:
    """Return what a waiver file says; `rules` are all that there are, also those that do not run."""
    known = {rule.id: describe_waivable(rule) for rule in rules}
    return read_waivers(path, known, tables.known_tables(), datetime.now(UTC))


def describe_waivable(rule: CompiledRule) -> Waivable:
    """Return what a waiver has to know of a rule."""
    variable = tables.known_tables()[rule.table].variable
    read = frozenset().union(*(part.reads for part in rule.expressions))
    columns = {f"{variable}.{column}" for table, column in read if table == rule.table}
    return Waivable(frozenset(columns | set(rule.let)), frozenset(rule.let if rule.table == _WHOLE else ()))

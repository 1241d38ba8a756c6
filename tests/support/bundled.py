"""The bundled rules, compiled once for all tests of a process."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from orglint import rulebook, tables
from orglint.rulebook.rule import CompiledRule

FOUNDING = (
    "accounts/dormant",
    "accounts/stale-suspended",
    "admins/count",
    "admins/managed-accounts",
    "domains/verified",
    "policies/required",
)
"""The first rules that there were: tests of the tool itself judge by these, and stay as they are when others come."""


_KEPT = TemporaryDirectory(prefix="founding-rules-")


@cache
def load_bundled_rules() -> tuple[CompiledRule, ...]:
    """Return every bundled rule, with its parameters as they are declared."""
    return tuple(rulebook.load(rulebook.find_bundled_rules(), tables.known_tables()))


@cache
def load_tried_rules() -> tuple[CompiledRule, ...]:
    """Return each bundled rule that is judged, compiled with those settings that most of its examples have."""
    best: dict[str, CompiledRule] = {}
    for rule in rulebook.load_per_setting(rulebook.find_bundled_rules(), tables.known_tables()):
        if rule.is_judged and (rule.id not in best or len(rule.examples) > len(best[rule.id].examples)):
            best[rule.id] = rule
    return tuple(best.values())


def load_founding_rules() -> tuple[CompiledRule, ...]:
    """Return the first six of the bundled rules."""
    return tuple(rule for rule in load_bundled_rules() if rule.id in FOUNDING)


@cache
def find_founding_rules() -> Path:
    """Return a folder of the first six of the bundled rules alone, which is there until the process ends."""
    folder = Path(_KEPT.name)
    for identity in FOUNDING:
        (folder / identity).parent.mkdir(exist_ok=True)
        shutil.copyfile(rulebook.find_bundled_rules() / f"{identity}.yaml", folder / f"{identity}.yaml")
    return folder

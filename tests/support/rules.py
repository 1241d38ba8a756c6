"""Rules made of expressions, without a file."""

from collections.abc import Mapping
from typing import Any

from orglint.expressions.compiled import Compiled
from orglint.model.rule import Rule, Severity
from orglint.rulebook.rule import CompiledRule, Message


def compiled_rule(
    where: Compiled,
    require: Compiled,
    *,
    table: str,
    identity: str = "r",
    let: Mapping[str, Compiled] | None = None,
    message: Message | None = None,
    **facts: Any,
) -> CompiledRule:
    """Return a rule of compiled expressions; `facts` are what else is said of it."""
    texts = {name: it.source for name, it in (let or {}).items()}
    severity = facts.pop("severity", Severity.LOW)
    plain = Rule(identity, "", severity, table, where.source, require.source, "", "", texts, **facts)
    return CompiledRule(plain, where, require, let or {}, message or Message())

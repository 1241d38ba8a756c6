"""`rules show --sql` prints what runs: each statement, as it stands there, gives what the rule compiles to."""

import re

import pytest

from cli.conftest import orglint
from orglint import rulebook, tables
from orglint.engine.duckdb import open_engine
from orglint.evaluate.session import over_rows
from orglint.rulebook.rule import CompiledRule
from orglint.sql.readable import format_query
from support.bundled import FOUNDING, load_bundled_rules
from support.expressions.small import NOW

MORE = ("accounts/direct-access", "authentication/coverage", "groups/active-members", "groups/names")
RULES = [rule for rule in load_bundled_rules() if rule.id in (*FOUNDING, *MORE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda it: it.id)
def test_what_is_printed_runs_and_gives_what_is_compiled(rule: CompiledRule) -> None:
    printed = orglint("rules", "show", rule.id, "--sql", "--only-rules", str(rulebook.find_bundled_rules())).stdout
    statements = [re.sub(r"^--.*\n?", "", part, flags=re.MULTILINE).strip() for part in printed.split(";\n")]
    compiled = [*rule.let.values(), rule.where, rule.require, *rule.message.values]
    shown = [statement for statement in statements if statement]
    assert len(shown) == len(compiled)
    table = tables.known_tables()[rule.table]
    for example in rule.examples:
        rows = {**dict(example.tables), rule.table: [{table.key: "x", **example.row}]}
        with open_engine() as engine:
            bench = over_rows(engine, rows, tables.known_tables(), now=example.now or NOW)
            for statement, it in zip(shown, compiled, strict=True):
                query = f'SELECT {it.sql} FROM {table.name} AS "{table.variable}"'
                assert bench.engine.fetch(statement, bench.values) == bench.engine.fetch(query, bench.values)


def test_each_expression_has_its_own_text_above_it() -> None:
    printed = orglint("rules", "show", "accounts/dormant", "--sql").stdout
    assert "-- where: user.status == 'active' && user.claimStatus == 'managed'\n" in printed
    assert "-- message 1: user.email\n" in printed
    assert max(map(len, printed.splitlines())) < 200


def test_a_rule_that_is_not_there_gets_the_nearest() -> None:
    ended = orglint("rules", "show", "accounts/dormat")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Did you mean accounts/dormant? " in ended.stderr


def test_what_is_nested_too_deeply_to_be_laid_out_is_printed_all_the_same() -> None:
    deep = "(" * 3000 + "1" + ")" * 3000
    assert format_query(deep, tables.known_tables()["users"]) == f'SELECT {deep} FROM "users" AS "user"'

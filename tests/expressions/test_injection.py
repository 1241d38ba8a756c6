"""Nobody else's text becomes SQL: whatever it is, the tree of the query is that of a harmless one, and is a literal."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from orglint import expressions, rulebook, tables
from orglint.engine.duckdb import open_engine
from orglint.errors import UsageError
from orglint.evaluate import expression as evaluator
from orglint.evaluate.judge.verdicts import judge_rules
from orglint.model.table import ListOf, Scalar
from support.making import NOON, Making

KNOWN = tables.known_tables()
SCOPE = expressions.organization_scope(KNOWN).with_row(KNOWN["users"])
HARMLESS = "harmless"
HOSTILE = [
    "'", "''", "' OR '1'='1", "'; DROP TABLE users; --", "\\'", "\\", "\\\\'", '"', '""', "$now", "$1", "?", "{}", "%s",
    "\n--", "/*", "*/", "--", "')) UNION SELECT * FROM read_csv('x') --", "user", '"user"."name"', "NULL", "TRUE",
    "x'00", "E'\\x27'", "\u2019", "\uff07", "COPY users TO 'x'", "ATTACH 'x'", "INSTALL httpfs", "PRAGMA x", ";",
    "';SELECT 1;'", "$$", "$tag$ ' $tag$", "U&'\\0027'", "\u202e'", "'||(SELECT 1)||'", "\x08'", "\x1a'", "'\r\n;",
    "CAST('1' AS BIGINT)", "struct_extract(it, 1)", "lambda it: it", "t1", "it", "kept", "${now}", "{user.name}", "`",
    "'\\''", "' /*'*/ OR TRUE --", "\ud7ff'\ue000", "\U0001f937'", "[]", "()", "@x", ":x", "#", "0x27", "1; 1",
]  # fmt: skip


def quoted(text: str) -> str:
    """Return a text as a literal of CEL, each of its characters escaped."""
    return "'" + "".join(f"\\U{ord(letter):08x}" for letter in text) + "'"


def with_parameter(source: str, text: str) -> str:
    scope = SCOPE.with_parameter("p", Scalar.STRING, text).with_parameter("l", ListOf(Scalar.STRING), ["-", text])
    return expressions.compile_value(source, scope).compiled.sql


def named(text: str) -> str:
    scope = SCOPE.with_let("n", expressions.compile_value(f"user.name + {quoted(text)}", SCOPE))
    return expressions.compile_value("n == user.email", scope).compiled.sql


def written(source: str) -> Callable[[str], str]:
    return lambda text: expressions.compile_value(source.replace("TEXT", quoted(text)), SCOPE).compiled.sql


DOORS: Mapping[str, Callable[[str], str]] = {
    "a text of a rule": written("user.name == TEXT"),
    "a list of a rule": written("user.name in ['a', TEXT]"),
    "a key of a map": written("{TEXT: 1, 'a': 2}[user.name] == 1"),
    "a value of a map": written("{'a': TEXT}[user.name] == user.email"),
    "an argument": written("user.name.replace(TEXT, user.email).contains(TEXT)"),
    "a text for a table": written("domains.exists(d, d.name == TEXT && d.name == user.emailDomain)"),
    "an element that is known": written("[TEXT, 'b'].exists(x, x == user.name)"),
    "a parameter": lambda text: with_parameter("user.name == params.p", text),
    "a parameter that is worked out": lambda text: with_parameter("user.name == params.p + 'x'", text),
    "a list of parameters": lambda text: with_parameter("user.name in params.l", text),
    "an element of a parameter": lambda text: with_parameter("params.l.all(x, x != user.name)", text),
    "a named expression": named,
}


def shape(sql: str) -> tuple[str, list[str]]:
    """Return a query without its texts, and these."""
    tree = sqlglot.parse_one(f"SELECT {sql}", dialect="duckdb")
    texts = [found.this for found in tree.find_all(exp.Literal) if found.is_string]
    bare = tree.transform(lambda it: exp.Placeholder() if isinstance(it, exp.Literal) and it.is_string else it)
    return bare.sql("duckdb"), texts


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_literal(door: str, text: str) -> None:
    harmless, hostile = shape(DOORS[door](HARMLESS)), shape(DOORS[door](text))
    assert hostile[0] == harmless[0]
    assert hostile[1] == [it.replace(HARMLESS, text) for it in harmless[1]]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_variable_of_eval_may_have_any_value(text: str) -> None:
    assert (
        value_of(f"v == {quoted(text)} && v in several", {"v": text, "several": [text], "given": {"v": text}}) is True
    )


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isidentifier()])
def test_a_variable_of_eval_may_be_called_as_a_part_of_the_query_is(text: str) -> None:
    assert value_of("v == 1", {text: 2, "v": 1}) is True
    assert value_of("v.v == 1", {"v": {text: 2, "v": 1}}) is True


@pytest.mark.parametrize("text", [text for text in HOSTILE if not text.isidentifier()])
def test_a_variable_of_eval_that_could_not_be_named_is_refused(text: str) -> None:
    for variables in ({text: 2}, {"v": {text: 2}}, {"v": [{"w": {text: 2}}]}):
        with pytest.raises(UsageError, match="an expression cannot name"):
            value_of("true", variables)


def value_of(source: str, variables: dict[str, Any]) -> Any:
    stage = expressions.build_activation(variables, {}, source)
    with open_engine() as engine:
        return evaluator.evaluate_expression(
            engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOON
        )


RULE = """title: T
severity: low
table: users
params: {word: {type: string, default: %s, meaning: M}}
let: {same: user.jobTitle == params.word}
where: "true"
require: user.name == params.word && same && user.name in [params.word]
message: %s
why: W
fix: F
references: []
controls: {}
examples:
  pass: [{name: %s, jobTitle: %s}]
  fail: [{name: x, jobTitle: x}]
"""


def test_hostile_rows_and_rules_are_judged_as_any_other(tmp_path: Path) -> None:
    """Names of folders, keys of rows, cells, parameters and messages: what they are is what the findings say."""
    folder = tmp_path / "rules"
    (folder / "r").mkdir(parents=True)
    for number, text in enumerate(HOSTILE):
        said = json.dumps(message(text) + "{user.name}", ensure_ascii=False)
        cells = json.dumps(text, ensure_ascii=False)
        (folder / "r" / f"n{number}.yaml").write_text(RULE % (cells, said, cells, cells), "utf-8")
    rules = rulebook.load(folder, KNOWN)
    rows = [_user(text, number) for number, text in enumerate(HOSTILE)]
    snapshot = Making(tmp_path / 'it\'s a "store"; --').snapshot(rows)
    for verdict in judge_rules(rules, snapshot, KNOWN, now=NOON):
        own = HOSTILE[int(verdict.rule.id.removeprefix("r/n"))]
        assert (verdict.passed, verdict.failed, verdict.unknown) == (1, len(HOSTILE) - 1, 0)
        shown = {found.key: found.message for found in verdict.findings}
        assert shown == {row["accountId"]: message(own) + row["name"] for row in rows if row["name"] != own}


def message(text: str) -> str:
    """Return a text as a message may have it: in one line, and no place for a value."""
    return text.translate(str.maketrans("{}\n\r", "()  ")) + " of "


def _user(text: str, number: int) -> dict[str, Any]:
    return {"accountId": f"{number}{text}", "name": text, "jobTitle": text, "_left": [], "_bad": []}

"""`orglint eval` with what careful people and careless programs give it."""

import json
from pathlib import Path
from typing import Any

import pytest
from cel_expr_python import cel
from google.protobuf.json_format import MessageToJson
from google.protobuf.wrappers_pb2 import DoubleValue

from cli.conftest import orglint


@pytest.mark.parametrize(
    ("expression", "variables", "said"),
    [
        ("18446744073709551615u", "{}", "18446744073709551615"),
        ("x - 1", '{"x": -9223372036854775807}', "-9223372036854775808"),
        ("[duration('36h'), days(1)]", "{}", '["129600s", "86400s"]'),
        ("[now]", '{"now": "2026-01-31T01:00:00+01:00"}', '["2026-01-31T00:00:00Z"]'),
        ("x", r'{"x": "\u0000\ud83e\udd37"}', r'"\u0000\ud83e\udd37"'),
        ("has(x.a) || x.b == 1", '{"x": {"a": {"c": null}, "b": 1}}', "true"),
        ("user.groups.all(g, g.id == 'a')", '{"user": {"groups": [{"id": "a", "name": null}]}}', "true"),
        ("size + size('a')", '{"size": 1}', "2"),
        ("days(days)", '{"days": 1}', '"86400s"'),
        ("x.for + x.int", '{"x": {"for": 1, "int": 2}}', "3"),
        ("params.max", '{"params": {"max": 3}}', "3"),
    ],
)
def test_a_value_is_printed_as_it_is(expression: str, variables: str, said: str) -> None:
    ended = orglint("eval", expression, "--vars", variables)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, said, "")


@pytest.mark.parametrize(
    ("expression", "variables", "said"),
    [
        ("x", '{"x": []}', "[]"),
        ("x.size()", '{"x": []}', "0"),
        ("'a' in x", '{"x": []}', "false"),
        ("x == ['a']", '{"x": []}', "false"),
        ("x + ['b']", '{"x": []}', '["b"]'),
        ("x.all(i, i.size() > 3)", '{"x": []}', "true"),
        ("x", '{"x": [[], [1]]}', "[[], [1]]"),
        ("x.map(i, i.size())", '{"x": [[1], [2, 3], []]}', "[1, 2, 0]"),
        ("x.map(i, i.y.size())", '{"x": [{"y": []}, {"y": [1.5]}]}', "[0, 1]"),
        ("type(i) == int", '{"i": 1, "user": {"productAccess": []}, "x": [[1], [2, 3], []]}', "true"),
        ("1 in x", '{"x": [null, 1]}', "true"),
        ("x == [1, 2]", '{"x": [null, 1]}', "false"),
        ("user.groups.exists(g, g.name == 'a')", '{"user": {"groups": []}}', "false"),
        ("users.all(u, u.email == 'a')", '{"users": []}', "true"),
    ],
)
def test_an_empty_list_is_one_of_texts_where_nothing_else_is_known(expression: str, variables: str, said: str) -> None:
    ended = orglint("eval", expression, "--vars", variables)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (0, said, "")


def test_a_null_in_a_list_is_an_element_of_which_nothing_is_known() -> None:
    ended = orglint("eval", "'a' in x", "--vars", '{"x": [null]}')
    assert (ended.returncode, ended.stdout.strip(), ended.stderr) == (3, "unknown", "")


@pytest.mark.parametrize(
    ("expression", "variables", "named"),
    [
        ("x == [1]", '{"x": []}', "x"),
        ("x.map(i, i + 1)", '{"x": []}', "x"),
        ("1 in x", '{"x": [null]}', "x"),
        ("1 in x.a", '{"x": {"a": []}}', "x.a"),
        ("x.exists(i, 1 in i.y)", '{"x": [{"y": []}, {"y": []}]}', "x[0].y"),
        ("x.exists(i, i.name == 'a')", '{"x": []}', "x"),
    ],
)
def test_an_empty_list_of_something_else_is_refused_and_named(expression: str, variables: str, named: str) -> None:
    ended = orglint("eval", expression, "--vars", variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    hint = f"{named} has no known element, so it is a list of texts: add an element if it holds anything else."
    assert ended.stderr.endswith(f"\n  {hint}\n")


NO_NAME = "a name has letters without accents, digits and _, and does not begin with a digit"
OBJECT = """An object is written '{"user": {"status": "active"}}'."""


@pytest.mark.parametrize(
    ("variables", "said", "hint"),
    [
        ('{"int": 1}', "the variables cannot be used: int is the name of a type", "such as int_."),
        ('{"list": []}', "the variables cannot be used: list is the name of a type", "such as list_."),
        ('{"for": 1}', "the variables cannot be used: for is a word that CEL reserves", "such as for_."),
        ('{"true": 1}', "the variables cannot be used: true is a word that CEL reserves", "such as true_."),
        ('{"user": {"groups": []}, "user__groups": {"x": 1}}', "user__groups is a name that orglint", "another name."),
        ('{"x__y": {"z": 1}, "x": {"y": {"z": 1}}}', "x__y is a name that orglint itself needs", "another name."),
        ('{"_plain_variables": {"x": 1}}', "_plain_variables is a name that orglint itself needs", "another name."),
        ('{"x": {"in": 1}}', "the variables cannot be used: in in x.in is a word that CEL reserves", "such as in_."),
        ('{"a-b": 1}', f'the variables cannot be used: an expression cannot name "a-b": {NO_NAME}', "such as a_b."),
        ('{"a.b": 1}', 'an expression cannot name "a.b"', "such as a_b."),
        ('{"a b": 1}', 'an expression cannot name "a b"', "such as a_b."),
        ('{"": 1}', 'an expression cannot name ""', "such as x."),
        ('{"1a": 1}', 'an expression cannot name "1a"', "such as x1a."),
        ('{"\u00e9": 1}', 'an expression cannot name "\u00e9"', "such as x."),
        ('{"x": [{"a b": 1}]}', 'an expression cannot name "x[0].a b"', "such as a_b."),
        ("x", "nothing was evaluated: --vars is not JSON (column 1)", OBJECT),
        ('{"x": 1,\n y}', "nothing was evaluated: --vars is not JSON (line 2, column 2)", OBJECT),
        ("{'x': 1}", "nothing was evaluated: --vars is not JSON (column 2)", "JSON has double quotes"),
        ("[1]", "nothing was evaluated: --vars is not a JSON object", OBJECT),
        ('{"now": "0001-01-01T00:00:00+01:00"}', "now: 0001-01-01T00:00:00+01:00 is not a time such as", ""),
    ],
)
def test_variables_that_cannot_be_named_or_read_say_what_to_do(variables: str, said: str, hint: str) -> None:
    ended = orglint("eval", "true", "--vars", variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert hint in ended.stderr


WORDS = "as break const continue else for function if import in let loop namespace null package return true var void"
TYPES = "bool bytes double dyn int list map null_type string type uint"


def test_every_name_that_is_refused_is_one_that_the_official_library_cannot_have(tmp_path: Path) -> None:
    """Of every other word, a variable of that name has its value."""
    words = [*WORDS.split(), "false", "while", *TYPES.split(), "size", "has", "all", "timestamp", "duration", "domain"]
    answered = answers(tmp_path, [json.dumps({"expr": word, "vars": {word: 7}}) for word in words])
    official = [_official(word) for word in words]
    assert ["error" not in answer for answer in answered] == official


def _official(word: str) -> bool:
    try:
        found = cel.NewEnv(variables={word: cel.Type.INT}).compile(word).eval(data={word: 7})
    except RuntimeError:
        return False
    return found.type() == cel.Type.INT and found.value() == 7


def test_an_expression_that_is_no_text_is_refused(tmp_path: Path) -> None:
    lines = [r'{"expr": "\ud800"}', r'{"expr": "1"}']
    assert answers(tmp_path, lines) == [
        {"error": "nothing was evaluated: the expression is not UTF-8 text"},
        {"value": 1},
    ]


def test_who_gives_no_variables_is_told_how() -> None:
    ended = orglint("eval", "user.email == 'a'")
    assert ended.returncode == 2
    assert ended.stderr.endswith("""  Variables are given as JSON: --vars '{"user": {"status": "active"}}'.\n""")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ('{"x": 9223372036854775808}', "x is no whole number of 64 bits"),
        (r'{"x": ["a", "\ud800"]}', "x[1] holds half a character"),
        ('{"x": 1, "x": 2}', "a name occurs twice in one object"),
        ('{"x": NaN}', "NaN is not JSON"),
        ('{"x": 1e400}', "1e400 is greater than the largest double"),
        ('{"x": [{"y": -1e999}]}', "-1e999 is greater than the largest double"),
        ('{"x": 1' + "0" * 400 + ".0}", "1" + "0" * 39 + " is greater than the largest double"),
        ('{"x": 1' + "0" * 400 + "}", "x is no whole number of 64 bits"),
        ('{"x": [1, "a"]}', "these have int and string"),
        ('{"x": [[1], [], ["a"]]}', "these have int and string"),
        ('{"x": [[1], 2]}', "these have int and list"),
        ('{"x": [{"y": {"z": 1}}, {"y": [1]}]}', "these have list and record"),
        ('{"x": [{}]}', "records without a value say nothing of their fields"),
        ('{"user": {"lastActive": "soon"}}', "user.lastActive is not a time such as 2026-01-31T00:00:00Z"),
        ('{"user": {"lastActive": "2026-01-31T00:00:00"}}', "user.lastActive is not a time such as"),
        ('{"user": {"email": 3}}', "user.email must be of type string"),
        ('{"user": {"mfaEnabled": "yes"}}', "user.mfaEnabled must be of type bool"),
        ('{"user": {"groups": [{"nam": "a"}]}}', "user.groups[0] has no field nam"),
        ('{"users": [{}, {"email": false}]}', "users[1].email must be of type string"),
        ('{"now": 5}', "now: 5 is not a time"),
        ("[1]", "--vars is not a JSON object"),
        ("{", "--vars is not JSON"),
        ("[" * 5000, "--vars is not JSON"),
        ('{"x": ' + "[" * 900 + "]" * 900 + "}", "is nested deeper than 32 levels"),
        ('{"x": ' + '{"y": [' * 30 + "]}" * 30 + "}", "is nested deeper than 32 levels"),
    ],
)
def test_variables_that_cannot_be_used_are_named(variables: str, said: str) -> None:
    ended = orglint("eval", "true", "--vars", variables)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def answers(tmp_path: Path, lines: list[str]) -> list[Any]:
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    ended = orglint("eval", "--cases", str(file), "--now", "2026-01-01T00:00:00Z")
    assert (ended.returncode, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_cases_are_answered_in_their_order_whatever_is_wrong_with_some(tmp_path: Path) -> None:
    lines = [
        json.dumps({"expr": "n", "vars": {"n": 1}}),
        "{broken",
        json.dumps({"expr": "n", "vars": {"n": 2**64}}),
        json.dumps({"expr": "n +", "vars": {"n": 3}}),
        json.dumps({"expr": "user.lastActive < now", "vars": {"user": {"lastActive": "never"}}}),
        json.dumps({"expr": "n", "vars": {"now": [], "n": 1}}),
        json.dumps({"expr": "now", "vars": {"now": "2026-02-01T00:00:00Z"}}),
        json.dumps({"expr": "now"}),
        json.dumps({"expr": "n", "vars": {"n": None}}),
        json.dumps({"expr": "n", "vars": {"n": 9}}),
    ]
    found = answers(tmp_path, lines)
    assert found[0] == {"value": 1}
    assert ["error" in answer for answer in found] == [False, True, True, True, True, True, False, False, False, False]
    assert "line 2 of the cases" in found[1]["error"]
    assert 'A case is written {"expr": ' in found[1]["error"]
    assert found[6:] == [
        {"value": "2026-02-01T00:00:00Z"},
        {"value": "2026-01-01T00:00:00Z"},
        {"unknown": True},
        {"value": 9},
    ]


def test_a_case_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    lines = [
        json.dumps({"expr": "users.size()", "vars": {"users": [{"status": "a"}, {"status": "b"}]}}),
        json.dumps({"expr": "users.size()", "vars": {"users": []}}),
        json.dumps({"expr": "x", "vars": {"x": "text"}}),
        json.dumps({"expr": "x", "vars": {"x": 5}}),
        json.dumps({"expr": "x == 5"}),
    ]
    found = answers(tmp_path, lines)
    assert found[:4] == [{"value": 2}, {"value": 0}, {"value": "text"}, {"value": 5}]
    assert "there is nothing called x" in found[4]["error"]


def test_an_empty_line_has_its_answer_like_any_other(tmp_path: Path) -> None:
    lines = ["", '{"expr": "1"}', " \t", "", '{"expr": "2"}', '{"expr": "x", "vars": {"x": 1e400}}']
    found = answers(tmp_path, lines)
    assert found[1::3] == [{"value": 1}, {"value": 2}]
    assert [found[at]["error"].partition("\n")[0] for at in (0, 2, 3, 5)] == [
        "nothing was evaluated: line 1 of the cases is empty",
        "nothing was evaluated: line 3 of the cases is empty",
        "nothing was evaluated: line 4 of the cases is empty",
        "nothing was evaluated: line 6 of the cases: 1e400 is greater than the largest double",
    ]


ODD = ["d / z", "-d / z", "z / z", "-(z / z)", "d / z - d / z", "d / z * z", "double('NaN')", "-double('inf')", "-z"]


def test_what_is_no_number_has_the_text_that_the_official_evaluator_gives_it(tmp_path: Path) -> None:
    given = {"d": 1.5, "z": 0.0}
    constant = [source.replace("d ", "1.5 ").replace("z", "0.0") for source in ODD]
    sources = [f"string({source})" for source in (*ODD, *constant)]
    environment = cel.NewEnv(variables=dict.fromkeys(given, cel.Type.DOUBLE))
    official = [environment.compile(source).eval(data=given).value() for source in sources]
    assert answers(tmp_path, [json.dumps({"expr": it, "vars": given}) for it in sources]) == [
        {"value": text} for text in official
    ]
    assert {"inf", "-inf", "-0"} <= set(official)


def test_what_is_no_number_is_printed_as_protocol_buffers_have_it_in_json(tmp_path: Path) -> None:
    given = {"d": 1.5, "z": 0.0}
    environment = cel.NewEnv(variables=dict.fromkeys(given, cel.Type.DOUBLE))
    official = [environment.compile(source).eval(data=given).value() for source in ODD]
    printed = [json.loads(MessageToJson(DoubleValue(value=it))) for it in official]
    assert answers(tmp_path, [json.dumps({"expr": f"[{it}]", "vars": given}) for it in ODD]) == [
        {"value": [it]} for it in printed
    ]
    assert {"Infinity", "-Infinity", "NaN"} <= {it for it in printed if isinstance(it, str)}

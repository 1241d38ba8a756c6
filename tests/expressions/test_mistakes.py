"""What an expression with a mistake gets: exactly the message that mistakes.txt has, with its place and a caret."""

import re
from pathlib import Path

import pytest

from orglint import expressions, tables
from orglint.errors import ExpressionError
from orglint.expressions.cel.diagnostics.names import USES
from orglint.model.table import ListOf, Scalar

KNOWN = tables.known_tables()
SCOPE = (
    expressions.organization_scope(KNOWN)
    .with_row(KNOWN["users"])
    .with_parameter("min", Scalar.INT, 3)
    .with_parameter("types", ListOf(Scalar.STRING), ["a"])
)
FILE = Path(__file__).parent / "mistakes.txt"
BLOCKS = re.split("^=== ", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]


def told(source: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        expressions.compile_condition(source, SCOPE)
    return str(caught.value)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0])
def test_a_mistake_is_told_like_this(block: str) -> None:
    source, _, message = block.rstrip("\n").partition("\n")
    assert told(source.replace("\\n", "\n")) == message


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0])
def test_the_caret_stands_under_the_place_that_is_named(block: str) -> None:
    lines = block.rstrip("\n").split("\n")[1:]
    heads = [number for number, line in enumerate(lines) if re.match(r"\d+:\d+: ", line)]
    assert heads
    for number in heads:
        column = int(lines[number].split(":")[1])
        if number + 2 < len(lines) and lines[number + 1].startswith("    "):
            assert lines[number + 2] == " " * (3 + column) + "^"


@pytest.mark.parametrize("name", [name for name in USES if name not in {"map", "filter", "type", "join", "getDate"}])
def test_a_function_that_is_suggested_is_one(name: str) -> None:
    assert "there is no function" not in told(f"user.email.{name}(1, 2, 3, 4) == 1 && {name}() == 1 || 1 == ''")


@pytest.mark.parametrize(
    "source",
    [
        "'",
        '"',
        "(",
        ")",
        "[",
        "{",
        "'''",
        "\\",
        "\n\n",
        "and",
        "\U0001f937",
        "a" * 5000,
        "((((",
        "? : ?",
        ".",
        "&&",
        "é=1",
        "`a",
    ],
)
def test_any_text_that_is_no_expression_gets_a_message(source: str) -> None:
    assert told(source)

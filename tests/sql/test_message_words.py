"""A message that the engine makes has the words of one that Python makes, whatever the values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.judge.messages import compile_message, write_message
from orglint.expressions.compiled import Compiled
from orglint.model.value_words import choose_message_writer
from orglint.rulebook.rule import Message
from orglint.sql.message_words import write_in_message
from reports.hostile import HOSTILE
from support.searching import at_full

TEXTS = st.sampled_from([it for it in HOSTILE if "\ud800" not in it]) | st.text(
    st.characters(exclude_categories=["Cs"])
)
KINDS: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
    "string": ("VARCHAR", TEXTS | st.just("x" * 70_000) | st.just("a\0b")),
    "int": ("BIGINT", st.integers(-(2**63), 2**63 - 1)),
    "uint": ("UBIGINT", st.integers(0, 2**64 - 1)),
    "duration": ("BIGINT", st.integers(-(2**63), 2**63 - 1)),
    "bool": ("BOOLEAN", st.booleans()),
    "timestamp": ("TIMESTAMP", st.datetimes()),
}
OTHERS = {"double": ("DOUBLE", st.floats()), "dyn": ("BIGINT", st.integers(0, 9))}
SEARCH = settings(max_examples=at_full(160), deadline=None)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


@st.composite
def shown(draw: st.DrawFn, kinds: dict[str, tuple[str, st.SearchStrategy[Any]]] = KINDS) -> tuple[str, str, Any]:
    """Draw a type in CEL's words and in the engine's, and a value, which may be a list of lists."""
    kind, (there, values) = draw(st.sampled_from(sorted(kinds.items(), key=str)))
    value: st.SearchStrategy[Any] = st.none() | values
    for _ in range(draw(st.integers(0, 2))):
        kind, there, value = f"list({kind})", f"{there}[]", st.none() | st.lists(value, max_size=3)
    return kind, there, draw(value)


def message_of(literals: list[str], values: list[tuple[str, str, Any]]) -> tuple[Message, dict[str, Any]]:
    """Return a message in which each value stands twice, and the parameters of its SQL."""
    parts: list[str | int] = [*literals]
    for place in range(len(values)):
        parts = [place, *parts, place, "%s {x} $now"]
    compiled = [
        Compiled(f"v{place}", f"CAST($v{place} AS {there})", kind, frozenset())
        for place, (kind, there, _) in enumerate(values)
    ]
    return Message("", tuple(parts), tuple(compiled)), {f"v{place}": it[2] for place, it in enumerate(values)}


def in_python(message: Message, values: list[tuple[str, str, Any]]) -> str:
    """Return the message by the words of the model alone."""
    written = [choose_message_writer(kind)(value) for kind, _, value in values]
    return "".join(part if isinstance(part, str) else written[part] for part in message.parts)


@SEARCH
@given(values=st.lists(shown(), max_size=3), literals=st.lists(TEXTS, max_size=2))
def test_the_engine_has_the_words_of_python(engine: Engine, values: list[Any], literals: list[str]) -> None:
    message, given_ = message_of(literals, values)
    text = write_message(message, [it.sql for it in message.values])
    assert (text is None) is (not message.parts)
    assert text is None or engine.fetch(f"SELECT {text}", given_) == [(in_python(message, values),)]


@SEARCH
@given(values=st.lists(shown(KINDS | OTHERS), min_size=1, max_size=3))
def test_a_type_without_words_in_sql_is_left_to_python(engine: Engine, values: list[Any]) -> None:
    message, given_ = message_of(["is "], values)
    columns = [it.sql for it in message.values]
    others = [kind for kind, _, _ in values if any(it in kind for it in OTHERS)]
    assert (write_message(message, columns) is None) is bool(others)
    rows = engine.fetch(f"SELECT {', '.join(columns)}", given_)
    assert compile_message(message, range(len(columns)))(rows[0]) == in_python(message, values)


@pytest.mark.parametrize("kind", [*KINDS, *(f"list({kind})" for kind in KINDS)])
def test_a_value_that_is_null_without_a_type_is_none(engine: Engine, kind: str) -> None:
    assert engine.fetch(f"SELECT {write_in_message('NULL', kind)}", {}) == [("–",)]  # noqa: RUF001 - what it says


@pytest.mark.parametrize("year", [1, 33, 999, 1000, 9999])
def test_a_day_of_any_year_has_four_digits(engine: Engine, year: int) -> None:
    moment = datetime(year, 2, 3, 23, 59, 59, 999999)  # noqa: DTZ001 - as the engine has it
    assert engine.fetch(f"SELECT {write_in_message('$t', 'timestamp')}", {"t": moment}) == [(f"{year:04}-02-03",)]

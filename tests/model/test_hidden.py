"""The hidden columns of a row have one definition, and no name of a column that an API could send."""

import ast
from pathlib import Path

import orglint
from orglint.model import hidden
from orglint.tables import known_tables

NAMES = {hidden.LOST, *hidden.STORED, *hidden.SEALED}
DEFINING = {"hidden.py", "unknown.py"}


def _list_texts(path: Path) -> set[str]:
    constants = (it for it in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(it, ast.Constant))
    return {it.value for it in constants if isinstance(it.value, str)}


def test_no_other_module_writes_their_names() -> None:
    sources = list(Path(orglint.__file__).parent.rglob("*.py"))
    writing = {source.name for source in sources if NAMES & _list_texts(source)}
    assert writing == DEFINING


def test_a_column_of_a_table_is_none_of_them() -> None:
    assert len(NAMES) == len(hidden.STORED) + 2
    for table in known_tables().values():
        assert not NAMES & table.columns.keys()

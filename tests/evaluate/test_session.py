"""What the ledger of a snapshot says of its tables and columns holds for every question that is asked of them."""

from dataclasses import replace
from pathlib import Path

from orglint import evaluate, expressions, tables
from orglint.model.snapshot import ColumnLedger, Snapshot, TableState
from support.sealing import NOON, sealed, user

KNOWN = tables.known_tables()
SCOPE = expressions.organization_scope(KNOWN).with_row(KNOWN["users"])
TRUE, FALSE, UNKNOWN = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def answer(snapshot: Snapshot, text: str) -> tuple[int, int, int]:
    """Return for how many users a condition is true, false and unknown."""
    condition = expressions.compile_condition(text, SCOPE)
    found = evaluate.query_rows(KNOWN["users"], condition, snapshot, KNOWN, now=NOON, limit=9)
    return found.true, found.false, found.unknown


def test_a_table_that_is_not_complete_answers_only_what_its_rows_prove(tmp_path: Path) -> None:
    whole = sealed(tmp_path, users=[user(1)], groups=[{"id": "g", "name": "G"}])
    groups = replace(whole.tables["groups"], state=TableState.PARTIAL, reason="cut short")
    cut = replace(whole, tables={**whole.tables, "groups": groups})
    for snapshot, unseen in ((whole, FALSE), (cut, UNKNOWN)):
        assert answer(snapshot, "groups.exists(g, g.name == 'G')") == TRUE
        assert answer(snapshot, "groups.exists(g, g.name == 'H')") == unseen
    assert answer(whole, "groups.size() == 1") == TRUE
    assert answer(cut, "groups.size() == 1") == UNKNOWN


def test_a_column_of_which_the_ledger_says_nothing_is_known_is_unknown_whatever_its_file_holds(tmp_path: Path) -> None:
    whole = sealed(tmp_path, users=[user(1, email="a@a.example")])
    columns = {**whole.tables["users"].columns, "email": ColumnLedger(1, 0, 0, "the counts contradict it")}
    lost = replace(whole, tables={"users": replace(whole.tables["users"], columns=columns)})
    for text in ("has(user.email)", "user.email == 'a@a.example'", "user.email == 'b@a.example' || has(user.email)"):
        assert (answer(whole, text), answer(lost, text)) == (TRUE, UNKNOWN)

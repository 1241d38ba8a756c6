"""What to do next, as reports say it."""

from dataclasses import replace

from orglint.model.snapshot import Doubt, DoubtKind, TableState
from orglint.reports.advice import list_repairs
from support import results


def advise(*doubts: Doubt) -> str:
    """Return the next steps where the users are doubtful for these reasons."""
    users = results.ledger(TableState.DOUBTFUL, 211, None, reason="some", doubts=doubts)
    tables = {**results.whole().tables, "users": users}
    return "\n".join(list_repairs(replace(results.clean(), snapshot=replace(results.whole(), tables=tables))))


FORGOTTEN = Doubt(DoubtKind.FORGOTTEN, "3 rows left out, of people who were forgotten", 3)


def test_collecting_again_brings_nobody_back_who_was_forgotten() -> None:
    said = advise(FORGOTTEN)
    assert "Collect users again" not in said
    assert said.endswith("the people who were forgotten in users: --accept-difference users=3.")


def test_where_other_rows_are_missing_too_the_table_is_collected_again() -> None:
    said = advise(FORGOTTEN, Doubt(DoubtKind.COUNT, "5 rows are missing", 5))
    assert "Collect users again" in said
    assert "--accept-difference" not in said

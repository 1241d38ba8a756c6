"""A result that contradicts itself is told so, whichever part of it was changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cli.conftest import orglint
from orglint.model.findings import ListedFindings
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.snapshot import TableState
from orglint.results.consistency import find_contradictions
from orglint.results.read import read_result
from support import stores
from support.stores import sealed, user


def judge(folder: Path, *, status: str = "suspended", state: TableState = TableState.COMPLETE) -> Result:
    snapshot = sealed(folder / "store", "o1", [user("u1", status=status), user("u2")], state=state)
    rules = stores.rules(folder, active="high")
    words = ("--only-rules", str(rules), "--max-age", "9999d", "--format", "json")
    return read_result(orglint("check", str(snapshot.folder), *words).stdout.encode(), "judged")


@pytest.mark.parametrize("status", ["active", "suspended"])
@pytest.mark.parametrize("state", [TableState.COMPLETE, TableState.PARTIAL])
def test_what_orglint_writes_does_not_contradict_itself(tmp_path: Path, status: str, state: TableState) -> None:
    assert find_contradictions(judge(tmp_path, status=status, state=state)) == []


CHANGES: dict[str, Callable[[Verdict], Verdict]] = {
    "no finding": lambda it: replace(it, findings=ListedFindings(())),
    "no failed row": lambda it: replace(it, failed=0, passed=2),
    "a pass": lambda it: replace(it, outcome=Outcome.PASS),
    "not applicable": lambda it: replace(it, outcome=Outcome.NOT_APPLICABLE, failed=0, passed=0, findings=NONE),
    "more in scope than there are": lambda it: replace(it, passed=9),
    "waived": lambda it: replace(it, outcome=Outcome.WAIVED),
}
NONE = ListedFindings(())


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_told(tmp_path: Path, name: str) -> None:
    result = judge(tmp_path)
    (verdict,) = result.verdicts
    changed = replace(result, verdicts=(CHANGES[name](verdict),))
    told = find_contradictions(changed)
    # with nothing in scope a rule is not applicable: that alone follows, and its digest tells of it
    assert bool(told) == (name != "not applicable")
    assert all(it.startswith("users/active: ") for it in told)


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.NOT_APPLICABLE])
def test_half_a_table_is_no_pass(tmp_path: Path, outcome: Outcome) -> None:
    result = judge(tmp_path, status="active", state=TableState.PARTIAL)
    (verdict,) = result.verdicts
    assert verdict.outcome is Outcome.UNKNOWN
    changed = replace(verdict, outcome=outcome, reason=None)
    assert find_contradictions(replace(result, verdicts=(changed,))) == [
        f"users/active: it is {outcome}, which does not follow from its rows"
    ]

"""Results are read as far back, and by the rules, that know more of a finding: it is there since the same time."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.test_compare import a_day, with_row
from orglint.history.since import date_by_parts, date_result
from orglint.history.tracing import Trace
from orglint.model.findings import NO_FINDINGS
from orglint.model.judged_by import JudgedBy
from orglint.model.result import Result
from support.days import Day, build_result, days
from support.searching import at_full

SEARCH = settings(
    deadline=None,
    max_examples=at_full(300),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def keep_all(seen: Sequence[Day]) -> list[Result]:
    """Return results of days, each as it is kept: with all that those before it know."""
    kept: list[Result] = []
    for number, day in enumerate(seen):
        result = replace(build_result(day, number), judged_by=JudgedBy("check", (), "0"))
        kept.append(date_result(result, kept))
    return kept


def select(result: Result, rules: frozenset[str]) -> Result:
    verdicts = (it if it.rule.id in rules else replace(it, findings=NO_FINDINGS) for it in result.verdicts)
    return replace(result, verdicts=tuple(verdicts))


def trace(result: Result, earlier: Sequence[Result]) -> list[tuple[Result, frozenset[str]]]:
    """Return the results that are read, the newest first, each with the rules whose findings are."""
    found = Trace(result)
    read = []
    for one in reversed(earlier):
        if rules := found.list_rules(select(one, frozenset())):
            read.append((select(one, rules), rules))
            found.look_at(read[-1][0])
    return read


@SEARCH
@given(st.lists(days, min_size=2, max_size=5))
def test_findings_are_there_since_the_same_time_as_if_all_was_read(seen: list[Day]) -> None:
    *earlier, _ = keep_all(seen)
    result = build_result(seen[-1], len(earlier))
    assert date_by_parts(result, reversed(trace(result, earlier))) == date_result(result, earlier)


def test_where_everything_was_decided_only_the_newest_is_read() -> None:
    *earlier, result = keep_all([a_day()] * 4)
    assert [it.snapshot.id for it, _ in trace(result, earlier)] == [earlier[-1].snapshot.id]


def test_rows_that_are_unknown_every_day_are_asked_of_the_newest_alone() -> None:
    unknown = with_row(a_day(), "bo", known=(False, True))
    for seen in ([unknown] * 4, [a_day(), unknown, unknown, unknown]):
        *earlier, result = keep_all(seen)
        assert [it.snapshot.id for it, _ in trace(result, earlier)] == [earlier[-1].snapshot.id]


def test_of_older_results_only_the_rules_are_read_that_the_newest_did_not_decide() -> None:
    both = dict.fromkeys(a_day().rows, replace(a_day().rows["bo"], fails=(True, True)))
    *earlier, result = keep_all([a_day(rows=both), a_day(rows=both, runs=(True, False)), a_day(rows=both)])
    newest, older = trace(result, earlier)
    assert len(newest[1]) == 1
    assert older[1] == {it.rule.id for it in result.verdicts} - newest[1]


def test_nothing_is_read_where_nothing_is_found() -> None:
    clear = replace(a_day().rows["bo"], fails=(False, False))
    *earlier, result = keep_all([a_day(), a_day(rows=dict.fromkeys(a_day().rows, clear))])
    assert not trace(result, earlier)

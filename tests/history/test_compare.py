"""What changed from one result to the next, as a person would say who knows the truth and what could be seen of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orglint.errors import ResultError
from orglint.history import compare_results, compare_with_earlier, find_since
from orglint.history.standing import Row
from orglint.model.changes import Change, RuleEvent
from orglint.model.choice import Choice
from orglint.model.findings import Outcome
from orglint.model.privacy import Privacy
from orglint.model.result import Result
from support import days as made
from support import random_results
from support.days import KEYS, RULES, Day, build_result, days, lose, tell_change, tell_since
from support.searching import at_full

SEARCH = settings(
    deadline=None,
    max_examples=at_full(150),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
)
RANDOM = settings(SEARCH, max_examples=at_full(15))
ABSENT = {Change.FIXED, Change.GONE, Change.NO_LONGER_FOUND}


def build(seen: Sequence[Day]) -> list[Result]:
    return [build_result(day, number) for number, day in enumerate(seen)]


def told(seen: Sequence[Day]) -> dict[tuple[str, str], made.Told]:
    *earlier, before, after = build(seen)
    found = compare_results(before, after, earlier).findings
    told = {(it.finding.rule, it.finding.key): made.Told(it.kind, it.before, it.after) for it in found}
    assert len(told) == len(found)
    return told


def a_day(**more: Any) -> Day:
    row = made.Row(there=True, fails=(True, False), waived=(False, False), known=(True, True), read=False)
    day = Day(dict.fromkeys(KEYS, row), whole=True, runs=(True, True), set_up=(True, True), looks_up=True)
    return replace(day, **more)


def with_row(day: Day, key: str, **more: Any) -> Day:
    return replace(day, rows={**day.rows, key: replace(day.rows[key], **more)})


@SEARCH
@given(st.lists(days, min_size=2, max_size=4))
def test_any_days_are_compared_as_a_person_would(seen: list[Day]) -> None:
    expected = {(RULES[number], key): tell_change(seen, number, key) for number in (0, 1) for key in KEYS}
    assert told(seen) == {subject: it for subject, it in expected.items() if it}


@SEARCH
@given(st.lists(days, min_size=3, max_size=4))
def test_results_from_before_both_are_read_where_they_know_more(seen: list[Day]) -> None:
    *earlier, before, after = build(seen)
    assert compare_with_earlier(before, after, lambda: earlier) == compare_results(before, after, earlier)


@pytest.mark.parametrize("lacking", [{"runs": (False, True)}, {"set_up": (False, True)}], ids=["left out", "waiting"])
def test_what_was_found_before_a_rule_did_not_run_is_read(lacking: dict[str, object]) -> None:
    clear = replace(a_day().rows["bo"], fails=(False, False))
    first, before, after = build([a_day(), a_day(**lacking), a_day(rows=dict.fromkeys(KEYS, clear))])
    assert compare_with_earlier(before, after, lambda: [first]).counts == {Change.FIXED: len(KEYS)}


def test_results_from_before_both_are_not_read_where_both_know_everything() -> None:
    before, after = build([a_day(), with_row(a_day(), "bo", fails=(False, False))])
    assert compare_with_earlier(before, after, lambda: pytest.fail("they were read")).counts == {Change.FIXED: 1}


@SEARCH
@given(st.lists(days, min_size=1, max_size=4))
def test_findings_are_there_since_the_first_day_after_which_no_day_says_otherwise(seen: list[Day]) -> None:
    *earlier, result = build(seen)
    sinces = find_since(result, earlier)
    for verdict in result.verdicts:
        for finding in verdict.findings:
            expected = tell_since(seen, RULES.index(finding.rule), finding.key)
            since = sinces[finding.rule].get(Row("users", finding.key))
            numbers = since and tuple(at and (at - made.FIRST) // timedelta(days=1) for at in since)
            assert numbers == expected


@SEARCH
@given(st.lists(days, min_size=2, max_size=3))
def test_the_sums_are_true(seen: list[Day]) -> None:
    *earlier, before, after = build(seen)
    changes = compare_results(before, after, earlier)
    for outcome, name in ((Outcome.FAIL, "failed"), (Outcome.UNKNOWN, "unknown"), (Outcome.WAIVED, "waived")):
        balance = changes.build_balance(outcome)
        assert balance.adds_up
        assert balance.before == sum(getattr(it, name) for it in before.verdicts)
        assert balance.after == sum(getattr(it, name) for it in after.verdicts)


@SEARCH
@given(days, days, st.data())
def test_less_information_never_says_that_something_is_fixed_or_gone(one: Day, other: Day, data: st.DataObject) -> None:
    less = data.draw(st.sampled_from(list(lose(other))))
    more, fewer = told([one, other]), told([one, less])
    for kind in (Change.FIXED, Change.GONE):
        known = {subject for subject, it in more.items() if it.kind is kind}
        assert {subject for subject, it in fewer.items() if it.kind is kind} <= known


@RANDOM
@given(random_results.results(), st.lists(random_results.results(), max_size=2))
def test_a_result_differs_in_nothing_from_itself(result: Result, earlier: list[Result]) -> None:
    changes = compare_results(result, result, earlier)
    assert changes.is_empty
    assert changes.count_still(Outcome.FAIL) == changes.build_balance(Outcome.FAIL).after


@RANDOM
@given(random_results.results(), random_results.results())
def test_sums_of_any_two_results_are_true(one: Result, other: Result) -> None:
    at = max(one.snapshot.taken_at, other.snapshot.taken_at)
    snapshot = replace(other.snapshot, organization=one.snapshot.organization, taken_at=at)
    changes = compare_results(one, replace(other, snapshot=snapshot, privacy=one.privacy))
    assert all(changes.build_balance(it).adds_up for it in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED))


def test_what_a_day_of_outage_does_not_show_is_not_fixed() -> None:
    assert {it.kind for it in told([a_day(), a_day(whole=False)]).values()} == {Change.NO_LONGER_DECIDED}


def test_after_a_day_of_outage_nothing_is_new() -> None:
    assert {it.kind for it in told([a_day(), a_day(whole=False), a_day()]).values()} == {Change.DECIDED_AGAIN}


def test_what_is_put_right_during_an_outage_is_told_after_it() -> None:
    mended = with_row(a_day(), "bo", fails=(False, False))
    after = told([a_day(), a_day(whole=False), mended])
    assert after[RULES[0], "bo"] == made.Told(Change.FIXED, None, None)


def test_somebody_who_left_is_gone_and_not_fixed() -> None:
    gone = with_row(a_day(), "bo", there=False)
    assert told([a_day(), gone])[RULES[0], "bo"].kind is Change.GONE


def test_without_a_look_at_the_subject_it_is_fixed_or_gone() -> None:
    mended = with_row(a_day(looks_up=False), "bo", fails=(False, False))
    assert told([a_day(), mended])[RULES[0], "bo"].kind is Change.NO_LONGER_FOUND


def compare_rules(before: Result, after: Result) -> list[tuple[RuleEvent, str, str, bool]]:
    return [(it.event, it.before, it.after, it.decides) for it in compare_results(before, after).rules]


def change_rule(result: Result, **more: Any) -> Result:
    first, *others = result.verdicts
    return replace(result, verdicts=(replace(first, rule=replace(first.rule, **more)), *others))


def test_a_changed_rule_is_told_and_marks_what_it_finds() -> None:
    before = build_result(with_row(a_day(), "bo", fails=(False, False)), 0)
    after = change_rule(build_result(a_day(), 1), require="true", sha256="another")
    changes = compare_results(before, after)
    assert [(it.event, it.decides, [one.name for one in it.members]) for it in changes.rules] == [
        (RuleEvent.CHANGED, True, ["require"])
    ]
    assert [(it.kind, it.by_rule) for it in changes.findings] == [(Change.NEW, True)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"title": "Another"}, [(RuleEvent.CHANGED, False)]),
        ({}, {"sha256": "another"}, [(RuleEvent.CHANGED, False)]),
        ({"deciding_sha256": "1"}, {"deciding_sha256": "2"}, [(RuleEvent.CHANGED, True)]),
        ({"deciding_sha256": "1"}, {"deciding_sha256": "1"}, []),
        ({}, {"deciding_sha256": "1"}, []),
    ],
    ids=["said otherwise", "laid out otherwise", "another setting", "the same", "an older result"],
)
def test_what_differs_in_a_rule(
    before: dict[str, str], after: dict[str, str], told: list[tuple[RuleEvent, bool]]
) -> None:
    one, other = change_rule(build_result(a_day(), 0), **before), change_rule(build_result(a_day(), 1), **after)
    assert [(it.event, it.decides) for it in compare_results(one, other).rules] == told


def test_a_rule_that_the_pack_renames_is_followed() -> None:
    renamed = Choice(renamed={RULES[0]: "accounts/idle"})
    after = change_rule(build_result(a_day(), 1, ("accounts/idle", RULES[1])), sha256="another")
    before = build_result(a_day(), 0)
    assert compare_rules(before, replace(after, choice=renamed)) == [
        (RuleEvent.RENAMED, RULES[0], "accounts/idle", False),
        (RuleEvent.CHANGED, RULES[0], "accounts/idle", False),
    ]
    assert not compare_results(before, replace(after, choice=renamed)).findings
    assert {it.kind for it in compare_results(before, after).findings} == {Change.NEW, Change.NOT_LOOKED_FOR}


def test_a_rule_whose_file_was_moved_is_followed() -> None:
    after = build_result(a_day(), 1, ("accounts/idle", RULES[1]))
    changes = compare_results(build_result(a_day(), 0), after)
    assert [it.event for it in changes.rules] == [RuleEvent.RENAMED]
    assert not changes.findings


def test_rules_that_come_and_go() -> None:
    off = a_day(runs=(True, False))
    assert compare_rules(build_result(off, 0), build_result(a_day(), 1)) == [(RuleEvent.ADDED, "", RULES[1], True)]
    assert compare_rules(build_result(a_day(), 0), build_result(off, 1)) == [(RuleEvent.REMOVED, RULES[1], "", True)]
    waits = a_day(set_up=(False, True))
    changes = compare_results(build_result(a_day(), 0), build_result(waits, 1))
    assert [(it.event, it.cause) for it in changes.rules] == [
        (RuleEvent.NOT_SET_UP, "not set up: settings.domains is not set")
    ]
    assert {it.kind for it in changes.findings} == {Change.NO_LONGER_DECIDED}


def refuse(before: Result, after: Result, said: str) -> None:
    with pytest.raises(ResultError, match=said):
        compare_results(before, after)


def test_what_cannot_be_compared() -> None:
    one, other = build_result(a_day(), 0), build_result(a_day(), 1)
    elsewhere = replace(other, snapshot=replace(other.snapshot, organization="else"))
    refuse(one, elsewhere, "different organizations, acme and else")
    refuse(one, replace(other, privacy=Privacy.PSEUDONYMS), "one of the results has pseudonyms")
    refuse(other, one, "Name the older result first")

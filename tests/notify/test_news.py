"""What is news for a channel, and in which words: compared with what a person says who knows the truth of all days."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from orglint.history import compare_results
from orglint.model.changes import CAME, Change
from orglint.model.findings import Finding
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import OffRule, Result
from orglint.model.rule import Severity
from orglint.model.statement import Statement
from orglint.model.waiver import Waiver, WaiverState, WaiverUse
from orglint.notify.message import Mood
from orglint.notify.news import LEFT, News, find_news
from orglint.notify.wording import Shown, identify_message, write_broken, write_news, write_summary
from orglint.settings.channels import Channel, Event
from support.days import FIRST, KEYS, RULES, Day, Row, build_result, days, find_outcome, tell_change

ALL = Channel("env:ORGLINT_NOTIFY", severity=Severity.INFO)
FINE = Row(there=True, fails=(False, False), waived=(False, False), known=(True, True), read=True)
BAD = replace(FINE, fails=(True, False))
HAZY = replace(FINE, known=(False, True))


def day(**rows: Row) -> Day:
    there = {key: rows.get(key, FINE) for key in KEYS}
    return Day(there, whole=True, runs=(True, True), set_up=(True, True), looks_up=True)


def news(*them: Day, channel: Channel = ALL) -> News:
    results = [build_result(it, number) for number, it in enumerate(them)]
    return find_news(channel, compare_results(*results[-2:], results[:-2]), lambda _: None)


def message(*them: Day, channel: Channel = ALL) -> str:
    found = news(*them, channel=channel)
    last = build_result(them[-1], len(them) - 1)
    written = write_news("0123", found, Shown(last, lambda it: it.message), recovered=False)
    return "\n".join((written.title, *written.lines))


@settings(max_examples=40, deadline=None)
@given(st.lists(days, min_size=2, max_size=4))
def test_what_came_and_what_left_is_what_a_person_says(them: list[Day]) -> None:
    found = news(*them)
    told = [tell_change(them, number, key) for number in (0, 1) for key in KEYS]
    expected = Counter(it.kind for it in told if it and it.kind in {*CAME, *LEFT})
    assert Counter(change.kind for part in (*found.came, *found.left) for change in part.changes) == expected
    missed = Counter(change.kind for part in found.not_looked_for for change in part.changes)
    assert missed == Counter(it.kind for it in told if it and it.kind is Change.NOT_LOOKED_FOR)
    hazy = [{RULES[number] for number in (0, 1) if _is_hazy(it, number)} for it in them[-2:]]
    assert {it.rule.id for it in found.undecided} == hazy[1] - hazy[0]
    judged = {RULES[number] for number in (0, 1) if all(it.runs[number] for it in them[-2:])}
    assert {it.rule.id for it in found.decided} == (hazy[0] - hazy[1]) & judged


def _is_hazy(it: Day, number: int) -> bool:
    if not it.runs[number]:
        return False
    unknown = any(find_outcome(it, number, key) == "unknown" for key in KEYS)
    return not it.set_up[number] or not it.whole or unknown


def test_nothing_is_news_where_nothing_changed() -> None:
    assert news(day(ada=BAD, bo=HAZY), day(ada=BAD, bo=HAZY)).is_empty


def test_a_row_that_is_not_known_is_never_told_as_fixed() -> None:
    found = news(day(ada=BAD), day(ada=HAZY))
    assert not found.left
    assert [it.rule.id for it in found.undecided] == [RULES[0]]


def test_a_message_has_the_worst_first_and_says_how_it_stands() -> None:
    text = message(day(ada=BAD), day(bo=BAD, cy=HAZY))
    title, new, name, undecided, fixed, who, _, now = text.splitlines()
    assert title == "orglint: Acme: 1 new finding, 1 rule undecided, 1 fixed"
    assert new == "NEW high accounts/dormant (Rule 0): 1 new, 1 in all"
    assert name == "  - bo is wrong"
    assert undecided.startswith("UNDECIDED high accounts/dormant (Rule 0): ")
    assert (fixed, who) == ("FIXED high accounts/dormant (Rule 0): 1 fixed, 1 left", "  - ada is wrong")
    assert now.startswith("Now: fail, as of 2026-11-02 06:00 UTC. 2 rules: ")


def test_findings_whose_rule_is_switched_off_are_told() -> None:
    off = replace(day(ada=BAD), runs=(False, True))
    text = message(day(ada=BAD), off)
    assert text.startswith("orglint: Acme: 1 not looked for any more\n")
    assert "NOT LOOKED FOR high accounts/dormant (Rule 0): its rule did not run, and had 1 finding before" in text
    assert "FIXED" not in text
    assert news(off, off).is_empty


def test_who_has_left_is_gone_and_not_fixed() -> None:
    text = message(day(ada=BAD), day(ada=replace(FINE, there=False)))
    assert "orglint: Acme: 1 gone" in text
    assert "1 gone, 0 left" in text
    assert "ada is wrong (left the organization)" in text


def test_a_channel_is_told_only_of_its_rules_and_events() -> None:
    them = day(ada=BAD), day(bo=replace(FINE, fails=(True, True)))
    assert [it.verdict.rule.id for it in news(*them).came] == list(RULES)
    assert [it.verdict.rule.id for it in news(*them, channel=replace(ALL, families=("admins",))).came] == [RULES[1]]
    assert news(*them, channel=replace(ALL, severity=Severity.CRITICAL)).is_empty
    assert news(*them, channel=replace(ALL, owners=("it-ops",))).is_empty
    only = news(*them, channel=replace(ALL, events=frozenset({Event.FIXED})))
    assert (bool(only.left), only.came) == (True, ())


def test_what_fails_for_so_many_days_is_told_once() -> None:
    results = [build_result(day(ada=BAD), number) for number in range(6)]
    channel = replace(ALL, failing_days=3)

    def since(finding: Finding) -> datetime | None:
        return FIRST if finding.key == "ada" else None

    told = [find_news(channel, compare_results(*results[number : number + 2]), since).failing for number in range(5)]
    assert [len(it) for it in told] == [0, 0, 1, 0, 0]
    assert (told[2][0].number, told[2][0].oldest) == (1, FIRST)
    missed = find_news(channel, compare_results(results[0], results[5]), since).failing
    assert len(missed) == 1  # also if no run was there on that day


def test_an_exception_that_ends_is_told_once() -> None:
    def with_waiver(number: int, days_left: int) -> Result:
        until = date(2026, 12, 1)
        waiver = Waiver(RULES[0], "ada", Statement("moving", "it-ops", until))
        use = WaiverUse(waiver, WaiverState.APPLIED, 1, 0, days_left)
        return replace(build_result(day(ada=BAD), number), waivers=(use,))

    found = [
        find_news(ALL, compare_results(with_waiver(0, before), with_waiver(1, after)), lambda _: None).ending
        for before, after in ((16, 15), (15, 14), (14, 13), (20, 3))
    ]
    assert [len(it) for it in found] == [0, 1, 0, 1]
    elsewhere = replace(ALL, families=("admins",))
    assert find_news(elsewhere, compare_results(with_waiver(0, 15), with_waiver(1, 14)), lambda _: None).is_empty


def test_a_rule_that_decides_otherwise_is_told_before_what_it_finds() -> None:
    before, after = build_result(day(), 0), build_result(day(ada=BAD), 1)
    first, *others = after.verdicts
    changed = replace(first, rule=replace(first.rule, where="user.isActive", sha256="another"))
    result = replace(after, verdicts=(changed, *others))
    found = find_news(ALL, compare_results(before, result), lambda _: None)
    lines = write_news("0123", found, Shown(result, lambda it: it.message), recovered=True).lines
    assert lines[0] == "RULES CHANGED, which may be why: accounts/dormant changed"
    assert lines[1].startswith("NEW high accounts/dormant")


def test_what_a_changed_rule_does_not_find_is_not_told_as_fixed() -> None:
    before, after = build_result(day(ada=BAD), 0), build_result(day(), 1)
    first, *others = after.verdicts
    changed = replace(first, rule=replace(first.rule, where="user.isActive", sha256="another"))
    result = replace(after, verdicts=(changed, *others))
    found = find_news(ALL, compare_results(before, result), lambda _: None)
    written = write_news("0123", found, Shown(result, lambda it: it.message), recovered=False)
    assert written.title == "orglint: Acme: 1 not found by changed rules"
    assert written.lines[1] == "NOT FOUND BY THE CHANGED RULE high accounts/dormant (Rule 0): 1 finding, 0 left"
    assert not [it for it in written.lines if "fixed" in it.lower()]
    assert written.mood is Mood.PLAIN


def test_a_rule_that_is_off_is_told_as_switched_off_and_not_as_removed() -> None:
    before, after = build_result(day(ada=BAD), 0), build_result(replace(day(), runs=(False, True)), 1)
    off = OffRule(RULES[0], Reason(ReasonCode.OFF, said="decided in SEC-12"))
    for result, said in ((replace(after, off=(off,)), "switched off"), (after, "removed")):
        found = find_news(ALL, compare_results(before, result), lambda _: None)
        lines = write_news("0", found, Shown(result, lambda it: it.message), recovered=False).lines
        assert lines[0] == f"RULES CHANGED, which may be why: accounts/dormant {said}"


def test_the_mood_follows_what_is_worst() -> None:
    def mood(*them: Day) -> Mood:
        return write_news(
            "0", news(*them), Shown(build_result(them[-1], 1), lambda it: it.message), recovered=False
        ).mood

    assert mood(day(), day(ada=BAD)) is Mood.FAILED
    assert mood(day(), day(ada=HAZY)) is Mood.WORSE
    assert mood(day(ada=BAD), day()) is Mood.GOOD


def test_names_of_rows_and_of_the_organization_call_nobody() -> None:
    result = build_result(day(ada=BAD), 1)
    hostile = replace(result, snapshot=replace(result.snapshot, organization_name="@everyone\n[x](http://e.example)"))
    found = find_news(ALL, compare_results(build_result(day(), 0), hostile), lambda _: None)
    written = write_news("0", found, Shown(hostile, lambda _: "@here\n<!channel> http://e.example"), recovered=False)
    text = "".join((written.title, *written.lines))
    assert not {"\n", "](", "://", "@everyone", "@here"} & {
        it for it in ("\n", "](", "://", "@everyone", "@here") if it in text
    }


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    found = news(day(), day(ada=BAD, bo=BAD, cy=BAD))
    ((rule,),) = (found.came,)
    many = replace(found, came=(rule._replace(changes=rule.changes * 100),))
    result = build_result(day(ada=BAD, bo=BAD, cy=BAD), 1)
    lines = write_news("0", many, Shown(result, lambda _: "x" * 1_000), recovered=False).lines
    assert lines[4] == "  - and 297 more"
    assert lines[3] == f"  - {'x' * 159}…"


def test_the_first_message_is_a_summary_and_no_list_of_what_is_new() -> None:
    result = build_result(day(ada=BAD), 0)
    written = write_summary("0", Shown(result, lambda it: it.message), result.verdicts)
    assert written.title == "orglint: Acme: from now on you are told what changes"
    assert written.lines[1:] == ("- high accounts/dormant (Rule 0): 1 failed, 2 passed of 3 in scope",)


def test_a_run_without_a_result_says_why_and_what_is_not_known() -> None:
    written = write_broken("0", "acme", "GET /v1 answered 403\n  Give the key a scope.\n")
    assert written.lines[:2] == ("GET /v1 answered 403", "Give the key a scope.")
    assert "Nothing is known of the organization" in written.lines[2]
    assert written.mood is Mood.FAILED


def test_the_same_news_have_the_same_id() -> None:
    assert identify_message("a", "b") == identify_message("a", "b")
    assert len({identify_message("a", "b"), identify_message("ab", ""), identify_message("b", "a")}) == 3


def test_every_kind_of_change_is_told_or_known_not_to_be() -> None:
    silent = {Change.NEWLY_WAIVED, Change.NOT_LOOKED_FOR, Change.OTHER_RULE}
    by_rule = {Change.DECIDED_AGAIN, Change.NO_LONGER_DECIDED, Change.UNDECIDED}
    assert {*CAME, *LEFT} | silent | by_rule == set(Change)

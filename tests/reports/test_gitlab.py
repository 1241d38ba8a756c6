from dataclasses import replace

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Result
from orglint.reports import FORMATS
from orglint.reports.facts import list_facts
from orglint.reports.gitlab import MOST
from reports.gitlab_reader import issues
from reports.hostile import HOSTILE, infested
from support import results
from support.golden_files import Golden


def compare(before: Result, after: Result) -> tuple[set[str], set[str]]:
    """Return what a merge request shows: the issues that are new, and those that it calls fixed."""
    old, new = ({it["fingerprint"]: it["description"] for it in issues(one)} for one in (before, after))
    return {new[it] for it in new.keys() - old.keys()}, {old[it] for it in old.keys() - new.keys()}


def test_a_report_reads_like_this(golden: Golden) -> None:
    golden("result.gitlab.json", FORMATS["gitlab"].render(results.mixed()))


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 100_000])
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    plain, hostile = issues(results.mixed()), issues(infested(results.mixed(), text))
    assert [it["severity"] for it in hostile] == [it["severity"] for it in plain]
    assert max(len(it["description"]) for it in hostile) <= 1_001


def test_a_finding_is_as_severe_as_its_rule_and_the_worst_come_first() -> None:
    found = [it for it in issues(results.failing()) if it["check_name"] != "orglint/run"]
    assert {it["severity"] for it in found} == {"blocker"}
    order = ["blocker", "critical", "major", "minor", "info"]
    found = issues(results.result(results.admins(), results.dormant(), results.hostile()))
    ranks = [order.index(it["severity"]) for it in found if not it["description"].startswith(("Not", "accounts/"))]
    assert ranks == sorted(ranks)


def test_each_rule_that_could_not_be_decided_is_an_issue() -> None:
    told = [it for it in issues(results.mixed()) if "could not be decided" in it["description"]]
    assert [it["check_name"] for it in told] == ["accounts/stale-suspended", "policies/required", "accounts/dormant"]
    assert {it["severity"] for it in told} == {"major"}


@pytest.mark.parametrize(
    "undecided",
    [
        results.result(),
        results.result(results.policies()),
        replace(results.clean(), doubts=("the snapshot is 3 days old",)),
        results.result(*results.passed(), replace(results.admins(), reason=Reason(ReasonCode.PARTIAL, table="users"))),
    ],
    ids=["nothing", "no row", "stale", "more may fail"],
)
def test_an_undecided_run_is_new_in_a_merge_request(undecided: Result) -> None:
    new, _ = compare(results.clean(), undecided)
    assert new


def test_a_row_that_is_not_known_any_more_is_not_called_fixed() -> None:
    unknown = results.suspended()
    failed = [it._replace(outcome=Outcome.FAIL, reason=None) for it in unknown.findings]
    before = results.result(results.verdict(unknown.rule, Outcome.FAIL, (214, 8, 13, 0, 0), *failed))
    assert compare(before, results.result(unknown))[1] == set()


def test_a_run_that_is_as_before_shows_nothing_in_a_merge_request() -> None:
    later = replace(results.mixed(), orglint="9.9.9", snapshot=replace(results.mixed().snapshot, id="later"))
    assert compare(results.mixed(), later) == (set(), set())


def test_a_clean_run_has_one_issue_which_says_so() -> None:
    (run,) = issues(results.clean())
    assert (run["check_name"], run["severity"]) == ("orglint/run", "info")
    assert run["description"].startswith("PASS: 3 rules: 1 not applicable, 2 pass; no findings.")


def test_every_fact_of_the_run_is_told() -> None:
    assert issues(results.mixed())[-1]["orglint"] == list_facts(results.mixed())


def test_what_is_too_much_is_cut_and_the_true_total_told() -> None:
    found = issues(results.large(MOST + 1))
    assert len(found) == MOST + 1
    assert f"The worst {MOST:,} of {MOST + 1:,} findings are listed." in found[-1]["description"]

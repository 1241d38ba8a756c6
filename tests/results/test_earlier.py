"""Results of an older orglint, which had fewer members, are read; the terminal says what it said then."""

import json
from pathlib import Path
from typing import Any

import pytest

from orglint.model.overview import SnapshotLine
from orglint.model.reasons import ReasonCode
from orglint.model.result import Outcome, Result
from orglint.reports import FORMATS, Layout
from orglint.results.stored import StoredOverview, read_stored

EARLIER = Path(__file__).parent / "earlier"
"""Written by the code of f49a119: organizations of the simulator, with a rule, a known value and an acceptance of the
user (`result`), collected for other rules (`gaps`), and several snapshots, one of them damaged (`results`)."""


FORM = frozenset(
    {
        *("27", "TOTAL", "fix", "keeps", "passed", "promise", "scope"),
        *("Read", "beside", "each", "finding", "hide", "known", "may", "never", "outcome", "passes", "reason"),
    }
)
"""Words of the form that the report had then, and of a step that it leaves out where there is a better one."""


def read(name: str) -> Any:
    return read_stored((EARLIER / f"{name}.json").read_bytes(), name)


def document(name: str) -> Any:
    return json.loads((EARLIER / f"{name}.json").read_text("ascii"))


def list_words(text: str) -> set[str]:
    return {word.strip(".,;:()") for word in text.replace("│", " ").split()}


@pytest.mark.parametrize("name", ["result", "gaps"])
def test_the_terminal_says_in_its_present_form_what_it_said_then(name: str) -> None:
    then = (EARLIER / f"{name}.txt").read_text("utf-8")
    now = FORMATS["terminal"].render(read(name), Layout(limit=10, wrap=False, verbose=True))
    assert list_words(then) - list_words(now) - FORM == set()


@pytest.mark.parametrize("name", ["result", "gaps"])
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_renders_it(name: str, format_: str) -> None:
    assert FORMATS[format_].render(read(name)).endswith("\n")


def included(before: Any, after: Any) -> bool:
    """Return whether all that stood in a document stands in another one, which may say more."""
    if isinstance(before, dict):
        return before.keys() <= after.keys() and all(included(before[name], after[name]) for name in before)
    if isinstance(before, list):
        return len(before) == len(after) and all(map(included, before, after))
    return bool(before == after)


@pytest.mark.parametrize("name", ["result", "gaps"])
def test_what_stood_in_the_document_stands_in_the_new_one(name: str) -> None:
    assert included(document(name), json.loads(FORMATS["json"].render(read(name))))


def test_what_an_older_result_does_not_say_is_what_it_meant() -> None:
    result: Result = read("result")
    assert result.packs.options == " --rules rules"
    assert (result.off, result.snapshot.doubts) == ((), ())
    (named,) = (verdict.rule for verdict in result.verdicts if verdict.rule.id == "users/named")
    longest = named.parameters["longest"]
    assert (longest.type, longest.default, longest.value, longest.meaning) == ("int", 12, 12, "")
    assert not named.sha256
    assert [it for it in result.snapshot.tables["users"].columns.values() if it.is_unasked]


def test_a_reason_in_words_has_no_code() -> None:
    result: Result = read("gaps")
    told = [verdict for verdict in result.verdicts if verdict.outcome is Outcome.UNKNOWN]
    assert {verdict.reason.code for verdict in told if verdict.reason} == {ReasonCode.OTHER}
    assert "users: not collected into this snapshot" in {str(verdict.reason) for verdict in told}


def test_tables_that_a_rule_names_are_those_that_it_needs() -> None:
    rules = {verdict.rule.id: verdict.rule for verdict in read("gaps").verdicts}
    assert rules["policies/required"].counts == {"policies"}
    assert rules["admins/count"].counts == {"users"}
    assert rules["accounts/dormant"].counts == frozenset()


def test_many_results_are_read_with_those_that_are_none() -> None:
    stored: StoredOverview = read("results")
    assert [type(one) for one in stored.ones] == [Result, Result, SnapshotLine]
    overview = stored.build_overview()
    assert (overview.exit_code, overview.outcome) == (3, Outcome.FAIL)
    assert "users.parquet has 13937 bytes instead of 13935" in FORMATS["terminal"].render(overview)

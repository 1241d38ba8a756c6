"""Whatever a result may hold, formats of machines are read by their machines."""

import json
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from orglint.model.result import Result
from orglint.reports import FORMATS
from reports.bitbucket_reader import read_report
from reports.gitlab_reader import issues
from reports.ocsf_reader import read_events
from reports.runner import SHOWN, read_log
from reports.sarif_rules import list_refusals, oasis
from support import random_results
from support.searching import at_full

SEARCHING = settings(max_examples=at_full(20), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["sarif", "sarif-github"])
@given(result=random_results.results())
@SEARCHING
def test_a_log_fits_the_schema_of_oasis_and_what_github_asks(name: str, result: Result) -> None:
    text = FORMATS[name].render(result)
    assert oasis().is_valid(json.loads(text))
    assert list_refusals(text) == []


@given(random_results.results())
@SEARCHING
def test_commands_of_a_workflow_are_within_the_caps(result: Result) -> None:
    kinds = Counter(it.name for it in read_log(FORMATS["github"].render(result)))
    assert set(kinds) <= {"error", "warning", "notice"}
    assert max(kinds.values()) <= SHOWN


@given(random_results.results())
@SEARCHING
def test_a_report_of_gitlab_is_read(result: Result) -> None:
    assert issues(result)


@given(random_results.results())
@SEARCHING
def test_events_of_ocsf_are_read(result: Result) -> None:
    assert read_events(result)


@given(random_results.results())
@SEARCHING
def test_a_report_of_bitbucket_is_within_its_limits(result: Result) -> None:
    assert read_report(result)

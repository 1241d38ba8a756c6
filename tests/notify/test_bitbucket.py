"""Reports posted to Bitbucket: whole or told as not posted, never half and taken for whole."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from orglint.errors import OutputError, UsageError
from orglint.http.posting import open_poster
from orglint.http.retry import Budget
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.notify.bitbucket import NO_PROXY, UNDONE, Commit, build_route, post_report
from orglint.reports.bitbucket import build_report, list_annotations, name_report
from support import results
from support.bitbucket import Bitbucket, cut, drip, hang, pipeline, refuse
from support.collect.world import Clock

COMMIT = Commit("acme", "rules", "0123456789abcdef0123456789abcdef01234567")

BELOW = replace(results.result(*results.passed(), results.hostile(["a"])), fail_on=Severity.HIGH)
"""A run that has passed, with a finding that does not count."""


def post(there: Bitbucket, result: Result, clock: Clock | None = None, **limits: Any) -> int:
    clock = clock or Clock()
    budget = Budget(clock() + timedelta(minutes=2), clock=clock, sleep=clock.sleep, chance=lambda: 0.5)
    route = replace(build_route(there.proxy), **limits)
    with open_poster(route, budget, UNDONE, NO_PROXY) as poster:
        annotations: Iterable[Mapping[str, Any]] = list_annotations(result)
        return post_report(poster, COMMIT, name_report(result), build_report(result), annotations, say=lambda _: None)


def test_a_report_is_there_with_all_of_its_annotations() -> None:
    with pipeline() as there:
        assert post(there, results.mixed()) == 40
    ((name, report),) = there.reports.items()
    assert name.startswith(f"/repositories/acme/rules/commit/{COMMIT.commit}/reports/orglint-")
    assert report == build_report(results.mixed())
    assert list(there.annotations[name].values()) == list(list_annotations(results.mixed()))


def test_annotations_go_a_hundred_at_a_time_and_the_result_comes_last() -> None:
    with pipeline() as there:
        assert post(there, results.large(1_234)) == 1_000
    assert [it.split()[0] for it in there.requests] == ["DELETE", "PUT", *["POST"] * 10, "PUT"]
    assert there.results == ["PENDING", "FAILED"]


def test_what_was_there_before_is_gone() -> None:
    with pipeline() as there:
        post(there, results.large(7))
        post(there, results.clean())
    ((name, report),) = there.reports.items()
    assert report["result"] == "PASSED"
    assert name not in there.annotations


@pytest.mark.parametrize(
    "fault",
    [refuse(429, Retry_After="3"), refuse(500), refuse(503), cut, hang(0.3), drip],
    ids=["429", "500", "503", "cut", "hang", "drip"],
)
@pytest.mark.parametrize("turn", [0, 2])
def test_what_fails_for_a_moment_is_sent_again(fault: Any, turn: int) -> None:
    with pipeline(*[None] * turn, fault, fault) as there:
        assert post(there, results.failing(), read=0.2, request=0.4) == 2
    ((_, report),) = there.reports.items()
    assert report == build_report(results.failing())


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("status", [301, 400, 401, 403, 409, 501])
def test_what_is_refused_is_not_sent_again_and_leaves_nothing_that_looks_like_a_result(status: int, turn: int) -> None:
    with pipeline(*[None] * turn, refuse(status)) as there, pytest.raises(OutputError) as failure:
        post(there, BELOW)
    assert len(there.requests) == turn + 1
    assert str(failure.value).startswith(f"{UNDONE}: it answered {status} to ")
    assert "canary" not in str(failure.value)
    assert "PASSED" not in there.results


@pytest.mark.parametrize("fault", [refuse(503), cut, hang(0.3)], ids=["503", "cut", "silent"])
def test_what_fails_for_good_ends_within_the_budget(fault: Any) -> None:
    clock = Clock()
    with pipeline(*[fault] * 99) as there, pytest.raises(OutputError, match=UNDONE) as failure:
        post(there, results.clean(), clock, read=0.2)
    assert failure.value.exit_code == 5
    assert len(there.requests) == 5
    assert sum(clock.waits) < 120


def test_a_wait_that_is_longer_than_the_deadline_is_not_waited_for() -> None:
    clock = Clock()
    with (
        pipeline(refuse(429, Retry_After="3600")) as there,
        pytest.raises(OutputError, match="longer than this run may"),
    ):
        post(there, results.clean(), clock)
    assert len(there.requests) == 1
    assert clock.waits == []


def test_without_a_proxy_there_it_is_told() -> None:
    with pipeline() as there:
        pass
    said = r"no answer from api\.bitbucket\.org through the proxy 127\.0\.0\.1:\d+: .*\n  Only steps of a pipeline have"
    with pytest.raises(OutputError, match=said):
        post(there, results.clean())


def test_a_repository_that_is_not_there_is_told_with_what_names_it() -> None:
    with pipeline(refuse(404), refuse(404)) as there, pytest.raises(OutputError, match="BITBUCKET_REPO_SLUG"):
        post(there, results.clean())


def test_nothing_that_is_sent_is_a_credential() -> None:
    with pipeline() as there:
        post(there, results.mixed())
    assert b"authorization" not in there.heard.lower()


@pytest.mark.parametrize(
    "proxy",
    [
        "http://proxy.example:29418",
        "https://localhost:29418",
        "http://user:password@localhost:29418",
        "http://10.0.0.7:29418",
        "localhost:29418",
    ],
)
def test_a_proxy_elsewhere_is_refused(proxy: str) -> None:
    with pytest.raises(UsageError, match=UNDONE) as failure:
        build_route(proxy)
    assert "password" not in failure.value.message


@pytest.mark.parametrize("proxy", ["http://localhost:29418", "http://host.docker.internal:29418", "http://[::1]:1"])
def test_the_proxy_of_a_pipeline_is_taken(proxy: str) -> None:
    assert build_route(proxy).base_url == "http://api.bitbucket.org/2.0"


@pytest.mark.parametrize(
    ("workspace", "repository", "commit"),
    [
        ("..", "rules", "0123456"),
        ("acme", "..", "0123456"),
        ("acme", "a/b", "0123456"),
        ("acme", "rules", "main"),
        ("acme", "rules", "0123456/../../x"),
        ("acme\n", "rules", "0123456"),
        ("", "rules", "0123456"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(workspace: str, repository: str, commit: str) -> None:
    with pytest.raises(UsageError, match=UNDONE):
        Commit(workspace, repository, commit)


def test_names_may_be_ids_in_braces() -> None:
    identity = "{01234567-89ab-cdef-0123-456789abcdef}"
    assert Commit(identity, identity, "0123456").path.startswith("/repositories/%7B01234567-")

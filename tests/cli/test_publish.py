"""`orglint publish`: a stored result on its way to where people look."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.conftest import orglint
from orglint.model.result import Result
from orglint.reports import FORMATS
from support import results
from support.bitbucket import Bitbucket, pipeline, refuse

KEY = "canary-0123456789abcdefABCDEF"
PIPELINE = {
    "BITBUCKET_WORKSPACE": "acme",
    "BITBUCKET_REPO_SLUG": "rules",
    "BITBUCKET_COMMIT": "0123456789abcdef0123456789abcdef01234567",
}


def stored(folder: Path, result: Result) -> str:
    file = folder / "result.json"
    file.write_text(FORMATS["json"].render(result))
    return str(file)


def publish(there: Bitbucket, file: str, *words: str, **variables: str) -> CompletedProcess[str]:
    return orglint("publish", "bitbucket", file, "--proxy", there.proxy, *words, **{**PIPELINE, **variables})


def test_a_stored_result_is_posted_as_the_format_has_it(tmp_path: Path) -> None:
    file = stored(tmp_path, results.mixed())
    document = json.loads(orglint("report", file, "--format", "bitbucket").stdout)
    with pipeline() as there:
        ended = publish(there, file)
    assert (ended.returncode, ended.stderr) == (0, "orglint: 40 annotations\n")
    said = f"published {document['report_id']} at {PIPELINE['BITBUCKET_COMMIT']}: FAIL, and not everything is decided"
    assert ended.stdout == f"{said}, 40 annotations\n"
    assert [*there.reports.values()] == [document["report"]]
    assert [[*them.values()] for them in there.annotations.values()] == [document["annotations"]]


@pytest.mark.parametrize(("result", "code"), [(results.clean(), 0), (results.failing(), 1), (results.mixed(), 3)])
def test_it_may_end_as_the_check_did(tmp_path: Path, result: Result, code: int) -> None:
    with pipeline() as there:
        assert publish(there, stored(tmp_path, result), "--exit-code").returncode == code


def test_the_key_of_the_organization_is_nowhere_in_what_is_sent(tmp_path: Path) -> None:
    with pipeline() as there:
        assert publish(there, stored(tmp_path, results.mixed()), ORGLINT_API_KEY=KEY).returncode == 0
    assert KEY.encode() not in there.heard
    assert b"authorization" not in there.heard.lower()


def test_what_is_not_posted_ends_with_5_and_says_what_to_do(tmp_path: Path) -> None:
    with pipeline(refuse(403)) as there:
        ended = publish(there, stored(tmp_path, results.failing()), "--exit-code")
    assert (ended.returncode, ended.stdout) == (5, "")
    assert ended.stderr == (
        "orglint: the report was not published to Bitbucket: it answered 403 to DELETE report\n"
        "  Run this in a step of a pipeline of that repository: its proxy signs the request.\n"
    )


def test_outside_of_a_pipeline_it_says_so_and_asks_nobody(tmp_path: Path) -> None:
    with pipeline() as there:
        ended = publish(there, stored(tmp_path, results.failing()), BITBUCKET_COMMIT="")
    assert (ended.returncode, there.requests) == (2, [])
    assert "no commit is named" in ended.stderr


def test_a_proxy_elsewhere_is_not_asked(tmp_path: Path) -> None:
    file = stored(tmp_path, results.failing())
    ended = orglint("publish", "bitbucket", file, "--proxy", "http://proxy.example:29418", **PIPELINE)
    assert ended.returncode == 2
    assert "the proxy of a pipeline is on this machine" in ended.stderr


def test_what_is_no_result_is_not_posted(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    with pipeline() as there:
        assert publish(there, str(tmp_path / "other.json")).returncode == 3
    assert there.requests == []

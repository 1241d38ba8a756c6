"""A kept result without its findings says all else that the whole says, and is held against its digest as that is."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from orglint.errors import ResultError
from orglint.model.findings import NO_FINDINGS
from orglint.model.result import Result
from orglint.results import read_result, write_result
from orglint.results.counts import drop_findings, read_counts
from orglint.results.kept import KeptResult, keep_result
from reports.hostile import infested
from support import random_results, results
from support.searching import at_full

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)
RESULTS = {
    "mixed": results.mixed(),
    "clean": results.clean(),
    "empty": results.result(),
    "large": results.large(3_000),
    "hostile": infested(results.mixed(), '"findings": [\n  ]}\n'),
}


def without_findings(result: Result) -> Result:
    return replace(result, verdicts=tuple(replace(it, findings=NO_FINDINGS) for it in result.verdicts))


@pytest.mark.parametrize("name", RESULTS)
def test_all_but_the_findings_is_there(name: str, tmp_path: Path) -> None:
    kept = keep_result(tmp_path, RESULTS[name], AT)
    assert read_counts(kept) == without_findings(kept.read())


@settings(
    deadline=None,
    max_examples=at_full(60),
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(random_results.results())
def test_all_but_the_findings_is_there_of_any_result(result: Result) -> None:
    document = write_result(result).encode("ascii")
    assert read_result(drop_findings(document), "r") == without_findings(read_result(document, "r"))


def test_not_one_finding_is_parsed() -> None:
    document = write_result(results.large(3_000)).encode("ascii")
    assert b'"fingerprint"' in document
    assert b'"fingerprint"' not in drop_findings(document)


@pytest.mark.parametrize("indent", [None, 1, 2])
def test_a_document_that_is_laid_out_otherwise_is_read_too(indent: int | None, tmp_path: Path) -> None:
    kept = keep_result(tmp_path, results.mixed(), AT)
    content = json.dumps(json.loads(kept.file.read_bytes()), indent=indent).encode()
    digest = sha256(content).hexdigest()[:16]
    other = KeptResult(kept.file.with_name(f"20261101T060000Z-{digest}.json"), kept.snapshot, AT, digest)
    other.file.write_bytes(content)
    assert without_findings(read_counts(other)) == read_counts(kept)


@pytest.mark.parametrize("where", ["a finding", "a count"])
def test_what_was_changed_since_is_refused_wherever_it_was(where: str, tmp_path: Path) -> None:
    kept = keep_result(tmp_path, results.mixed(), AT)
    change = (b'"outcome": "fail", "fingerprint"', b'"outcome": "pass", "fingerprint"')
    before, after = change if where == "a finding" else (b'"failed": ', b'"failed": 1')
    content = kept.file.read_bytes()
    assert before in content
    kept.file.write_bytes(content.replace(before, after, 1))
    with pytest.raises(ResultError, match="its digest differs"):
        read_counts(kept)

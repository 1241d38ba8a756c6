"""Whatever schemathesis asks of the local organization, from a fixed seed, is answered as the document says."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from contract.conftest import GONE, missing
from contract.world import World, world
from support.calls import snake
from support.command import environment
from support.local import local
from support.specification import BASES, OPERATIONS, read_specification

SCHEMATHESIS = Path(sys.executable).with_name("st")
NO_500 = "not_a_server_error"
EVERY = f"{NO_500},status_code_conformance,content_type_conformance,response_schema_conformance"
# Atlassian's documents have no 400 for these, though a cursor or a time in them can be wrong. What the API answers then
# is not known; the local organization answers 400.
WITHOUT_400 = {
    "getApiKeys",
    "getApiKeysCount",
    "getApiTokens",
    "getApiTokensCount",
    "getOauthClients",
    "getPolicies",
    "countServiceAccountApiTokens",
}
MANY = 30
# Ids that go by another word in a document, or are not all known to its API.
OTHERWISE = {("organizations", "userId"): "account_id", ("control", "policyId"): "control_policy_id"}
pytestmark = pytest.mark.contract


@pytest.fixture
def place(tmp_path: Path) -> Iterator[World]:
    if not SCHEMATHESIS.is_file():
        missing("schemathesis is not installed beside this Python")
    with local(tmp_path, "--users", "200", "--seed", "3") as served:
        yield world(served)


def of(api: str, names: Iterable[str]) -> list[str]:
    """Those of some operations that an API has."""
    return [name for name in names if OPERATIONS[name]["api"] == api]


def asked(api: str, here: World) -> dict[str, Any]:
    """A document without what is gone, its ids those of the organization: others would only ever be told 404."""
    told: dict[str, Any] = json.loads(json.dumps(read_specification(api), default=str))
    for name in of(api, GONE):
        del told["paths"][OPERATIONS[name]["path"]][OPERATIONS[name]["method"].lower()]
    for name in of(api, WITHOUT_400):
        told["paths"][OPERATIONS[name]["path"]][OPERATIONS[name]["method"].lower()]["responses"]["400"] = {
            "description": "Not documented."
        }
    for parameter in told["components"]["parameters"].values():
        if parameter["in"] == "path":
            subject = OTHERWISE.get((api, parameter["name"]), snake(parameter["name"]))
            known = sorted(set(islice(here.subjects[subject], MANY)))
            parameter["schema"] = {"type": "string", "enum": [*known, *(["nobody"] if subject != "org_id" else [])]}
    return told


def schemathesis(folder: Path, api: str, here: World, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "asked.json").write_text(json.dumps(asked(api, here)), encoding="utf-8")
    command = [
        SCHEMATHESIS,
        "run",
        folder / "asked.json",
        "--url",
        here.place.urls[api],
        "--seed",
        "1",
        "--max-examples",
        "10",
    ]
    command += ["--header", f"Authorization: Bearer {here.place.key}", "--phases", "coverage,fuzzing"]
    command += ["--generation-database", "none", "--continue-on-failure", "--no-color", *words]
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def operations_in(done: subprocess.CompletedProcess[str]) -> int:
    found = re.search(r"^ +Tested: (\d+)", done.stdout, re.MULTILINE)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("api", BASES)
def test_what_a_document_allows_is_answered_within_the_document(place: World, api: str, tmp_path: Path) -> None:
    done = schemathesis(tmp_path, api, place, "--mode", "positive", "--checks", EVERY)
    assert done.returncode == 0, done.stdout
    assert operations_in(done) == len(of(api, OPERATIONS)) - len(of(api, GONE))


@pytest.mark.parametrize("api", BASES)
def test_nothing_at_all_is_answered_with_500(place: World, api: str, tmp_path: Path) -> None:
    done = schemathesis(tmp_path, api, place, "--mode", "all", "--checks", NO_500)
    assert done.returncode == 0, done.stdout
    assert operations_in(done) == len(of(api, OPERATIONS)) - len(of(api, GONE))

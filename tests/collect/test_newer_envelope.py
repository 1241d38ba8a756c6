"""What a newer document describes around the rows is not followed because of that, so it is looked at all the same."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.specification import PACKAGES, SCHEMAS, SPEC

READ = """
import json, sys
from dataclasses import asdict
from orglint.collect.envelope import read_answer, read_envelope
from orglint.tables.endpoints import COUNT_USERS, LIST_DOMAINS
pages = json.load(sys.stdin)
lists = [read_envelope(LIST_DOMAINS, page, {}, own_url="https://api.example/x", asked="c") for page in pages]
answers = [read_answer(COUNT_USERS, page) for page in pages]
print(json.dumps([[asdict(each) for each in found] for found in (lists, answers)]))
"""
TEXT, FLAG, NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
DESCRIBED = {
    "nextCursor": TEXT,
    "hasMore": FLAG,
    "isLast": FLAG,
    "truncated": FLAG,
    "complete": FLAG,
    "totalCount": NUMBER,
    "region": TEXT,
    "errors": {"type": "array", "items": TEXT},
}


def read_with_newer(folder: Path, *pages: Mapping[str, Any]) -> list[list[dict[str, Any]]]:
    """Read pages of domains, and answers that are none, where the document describes more around the rows."""
    content = copy.deepcopy(SCHEMAS["organizations"])
    for each in content["x-operations"].values():
        if each["path"] in {"/v1/orgs/{orgId}/domains", "/v2/orgs/{orgId}/directories/{directoryId}/users/count"}:
            properties = content["$defs"][each["responseSchema"]]["properties"]
            properties |= {**DESCRIBED, "meta": {"type": "object", "properties": {"total": NUMBER, **DESCRIBED}}}
    package = folder / PACKAGES["organizations"]
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "schemas.json").write_text(json.dumps(content), "utf-8")
    paths = [folder, SPEC.parent / "linter", SPEC.parent / "generated"]
    given = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, "-c", READ]
    done = subprocess.run(command, env=given, input=json.dumps(pages), capture_output=True, text=True, check=True)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


SPEAKING = [
    ({"nextCursor": "abc"}, "is another continuation"),
    ({"hasMore": True}, "says that there is more, where the list ends"),
    ({"isLast": False}, "says that there is more, where the list ends"),
    ({"truncated": True}, "says that something is missing"),
    ({"complete": False}, "says that something is missing"),
    ({"errors": ["x"]}, "came beside what was asked for"),
]


@pytest.mark.parametrize("where", ["at the top", "meta"])
def test_what_is_described_and_not_followed_is_a_doubt(tmp_path: Path, where: str) -> None:
    pages = [page if where != "meta" else {"meta": page} for page, _ in SPEAKING]
    lists, answers = read_with_newer(tmp_path, *pages)
    above = "meta." if where == "meta" else ""
    doubts = [[f"{above}{name} {reason}"] for page, reason in SPEAKING for name in page]
    assert [found["doubts"] for found in lists] == doubts
    assert [found["doubts"] for found in answers] == doubts


def test_what_is_described_and_says_nothing_against_the_rows_is_neither_doubt_nor_drift(tmp_path: Path) -> None:
    quiet = {"nextCursor": None, "hasMore": False, "isLast": True, "truncated": False, "errors": [], "region": "x"}
    lists, answers = read_with_newer(tmp_path, quiet, {"meta": quiet}, {"region": "x", "meta": {"stranger": 1}})
    told = [(found["doubts"], found["drift"]) for found in (*lists[:2], *answers[:2])]
    assert told == [([], [])] * 4
    assert (lists[2]["doubts"], lists[2]["drift"]) == ([], ["meta.stranger is not in the specification"])


def test_a_number_of_rows_that_is_described_is_compared_with_the_rows(tmp_path: Path) -> None:
    lists, _ = read_with_newer(tmp_path, {"totalCount": 15}, {"meta": {"total": 3, "totalCount": 4}})
    assert [(found["total"], found["claims"]) for found in lists] == [
        (None, {"totalCount": 15}),
        (3, {"meta.totalCount": 4}),
    ]

"""More findings than become objects: every report of a check is that of the stored result, whose findings are."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from orglint.reports import FORMATS
from reports.hostile import HOSTILE
from support.stores import rules, sealed, user

STATES = ("suspended", "active", "never heard of", "suspended", None, "nor of this")
NAMES = [it.replace("\ud800", "") for it in HOSTILE]
KEYS = [f"712020:{(number * 7919) % 4_200:05}{NAMES[number % len(NAMES)]}" for number in range(4_200)]
USERS = [user(key, status=STATES[number % 6], email=NAMES[number % 7]) for number, key in enumerate(KEYS)]
EXPECTED = {"suspended": "fail", "never heard of": "unknown", "nor of this": "unknown", None: "unknown"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    sealed(folder / "store", "org", USERS)
    rules(folder, active="high", again="low")
    words = [word for name in FORMATS for word in ("--format", f"{name}={folder / name}")]
    which = ("--only-rules", str(folder / "rules"), "--max-age", "9999d")
    ended = orglint("check", "--store", str(folder / "store"), *which, *words)
    assert ended.returncode == 3, ended.stderr
    return folder


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "json").read_bytes())
    return found


def test_every_row_that_does_not_pass_is_there_by_outcome_and_key(document: dict[str, Any]) -> None:
    wanted = [(EXPECTED[row["status"]], row["accountId"], row) for row in USERS if row["status"] in EXPECTED]
    ordered = sorted(wanted, key=lambda it: (it[0] != "fail", it[1]))
    for rule in document["rules"]:
        found = [(it["outcome"], it["key"]) for it in rule["findings"]]
        assert found == [(outcome, key) for outcome, key, _ in ordered]
        assert rule["failed"] == sum(outcome == "fail" for outcome, _ in found)
        assert rule["unknown"] == sum(outcome == "unknown" for outcome, _ in found)


def test_messages_evidence_and_reasons_are_those_of_each_row(document: dict[str, Any]) -> None:
    states = {row["accountId"]: row["status"] for row in USERS}
    for finding in document["rules"][0]["findings"]:
        state = states[finding["key"]]
        known = state if state == "suspended" else None
        assert finding["message"] == f"{finding['key']} is {known or '–'}"  # noqa: RUF001 - what a message says
        assert finding["evidence"] == {"user.status": known}
        assert (finding["reason_detail"] or {}).get("values", [None])[0] == (state if known is None else None)


@pytest.mark.parametrize("name", FORMATS)
def test_the_stored_result_has_the_same_report(folder: Path, name: str) -> None:
    ended = orglint("report", str(folder / "json"), "--format", f"{name}={folder / 'again'}")
    assert ended.returncode == 0, ended.stderr
    assert (folder / "again").read_bytes() == (folder / name).read_bytes()
    for ending in FORMATS[name].beside:
        assert (folder / f"again.{ending}").read_bytes() == (folder / f"{name}.{ending}").read_bytes()


def test_an_explanation_takes_the_first_of_them(folder: Path, document: dict[str, Any]) -> None:
    which = ("--only-rules", str(folder / "rules"), "--max-age", "9999d", "--format", "json")
    told = json.loads(orglint("check", "--store", str(folder / "store"), *which, "--explain", "users/active").stdout)
    first = document["rules"][0]["findings"][0]
    assert (told["key"], told["message"], told["chosen"]) == (first["key"], first["message"], "the first finding")

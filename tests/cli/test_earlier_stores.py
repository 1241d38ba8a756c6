"""Stores of every format so far, each sealed and judged by an orglint that wrote that format, are still read."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import orglint
from support.bundled import find_founding_rules

STORES = sorted((Path(__file__).parent / "stores").iterdir())


@pytest.fixture(params=STORES, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A store, and what the orglint that sealed it made of it: the outcomes of rules, the numbers of rows."""
    shutil.copytree(request.param / "snapshots", tmp_path / "store" / "snapshots")
    return tmp_path / "store", json.loads((request.param / "judged.json").read_text("utf-8"))


def manifest(store: Path) -> dict[str, Any]:
    (path,) = (store / "snapshots").glob("*/manifest.json")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def test_there_is_a_store_of_each_format() -> None:
    assert [manifest(store)["format"] for store in STORES] == [1, 2, 3]


def test_it_is_what_was_sealed(kept: tuple[Path, dict[str, Any]]) -> None:
    (snapshot,) = (kept[0] / "snapshots").iterdir()
    ended = orglint("verify", str(snapshot))
    assert (ended.returncode, ended.stderr) == (0, "")


def test_it_is_judged_as_it_was(kept: tuple[Path, dict[str, Any]]) -> None:
    store, judged = kept
    ended = orglint(
        "check",
        "--store",
        str(store),
        "--max-age",
        "99999d",
        "--format",
        "json",
        "--only-rules",
        str(find_founding_rules()),
    )
    found = json.loads(ended.stdout)
    assert {name: table["rows"] for name, table in found["snapshot"]["tables"].items()} == judged["rows"]
    outcomes = {rule["id"]: rule["outcome"] for rule in found["rules"]}
    assert {name: outcomes[name] for name in judged["outcomes"]} == judged["outcomes"]


def test_only_the_newest_says_under_which_document_of_each_api_it_was_collected(
    kept: tuple[Path, dict[str, Any]],
) -> None:
    sealed = manifest(kept[0])
    ended = orglint(
        "check",
        "--store",
        str(kept[0]),
        "--max-age",
        "99999d",
        "--format",
        "json",
        "--only-rules",
        str(find_founding_rules()),
    )
    told = json.loads(ended.stdout)["snapshot"]
    assert told["spec_sha256"] == sealed["spec_sha256"]
    expected = {"organizations": sealed["spec_sha256"]} if sealed["format"] == 3 else {}
    assert told["specifications"] == expected

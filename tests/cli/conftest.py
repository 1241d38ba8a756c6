import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from support import one_process

ORGLINT = [sys.executable, "-m", "orglint"]


def orglint(*words: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, and return what a process of its own would have given."""
    return one_process.run(words, cwd, {"COLUMNS": "100", **variables})


def process(
    *words: str, cwd: Path | None = None, stdin: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own: for what is about processes."""
    environment = {**os.environ, "COLUMNS": "100", **variables}
    return subprocess.run(
        [*ORGLINT, *words], input=stdin, capture_output=True, text=True, check=False, cwd=cwd, env=environment
    )


@pytest.fixture(scope="session")
def organization() -> Iterator[Mapping[str, Any]]:
    words = [*ORGLINT, "simulate", "--users", "250", "--seed", "7"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())
        process.terminate()
        assert process.wait(timeout=10) == 0


@pytest.fixture(scope="session")
def store(organization: Mapping[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    where = ("--org", organization["org_id"], "--base-url", organization["base_url"], "--store", str(folder))
    ended = orglint("snapshot", "--all", *where, ORGLINT_API_KEY=organization["api_key"])
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="session")
def snapshot(store: Path) -> Path:
    return next((store / "snapshots").iterdir())

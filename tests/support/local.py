"""A local organization in a process of its own, and what it says of itself besides the Admin API."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from support.command import Ended, orglint, running

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Local:
    """Where a local organization is and what opens it; `folder` is where commands about it run."""

    base_url: str
    org_id: str
    api_key: str
    pid: int
    folder: Path

    def state(self) -> Row:
        """Return all that the organization holds."""
        state: Row = self._own("__state")
        return state

    def requests(self) -> list[Row]:
        """Return all that it was asked until now."""
        requests: list[Row] = self._own("__requests")
        return requests

    def asked(self, path: str, method: str = "GET") -> list[Row]:
        """Return the requests whose path ends in this way."""
        return [one for one in self.requests() if one["method"] == method and one["path"].endswith(path)]

    def snapshot(self, *words: str | Path, **env: str) -> Ended:
        """Run `orglint snapshot` for this organization."""
        where = ("--org", self.org_id, "--base-url", self.base_url)
        return orglint("snapshot", *where, *words, at=self.folder, env={"ORGLINT_API_KEY": self.api_key, **env})

    def _own(self, name: str) -> Any:
        with urlopen(f"{self.base_url.removesuffix('/admin')}/{name}") as answer:
            return json.load(answer)


@contextmanager
def local(folder: Path, *words: str, faults: list[Row] | None = None) -> Iterator[Local]:
    """Serve an organization until the block ends; it must end cleanly and silently."""
    folder.mkdir(parents=True, exist_ok=True)
    if faults:
        (folder / "faults.json").write_text(json.dumps(faults))
        words = (*words, "--faults", "faults.json")
    with running("simulate", *words, at=folder) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield Local(**json.loads(line), folder=folder)
        process.terminate()
        assert (process.wait(20), process.stderr.read()) == (0, "")


def check(folder: Path, *words: str | Path) -> tuple[int, Row]:
    """Run `orglint check` in a folder; return its exit code and its JSON report."""
    ended = orglint("check", "--format", "json=report.json", *words, at=folder)
    assert ended.code in {0, 1, 3}, ended
    return ended.code, json.loads((folder / "report.json").read_text())


def outcomes(report: Row) -> dict[str, str]:
    """Return the outcome of each rule."""
    return {rule["id"]: rule["outcome"] for rule in report["rules"]}

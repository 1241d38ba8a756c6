"""A local organization, and what it says of itself besides the Admin API.

It answers from a thread of this process, and commands about it run in this process too: that takes a tenth of the time.
What is about processes asks for its own ones.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import orglint_simulator
from orglint.cli.commands import simulate
from support import command, one_process
from support.bundled import find_founding_rules
from support.command import Ended

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Local:
    """Where a local organization is and what opens it; `folder` is where commands about it run."""

    base_url: str
    org_id: str
    api_key: str
    pid: int
    folder: Path
    as_process: bool = False

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
        """Run `orglint snapshot` for this organization: for the founding rules, or those that `words` name."""
        where = ("--org", self.org_id, "--base-url", self.base_url)
        run = command.orglint if self.as_process else orglint
        return run(
            "snapshot", *where, *_name_rules(words), at=self.folder, env={"ORGLINT_API_KEY": self.api_key, **env}
        )

    def _own(self, name: str) -> Any:
        with urlopen(f"{self.base_url.removesuffix('/admin')}/{name}") as answer:
            return json.load(answer)


def orglint(*words: str | Path, at: Path, env: Mapping[str, str] = {}) -> Ended:
    """Run one command in this process, in a folder, and return how it ended."""
    ended = one_process.run(tuple(map(str, words)), at, {"HOME": str(at), **env})
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@contextmanager
def local(folder: Path, *words: str, faults: list[Row] | None = None) -> Iterator[Local]:
    """Serve an organization until the block ends; `words` are options of `orglint simulate`."""
    options = simulate.command.make_context("simulate", _add_faults(folder, words, faults)).params
    del options["state"]
    with orglint_simulator.serve_in_thread(simulate.build_settings(**options)) as ready:
        yield Local(**asdict(ready), folder=folder)


@contextmanager
def local_as_process(folder: Path, *words: str, faults: list[Row] | None = None) -> Iterator[Local]:
    """Serve an organization from a process of its own until the block ends; it must end cleanly and silently."""
    with command.running("simulate", *_add_faults(folder, words, faults), at=folder) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield Local(**json.loads(line), folder=folder, as_process=True)
        process.terminate()
        assert (process.wait(20), process.stderr.read()) == (0, "")


def _add_faults(folder: Path, words: tuple[str, ...], faults: list[Row] | None) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "faults.json"
    file.write_text(json.dumps(faults or []))
    return [*words, "--faults", str(file)]


def check(folder: Path, *words: str | Path) -> tuple[int, Row]:
    """Run `orglint check` with the founding rules, or those that `words` name; return its exit code and its report."""
    ended = orglint("check", "--format", "json=report.json", *_name_rules(words), at=folder)
    assert ended.code in {0, 1, 3}, ended
    return ended.code, json.loads((folder / "report.json").read_text())


def _name_rules(words: tuple[str | Path, ...]) -> tuple[str | Path, ...]:
    named = {"--rules", "--only-rules", "--no-bundled", "--profile"} & set(words)
    return words if named else (*words, "--only-rules", find_founding_rules())


def outcomes(report: Row) -> dict[str, str]:
    """Return the outcome of each rule."""
    return {rule["id"]: rule["outcome"] for rule in report["rules"]}

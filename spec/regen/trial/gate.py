"""The gate that a client passes when the tool can work with it."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from orglint.tables import DECLARATIONS
from orglint.tables.apis import Api
from orglint.tables.schema import Specification, load_specification, parse_specification
from regen.generate import run
from regen.refusal import Refusal
from regen.trial.organization import ORGANIZATION, Answers, serve_answers
from regen.trial.samples import COUNT

KEY = "a-key-that-opens-nothing"
COLLECTED, CHECKED = {0, 3}, {0, 1, 3}


def try_tool(package: Path) -> str:
    """Build requests, collect and check with a new package, in processes of their own.

    Refuse it if a request cannot be built, or if a row or a cell is lost.
    """
    built = _run_module(package, "regen.trial.rehearsal")
    if built.returncode:
        raise Refusal(f"orglint cannot ask with it for what it needs:\n{_quote(built.stderr)}")
    apis = {declaration.endpoint.api for declaration in DECLARATIONS}
    with serve_answers(Answers({api: _read_specification(api, package) for api in apis})) as url:
        store = package.parent / "store"
        options = ("--org", ORGANIZATION, "--base-url", url, "--store", str(store))
        done = _run_module(package, "orglint", "snapshot", "--all", *options)
        if done.returncode not in COLLECTED:
            raise Refusal(f"orglint cannot collect with it:\n{_quote(done.stderr)}")
        done = _run_module(package, "orglint", "check", "--store", str(store), "--format", "json")
    if done.returncode not in CHECKED:
        raise Refusal(f"orglint cannot check what it collected:\n{_quote(done.stderr)}")
    ledger: dict[str, Any] = json.loads(done.stdout)["snapshot"]["tables"]
    if lost := list(_list_lost(ledger)):
        raise Refusal("orglint does not get with it what is answered:\n" + "\n".join(f"  {each}" for each in lost))
    return f"orglint builds {built.stdout.strip()} requests with it, collects {len(ledger)} tables and checks them"


def _read_specification(api: Api, package: Path) -> Specification:
    if api.package != package.name:
        return load_specification(api)
    return parse_specification(json.loads((package / "schemas.json").read_text("utf-8")))


def _run_module(package: Path, module: str, *arguments: str) -> CompletedProcess[str]:
    """Run a module where the new package is found before the present one."""
    found = [spec.origin for spec in map(find_spec, ("orglint", "atlassian_admin", "regen")) if spec and spec.origin]
    paths = [str(package.parent), *(str(Path(origin).parents[1]) for origin in found)]
    command = [sys.executable, "-m", module, *arguments]
    return run(command, cwd=package.parent, PYTHONPATH=os.pathsep.join(paths), ORGLINT_API_KEY=KEY)


def _list_lost(ledger: Mapping[str, Any]) -> Iterator[str]:
    """Yield each table that does not have its rows, and each column that has cells which could not be used."""
    for declaration in DECLARATIONS:
        table = ledger.get(declaration.name)
        if table is None:
            continue
        wanted = 1 if declaration.name == "organization" else COUNT
        if table["rows"] != wanted:
            yield f"{declaration.name}: {table['rows']} of {wanted} rows ({table['reason']})"
        for name, number in table["invalid"].items():
            yield f"{declaration.name}.{name}: {number} of {wanted} cells are invalid"


def _quote(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines() if line.strip())

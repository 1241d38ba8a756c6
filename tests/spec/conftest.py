"""What the tests of the specification share: the document, regen, small documents."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from regen.__main__ import main
from regen.gates import every_operation_has_its_module
from regen.generate import RunTool, generate
from regen.modules import find_modules
from regen.normalise import normalise
from regen.read import read
from regen.schemas import schemas as schemas_of
from regen.validate import validate
from regen.view import view
from spec.large import build as large
from support import one_process
from support.generating import open_generator
from support.once import locate_shared_folder, make_once
from support.specification import SCHEMAS, locate_document, read_specification

ROOT = Path(__file__).resolve().parents[2]
SPEC = locate_document("organizations")

Regen = Callable[..., subprocess.CompletedProcess[str]]
Clients = Callable[[Path], Path]


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The document of the Organizations API."""
    return read_specification()


@pytest.fixture(scope="session")
def schemas() -> dict[str, Any]:
    """The committed schemas.json of the Organizations API."""
    return SCHEMAS["organizations"]


@pytest.fixture(scope="session")
def types_cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where mypy keeps what it has read of the libraries: most of its time, and the same for every client."""
    return str(tmp_path_factory.mktemp("types"))


@pytest.fixture(scope="session")
def regen(types_cache: str) -> Regen:
    """Run regen as people do; in a process of its own where a test wants other settings of the environment."""

    def run(*arguments: object, cwd: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
        words, kept = ("regen", *map(str, arguments)), {"MYPY_CACHE_DIR": types_cache}
        if not settings:
            return one_process.run_entry_point(lambda: sys.exit(main()), words, cwd, kept)
        command = [sys.executable, "-m", *words]
        inherited = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "TMPDIR"}}
        given = inherited | {"PYTHONPATH": str(ROOT / "spec"), "PYTHONDONTWRITEBYTECODE": "1"} | kept | settings
        return subprocess.run(
            command, cwd=cwd, env=given, capture_output=True, encoding="utf-8", timeout=300, check=False
        )

    return run


@pytest.fixture(scope="session")
def swapped(regen: Regen, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make clients of the large documents, each once: the folder of the document, the package and what regen told."""
    shared = locate_shared_folder(tmp_path_factory)

    def make(folder: Path, name: str, more: tuple[str, ...]) -> None:
        begun = time.monotonic()
        done = regen(large.write(name, folder), *more, "--out", folder / "atlassian_admin", "--report", folder / "r.md")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        print(f"{name}: {time.monotonic() - begun:.0f} s, {count_repairs(done.stdout)} repairs")
        (folder / "told.txt").write_text(done.stdout, encoding="utf-8")

    return lambda name, *more: make_once(shared / "-".join((name, *more)), lambda folder: make(folder, name, more))


@pytest.fixture(scope="session")
def generator() -> Iterator[RunTool]:
    """The generator in a process that forks for each run."""
    with open_generator() as run_tool:
        yield run_tool


@pytest.fixture(scope="session")
def clients(generator: RunTool, tmp_path_factory: pytest.TempPathFactory) -> Clients:
    """Make the client of a document once, as the stages of regen do; return its package. All lie in one folder."""
    folder = locate_shared_folder(tmp_path_factory) / "clients"

    def make(path: Path) -> Path:
        package = folder / ("client_" + re.sub(r"\W", "_", path.stem))
        make_once(folder / path.stem, lambda place: make_client(path, place, generator).rename(package))
        return package

    return make


def make_client(path: Path, folder: Path, run_tool: RunTool) -> Path:
    """The package that the stages of regen make of a document, without the gates that take a process each."""
    document = normalise(read(str(path)))[0]
    validate(document)
    package = generate(view(document)[0], folder, spec=ROOT / "spec", run_tool=run_tool)
    schemas_of(document, find_modules(document, package))
    every_operation_has_its_module(document, package)
    return package


def count_repairs(told: str) -> int:
    """Count what regen put right: a line for each kind says how many more there are of it."""
    lines = re.findall(r"^repair: .*?(?: \(and (\d+) more\))?$", told, re.MULTILINE)
    return sum(1 + int(more or 0) for more in lines)


def describe_other_api(document: dict[str, Any]) -> dict[str, Any]:
    """Make a small document one of the Control API: no table is read from it, so the tool needs none of it."""
    moved: dict[str, Any] = json.loads(re.sub("/(v[12])/orgs", r"/\1/others", json.dumps(document)))
    answer = {"operationId": "listOtherPolicies", "responses": {"204": {"description": "none"}}}
    return moved | {"paths": {**moved["paths"], "/v2/orgs/{orgId}/policies": {"get": answer}}}


@pytest.fixture(scope="session")
def small() -> Callable[..., dict[str, Any]]:
    """Make a document with one organization endpoint, more paths and more schemas."""

    def make(paths: dict[str, Any] | None = None, **schemas: Any) -> dict[str, Any]:
        page = {"type": "object", "properties": {"name": {"type": ["string", "null"]}}}
        answer = {
            "description": "ok",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}},
        }
        orgs = {"/v1/orgs": {"get": {"operationId": "getOrgs", "responses": {"200": answer}}}}
        return {
            "openapi": "3.1.0",
            "info": {"title": "Small", "version": "1"},
            "paths": {**orgs, **(paths or {})},
            "components": {"schemas": {"Page": page, **schemas}},
        }

    return make

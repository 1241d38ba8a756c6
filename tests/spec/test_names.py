"""Names that generated modules need: what regen derives from templates is all that a generated package has."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regen.generate import RunTool
from regen.names import find_taken_arguments, find_taken_classes, is_inside, make_identifier
from spec.conftest import ROOT, make_client

PACKAGES = sorted(path.parent for path in (ROOT / "generated").glob("*/client.py"))
TEXT = {"type": "string"}
ORGS = {"/v1/orgs": {"get": {"operationId": "getOrgs", "responses": {"204": {"description": "done"}}}}}


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def bound(tree: ast.Module, package: Path) -> Iterator[str]:
    """What a module imports or defines itself, its model and other models left out."""
    models = {path.stem for path in (package / "models").glob("*.py")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = (getattr(node, "module", None) or "").rpartition(".")[2]
            names = [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
            yield from (name for name in names if module not in models)
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            yield from (target.id for target in statement.targets if isinstance(target, ast.Name))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_name_that_a_generated_module_binds_is_taken(package: Path) -> None:
    modules = [*package.glob("models/*.py"), *package.glob("api/*/*.py")]
    found = {name for path in modules if path.name != "__init__.py" for name in bound(parse(path), package)}
    assert len(found) > 10
    assert found <= find_taken_classes() | {"datetime"}


CALLED = {"_get_kwargs", "sync_detailed", "sync"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_name_that_a_function_of_an_operation_binds_is_taken(package: Path) -> None:
    for path in package.glob("api/*/*.py"):
        functions = [
            node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef) and node.name in CALLED
        ]
        for function in functions:
            given = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
            names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
            stored = {node.id for node in names if isinstance(node.ctx, ast.Store)} - given - {"k", "v"}
            of_arguments = {name for name in stored if is_inside(name, given) or name.removeprefix("json_") in given}
            assert stored - of_arguments <= find_taken_arguments(), path
            assert given & {"client", "response", "body"} <= find_taken_arguments(), path


def write(folder: Path, document: dict[str, Any]) -> Path:
    (folder / "spec.json").write_text(json.dumps(document), encoding="utf-8")
    return folder / "spec.json"


def with_paths(paths: dict[str, Any], **schemas: Any) -> dict[str, Any]:
    info = {"title": "Names", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": {**ORGS, **paths}, "components": {"schemas": schemas}}


def run(folder: Path, code: str, *words: str) -> str:
    environment = {"PYTHONPATH": str(folder), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_schemas_may_have_every_name_that_is_taken(generator: RunTool, tmp_path: Path) -> None:
    names = [name for name in sorted(find_taken_classes()) if not name.startswith("_")]
    schema = {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}}
    holder = {"type": "object", "properties": {f"p{name}": {"$ref": f"#/components/schemas/{name}"} for name in names}}
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}}
    post = {"operationId": "post", "requestBody": content, "responses": {"200": {"description": "ok", **content}}}
    document = with_paths({"/v1/x": {"post": post}}, Holder=holder, **dict.fromkeys(names, schema))
    make_client(write(tmp_path, document), tmp_path, generator)
    value = {f"p{name}": {"at": "2025-01-01T00:00:00+00:00"} for name in names}
    code = (
        "import json, sys; from client.models import Holder;"
        "print(json.dumps(Holder.from_dict(json.loads(sys.argv[1])).to_dict()))"
    )
    assert json.loads(run(tmp_path, code, json.dumps(value))) == value


def test_parameters_may_have_every_name_that_is_taken(generator: RunTool, tmp_path: Path) -> None:
    names = sorted(find_taken_arguments())
    given = [{"name": name, "in": "query", "schema": TEXT} for name in names]
    body = {"content": {"application/json": {"schema": TEXT}}}
    post = {
        "operationId": "post",
        "parameters": given,
        "requestBody": body,
        "responses": {"204": {"description": "done"}},
    }
    make_client(write(tmp_path, with_paths({"/v1/x": {"post": post}})), tmp_path, generator)
    code = (
        "import inspect, json; from client.api.default import post;"
        "names = [name for name in inspect.signature(post._get_kwargs).parameters if name != 'body'];"
        "print(json.dumps(post._get_kwargs(body='b', **{name: name for name in names})['params']))"
    )
    sent = json.loads(run(tmp_path, code))
    assert sorted(sent) == names
    assert len(set(sent.values())) == len(names)
    assert not set(sent.values()) & find_taken_arguments()
    assert all(make_identifier(value) == value for value in sent.values())

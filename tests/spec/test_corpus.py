"""Documents with one defect each: every operation gets its function or is refused by name. Never silently less."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from regen.gates import GATES
from regen.generate import generate
from regen.modules import find_modules
from regen.normalise import normalise, validate
from regen.read import read
from regen.schemas import schemas
from regen.view import view
from spec.conftest import ROOT
from spec.disk import content

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
REFUSED = {
    "refused-path-item-elsewhere.yaml": "/v1/orgs/elsewhere",
    "refused-path-parameter-twice.yaml": "GET /v1/orgs/{id}/users/{id}",
}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
KEPT = [path for path in CORPUS if path.name not in REFUSED]
REQUEST = re.compile(r'"method": "(\w+)",\s*"url": "([^"]+)"')


def wanted(path: Path) -> list[tuple[str, str]]:
    """The operations of a document as its own text has them: method and path, whatever its parameters are called."""
    document = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    shared = document.get("components", {}).get("pathItems", {})
    found = []
    for template, item in document["paths"].items():
        whole = shared[item["$ref"].rpartition("/")[2]] if "$ref" in item else item
        found += [(method, nameless(template)) for method in METHODS & set(whole)]
    return found


def nameless(template: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", template)


def functions(package: Path) -> dict[Path, tuple[str, str]]:
    """What each module of a package asks for, as its own text has it."""
    modules = [path for path in (package / "api").glob("*/*.py") if path.name != "__init__.py"]
    asks = {path: REQUEST.search(path.read_text("utf-8")) for path in modules}
    return {path: (found[1], nameless(found[2])) for path, found in asks.items() if found}


def made(path: Path, folder: Path) -> Path:
    """The package that the stages of regen make of a document, the gate of types left out."""
    document = normalise(read(str(path)))[0]
    validate(document)
    package = generate(view(document)[0], folder, spec=ROOT / "spec")
    schemas(document, find_modules(document, package))
    for gate in ("modules", "imports"):
        GATES[gate](document, package)
    return package


def test_the_corpus_has_a_document_for_each_of_the_known_defects() -> None:
    assert len(CORPUS) >= 25
    assert {path.name for path in CORPUS if path.name.startswith("refused-")} == set(REFUSED)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_operation_has_its_function(path: Path, tmp_path: Path) -> None:
    found = functions(made(path, tmp_path))
    assert sorted(found.values()) == sorted(wanted(path))
    for module in found:
        assert "\ndef sync_detailed(" in module.read_text("utf-8")
        assert "\nasync def asyncio_detailed(" in module.read_text("utf-8")


def test_paths_that_differ_in_the_names_of_parameters_only_have_their_own_modules(tmp_path: Path) -> None:
    path = Path(__file__).parent / "corpus" / "equal-paths-same-method.yaml"
    found = find_modules(normalise(read(str(path)))[0], made(path, tmp_path))
    assert found == {"getUser": "default.get_user", "getAccount": "default.get_account"}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_defect_is_repaired_once(path: Path) -> None:
    repaired = normalise(read(str(path)))[0]
    assert normalise(repaired)[1] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_repaired_is_refused_by_name(regen: Any, tmp_path: Path, name: str) -> None:
    old = tmp_path / "client"
    old.mkdir()
    (old / "__init__.py").write_text('"""The old client."""\n', encoding="utf-8")
    before = content(tmp_path)
    done = regen(Path(__file__).parent / "corpus" / name, "--out", old)
    assert done.returncode == 1
    assert REFUSED[name] in done.stderr
    assert "Traceback" not in done.stderr
    assert content(tmp_path) == before


def test_the_types_of_the_oddest_are_strict(tmp_path: Path) -> None:
    odd = ["deep-object-parameter", "list-without-items", "names-that-shadow-builtins", "new-version",
           "properties-that-models-need", "recursive-nullable-union", "schemas-with-equal-class-names",
           "schema-named-as-its-property", "answers-of-several-kinds"]  # fmt: skip
    chosen = [path for path in KEPT if path.stem in odd]
    assert len(chosen) == len(odd)
    for number, path in enumerate(chosen):
        (tmp_path / str(number)).mkdir()
        shutil.move(made(path, tmp_path / str(number)), tmp_path / f"client{number}")
    named = [word for number in range(len(chosen)) for word in ("-p", f"client{number}")]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=cache", *named]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout

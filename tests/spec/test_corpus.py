"""Documents with one defect each: every operation gets its function or is refused by name. Never silently less."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from regen.modules import find_modules
from regen.normalise import normalise
from regen.read import read
from regen.view import view
from spec.conftest import Clients
from spec.disk import content

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
REFUSED = {
    "refused-path-item-elsewhere.yaml": "/v1/orgs/elsewhere",
    "refused-path-parameter-twice.yaml": "GET /v1/orgs/{id}/users/{id}",
    "refused-reference-to-nowhere.yaml": "GET /v1/orgs/teams",
    "refused-type-that-is-none.yaml": "POST /v1/orgs/teams",
}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
KEPT = [path for path in CORPUS if path.name not in REFUSED]
REQUEST = re.compile(r'"method": "(\w+)",\s*"url": "([^"]+)"')
IMPORTS = """
import importlib, pathlib
for path in sorted(pathlib.Path().glob("client_*/**/*.py")):
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    [getattr(module, name) for name in getattr(module, "__all__", ())]
"""


def wanted(path: Path) -> list[tuple[str, str]]:
    """The operations of a document as its own text has them: method and path, whatever its parameters are called."""
    document = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    shared = document.get("components", {}).get("pathItems", {})
    found = []
    for template, item in document["paths"].items():
        whole = {**shared[item["$ref"].rpartition("/")[2]], **item} if "$ref" in item else item
        found += [(method, nameless(template)) for method in METHODS & set(whole)]
    return found


def nameless(template: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", template)


def functions(package: Path) -> dict[Path, tuple[str, str]]:
    """What each module of a package asks for, as its own text has it."""
    modules = [path for path in (package / "api").glob("*/*.py") if path.name != "__init__.py"]
    asks = {path: REQUEST.search(path.read_text("utf-8")) for path in modules}
    return {path: (found[1], nameless(found[2])) for path, found in asks.items() if found}


def test_the_corpus_has_a_document_for_each_of_the_known_defects() -> None:
    assert len(CORPUS) >= 70
    assert {path.name for path in CORPUS if path.name.startswith("refused-")} == set(REFUSED)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_operation_has_its_function(path: Path, clients: Clients) -> None:
    found = functions(clients(path))
    assert sorted(found.values()) == sorted(wanted(path))
    for module in found:
        assert "\ndef sync_detailed(" in module.read_text("utf-8")
        assert "\nasync def asyncio_detailed(" in module.read_text("utf-8")


def test_paths_that_differ_in_the_names_of_parameters_only_have_their_own_modules(clients: Clients) -> None:
    path = Path(__file__).parent / "corpus" / "equal-paths-same-method.yaml"
    found = find_modules(normalise(read(str(path)))[0], clients(path))
    assert found == {"getUser": "default.get_user", "getAccount": "default.get_account"}


def test_every_module_can_be_imported_and_its_types_are_strict(clients: Clients, types_cache: str) -> None:
    packages = [clients(path) for path in KEPT]
    folder = packages[0].parent
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    # In one process for all: what takes long is to read the libraries.
    named = [word for package in packages for word in ("-p", package.name)]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={types_cache}", *named]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_defect_is_repaired_once(path: Path) -> None:
    repaired = normalise(read(str(path)))[0]
    assert normalise(repaired)[1] == []
    assert view(view(repaired)[0])[1] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_repaired_is_refused_by_name(regen: Any, tmp_path: Path, name: str) -> None:
    old = tmp_path / "client"
    old.mkdir()
    (old / "__init__.py").write_text('"""The old client."""\n', encoding="utf-8")
    before = content(tmp_path)
    done = regen(Path(__file__).parent / "corpus" / name, "--out", old)
    assert done.returncode == 2
    assert REFUSED[name] in done.stderr
    assert not re.search(r"Traceback|\w+Error\b", done.stderr)
    assert content(tmp_path) == before

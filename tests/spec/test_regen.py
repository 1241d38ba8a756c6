"""Regen as a process: it makes the same bytes everywhere, and what it refuses leaves everything as it was."""

import functools
import json
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from regen.swap import swap
from spec.disk import content
from support.specification import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    '[tool.ruff]\nline-length = 40\n[tool.ruff.format]\nquote-style = "single"\n[tool.mypy]\nfiles = ["nowhere"]\n'
)
VALID = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
ORGS = "paths: {/v1/orgs: {get: {operationId: getOrgs, responses: {'200': {description: ok}}}}}\n"

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "only white space": (" \n\t \n", "is empty"),
    "not YAML": (VALID + "paths: [\n  :", ":4: neither YAML nor JSON"),
    "broken JSON": ('{"openapi": "3.1.0",\n "paths": {"/v1/orgs": }', ":2: neither YAML nor JSON"),
    "a key twice": (VALID + ORGS + "info: {title: u, version: '2'}\n", ":4: neither YAML nor JSON"),
    "a text": ("hello", "is not an OpenAPI document"),
    "a list": ("- a\n- b\n", "is not an OpenAPI document"),
    "something else": ("name: x\n", "is not an OpenAPI document"),
    "Swagger 2": ("swagger: '2.0'\n" + ORGS, "is not an OpenAPI document"),
    "a version to come": (VALID.replace("3.1.0", "4.0.0") + ORGS, "is OpenAPI 4.0.0"),
    "no paths": (VALID, "has no operations"),
    "no operations": (VALID + "paths: {/v1/orgs: {}}\n", "has no operations"),
    "another API": (VALID + ORGS.replace("orgs", "pets"), "describes another API"),
    "a type that is none": (VALID + ORGS + "components: {schemas: {X: {type: strin}}}\n", "is not valid OpenAPI 3.1"),
    "a reference to nowhere": (
        VALID + ORGS.replace("description: ok", "$ref: '#/components/responses/No'"),
        "is not valid OpenAPI",
    ),
    "responses that are no object": (
        VALID + ORGS.replace("{'200': {description: ok}}", "[]"),
        "is not valid OpenAPI 3.1",
    ),
    "properties that are no object": (
        VALID + ORGS + "components: {schemas: {X: {properties: 3}}}\n",
        "is not valid OpenAPI",
    ),
    "no info": (VALID.splitlines()[0] + "\n" + ORGS, "is not valid OpenAPI 3.1"),
    "bytes that are no text": (b"openapi: \xff\xfe", "is not UTF-8 text"),
}


ROW = {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Row"}}}}}


def written(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A client that is already there."""
    folder = tmp_path / "old" / "atlassian_admin"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""The old client."""\n', encoding="utf-8")
    return folder


def workshop(folder: Path) -> dict[str, str]:
    """A copy of spec/ elsewhere, which makes its clients beside itself; the setting that runs it."""
    shutil.copytree(ROOT / "spec", folder / "spec", ignore=shutil.ignore_patterns("node", "__pycache__"))
    return {"PYTHONPATH": str(folder / "spec")}


def test_the_committed_clients_are_what_regen_makes_of_the_documents(regen: Any, tmp_path: Path) -> None:
    own, generated = workshop(tmp_path), tmp_path / "generated"
    (tmp_path / "pyproject.toml").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    first = regen(cwd=tmp_path, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo", **own)
    assert (first.returncode, first.stderr) == (0, "")
    committed = {name: content(ROOT / "generated" / name) for name in PACKAGES.values()}
    assert {path.name: content(path) for path in generated.iterdir()} == committed
    second = regen(PYTHONHASHSEED="4242", LC_ALL="tr_TR.UTF-8", **own)
    told = [f"{generated / name}: nothing changed" for name in PACKAGES.values()]
    assert (second.returncode, second.stdout.splitlines()[-3:]) == (0, told)
    assert {path.name for path in generated.iterdir()} == set(PACKAGES.values())


TINY = {"organizations": "/v1/orgs", "api-access": "/v1/orgs/{orgId}/api-keys", "control": "/v2/orgs/{orgId}/policies"}


@pytest.fixture
def tiny(regen: Any, tmp_path: Path) -> Any:
    """Regen for a workshop whose documents have one operation each, its clients made."""
    own = workshop(tmp_path)
    for name, path in TINY.items():
        get = {"operationId": f"read {name}", "responses": {"204": {"description": "done"}}}
        document = {"openapi": "3.1.0", "info": {"title": name, "version": "1"}, "paths": {path: {"get": get}}}
        (tmp_path / f"spec/{name}.openapi.yaml").write_text(json.dumps(document), encoding="utf-8")
    assert regen(**own).returncode == 0
    return functools.partial(regen, **own)


def test_one_client_is_replaced_and_the_others_stay(tiny: Any, tmp_path: Path) -> None:
    generated, newer = tmp_path / "generated", tmp_path / "newer.json"
    before = {name: content(generated / package) for name, package in PACKAGES.items()}
    text = (tmp_path / "spec/control.openapi.yaml").read_text("utf-8")
    newer.write_text(text.replace("read control", "listPolicies"), encoding="utf-8")
    done = tiny("--api", "control", newer)
    assert (done.returncode, done.stderr) == (0, "")
    after = {name: content(generated / package) for name, package in PACKAGES.items()}
    assert [name for name in after if after[name] != before[name]] == ["control"]
    assert (generated / "atlassian_control/api/default/list_policies.py").is_file()


def test_if_one_client_cannot_be_made_none_is_replaced(tiny: Any, tmp_path: Path) -> None:
    before = content(tmp_path / "generated")
    good, bad = (tmp_path / f"spec/{name}.openapi.yaml" for name in ("organizations", "control"))
    good.write_text(good.read_text("utf-8").replace("read organizations", "getOrgs"), encoding="utf-8")
    bad.write_text(bad.read_text("utf-8").replace("204", "never"), encoding="utf-8")
    done = tiny()
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"regen: the clients in {tmp_path / 'generated'} were left as they were: control: the document is not valid"
    )
    assert content(tmp_path / "generated") == before
    assert {path.name for path in (tmp_path / "generated").iterdir()} == set(PACKAGES.values())


def test_a_check_looks_at_all_clients(tiny: Any, tmp_path: Path) -> None:
    assert tiny("--check").returncode == 0
    (tmp_path / "generated/atlassian_api_access/client.py").write_text("# changed by hand\n", encoding="utf-8")
    done = tiny("--check")
    assert (done.returncode, [line for line in done.stdout.splitlines() if line.startswith("differs: ")]) == (
        1,
        ["differs: client.py"],
    )


def test_a_folder_is_for_one_client(regen: Any, tmp_path: Path) -> None:
    done = regen("--out", tmp_path / "client")
    assert (done.returncode, "say of which API it is, with --api" in done.stderr) == (2, True)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_document_is_refused_in_one_message(regen: Any, tmp_path: Path, old: Path, case: str) -> None:
    text, message = BROKEN[case]
    (tmp_path / "spec.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = content(tmp_path)
    done = regen(tmp_path / "spec.yaml", "--out", old)
    assert (done.returncode, done.stdout) == (1, "api: organizations\n")
    assert done.stderr.startswith(f"regen: the client in {old} was left as it was: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert content(tmp_path) == before


@pytest.mark.parametrize("source", ["nowhere.yaml", ".", "http://127.0.0.1:9/spec.yaml", "https:///"])
def test_a_document_that_cannot_be_read_is_refused(regen: Any, old: Path, source: str) -> None:
    before = content(old)
    done = regen(source, "--out", old)
    assert done.returncode == 1
    assert f"{source} could not be read" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert content(old) == before


def test_an_operation_that_the_generator_leaves_out_is_refused_by_name(
    regen: Any, small: Any, tmp_path: Path, old: Path
) -> None:
    twice = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    get = {"operationId": "mixed", "parameters": twice, "responses": {"204": {"description": "done"}}}
    document = written(tmp_path / "spec.json", small({"/v1/mixed/{id}/{id}": {"get": get}}))
    before = content(tmp_path)
    done = regen(document, "--out", old)
    assert done.returncode == 1
    assert "the generator left something out" in done.stderr
    assert "/v1/mixed" in done.stderr
    assert content(tmp_path) == before


def listing(small: Any, *, paths: tuple[str, ...], **columns: str) -> dict[str, Any]:
    """A document whose paths all answer with one row."""
    row = {"type": "object", "properties": {name: {"type": [kind, "null"]} for name, kind in columns.items()}}
    made: dict[str, Any] = small(
        {f"/v1/{path}": {"get": {"operationId": path, "responses": ROW}} for path in paths}, Row=row
    )
    return made


@pytest.fixture(scope="module")
def told(regen: Any, small: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What regen says when a document changes: as a check, for real, and as a check afterwards."""
    folder = tmp_path_factory.mktemp("told")
    before = listing(small, paths=("stays", "goes"), kept="string", gone="string", other="string")
    after = listing(small, paths=("stays", "comes"), kept="string", other="integer", fresh="boolean")
    regen(written(folder / "before.json", before), "--out", folder / "client")
    first = content(folder / "client")
    document = written(folder / "after.json", after)
    check = regen(document, "--out", folder / "client", "--check")
    untouched = content(folder / "client") == first
    real = regen(document, "--out", folder / "client")
    return {
        "check": check,
        "untouched": untouched,
        "real": real,
        "again": regen(document, "--out", folder / "client", "--check"),
    }


def changes(done: Any) -> list[str]:
    return [line for line in done.stdout.splitlines() if line.startswith(("change: ", "breaking: "))]


def test_a_check_of_a_document_that_breaks_something_fails_and_changes_nothing(told: dict[str, Any]) -> None:
    assert told["check"].returncode == 1
    assert told["untouched"]
    number = len([line for line in changes(told["check"]) if line.startswith("breaking: ")])
    assert told["check"].stdout.splitlines()[-1].endswith(f"client: {number} breaking changes would come in")


def test_a_check_says_the_same_changes_as_the_real_run(told: dict[str, Any]) -> None:
    assert changes(told["check"]) == changes(told["real"])


def test_a_check_passes_when_nothing_differs(told: dict[str, Any]) -> None:
    assert (told["again"].returncode, changes(told["again"])) == (0, [])


def test_changes_are_told_operation_by_operation_and_property_by_property(told: dict[str, Any]) -> None:
    assert [line for line in changes(told["real"]) if "Python callers" not in line] == [
        "change: operation added: comes (GET /v1/comes)",
        "breaking: operation removed: goes (GET /v1/goes)",
        "change: property added: Row.fresh (boolean|null)",
        "breaking: property removed: Row.gone",
        "breaking: property retyped: Row.other (string|null to integer|null)",
    ]


def test_changes_are_plain_text(told: dict[str, Any]) -> None:
    assert "\x1b" not in told["real"].stdout


@pytest.mark.parametrize("what", ["api/default/goes.py", "gone"])
def test_what_breaks_python_callers_is_told(told: dict[str, Any], what: str) -> None:
    assert [line for line in changes(told["real"]) if line.startswith("breaking: for Python callers") and what in line]


def test_a_schema_that_holds_itself_is_cut_and_named(regen: Any, small: Any, tmp_path: Path) -> None:
    tree = {"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]}
    answer = {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}}
    }
    document = small(
        {"/v1/tree": {"get": {"operationId": "tree", "responses": answer}}},
        Tree={"type": "object", "properties": {"name": {"type": ["string", "null"]}, "below": tree}},
    )
    done = regen(written(tmp_path / "spec.json", document), "--out", tmp_path / "client")
    assert done.returncode == 0
    assert "cut: a schema holds itself and is anything below that: Tree -> Tree" in done.stdout
    defs = json.loads((tmp_path / "client/schemas.json").read_text("utf-8"))["$defs"]
    assert defs["Tree"]["properties"]["below"] == {"anyOf": [{}, {"type": "null"}]}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A folder that is served over HTTP."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: Quiet(*given, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_document_may_come_from_a_url(regen: Any, small: Any, tmp_path: Path, site: str) -> None:
    written(tmp_path / "spec.json", small())
    done = regen(f"{site}/spec.json", "--out", tmp_path / "client")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "client/api/default/get_orgs.py").is_file()


def test_an_answer_that_is_not_200_is_no_document(regen: Any, tmp_path: Path, site: str) -> None:
    done = regen(f"{site}/no.json", "--out", tmp_path / "client")
    assert done.returncode == 1
    assert "could not be read: the answer was 404" in done.stderr


def test_a_swap_that_fails_halfway_puts_the_old_client_back(old: Path, tmp_path: Path) -> None:
    before = content(old)
    (tmp_path / "new").mkdir()
    with pytest.raises(FileNotFoundError):
        swap([(tmp_path / "new" / "never-made", old)])
    assert content(old) == before


def test_a_swap_that_fails_at_the_second_client_puts_the_first_one_back(old: Path, tmp_path: Path) -> None:
    before, other, new = content(tmp_path), old.with_name("other"), tmp_path / "new" / "client"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text('"""The new client."""\n', encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        swap([(new, old), (tmp_path / "new" / "never-made", other)])
    assert content(new) == {"__init__.py": b'"""The new client."""\n'}
    assert {name: text for name, text in content(tmp_path).items() if not name.startswith("new/")} == before


def test_help_says_what_the_command_takes(regen: Any) -> None:
    assert "--check" in regen("--help").stdout

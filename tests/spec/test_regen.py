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

from spec.conftest import describe_other_api
from spec.disk import content
from spec.test_belonging import HOST, LEVELS, MANAGE, everything
from support.specification import PACKAGES, read_specification

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
    done = regen(cwd=tmp_path, PYTHONHASHSEED="4242", LC_ALL="tr_TR.UTF-8", TZ="Asia/Tokyo", **own)
    assert (done.returncode, done.stderr) == (0, "")
    committed = {name: content(ROOT / "generated" / name) for name in PACKAGES.values()}
    assert {path.name: content(path) for path in generated.iterdir()} == committed


@pytest.fixture
def elsewhere(regen: Any, tmp_path: Path) -> Any:
    """Regen for a workshop with clients as they are committed."""
    for package in PACKAGES.values():
        shutil.copytree(ROOT / "generated" / package, tmp_path / "generated" / package)
    return functools.partial(regen, **workshop(tmp_path))


def test_one_client_is_replaced_and_the_others_stay(elsewhere: Any, tmp_path: Path) -> None:
    generated, newer = tmp_path / "generated", tmp_path / "newer.json"
    before = {name: content(generated / package) for name, package in PACKAGES.items()}
    get = {"operationId": "listAllPolicies", "responses": {"204": {"description": "done"}}}
    paths = {"/v2/orgs/{orgId}/policies": {"get": get}}
    written(newer, {"openapi": "3.1.0", "info": {"title": "Newer", "version": "2"}, "paths": paths})
    done = elsewhere("--api", "control", newer)
    assert (done.returncode, done.stderr) == (0, "")
    after = {name: content(generated / package) for name, package in PACKAGES.items()}
    assert [name for name in after if after[name] != before[name]] == ["control"]
    assert (generated / "atlassian_control/api/default/list_all_policies.py").is_file()


def test_if_one_client_cannot_be_made_none_is_replaced(elsewhere: Any, tmp_path: Path) -> None:
    before = content(tmp_path / "generated")
    good, bad = (tmp_path / f"spec/{name}.openapi.yaml" for name in ("organizations", "control"))
    good.write_text(good.read_text("utf-8").replace("operationId: getOrgs\n", "operationId: listOrgs\n"), "utf-8")
    bad.write_text(bad.read_text("utf-8").replace("openapi: 3.1", "openapi: 3.1\npaths: []\nx-openapi: 3.1"), "utf-8")
    done = elsewhere()
    assert done.returncode == 2
    assert done.stderr.startswith(f"regen: the clients in {tmp_path / 'generated'} were left as they were: control: ")
    assert content(tmp_path / "generated") == before
    assert {path.name for path in (tmp_path / "generated").iterdir()} == set(PACKAGES.values())


def test_a_check_looks_at_all_clients(elsewhere: Any, tmp_path: Path) -> None:
    (tmp_path / "generated/atlassian_api_access/client.py").write_text("# changed by hand\n", encoding="utf-8")
    before = content(tmp_path / "generated")
    done = elsewhere("--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-4:] == [
        f"{tmp_path}/generated/atlassian_admin: is what regen makes",
        "differs: client.py",
        f"{tmp_path}/generated/atlassian_api_access: 1 files differ from what regen makes",
        f"{tmp_path}/generated/atlassian_control: is what regen makes",
    ]
    assert content(tmp_path / "generated") == before


def test_a_folder_is_for_one_client(regen: Any, tmp_path: Path) -> None:
    done = regen("--out", tmp_path / "client")
    assert (done.returncode, "say of which API it is, with --api" in done.stderr) == (2, True)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_document_is_refused_in_one_message(regen: Any, tmp_path: Path, old: Path, case: str) -> None:
    text, message = BROKEN[case]
    (tmp_path / "spec.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = content(tmp_path)
    done = regen(tmp_path / "spec.yaml", "--out", old)
    assert (done.returncode, done.stdout) == (2, "api: organizations\n")
    assert done.stderr.startswith(f"regen: the client in {old} was left as it was: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert content(tmp_path) == before


@pytest.mark.parametrize("source", ["nowhere.yaml", ".", "http://127.0.0.1:9/spec.yaml", "https:///"])
def test_a_document_that_cannot_be_read_is_refused(regen: Any, old: Path, source: str) -> None:
    before = content(old)
    done = regen(source, "--out", old)
    assert done.returncode == 2
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
    assert done.returncode == 2
    assert "the generator left something out" in done.stderr
    assert "/v1/mixed" in done.stderr
    assert content(tmp_path) == before


def listing(small: Any, *, paths: tuple[str, ...], **columns: str) -> dict[str, Any]:
    """A document whose paths all answer with one row."""
    row = {"type": "object", "properties": {name: {"type": [kind, "null"]} for name, kind in columns.items()}}
    return describe_other_api(
        small({f"/v1/{path}": {"get": {"operationId": path, "responses": ROW}} for path in paths}, Row=row)
    )


@pytest.fixture(scope="module")
def told(regen: Any, small: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What regen says when a document changes: as a check, for real, and as a check afterwards."""
    folder = tmp_path_factory.mktemp("told")
    before = listing(small, paths=("stays", "goes"), kept="string", gone="string", other="string")
    after = listing(small, paths=("stays", "comes"), kept="string", other="integer", fresh="boolean")
    places = ("--api", "control", "--out", folder / "client", "--report", folder / "report.md")
    regen(written(folder / "before.json", before), *places)
    first = content(folder / "client")
    document = written(folder / "after.json", after)
    check = regen(document, *places, "--check")
    checked = (folder / "report.md").read_text("utf-8")
    untouched = content(folder / "client") == first
    real = regen(document, *places)
    return {
        "check": check,
        "checked": checked,
        "untouched": untouched,
        "real": real,
        "report": (folder / "report.md").read_text("utf-8"),
        "again": regen(document, *places, "--check"),
    }


def list_told(done: Any) -> list[str]:
    """What is told between the gates and what to do next."""
    lines: list[str] = done.stdout.splitlines()
    begin = max(number for number, line in enumerate(lines) if line.startswith("gate: types")) + 1
    return lines[begin : lines.index("what to do next:")]


def split_what_to_do(report: str) -> tuple[str, list[str]]:
    """A report up to what to do next, and the steps that follow."""
    told, heading, steps = report.partition("## What to do next\n")
    assert heading
    return told, [line for line in steps.splitlines() if line]


def test_a_check_changes_nothing_and_passes_what_touches_no_table(told: dict[str, Any]) -> None:
    assert told["untouched"]
    assert (told["check"].returncode, told["check"].stderr) == (0, "")
    assert told["check"].stdout.splitlines()[-1].endswith("client: no table, column or rule is touched")


def test_a_check_tells_the_same_as_the_real_run(told: dict[str, Any]) -> None:
    assert list_told(told["check"]) == list_told(told["real"])
    assert split_what_to_do(told["checked"])[0] == split_what_to_do(told["report"])[0]


def test_what_to_do_next_depends_on_whether_the_client_was_written(told: dict[str, Any]) -> None:
    assert [line.partition(":")[0] for line in split_what_to_do(told["checked"])[1]] == ["- swap it in"]
    assert [line.partition(":")[0] for line in split_what_to_do(told["report"])[1]] == ["- keep it", "- undo it"]


def test_nothing_is_told_when_nothing_differs(told: dict[str, Any]) -> None:
    assert told["again"].returncode == 0
    assert "nothing changed that orglint or a caller of the API would see" in told["again"].stdout


def test_operations_are_told_at_once_and_places_in_answers_in_the_file(told: dict[str, Any]) -> None:
    assert list_told(told["real"]) == [
        "Operations gone (1):",
        "  GET /v1/goes",
        "Operations new (1):",
        "  GET /v1/comes",
    ]
    assert [line for line in told["report"].splitlines() if line.startswith("- GET /v1/stays: ")] == [
        "- GET /v1/stays: fresh is new (boolean\\|null)",
        "- GET /v1/stays: gone is gone (string\\|null)",
        "- GET /v1/stays: other was string\\|null and is integer\\|null",
    ]


def test_what_is_told_is_plain_text(told: dict[str, Any]) -> None:
    assert "\x1b" not in told["real"].stdout + told["report"]


@pytest.mark.parametrize("what", ["api/default/goes.py", "gone"])
def test_what_breaks_those_who_import_the_client_is_told(told: dict[str, Any], what: str) -> None:
    part = told["report"].partition("## For those who import the client")[2].partition("\n## ")[0]
    assert [line for line in part.splitlines() if what in line.replace("\\", "")]


def test_a_schema_that_holds_itself_is_cut_and_named(regen: Any, small: Any, tmp_path: Path) -> None:
    tree = {"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]}
    answer = {
        "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}}
    }
    document = small(
        {"/v1/tree": {"get": {"operationId": "tree", "responses": answer}}},
        Tree={"type": "object", "properties": {"name": {"type": ["string", "null"]}, "below": tree}},
    )
    written(tmp_path / "spec.json", describe_other_api(document))
    done = regen(
        tmp_path / "spec.json", "--api", "control", "--out", tmp_path / "client", "--report", tmp_path / "r.md"
    )
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
    written(tmp_path / "spec.json", describe_other_api(small()))
    places = ("--out", tmp_path / "client", "--report", tmp_path / "report.md")
    done = regen(f"{site}/spec.json", "--api", "control", *places)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "client/api/default/get_orgs.py").is_file()


def test_a_download_that_fails_is_no_touched_table_and_leaves_no_report_of_yesterday(
    regen: Any, tmp_path: Path, site: str
) -> None:
    report = tmp_path / "report.md"
    report.write_text("# Yesterday\n", encoding="utf-8")
    done = regen(f"{site}/no.json", "--out", tmp_path / "client", "--check", "--report", report)
    assert done.returncode == 2
    assert "could not be read: the answer was 404" in done.stderr
    assert not report.exists()


def test_help_says_what_the_command_takes(regen: Any) -> None:
    assert "--check" in regen("--help").stdout


def test_a_document_of_everything_makes_a_client_of_one_api(regen: Any, tmp_path: Path) -> None:
    document = everything()
    components = read_specification("control")["components"]
    (tmp_path / "newer.json").write_text(
        json.dumps(
            {**document, "openapi": "3.1.0", "info": {"title": "All", "version": "1"}, "components": components}
        ),
        encoding="utf-8",
    )
    shutil.copytree(ROOT / "generated" / PACKAGES["control"], tmp_path / PACKAGES["control"])
    options = ["--out", tmp_path / PACKAGES["control"], "--report", tmp_path / "told.md"]
    done = regen("--api", "control", tmp_path / "newer.json", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert "gate: modules: 4 operations, 4 modules" in done.stdout.splitlines()
    assert f"repair: another-api: {MANAGE}: dropped: it belongs to nothing below {HOST}/admin" in done.stdout
    told = (tmp_path / "told.md").read_text("utf-8").replace("\\", "")  # Markdown escapes braces
    assert f"{LEVELS}: dropped: it belongs to another API, {HOST}/admin/dlp\n" in told
    schemas = json.loads((tmp_path / PACKAGES["control"] / "schemas.json").read_text("utf-8"))
    assert schemas["x-operations"]["getPoliciesV2"]["path"] == "/v2/orgs/{orgId}/policies"

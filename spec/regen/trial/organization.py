"""A server on this machine that answers every operation of a table as a document says, each list in two pages."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from orglint.http.templates import PathTemplates
from orglint.tables import DECLARATIONS, Declaration
from orglint.tables.apis import Api
from orglint.tables.endpoints import Endpoint
from orglint.tables.items import build_item_schema
from orglint.tables.schema import Specification
from regen.trial.samples import COUNT, make_sample

ORGANIZATION = "00000000-0000-4000-8000-000000000000"
ROOT = "/admin"
CURSOR = "to-the-second-page"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is answered: to each operation of each API its own sample."""

    specifications: Mapping[Api, Specification]

    def find_answer(self, method: str, url: str, cursor: str = "") -> Any:
        """Return what a request is answered, which came with a cursor; None if no document has such an operation."""
        path = urlsplit(url).path
        for api in sorted(self.specifications, key=lambda api: len(api.path), reverse=True):
            base = f"{ROOT}{api.path}/"
            if path.startswith(base):
                found, answer = self._find_answer_of(api, method, f"/{path.removeprefix(base)}")
                return turn_page(found, answer, url, cursor) if found and found.pagination else answer
        return None

    def _find_answer_of(self, api: Api, method: str, path: str) -> tuple[Declaration | None, Any]:
        """Return the declaration of the table that an operation lists, if it does, and its whole answer."""
        specification = self.specifications[api]
        paths = [each.path for each in specification.operations.values() if each.method == method and each.answer]
        found = PathTemplates(paths).match(path)
        if found not in paths:
            return None, None
        endpoint = Endpoint(api, method, found)
        named, answer = (api, endpoint.key), make_sample(specification.find_answer_schema(endpoint))
        declaration = next((one for one in DECLARATIONS if (one.endpoint.api, one.endpoint.key) == named), None)
        if declaration is None or not isinstance(answer, dict):
            return None, answer
        return declaration, self._fill_rows(declaration, answer)

    def _fill_rows(self, declaration: Declaration, answer: dict[str, Any]) -> dict[str, Any]:
        # A document may call a time plain text; what the API sends is a time all the same.
        row = make_sample(build_item_schema(declaration, self.specifications[declaration.endpoint.api]))
        if isinstance(answer.get("data"), list):
            return answer | {"data": list_rows(declaration, row)}
        return answer | {"data": {**row, declaration.key: ORGANIZATION}}


def list_rows(declaration: Declaration, sample: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return rows that differ in their key alone; of a table that is asked key by key one row, which repeats no key."""
    if declaration.parent:
        return [
            {name: value for name, value in sample.items() if name not in (declaration.parent.column, declaration.key)}
        ]
    return [{**sample, declaration.key: f"row-{number}"} for number in range(1, COUNT + 1)]


def turn_page(declaration: Declaration, answer: dict[str, Any], url: str, cursor: str) -> dict[str, Any]:
    """Return one of the two pages of a list: the last row stands on the second, which only the cursor leads to."""
    rows = answer.get("data")
    if declaration.pagination is None or not isinstance(rows, list):
        return answer
    if cursor:
        return answer | {"data": rows[-1:] if cursor == CURSOR else []}
    page = answer | {"data": rows[:-1]}
    for place in declaration.pagination.places:
        outer, inner = place.split(".")
        following = f"{url.partition('?')[0]}?cursor={CURSOR}" if place in declaration.pagination.urls else CURSOR
        around = page.get(outer)
        page[outer] = {**(around if isinstance(around, dict) else {}), inner: following}
    return page


def read_cursor(url: str, body: bytes) -> str:
    """Return the cursor that a request came with, in its query or in its body; empty for none."""
    members = json.loads(body or b"{}")
    return str(parse_qs(urlsplit(url).query).get("cursor", [members.get("cursor", "")])[0])


@contextmanager
def serve_answers(answers: Answers) -> Iterator[str]:
    """Serve on loopback while the context lasts; yield the base URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer("GET", b"")

        def do_POST(self) -> None:
            self._answer("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, method: str, asked: bytes) -> None:
            url = f"http://{self.headers['Host']}{self.path}"
            found = answers.find_answer(method, url, read_cursor(self.path, asked))
            body = json.dumps({"errors": []} if found is None else found).encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the tool tells what it asks for."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{ROOT}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

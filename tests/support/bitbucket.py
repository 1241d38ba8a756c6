"""The proxy of a pipeline with Bitbucket behind it: what it takes, keeps and refuses, and how it fails on demand."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jsonschema_rs

from reports.bitbucket_reader import ANNOTATION, ANNOTATIONS, AT_ONCE, REPORT
from support.collect.world import serve_in_thread

PATH = re.compile(
    r"http://api\.bitbucket\.org/2\.0(/repositories/[^/]+/[^/]+/commit/[^/]+/reports/[^/]+)(/annotations)?"
)
Fault = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Bitbucket:
    """What was asked of it, and what it has; the faults come one a request, None lets the request through."""

    faults: list[Fault | None] = field(default_factory=list)
    port: int = 0
    requests: list[str] = field(default_factory=list)
    heard: bytes = b""
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    annotations: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, method: str, address: str, body: bytes) -> int:
        found = PATH.fullmatch(address)
        if not found:
            return 404
        name, document = found[1], json.loads(body) if body else None
        if method == "DELETE":
            return 204 if self.reports.pop(name, None) and self.annotations.pop(name, {}) is not None else 404
        if method == "PUT" and not found[2]:
            return self._put(name, document)
        return self._add(name, document) if method == "POST" and found[2] else 405

    def _put(self, name: str, report: Any) -> int:
        if not jsonschema_rs.is_valid(REPORT, report):
            return 400
        self.reports[name] = report
        self.results.append(report["result"])
        return 200

    def _add(self, name: str, some: Any) -> int:
        kept = self.annotations.setdefault(name, {})
        fits = isinstance(some, list) and all(jsonschema_rs.is_valid(ANNOTATION, it) for it in some)
        if name not in self.reports or not fits or len(some) > AT_ONCE:
            return 400
        kept |= {it["external_id"]: it for it in some}
        return 400 if len(kept) > ANNOTATIONS else 200


@contextmanager
def pipeline(*faults: Fault | None) -> Iterator[Bitbucket]:
    """Serve the proxy on loopback for as long as the block runs."""
    there = Bitbucket([*faults])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there.heard += str(self.headers).encode() + body
            there.requests.append(f"{self.command} {self.path.rpartition('/')[2]}")
            fault = there.faults.pop(0) if there.faults else None
            if fault:
                fault(self)
            else:
                answer(self, there.answer(self.command, self.path, body))

        do_POST = do_DELETE = do_PUT  # noqa: N815 - the names are the library's

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    there.port = httpd.server_port
    with serve_in_thread(httpd):
        yield there


def answer(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    """Write an answer without a body that matters."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    body = b"" if status == 204 else b'{"error": {"message": "canary-of-the-answer"}}'
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def refuse(status: int, **headers: str) -> Fault:
    return lambda handler: answer(handler, status, **headers)


def cut(handler: BaseHTTPRequestHandler) -> None:
    """End the connection within an answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    handler.close_connection = True


def hang(seconds: float) -> Fault:
    """Say nothing for a while, then end the connection."""

    def wait(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return wait


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send an answer one byte at a time, far longer than anybody waits."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        pass  # who asked is gone
    handler.close_connection = True

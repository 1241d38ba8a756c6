"""A gateway in front of a local organization: it has a date of its own, and bad days."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from support.collect.world import serve_in_thread

_HOP_BY_HOP = {"connection", "content-length", "date", "server", "transfer-encoding"}


@dataclass
class Gateway:
    """What it does to answers: their date, whether it is out, how the paths end that it denies, texts it replaces."""

    base_url: str = ""
    date: datetime = field(default_factory=lambda: datetime.now(UTC))
    denied: frozenset[str] = frozenset()
    out: bool = False
    replaced: dict[bytes, bytes] = field(default_factory=dict)

    def refuse(self, path: str) -> int:
        """Return the status with which it refuses a path; 0 if it lets it through."""
        if self.out:
            return 503
        return 403 if any(urlsplit(path).path.endswith(end) for end in self.denied) else 0


@contextmanager
def gateway(base_url: str) -> Iterator[Gateway]:
    """Serve what is behind an address for as long as the block runs."""
    behind, there = urlsplit(base_url), Gateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._forward()

        def do_POST(self) -> None:
            self._forward()

        def _forward(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = there.refuse(self.path)
            if status:
                self._answer(status, {"Content-Type": "application/json"}, b'{"message": "not today"}')
                return
            assert behind.hostname
            connection = HTTPConnection(behind.hostname, behind.port)
            heads = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
            connection.request(self.command, self.path, sent, heads)
            answer = connection.getresponse()
            body = answer.read()
            for before, after in there.replaced.items():
                body = body.replace(before, after)
            self._answer(answer.status, {n: v for n, v in answer.getheaders() if n.lower() not in _HOP_BY_HOP}, body)
            connection.close()

        def _answer(self, status: int, heads: dict[str, str], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in {**heads, "Date": format_datetime(there.date, usegmt=True)}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    there.base_url = f"http://127.0.0.1:{httpd.server_port}{behind.path}"
    with serve_in_thread(httpd):
        yield there

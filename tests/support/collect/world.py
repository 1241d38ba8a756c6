"""What collect meets: a local organization, or a server of one's own for what no organization says."""

import json
import os
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb

import orglint_simulator
from orglint import collect
from orglint.model.snapshot import Snapshot

HERE = Path(__file__).parents[2] / "collect"
ROOT = HERE.parent.parent
SEARCH = "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search"
ACCOUNTS = "GET /v1/orgs/{orgId}/users"
STATS = "GET /v2/orgs/{orgId}/directories/{directoryId}/users/stats"
COUNT = "GET /v2/orgs/{orgId}/directories/{directoryId}/users/count"
ORGANIZATION = "GET /v1/orgs/{orgId}"
DOMAINS = "GET /v1/orgs/{orgId}/domains"
POLICIES = "GET /v1/orgs/{orgId}/policies"
KEY = "canary-0123456789abcdefABCDEF"
USERS = collect.plan_collection([("users", "platformRoles"), ("users", "statusNotBefore"), ("users", "groups")])


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a child process that runs this checkout."""
    path = f"{ROOT / 'linter'}:{ROOT / 'generated'}"
    return {"PATH": os.environ["PATH"], "PYTHONPATH": path, **more}


@dataclass
class Clock:
    """A clock that goes on by itself only when somebody sleeps."""

    now: datetime = datetime(2026, 11, 1, 12, tzinfo=UTC)
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Place:
    """Somewhere to collect from."""

    base_url: str
    org_id: str
    api_key: str = KEY

    def read(self, path: str) -> Any:
        address = self.base_url.removesuffix("/admin") + path
        with urllib.request.urlopen(address) as answer:
            return json.load(answer)

    def requests(self, endpoint: str = "") -> list[dict[str, Any]]:
        method, _, template = endpoint.partition(" ")
        tail = template.rpartition("}")[2]
        found = self.read("/__requests")
        return [one for one in found if not endpoint or (one["method"] == method and one["path"].endswith(tail))]

    def collect(self, store: Path, plan: collect.Plan = USERS, clock: Any = None, **given: Any) -> Snapshot:
        clock, said, limits = clock or Clock(), given.pop("said", []), given.pop("limits", collect.Limits())
        select = given.pop("select", None)
        connection = collect.ConnectionSettings(self.org_id, collect.Secret(self.api_key), self.base_url, **given)
        return collect.collect_organization(
            connection,
            plan,
            store,
            clock=clock,
            token="t0",
            progress=said.append,
            select=select,
            sleep=clock.sleep,
            chance=lambda: 0.5,
            limits=limits,
        )


@contextmanager
def organization(
    folder: Path, users: int = 250, faults: Sequence[Mapping[str, Any]] = (), **more: Any
) -> Iterator[Place]:
    """Serve a local organization from a thread; it never says the time, which is not that of the clocks."""
    script = folder / "faults.json"
    script.write_text(json.dumps(list(faults)))
    settings = {"users": users, "seed": 7, "api_key": KEY, "dates": False, **more}
    asked = orglint_simulator.Settings(**settings, faults=orglint_simulator.load_faults(script))
    with orglint_simulator.serve_in_thread(asked) as ready:
        yield Place(ready.base_url, ready.org_id, ready.api_key)


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answer: Answer) -> Iterator[Place]:
    """Serve whatever a function writes to the socket."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer(self)

        do_POST = do_GET  # noqa: N815 - the name is the library's

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    with serve_in_thread(httpd):
        yield Place(f"http://127.0.0.1:{httpd.server_port}/admin", "org-1")


@contextmanager
def serve_in_thread(httpd: HTTPServer) -> Iterator[None]:
    """Answer requests in a thread for as long as the block runs."""
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Write one whole answer."""
    sent = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status} X", *(f"{name.replace('_', '-')}: {value}" for name, value in sent.items()), "", ""]
    handler.wfile.write("\r\n".join(lines).encode() + body)


def cells(snapshot: Snapshot, table: str, columns: str) -> list[tuple[Any, ...]]:
    """Read a sealed file by other means than the tool's own."""
    file = snapshot.folder / snapshot.files[table].name
    return duckdb.sql(f"SELECT {columns} FROM read_parquet('{file}') ORDER BY 1").fetchall()

"""A small server that gives the answers of a dictionary, and what a search by role, account or group finds there."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from adversary import honest
from adversary.honest import Answers

_V1, _V2 = "/v1", "/v2/directories"
_PATH = re.compile(r"/admin(/v[12])/orgs/([^/]+)(.*)")
_ENDPOINTS = {
    ("GET", _V1): honest.ORGANIZATION,
    ("GET", f"{_V1}/users"): honest.ACCOUNTS,
    ("GET", f"{_V1}/domains"): honest.DOMAINS,
    ("GET", f"{_V1}/policies"): honest.POLICIES,
    ("GET", _V2): honest.DIRECTORIES,
    ("POST", f"{_V2}/-/users/search"): honest.USERS,
    ("GET", f"{_V2}/-/users/count"): honest.COUNT,
    ("GET", f"{_V2}/-/users/stats"): honest.STATISTICS,
    ("POST", f"{_V2}/-/groups/search"): honest.GROUPS,
    ("GET", f"{_V2}/-/groups/count"): honest.GROUP_COUNT,
    ("GET", f"{_V2}/-/groups/stats"): honest.GROUP_STATISTICS,
}
_FILTERS = {"accountIds": "accountId", "groupIds": "id", "status": "status", "roleIds": "platformRoles"}
_BAD_CURSOR = {"errors": [{"id": "1", "status": "400", "code": "ADMIN-400-1", "title": "Bad cursor", "detail": "x"}]}


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer that is no JSON of ours: its text as it stands, its status and its own headers."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class World:
    """What the server says now: the answers; the rows that searches look through; the requests until now."""

    answers: Answers = field(default_factory=dict)
    searched: Answers = field(default_factory=dict)
    requests: list[tuple[str, Any]] = field(default_factory=list)
    events: dict[tuple[str, int], Callable[[Answers], object]] = field(default_factory=dict)
    date: str | None = None
    org: str = ""

    def tell(self, answers: Answers, searched: Answers | None = None) -> None:
        """Give these answers from now on; searches look through others if there are any."""
        self.answers, self.searched = answers, answers if searched is None else searched
        self.requests, self.events, self.date = [], {}, None

    def happens(self, name: str, number: int, event: Callable[[Answers], object]) -> None:
        """Let something happen to the answers right after an endpoint has been asked so many times."""
        self.events[name, number] = event

    def answer(self, method: str, target: str, body: Any) -> Raw:
        """Return the answer to one request; what happens after it has happened when the next one comes."""
        answer = self._answer(method, target, body)
        name = self.requests[-1][0]
        number = sum(one == name for one, _ in self.requests)
        self.events.get((name, number), lambda _: None)(self.answers)
        return answer

    def _answer(self, method: str, target: str, body: Any) -> Raw:
        asked = body if isinstance(body, dict) else {}
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        parts = _PATH.fullmatch(urlsplit(target).path)
        version, self.org, rest = parts.groups() if parts else ("", self.org, "")
        name = _ENDPOINTS.get((method, version + rest), "")
        self.requests.append((name or target, {**query, **asked}))
        if "managed" in (asked.get("claimStatus"), query.get("claimStatus")):
            name = {honest.USERS: honest.MANAGED, honest.COUNT: honest.MANAGED_COUNT}.get(name, name)
        if asked.get("membershipStatus") == ["no_membership"]:
            name = honest.OUTSIDE
        if not name:
            return Raw(b"not here", 404)
        if any(one in asked for one in _FILTERS):
            return self._render({"data": self._found(name, asked), "links": {"next": None}})
        cursor = asked.get("cursor", query.get("cursor"))
        number = 0 if cursor is None else int((re.fullmatch(r"page-(\d+)", cursor) or ["", "-1"])[1])
        pages = self.answers[name]
        return self._render(pages[number]) if 0 <= number < len(pages) else self._render(_BAD_CURSOR, 400)

    def _found(self, name: str, asked: dict[str, Any]) -> list[Any]:
        """Return the rows that are asked for by role, account, group or status, each once a walk has it."""
        names = (honest.USERS, honest.MANAGED) if name in {honest.USERS, honest.MANAGED} else (name,)
        pages = [page for one in names for page in self.searched[one] if isinstance(page, dict)]
        rows = [row for page in pages if isinstance(page.get("data"), list) for row in page["data"]]
        found: dict[str, Any] = {}
        for row in rows:
            if isinstance(row, dict) and all(_has(row, asked, one) for one in _FILTERS):
                found.setdefault(json.dumps(row), row)
        return list(found.values())

    def _render(self, page: Any, status: int = 200) -> Raw:
        """Return the bytes of an answer; whatever organization is asked for is the one that it is about."""
        raw = page if isinstance(page, Raw) else Raw(json.dumps(page).encode(), status)
        return replace(raw, body=raw.body.replace(honest.ORG.encode(), self.org.encode()))


def _has(row: dict[str, Any], asked: dict[str, Any], name: str) -> bool:
    value, wanted = row.get(_FILTERS[name]), asked.get(name)
    return wanted is None or any(one in wanted for one in (value if isinstance(value, list) else [value]))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20
    disable_nagle_algorithm = True
    server: "_Server"

    def log_message(self, *_: object) -> None:
        pass

    def date_time_string(self, timestamp: float | None = None) -> str:
        return self.server.world.date or super().date_time_string(timestamp)

    def do_GET(self) -> None:
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.world.answer(self.command, self.path, json.loads(text or b"null"))
        self.send_response(answer.status)
        named = {name.lower() for name, _ in answer.headers}
        lead = () if "content-type" in named else (("Content-Type", "application/json"),)
        for name, value in (*lead, ("Content-Length", str(len(answer.body))), *answer.headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    do_POST = do_GET  # noqa: N815 - the library names it


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    world: World


@contextmanager
def serving() -> Iterator[tuple[World, str]]:
    """Serve a world that says nothing yet; yield it and its base URL."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.world = World()
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.world, f"http://127.0.0.1:{server.server_port}/admin"
        finally:
            server.shutdown()
            thread.join(10)


def copied(answers: Answers) -> Answers:
    """Return answers of one's own to change."""
    return deepcopy(answers)

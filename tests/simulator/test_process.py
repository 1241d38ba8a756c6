"""The real thing: a process, a socket, a signal."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

import orglint_simulator
from orglint_simulator import Settings, serve
from orglint_simulator.errors import SettingsError
from simulator.local import Local, ids

USERS = "POST /v2/orgs/{orgId}/directories/{directoryId}/users/search"
START = """
import dataclasses, json, pathlib, sys
from orglint_simulator import Settings, load_faults, serve
given = json.loads(sys.argv[1])
if "faults" in given:
    given["faults"] = load_faults(pathlib.Path(given["faults"]))
state = pathlib.Path(given.pop("state")) if "state" in given else None
serve(Settings(**given), lambda ready: print(json.dumps(dataclasses.asdict(ready)), flush=True), state=state)
"""


@dataclass
class Running:
    process: subprocess.Popen[str]
    base_url: str
    org_id: str
    api_key: str
    pid: int

    @property
    def client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.api_key}"}
        return httpx.Client(base_url=self.base_url, headers=headers, trust_env=False)

    @property
    def search(self) -> str:
        return f"/v2/orgs/{self.org_id}/directories/-/users/search"


@contextmanager
def running(environment: dict[str, str] | None = None, **settings: Any) -> Iterator[Running]:
    source = str(Path(orglint_simulator.__file__).parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-c", START, json.dumps({"users": 300, **settings})],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": source, **(environment or {})},
    )
    with process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            yield Running(process, **json.loads(line))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running() as started:
        yield started


def test_it_says_where_it_listens_and_with_which_key(server: Running) -> None:
    settings = Settings(users=300)
    assert (server.org_id, server.api_key, server.pid) == (settings.organization_id, settings.key, server.process.pid)
    assert urlsplit(server.base_url).hostname == "127.0.0.1"
    assert server.base_url.endswith("/admin")


def test_a_walk_over_a_socket_lists_what_there_is(server: Running) -> None:
    with server.client as client:
        found, more = [], {}
        while True:
            page = client.post(server.search, json={"limit": 100, **more}).json()
            found += page["data"]
            if "next" not in page["links"]:
                break
            more = {"cursor": page["links"]["next"]}
        truth = client.get(server.base_url.replace("/admin", "/__state")).json()
    assert ids(found) == [row["accountId"] for row in truth["users"] if not row["_outside"]]


def test_v1_urls_can_be_followed_as_they_are() -> None:
    with running(page_size=70) as server, server.client as client:
        link, found = f"{server.base_url}/v1/orgs/{server.org_id}/users", []
        while link:
            page = client.get(link).json()
            found += page["data"]
            link = page["links"].get("next")
        assert len(found) == page["meta"]["total"] > 210


def test_the_process_answers_as_the_application_does(server: Running) -> None:
    body = {"limit": 100, "expand": ["platformRoles", "groups"]}
    with server.client as client:
        assert (
            client.post(server.search, json=body).json()
            == Local(users=300).post("/v2/orgs/{o}/directories/-/users/search", body).json()
        )


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_in_silence(sign: signal.Signals) -> None:
    with running(users=3) as server, server.client as client:
        client.get("/v1/orgs")
        client.get("/nowhere")
        server.process.send_signal(sign)
        out, err = server.process.communicate(timeout=10)
        assert (server.process.returncode, out, err) == (0, "", "")


def test_a_signal_ends_it_although_an_answer_is_delayed(tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps([{"endpoint": "GET /v1/orgs", "kind": "delay", "seconds": 60}]))
    with running(users=3, faults=str(faults)) as server, server.client as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/v1/orgs", timeout=0.2)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=10) == 0


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    digests = set()
    for hash_seed in ("0", "1", "4242"):
        with running({"PYTHONHASHSEED": hash_seed}) as server, server.client as client:
            own = client.get(server.base_url.replace("/admin", "/__state"), headers={"Host": "local"})
            page = client.post(server.search, json={"limit": 100, "expand": ["groups", "productAccess"]})
            digests.add(sha256(own.content + page.content).hexdigest())
    assert len(digests) == 1


def test_head_and_body_arrive_in_one_piece(server: Running) -> None:
    request = (
        f"GET /admin/v1/orgs/{server.org_id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.api_key}\r\n\r\n"
    )
    link = urlsplit(server.base_url)
    with socket.create_connection((link.hostname, link.port)) as connection:
        connection.sendall(request.encode())
        piece = connection.recv(65_536)
    head, _, body = piece.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert json.loads(body)["data"]["id"] == server.org_id


def test_many_requests_on_one_connection_do_not_wait_for_acknowledgements(server: Running) -> None:
    began = time.monotonic()
    with server.client as client:
        for _ in range(100):
            assert client.get("/v1/orgs").status_code == 200
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("length", [0, 1, 1000])
def test_a_cut_answer_promises_more_than_it_sends(tmp_path: Path, length: int) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps([{"endpoint": USERS, "calls": [1], "kind": "cut", "bytes": length}]))
    with running(faults=str(faults)) as server, server.client as client:
        with client.stream("POST", server.search, json={}) as answer:
            with pytest.raises(httpx.RemoteProtocolError):
                answer.read()
            assert int(answer.headers["content-length"]) > answer.num_bytes_downloaded == length
        assert client.post(server.search, json={}).status_code == 200


def test_a_delayed_answer_comes_late_but_whole_and_delays_nobody_else(tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps([{"endpoint": USERS, "calls": [1], "kind": "delay", "seconds": 0.6}]))
    with running(faults=str(faults)) as server, server.client as client:
        began = time.monotonic()
        assert len(client.post(server.search, json={}).json()["data"]) == 50
        first = time.monotonic() - began
        client.post(server.search, json={})
        assert first > 0.6 > time.monotonic() - began - first


@pytest.mark.parametrize("wrong", [{"users": -1}, {"page_size": 0}, {"requests_per_minute": 0}, {"port": -1}])
def test_settings_that_cannot_be_are_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Settings(**{"users": 1, **wrong})


def test_a_port_in_use_is_refused_with_its_number(server: Running) -> None:
    port = urlsplit(server.base_url).port
    assert port is not None
    with pytest.raises(SettingsError, match=str(port)):
        serve(Settings(users=1, port=port), lambda _: None)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_whole_state_is_written_when_it_ends(tmp_path: Path, sign: signal.Signals) -> None:
    state = tmp_path / "state.json"
    with running(users=120, state=str(state)) as server, server.client as client:
        account = client.post(server.search, json={"status": ["active"], "limit": 1}).json()["data"][0]["accountId"]
        client.post(f"/v2/orgs/{server.org_id}/directories/-/users/{account}/suspend")
        client.post(
            f"/v1/orgs/{server.org_id}/users/{account}/role-assignments/assign", json={"role": "atlassian/org-admin"}
        )
        known = client.get(server.base_url.replace("/admin", "/__state")).json()
        assert not state.exists()
        server.process.send_signal(sign)
        assert server.process.wait(timeout=10) == 0
    written = json.loads(state.read_text("utf-8"))
    assert written == known
    user = next(row for row in written["users"] if row["accountId"] == account)
    assert (user["status"], "atlassian/org-admin" in user["platformRoles"]) == ("suspended", True)
    assert list(tmp_path.iterdir()) == [state]


def test_a_kill_leaves_no_state_and_no_piece_of_it(tmp_path: Path) -> None:
    with running(users=120, state=str(tmp_path / "state.json")) as server:
        server.process.kill()
        server.process.wait(timeout=10)
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_could_not_be_written_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"state\.json"):
        serve(Settings(users=1), lambda _: None, state=tmp_path / "nowhere" / "state.json")

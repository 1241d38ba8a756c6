"""Between here and the API: certificates, proxies, rate limits and silence, each told as what it is."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from collect.certificates import Certified, certified
from collect.proxying import ESTABLISHED, proxying
from orglint import collect
from orglint.collect import ConnectionSettings, Secret
from orglint.collect.progress import Progress
from orglint.errors import CollectError, UsageError
from support.collect.world import KEY, Clock, Place, environment, reply, serve_in_thread, server

DOMAINS = collect.plan_collection([("domains", "name")])
PASSWORD = "p:ss/w@rd-canary"
LOGIN = "someone:p%3Ass%2Fw%40rd-canary"


def _honest(handler: BaseHTTPRequestHandler) -> None:
    domains = handler.path.partition("?")[0].endswith("/domains")
    data: Any = [{"id": "a", "attributes": {"name": "a.example"}}] if domains else {"id": "org-1"}
    reply(handler, json.dumps({"data": data}).encode())


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return certified(tmp_path_factory.mktemp("certificates"))


@contextmanager
def _over_tls(own: Certified) -> Iterator[Place]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _honest(self)

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self) -> Any:
            plain, address = super().get_request()
            return own.wrap().wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address

        def handle_error(self, *_: object) -> None:
            pass  # whoever asked does not trust us

    httpd = Quiet(("127.0.0.1", 0), Handler)
    with serve_in_thread(httpd):
        yield Place(f"https://localhost:{httpd.server_port}/admin", "org-1")


def test_a_certificate_of_an_own_authority_is_trusted_when_it_is_named(tmp_path: Path, own: Certified) -> None:
    with _over_tls(own) as place:
        assert place.collect(tmp_path, DOMAINS, ca_file=own.authority).complete


def test_a_certificate_that_is_named_itself_is_trusted(tmp_path: Path, own: Certified) -> None:
    with _over_tls(own) as place:
        assert place.collect(tmp_path, DOMAINS, ca_file=own.certificate).complete


def test_N_1_a_certificate_that_nobody_knows_ends_the_run_at_once(tmp_path: Path, own: Certified) -> None:
    clock = Clock()
    with _over_tls(own) as place, pytest.raises(CollectError, match="certificate of localhost is not") as failure:
        place.collect(tmp_path, DOMAINS, clock)
    assert "--ca-file" in failure.value.hint
    assert clock.waits == []


WRONG: dict[str, Callable[[Path], Certified]] = {
    "of another host": lambda folder: certified(folder, "DNS:elsewhere.example"),
    "expired": lambda folder: certified(folder, days=-1),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_N_1_a_certificate_that_does_not_hold_is_refused(tmp_path: Path, make: Callable[[Path], Certified]) -> None:
    wrong = make(tmp_path / "wrong")
    with _over_tls(wrong) as place, pytest.raises(CollectError, match="certificate of localhost is not"):
        place.collect(tmp_path / "store", DOMAINS, ca_file=wrong.authority)


def _made(folder: Path) -> Iterator[tuple[str, Path, str]]:
    (folder / "text").write_text("none")
    (folder / "empty").write_text("")
    (folder / "half").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    os.mkfifo(folder / "pipe")
    yield from (("holds no certificate", folder / name, name) for name in ("text", "empty", "half"))
    yield from (("cannot be read", path, path.name) for path in (folder / "pipe", folder / "none", folder))


def test_a_file_of_certificates_that_is_none_is_refused_before_anything_begins(tmp_path: Path) -> None:
    for problem, path, name in _made(tmp_path):
        with pytest.raises(UsageError, match=problem) as refusal:
            ConnectionSettings("org-1", Secret(KEY), ca_file=path)
        assert name in refusal.value.message


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("login", ["", f"{LOGIN}@"])
def test_a_proxy_is_gone_through_and_sees_nothing(tmp_path: Path, own: Certified, login: str, *, secure: bool) -> None:
    with _over_tls(own) as place, proxying(tls=own.wrap() if secure else None) as heard:
        url = f"{'https' if secure else 'http'}://{login}localhost:{heard.port}/"
        assert place.collect(tmp_path, DOMAINS, ca_file=own.authority, proxy=collect.parse_proxy(url)).complete
    assert heard.heads
    for head in heard.heads:
        assert head.startswith(f"CONNECT {place.base_url[8:-6]} HTTP/1.1\r\n".encode())
        assert (b"Proxy-Authorization: Basic " in head) == bool(login)
        assert b"Bearer" not in head
    assert heard.passed
    assert KEY.encode() not in heard.passed


def test_a_proxy_elsewhere_never_sees_a_key_that_is_not_encrypted() -> None:
    elsewhere = collect.parse_proxy("http://proxy.example:3128")
    with pytest.raises(UsageError, match="would see the API key"):
        ConnectionSettings("org-1", Secret(KEY), "http://127.0.0.1:1/admin", proxy=elsewhere)


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_is_named_without_its_password(tmp_path: Path, own: Certified, status: int) -> None:
    refusal = f"HTTP/1.1 {status} {PASSWORD} {KEY}\r\nContent-Length: 0\r\n\r\n".encode()
    clock = Clock()
    with _over_tls(own) as place, proxying(lambda _: refusal) as heard:
        connected = collect.parse_proxy(f"http://{LOGIN}@127.0.0.1:{heard.port}")
        with pytest.raises(CollectError) as failure:
            place.collect(tmp_path, DOMAINS, clock, ca_file=own.authority, proxy=connected)
    told = f"{failure.value} {failure.value!r} {connected!r} {connected}"
    assert f"the proxy 127.0.0.1:{heard.port}" in told
    assert f"answered {status}" in told
    assert not any(secret in told for secret in (PASSWORD, LOGIN, KEY, "someone"))
    assert len(heard.heads) == len(clock.waits) + 1 == (5 if status == 502 else 1)
    assert ("user name and a password" in told) == (status == 407)


def test_a_proxy_that_fails_once_is_asked_again(tmp_path: Path, own: Certified) -> None:
    answers = iter([b"HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n"])
    with _over_tls(own) as place, proxying(lambda _: next(answers, ESTABLISHED)) as heard:
        through = collect.parse_proxy(f"http://127.0.0.1:{heard.port}")
        assert place.collect(tmp_path, DOMAINS, ca_file=own.authority, proxy=through).complete


def test_N_4_a_proxy_that_says_nothing_ends_at_the_deadline_of_the_request(tmp_path: Path, own: Certified) -> None:
    began = time.monotonic()
    with _over_tls(own) as place, proxying(lambda _: None) as heard:
        through = collect.parse_proxy(f"http://127.0.0.1:{heard.port}")
        with pytest.raises(CollectError, match="through the proxy 127"):
            place.collect(tmp_path, DOMAINS, ca_file=own.authority, proxy=through, request=0.3, attempts=2)
    assert time.monotonic() - began < 3


URLS = {
    "": "no URL",
    "proxy.example:3128": "http:// or https://",
    f"socks5://{LOGIN}@proxy.example:1": "http:// or https://",
    f"http://{LOGIN}@": "names no host",
    f"http://{LOGIN}@proxy.example:3128/path": "more than a host and a port",
    f"http://{LOGIN}@proxy.example:99999": "is no URL",
    f"http://{LOGIN}@proxy.example:3128\n": "no URL has",
    f"http://{LOGIN}@pröxy.example:3128": "no URL has",
    f"http://{LOGIN}@[::1": "is no URL",
}


@pytest.mark.parametrize(("url", "problem"), URLS.items(), ids=range(len(URLS)))
def test_a_proxy_that_is_none_is_refused_without_showing_its_password(url: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as refusal:
        collect.parse_proxy(url)
    assert "canary" not in f"{refusal.value} {refusal.value!r}"


def _limited(header: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer 429 before every page, of which there are sixty."""
    served: set[str] = set()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path not in served:
            served.add(handler.path)
            return reply(handler, b'{"code": 429, "message": "slow down"}', 429, Retry_After=header)
        path, _, query = handler.path.partition("?")
        if not path.endswith("/domains"):
            return reply(handler, b'{"data": {"id": "org-1"}}')
        page = int(query.removeprefix("cursor=") or 0)
        next_ = f"http://{handler.headers['Host']}{path}?cursor={page + 1}" if page < 59 else None
        rows = [{"id": f"d{page}", "attributes": {"name": f"d{page}.example"}}]
        return reply(handler, json.dumps({"data": rows, "links": {"next": next_}}).encode())

    return answer


def test_a_rate_limit_before_every_page_is_obeyed_to_the_end(tmp_path: Path) -> None:
    clock, said = Clock(), list[Progress]()
    with server(_limited("40")) as place:
        snapshot = place.collect(tmp_path, DOMAINS, clock, said=said)
    assert (snapshot.complete, snapshot.tables["domains"].rows) == (True, 60)
    assert clock.waits == [40.5] * 61
    assert [step.note for step in said if "rate" in step.note] == ["rate limited, waiting 40 s"] * 61


def test_a_rate_limit_is_obeyed_until_the_deadline_and_no_longer(tmp_path: Path) -> None:
    clock = Clock()
    with server(_limited("600")) as place:
        with pytest.raises(CollectError, match="longer than this run may take") as failure:
            place.collect(tmp_path, DOMAINS, clock)
        assert len(clock.waits) == 11  # of ten minutes each, in two hours
        assert "--deadline" in failure.value.hint
        assert failure.value.hint.startswith("Nothing is lost")
        snapshot = place.collect(tmp_path, DOMAINS, clock, run=24 * 3600)
    assert snapshot.tables["domains"].rows == 60


@pytest.mark.parametrize("status", [429, 500, 503])
def test_N_6_a_server_that_always_fails_is_given_up(tmp_path: Path, status: int) -> None:
    calls: list[str] = []

    def fail(handler: BaseHTTPRequestHandler) -> None:
        calls.append(handler.path)
        reply(handler, b"", status)

    with server(fail) as place, pytest.raises(CollectError, match=f"answered {status}") as failure:
        place.collect(tmp_path, DOMAINS)
    assert len(calls) == 5
    assert failure.value.hint == "Run the same command again later."


def test_a_first_connection_that_is_refused_promises_nothing(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = Place(f"http://127.0.0.1:{free.getsockname()[1]}/admin", "org-1")
        with pytest.raises(CollectError) as failure:
            place.collect(tmp_path, DOMAINS, ignored_proxy="HTTPS_PROXY")
    assert "lost" not in str(failure.value)
    assert "last page" not in str(failure.value)
    assert "HTTPS_PROXY is set and not obeyed: name the proxy with --proxy" in str(failure.value)


def test_INV_6_a_run_ends_at_its_deadline_though_a_request_would_go_on(tmp_path: Path) -> None:
    began, said = datetime.now(UTC), list[Progress]()
    with server(lambda _: time.sleep(3)) as place:
        connection = ConnectionSettings(place.org_id, Secret(KEY), place.base_url, run=1, read=30)
        with pytest.raises(CollectError, match="the run took longer than it may"):
            collect.collect_organization(
                connection, DOMAINS, tmp_path, clock=lambda: datetime.now(UTC), token="t", progress=said.append
            )
        assert (datetime.now(UTC) - began).total_seconds() < 2.5


def test_silence_is_told_while_it_lasts(tmp_path: Path) -> None:
    silent = iter([True])

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if next(silent, False):
            time.sleep(0.5)
            return
        _honest(handler)

    said = list[Progress]()
    with server(answer) as place:
        assert place.collect(tmp_path, DOMAINS, said=said, read=0.2).complete
    assert next(step.note for step in said if step.note) == "no answer for 0.2 s, trying again in 1 s"


def _snapshot(place: Place, store: Path, *words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    where = ("--org", place.org_id, "--base-url", place.base_url, "--store", str(store))
    command = [sys.executable, "-m", "orglint", "snapshot", *where, "--only", "domains/*", *map(str, words)]
    child = environment(ORGLINT_API_KEY=KEY, **env)
    return subprocess.run(command, env=child, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_line_goes_through_a_proxy(tmp_path: Path, own: Certified) -> None:
    with server(_honest) as elsewhere, _over_tls(own) as place, proxying() as heard:
        through = f"http://{LOGIN}@127.0.0.1:{heard.port}"
        files = {"ORGLINT_CA_FILE": str(own.authority), "HTTPS_PROXY": elsewhere.base_url}
        ended = _snapshot(place, tmp_path / "one", ORGLINT_PROXY=through, **files)
        assert ended.returncode in {0, 3}, ended.stderr
        assert f"orglint: going through the proxy 127.0.0.1:{heard.port}\n" in ended.stderr
        assert heard.heads
        again = _snapshot(place, tmp_path / "two", "--proxy", "http://127.0.0.1:1", "--deadline", "4s", **files)
    assert again.returncode == 4
    assert "got no answer from localhost through the proxy 127.0.0.1:1: " in again.stderr
    for text in (ended.stdout, ended.stderr, again.stdout, again.stderr):
        assert "canary" not in text


def test_waiting_is_told_on_a_pipe(tmp_path: Path) -> None:
    with server(_limited("1")) as place:
        ended = _snapshot(place, tmp_path, "--deadline", "5s")
    assert ended.returncode == 4
    assert "orglint: rate limited, waiting 1 s\n" in ended.stderr


def test_the_command_line_says_which_variable_it_does_not_obey(tmp_path: Path) -> None:
    nobody = Place("http://127.0.0.1:1/admin", "org-1")
    ended = _snapshot(nobody, tmp_path, "--deadline", "1s", https_proxy=f"http://{LOGIN}@proxy.example:1")
    assert ended.returncode == 4
    assert "https_proxy is set and not obeyed: name the proxy with --proxy." in ended.stderr
    assert "canary" not in ended.stderr
    assert "lost" not in ended.stderr

"""Answers that are broken by chance, head and body: each is a page, no page or a failure, and none is a crash."""

import gzip
import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from orglint.collect.client import ApiClient, open_api
from orglint.errors import CollectError
from orglint.http.connection import ConnectionSettings, Secret
from orglint.http.decode import NotAPageError
from orglint.http.retry import Budget
from orglint.tables.apis import ORGANIZATIONS
from support.collect.world import KEY, Clock

BODY = b'{"data": [{"id": "a", "attributes": {"name": "x:y", "n": 1.5e3, "t": [true, null, "\\u00fc"]}}], "meta": {}}'
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%b"
    b"Date: Sun, 01 Nov 2026 12:00:00 GMT\r\n"
    b"Retry-After: 3\r\nX-RateLimit-Reset: 2026-11-01T12:00Z\r\nLink: <a>; rel=next\r\n\r\n"
)
CHUNKS = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"data": [], "a"\r\n5\r\n: 1} \r\n0\r\n\r\n'
ODD = [
    *(b"\r\n", b": ", b'"', b"\\ud800", b"1e999", b"9" * 400, b"[" * 300, b'{"a":1,"a":2}', b"\x00", b"%", b"\xff\xfe"),
    *(b"HTTP/9.9 ", b"HTTP/1.1 100 Continue\r\n\r\n", b"Content-Encoding: gzip\r\n", KEY.encode()),
]
STATUSES = [b"204", b"304", b"429", b"503", b"000", b"1000", b"-1", b"101", b""]


def _broken(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.choice([0, 1, 1, 2, 5])):
        place = chance.randrange(len(content) + 1)
        piece = chance.choice([chance.choice(ODD), chance.randbytes(3), content[place : place + 30], b""])
        content = content[:place] + piece + content[place + chance.choice([0, 0, 1, 15]) :]
    return content.replace(b"200", chance.choice(STATUSES), 1) if chance.random() < 0.1 else content


def _answer(chance: random.Random) -> bytes:
    body = _broken(chance, BODY)
    packed = _broken(chance, gzip.compress(body, mtime=0))
    plain, zipped = HEAD % (len(body), b"") + body, HEAD % (len(packed), b"Content-Encoding: gzip\r\n") + packed
    return chance.choice([plain, zipped, _broken(chance, plain), _broken(chance, CHUNKS)])


@contextmanager
def _saying(said: list[bytes]) -> Iterator[int]:
    """Say the last of what is in a list to whoever asks, and hang up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    asked, _ = listening.accept()
                    with asked, suppress(OSError):
                        asked.recv(65536)
                        asked.sendall(said[-1])

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _give_up(seconds: float) -> None:
    raise CollectError(f"asked to wait {seconds} s")


def _asked(api: ApiClient) -> tuple[str, str]:
    try:
        return "page", str(api.page("GET /x", {"method": "get", "url": "/v1/orgs"}))
    except (CollectError, NotAPageError) as failure:
        return type(failure).__name__, str(failure)


def test_N_21_B_no_answer_crashes_however_it_is_broken() -> None:
    chance, clock, said, found = random.Random(20261127), Clock(), [b""], Counter[str]()
    budget = Budget(clock.now.replace(year=2027), clock=clock, sleep=_give_up, chance=lambda: 0.0)
    with _saying(said) as port:
        connection = ConnectionSettings(
            "org-1", Secret(KEY), f"http://127.0.0.1:{port}/admin", attempts=1, read=0.5, request=1
        )
        with open_api(ORGANIZATIONS, connection, budget) as api:
            for _ in range(1000):
                said.append(_answer(chance))
                kind, told = _asked(api)
                assert KEY not in told
                found[kind] += 1
    assert min(found[kind] for kind in ("page", "CollectError", "NotAPageError")) > 50

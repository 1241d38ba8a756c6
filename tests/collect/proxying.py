"""A proxy of the test's own: it opens tunnels on loopback, and remembers all that it could read."""

import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
Answer = Callable[[bytes], bytes | None]


@dataclass
class Heard:
    """What a proxy could read: the heads of the requests to itself, and the bytes that it passed on."""

    port: int = 0
    heads: list[bytes] = field(default_factory=list)
    passed: bytes = b""


@contextmanager
def proxying(answer: Answer = lambda _: ESTABLISHED, tls: ssl.SSLContext | None = None) -> Iterator[Heard]:
    """Serve a proxy; `answer` says what to each head, and None says nothing at all."""
    heard, ended = Heard(), threading.Event()

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), tls.wrap_socket(self.request, server_side=True) if tls else self.request as client:
                self.speak(client)

        def speak(self, client: socket.socket) -> None:
            head = _head(client)
            heard.heads.append(head)
            said = answer(head)
            if said is None:
                ended.wait(5)
                return
            client.sendall(said)
            if said == ESTABLISHED:
                _tunnel(client, head, heard, ended)

    class Server(ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as proxy:
        heard.port = proxy.server_address[1]
        thread = threading.Thread(target=proxy.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            ended.set()
            proxy.shutdown()
            thread.join()


def _head(client: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = client.recv(4096)
        if not piece:
            break
        head += piece
    return head


def _tunnel(client: socket.socket, head: bytes, heard: Heard, ended: threading.Event) -> None:
    host, _, port = head.split()[1].decode().rpartition(":")
    with socket.create_connection((host, int(port)), 5) as there, selectors.DefaultSelector() as waiting:
        waiting.register(client, selectors.EVENT_READ, there)
        waiting.register(there, selectors.EVENT_READ, client)
        while not ended.is_set():
            for ready, _ in waiting.select(0.05):
                piece = _all_of(ready.fileobj)
                if not piece:
                    return
                heard.passed += piece
                ready.data.sendall(piece)


def _all_of(waiting: socket.socket) -> bytes:
    """Return what has come; of a record of TLS that was read in part, nothing would wake us again."""
    piece = waiting.recv(65536)
    while isinstance(waiting, ssl.SSLSocket) and waiting.pending():
        piece += waiting.recv(65536)
    return piece

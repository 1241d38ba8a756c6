"""Where messages arrive: a webhook and a mail server on loopback, which fail on demand."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP

from support.bitbucket import Fault, answer
from support.collect.world import serve_in_thread


@dataclass
class Inbox:
    """What has arrived, and how the next requests fail; None lets one through."""

    faults: list[Fault | None] = field(default_factory=list)
    port: int = 0
    asked: int = 0
    heard: bytes = b""
    documents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address as Apprise writes one, with a secret in it."""
        return f"json://127.0.0.1:{self.port}/canary-of-the-address"

    @property
    def texts(self) -> list[str]:
        return [it["message"] for it in self.documents]


@contextmanager
def webhook(*faults: Fault | None) -> Iterator[Inbox]:
    """Serve a webhook for as long as the block runs."""
    inbox = Inbox([*faults])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            inbox.asked += 1
            inbox.heard += str(self.headers).encode() + body
            fault = inbox.faults.pop(0) if inbox.faults else None
            if fault:
                fault(self)
                return
            inbox.documents.append(json.loads(body))
            answer(self, 200)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    inbox.port = httpd.server_port
    with serve_in_thread(httpd):
        yield inbox


class MailServer:
    """Takes mail, unless it is told to refuse it."""

    def __init__(self, refusal: str = "") -> None:
        self.mails: list[Message] = []
        self.url = ""
        self._refusal = refusal

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        del server, session
        if not self._refusal:
            self.mails.append(message_from_bytes(envelope.content))
        return self._refusal or "250 OK"

    @property
    def texts(self) -> list[str]:
        parts = [part for mail in self.mails for part in mail.walk() if not part.is_multipart()]
        return [bytes(part.get_payload(decode=True)).decode() for part in parts]


@contextmanager
def mail_server(refusal: str = "") -> Iterator[MailServer]:
    """Serve mail for as long as the block runs."""
    there = MailServer(refusal)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # aiosmtpd's own controller cannot take whichever port is free
    server = asyncio.run_coroutine_threadsafe(_serve_mail(loop, there), loop).result(10)
    port = server.sockets[0].getsockname()[1]
    there.url = f"mailto://127.0.0.1:{port}?mode=insecure&from=orglint@acme.com&to=security@acme.com&format=text"
    try:
        yield there
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _serve_mail(loop: asyncio.AbstractEventLoop, there: MailServer) -> asyncio.Server:
    return await loop.create_server(lambda: SMTP(there, loop=loop), "127.0.0.1", 0)

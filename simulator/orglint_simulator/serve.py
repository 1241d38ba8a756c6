"""The server process of a local organization."""

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import uvicorn

from orglint_simulator.application import build_service_app
from orglint_simulator.dump import check_writable, dump_state
from orglint_simulator.errors import SettingsError
from orglint_simulator.service import Service, read_wall_clock, start_service
from orglint_simulator.settings import Ready, Settings
from orglint_simulator.wire import OneWrite

HOST = "127.0.0.1"
BACKLOG = 256
GRACE = 2
STARTING = 30
"""Seconds that a server in a thread may take until it accepts connections."""


def serve(settings: Settings, ready: Callable[[Ready], None], *, state: Path | None = None) -> None:
    """Serve a local organization on loopback until SIGTERM or SIGINT; `ready` is called when it accepts connections.

    At the end the whole state is written to the file `state`.
    """
    if state is not None:
        check_writable(state)
    with _prepare_server(settings, ready) as prepared:
        prepared.run()
    if state is not None:
        dump_state(prepared.service.begin_call(prepared.base_url), state)


@contextlib.contextmanager
def serve_in_thread(settings: Settings) -> Iterator[Ready]:
    """Serve a local organization on loopback for as long as the block runs, from a thread of this process."""
    accepting: Queue[Ready] = Queue()
    with _prepare_server(settings, accepting.put) as prepared:
        thread = threading.Thread(target=prepared.run, daemon=True)
        thread.start()
        try:
            yield accepting.get(timeout=STARTING)
        finally:
            prepared.server.should_exit = True
            thread.join()


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A server with the socket that it will listen on."""

    server: uvicorn.Server
    service: Service
    listening: socket.socket
    base_url: str

    def run(self) -> None:
        self.server.run(sockets=[self.listening])


@contextlib.contextmanager
def _prepare_server(settings: Settings, ready: Callable[[Ready], None]) -> Iterator[_Prepared]:
    with _bind_socket(settings.port) as listening:
        base_url = f"http://{HOST}:{listening.getsockname()[1]}/admin"
        answer = Ready(base_url, settings.organization_id, settings.key, os.getpid())
        service = start_service(settings, clock=time.monotonic, wall=read_wall_clock)
        server = _Server(_configure_server(service, settings), lambda: ready(answer))
        yield _Prepared(server, service, listening, base_url)


def _configure_server(service: Service, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        build_service_app(service),
        http=OneWrite,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=settings.dates,
        timeout_graceful_shutdown=GRACE,
        backlog=BACKLOG,
    )


def _bind_socket(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise SettingsError(
            f"the local organization was not started: port {port} cannot be used", "Port 0 takes any free one."
        ) from error
    return listening


class _Server(uvicorn.Server):
    """A uvicorn server that calls back when it is ready, and that a signal ends without killing the process."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {sign: signal.signal(sign, self.handle_exit) for sign in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)

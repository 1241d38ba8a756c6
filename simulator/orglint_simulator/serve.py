"""The server process of a local organization."""

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from orglint_simulator.application import build_service_app
from orglint_simulator.dump import check_writable, dump_state
from orglint_simulator.errors import SettingsError
from orglint_simulator.service import read_wall_clock, start_service
from orglint_simulator.settings import Ready, Settings
from orglint_simulator.wire import OneWrite

HOST = "127.0.0.1"
BACKLOG = 256
GRACE = 2


def serve(settings: Settings, ready: Callable[[Ready], None], *, state: Path | None = None) -> None:
    """Serve a local organization on loopback until SIGTERM or SIGINT; `ready` is called when it accepts connections.

    At the end the whole state is written to the file `state`.
    """
    if state is not None:
        check_writable(state)
    listening = _bind_socket(settings.port)
    base_url = f"http://{HOST}:{listening.getsockname()[1]}/admin"
    answer = Ready(base_url, settings.organization_id, settings.key, os.getpid())
    service = start_service(settings, clock=time.monotonic, wall=read_wall_clock)
    config = uvicorn.Config(
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
    with listening:
        _Server(config, lambda: ready(answer)).run(sockets=[listening])
    if state is not None:
        dump_state(service.begin_call(base_url), state)


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

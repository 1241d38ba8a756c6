"""Write each response in one packet: head and body in two would wait for each other (Nagle, delayed ACK)."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class Gathered:
    """A transport that gathers what is written in one step of the event loop, and writes it at once."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Keep the data until the current step of the event loop is over."""
        if not self._waiting:
            self._loop.call_soon(self._flush_waiting)
        self._waiting.append(data)

    def close(self) -> None:
        """Write what waits, then close."""
        self._flush_waiting()
        self._transport.close()

    def _flush_waiting(self) -> None:
        if self._waiting:
            data, self._waiting = b"".join(self._waiting), []
            self._transport.write(data)


class OneWrite(H11Protocol):
    """HTTP/1.1 over a transport that gathers writes."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the gathering transport in front of the real one."""
        super().connection_made(Gathered(transport, self.loop))  # type: ignore[arg-type]

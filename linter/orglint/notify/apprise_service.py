"""The process that sends one message: the only code that imports Apprise, and the only one that knows the address.

It reads one JSON object from standard input and writes what came of it. It is a process of its own, so that it can be
ended however long a service takes, and so that no key of the organization is anywhere near: it gets none of the
variables that orglint reads. What Apprise says is not shown, as it may have the address, which is a secret.
"""

import json
import logging
import os
import sys
import time
from typing import Any

from orglint.notify.message import Message, Mood
from orglint.notify.sending import Delivery

_SOCKET = 10.0
"""Seconds to wait for a connection, and for each part of an answer; Apprise's 4 are few for a busy service."""


def main() -> None:
    """Send the message of standard input, or look whether addresses have services, and write what came of it."""
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    said: Any
    if "urls" in asked:
        said = [has_service(url) for url in asked["urls"]]
    else:
        message = Message(asked["id"], asked["title"], tuple(asked["lines"]), Mood(asked["mood"]))
        said = send_message(asked["url"], message, asked["timeout"]).value
    json.dump(said, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # a thread that still waits for the service would keep the process


def has_service(url: str) -> bool:
    """Return whether Apprise knows a service for an address; nothing is sent."""
    from apprise import Apprise  # noqa: PLC0415 - it takes a second, and only this process needs it

    return Apprise.instantiate(url, asset=_build_asset(0)) is not None


def send_message(url: str, message: Message, timeout: float) -> Delivery:
    """Send a message to the service of an address, and return what came of it."""
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - see above

    asset = _build_asset(timeout)
    service: Any = Apprise.instantiate(url, asset=asset)
    if service is None:
        return Delivery.NO_SERVICE
    if service.socket_read_timeout == type(service).socket_read_timeout:
        service.socket_read_timeout = max(_SOCKET, service.socket_read_timeout)
        service.socket_connect_timeout = max(_SOCKET, service.socket_connect_timeout)
    services = Apprise(asset=asset)
    services.add(service)
    body = message.fit_lines(service.body_maxlen)
    title = message.title[: service.title_maxlen or None]
    began = time.monotonic()
    if services.notify(body, title, message.mood.value, body_format=NotifyFormat.TEXT):
        return Delivery.SENT
    # Apprise does not tell a refusal from an answer that did not come, after which the message may be there
    waited = time.monotonic() - began
    return Delivery.TOO_SLOW if waited >= min(timeout, service.socket_read_timeout) else Delivery.REFUSED


def _build_asset(timeout: float) -> Any:
    """Return how Apprise is to work: text stays text, nothing is kept on disk, and no answer sends it elsewhere."""
    from apprise import AppriseAsset, PersistentStoreMode  # noqa: PLC0415 - see above

    return AppriseAsset(
        app_id="orglint",
        app_desc="orglint",
        app_url="",
        image_path_mask=False,
        image_url_mask="",
        image_url_logo="",
        interpret_escapes=False,
        interpret_emojis=False,
        async_mode=False,
        http_redirects=False,
        service_timeout=timeout,
        storage_mode=PersistentStoreMode.MEMORY,
        allow_templates=False,
        pgp_autogen=False,
        pem_autogen=False,
    )


if __name__ == "__main__":
    main()

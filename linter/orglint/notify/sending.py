"""Send a message to one address through Apprise, in a process of its own that is ended if it takes too long."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from enum import Enum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orglint
from orglint.errors import UsageError
from orglint.notify.message import Message

TIMEOUT = 30.0
"""Seconds that one attempt may take."""
INSTALL = "Install it with: pip install 'orglint[notify]'"
_START = 15.0
"""Seconds that a process may take to start on a busy machine."""
_OURS = "ORGLINT_"
_ROOT = Path(orglint.__file__).parent.parent


class Delivery(Enum):
    """What came of one attempt to send a message; the values are the answers of the process that sends it."""

    SENT = "sent"
    REFUSED = "refused"
    NO_SERVICE = "no-service"
    TOO_SLOW = "too slow"


def require_apprise(nothing: str) -> None:
    """Raise `UsageError` with the line to install if Apprise is not there; `nothing` says what is not done then."""
    if find_spec("apprise") is None:
        raise UsageError(f"{nothing}: messages are sent by Apprise, which is not installed", INSTALL)


def find_services(urls: Sequence[str], environment: Mapping[str, str]) -> list[bool]:
    """Return of each address whether there is a service for it; nothing is sent."""
    said = _ask_process({"urls": [*urls]}, environment, TIMEOUT)
    return said if isinstance(said, list) else [False] * len(urls)


def send_message(url: str, message: Message, environment: Mapping[str, str], *, timeout: float = TIMEOUT) -> Delivery:
    """Send a message to an address once, and return what came of it.

    `environment` is that of this process, of which the other one gets what orglint does not read itself.
    """
    said = _ask_process({"url": url, **asdict(message), "timeout": timeout}, environment, timeout)
    if said is None:
        return Delivery.TOO_SLOW
    return Delivery(said) if said in {it.value for it in Delivery} else Delivery.REFUSED


def _ask_process(asked: Mapping[str, Any], environment: Mapping[str, str], timeout: float) -> Any:
    """Return what a process answers; None if it takes too long, empty if it fails."""
    command = [sys.executable, "-P", "-m", "orglint.notify.apprise_service"]
    process = subprocess.Popen(  # noqa: S603 - this Python, with words of ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_build_environment(environment),
        start_new_session=True,
        text=True,
    )
    try:
        said, _ = process.communicate(json.dumps(asked), timeout + _START)
        return json.loads(said)
    except subprocess.TimeoutExpired:
        return None
    except ValueError:
        return ""
    finally:
        _end_process(process)


def _build_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the other process may know: proxies and certificates, and nothing that orglint reads itself.

    Without a netrc, or a password for another purpose could be sent to the service.
    """
    kept = {name: value for name, value in environment.items() if not name.startswith(_OURS)}
    paths = [str(_ROOT), *filter(None, [kept.get("PYTHONPATH", "")])]
    return {**kept, "NETRC": os.devnull, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def _end_process(process: "subprocess.Popen[str]") -> None:
    """End a process with all that it has started, if it still runs."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()

"""The proxy that the user names; its password is never shown."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urlsplit

from orglint.errors import UsageError

_PORTS = {"http": 80, "https": 443}
_HINT = "A proxy looks like http://proxy.example:3128, or http://user:password@proxy.example:3128."


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy is, and the user name and password for it."""

    scheme: str
    host: str
    port: int
    login: tuple[bytes, bytes] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the proxy's URL without user name and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def parse_proxy(url: str, undone: str = "nothing was collected") -> Proxy:
    """Return the proxy that a URL names; `UsageError` if it names none, without showing what may be a password.

    `undone` says what is not done then.
    """
    if not re.fullmatch(r"[!-~]+", url):
        raise _build_proxy_error(undone, "holds a character that no URL has")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _build_proxy_error(undone, "is no URL") from None
    if parts.scheme not in _PORTS:
        raise _build_proxy_error(undone, "must begin with http:// or https://")
    if not host or not re.fullmatch(r"[A-Za-z0-9._:-]+", host):
        raise _build_proxy_error(undone, "names no host")
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise _build_proxy_error(undone, "names more than a host and a port")
    login = None
    if parts.username is not None or parts.password is not None:
        login = (unquote_to_bytes(parts.username or ""), unquote_to_bytes(parts.password or ""))
    return Proxy(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, login)


def _build_proxy_error(undone: str, why: str) -> UsageError:
    return UsageError(f"{undone}: the URL of the proxy {why}", _HINT)

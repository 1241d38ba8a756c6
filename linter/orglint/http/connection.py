"""The settings of a connection to one organization: address, API key, proxy, certificates and time limits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx

from orglint.errors import UsageError
from orglint.http.echo import Echo
from orglint.http.proxy import Proxy
from orglint.http.route import Route
from orglint.http.trust import build_ssl_context
from orglint.http.vendor import BASE_URL

_ORGANIZATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_KEY = re.compile(r"[!-\[\]-~]+")
_SHORTEST = 16  # a shorter key is hardly secret, and blotting it out would hit ordinary words


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """An API key that never shows itself; its shape is checked when it is made. `origin` says where it comes from."""

    _text: str
    origin: str = "ORGLINT_API_KEY"
    echo: Echo = field(init=False, compare=False)

    def __post_init__(self) -> None:
        for problem, wrong in _SHAPES.items():
            if wrong(self._text):
                raise UsageError(
                    f"nothing was collected: the API key {problem}",
                    f"Give the key alone, as the Atlassian administration showed it; it comes from {self.origin}.",
                )
        object.__setattr__(self, "echo", Echo(self._text))

    def __repr__(self) -> str:
        return "Secret(***)"

    def reveal_key(self) -> str:
        """Return the key itself, for the one header that it belongs in."""
        return self._text

    def blot_out_key(self, text: str) -> str:
        """Return the text with the key blotted out, should somebody have echoed it."""
        return self.echo.blot_out_key(text)


_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "is empty": lambda text: not text.strip(),
    'begins with "Bearer", which is no part of it': lambda text: text.strip().lower().startswith("bearer"),
    "stands in quotes": lambda text: bool(set("'\"`") & set(text)),
    "holds a blank, a line break or a character that no key has": lambda text: not _KEY.fullmatch(text),
    f"is shorter than any key: it has less than {_SHORTEST} characters": lambda text: len(text) < _SHORTEST,
}


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """How to reach one organization, and how long to wait for it; all times are in seconds.

    `request` is the longest that one request may take by the wall clock, `run` the longest that a run may. Certificates
    of `ca_file` are trusted beside the usual ones. `ignored_proxy` is a variable of the environment whose proxy is not
    used.
    """

    organization: str
    key: Secret
    base_url: str = BASE_URL
    connect: float = 10
    read: float = 30
    request: float = 120
    run: float = 7200
    attempts: int = 5
    largest_body: int = 64 << 20
    proxy: Proxy | None = None
    ca_file: Path | None = None
    ignored_proxy: str = ""

    def __post_init__(self) -> None:
        if not _ORGANIZATION.fullmatch(self.organization):
            raise UsageError(
                "nothing was collected: the organization id may hold letters, digits and hyphens only",
                "It stands in the address of the organization's administration, after /o/.",
            )
        if (
            self.key.blot_out_key(self.organization) != self.organization
            or self.key.blot_out_key(self.base_url) != self.base_url
        ):
            raise UsageError(
                "nothing was collected: the API key stands in the organization id or in the base URL",
                "It would be written to disk and shown. Make a new key if others may have seen the command.",
            )
        object.__setattr__(self, "base_url", _check_base_url(self.base_url))
        if self.proxy and self.base_url.startswith("http:") and not is_loopback(self.proxy.host):
            raise UsageError(
                "nothing was collected: a proxy elsewhere would see the API key, since the base URL is not https",
                "Leave the proxy out: a base URL with http is on this machine.",
            )
        if self.ca_file:
            build_ssl_context(self.ca_file)  # a file without certificates is an error before anything is sent

    @property
    def route(self) -> Route:
        """The way to the organization, without the key."""
        limits = (self.connect, self.read, self.request, self.largest_body)
        return Route(self.base_url, self.proxy, self.ca_file, *limits)


def _check_base_url(base_url: str) -> str:
    hint = f"A base URL looks like {BASE_URL}."
    try:
        parts = urlsplit(base_url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError("nothing was collected: the base URL is no URL", hint) from None
    problem = next((problem for problem, wrong in _URL_MISTAKES.items() if not host or wrong(parts)), "")
    if problem:
        raise UsageError(f"nothing was collected: the base URL {problem}", hint)
    return base_url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    try:
        return bool(httpx.URL(scheme="https", host=host).raw_host)
    except (httpx.InvalidURL, ValueError):  # an international name must be in its ASCII form
        return False


_URL_MISTAKES: Mapping[str, Callable[[SplitResult], bool]] = {
    "names no host": lambda parts: not parts.hostname,
    "names what can be no host": lambda parts: not _is_host(parts.hostname or ""),
    "must begin with https://": lambda parts: (
        parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    ),
    "must not hold a user name or a password": lambda parts: "@" in parts.netloc,
    "must not hold a query or a fragment": lambda parts: bool(parts.query or parts.fragment),
    "holds a character that no URL has": lambda parts: (
        not re.fullmatch(r"[!-~]+", parts.geturl()) or "\\" in parts.path
    ),
}

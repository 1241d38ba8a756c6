"""The way to a service: where it is, through what, and how long to wait. Only the login of a proxy is secret."""

from dataclasses import dataclass
from pathlib import Path

from orglint.http.proxy import Proxy


@dataclass(frozen=True, slots=True)
class Route:
    """Where a service is, and the limits of one request to it; times are in seconds.

    `request` is the longest that a request may take by the wall clock. Certificates of `ca_file` are trusted beside the
    usual ones.
    """

    base_url: str
    proxy: Proxy | None = None
    ca_file: Path | None = None
    connect: float = 10
    read: float = 30
    request: float = 120
    largest_body: int = 64 << 20

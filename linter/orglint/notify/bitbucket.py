"""Post a report of Code Insights to Bitbucket, from a step of a pipeline.

The proxy of Bitbucket Pipelines signs requests of a step, so nothing here is secret. It is on this machine and takes
plain http: anything else in its place would be somebody else's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote

from orglint.errors import OutputError, UsageError
from orglint.http.connection import is_loopback
from orglint.http.posting import Poster
from orglint.http.proxy import Proxy, parse_proxy
from orglint.http.route import Route

Members = Mapping[str, Any]

UNDONE = "the report was not published to Bitbucket"
NO_PROXY = (
    "Only steps of a pipeline have that proxy; in the container of a pipe give http://host.docker.internal:29418."
)
"""What to look at if nobody answers."""
AT_ONCE = 100
"""Annotations that one request may hold."""
_BASE_URL = "http://api.bitbucket.org/2.0"
_PIPE_HOST = "host.docker.internal"
"""The machine of the pipeline as the container of a pipe knows it."""
_NAMES: Mapping[str, str] = {
    "workspace": r"[A-Za-z0-9_-]{1,100}|\{[0-9a-f-]{36}\}",
    "repository": r"(?!\.+\Z)[A-Za-z0-9._-]{1,100}|\{[0-9a-f-]{36}\}",
    "commit": r"[0-9a-fA-F]{7,64}",
}
_VARIABLES = "BITBUCKET_WORKSPACE, BITBUCKET_REPO_SLUG and BITBUCKET_COMMIT"
_SIGNED = "Run this in a step of a pipeline of that repository: its proxy signs the request."
_HINTS: Mapping[int, str] = {
    401: _SIGNED,
    403: _SIGNED,
    404: f"Check the workspace, the repository and the commit: {_VARIABLES}.",
}
_AGAIN = "Run the step again: it replaces what is there."
_GONE = 404


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a repository of Bitbucket; the names are checked when it is made."""

    workspace: str
    repository: str
    commit: str

    def __post_init__(self) -> None:
        for name, shape in _NAMES.items():
            if not re.fullmatch(shape, getattr(self, name)):
                hint = f"Leave it to the variables of the pipeline: {_VARIABLES}."
                raise UsageError(f"{UNDONE}: no {name} has that name", hint)

    @property
    def path(self) -> str:
        """The path of its reports."""
        workspace, repository = quote(self.workspace, safe=""), quote(self.repository, safe="")
        return f"/repositories/{workspace}/{repository}/commit/{self.commit}/reports"


def build_route(proxy: str) -> Route:
    """Return the way to Bitbucket; `UsageError` if the proxy is not that of a pipeline."""
    found = parse_proxy(proxy, UNDONE)
    if not _is_pipelines_proxy(found):
        message = f"{UNDONE}: the proxy of a pipeline is on this machine"
        raise UsageError(
            message, f"It is http://localhost:29418, in the container of a pipe http://{_PIPE_HOST}:29418."
        )
    return Route(_BASE_URL, found, request=60, largest_body=1 << 20)


def post_report(
    poster: Poster,
    commit: Commit,
    name: str,
    report: Members,
    annotations: Iterable[Members],
    *,
    say: Callable[[str], None],
) -> int:
    """Post a report and return how many annotations it has; raises `OutputError` if it is not there as a whole.

    The report of that name before it is removed, as its annotations would stay. Until all are there, the report is
    pending: what breaks off never looks like a result.
    """
    place = f"{commit.path}/{quote(name, safe='')}"
    _send(poster, "DELETE", place, missing=True)
    _send(poster, "PUT", place, {**report, "result": "PENDING"})
    posted = 0
    for some in _split(annotations):
        _send(poster, "POST", f"{place}/annotations", some)
        posted += len(some)
        say(f"{posted:,} annotations")
    _send(poster, "PUT", place, report)
    return posted


def _send(poster: Poster, method: str, path: str, document: Any = None, *, missing: bool = False) -> None:
    status = poster.send(method, path, document)
    if status // 100 == 2 or (missing and status == _GONE):  # noqa: PLR2004 - as HTTP numbers them
        return
    what = "annotations" if path.endswith("/annotations") else "report"
    hint = _HINTS.get(status, _AGAIN if status == 429 or status >= 500 else "")  # noqa: PLR2004 - the same
    raise OutputError(f"{UNDONE}: it answered {status} to {method} {what}", hint)


def _split(annotations: Iterable[Members]) -> Iterator[list[Members]]:
    left = iter(annotations)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _is_pipelines_proxy(proxy: Proxy) -> bool:
    ours = is_loopback(proxy.host) or proxy.host == _PIPE_HOST
    return ours and proxy.scheme == "http" and proxy.login is None

"""What an endpoint gets (`Call`) and what it returns (`Reply`), and the refusals that they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from orglint_simulator.organization import Organization
from orglint_simulator.work import PostponedWork

if TYPE_CHECKING:
    from orglint_simulator.settings import Settings

Json = Any


@dataclass(frozen=True, slots=True)
class Call:
    """One request that passed the gate: key, rate limit, scope, organization and syntax of the body.

    `base` is the URL of `/admin` as the client sees it; `path` and `query` are the parameters, decoded.
    """

    organization: Organization
    settings: "Settings"
    work: PostponedWork
    base: str
    name: str = ""
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, list[str]] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def present(self) -> int:
        """The organization's time: its present at the start, and what has passed since."""
        return self.organization.now + int(self.work.passed)

    @property
    def directories(self) -> tuple[int, ...]:
        """The directories that the path names; `-` names all of them."""
        wanted = self.path["directoryId"]
        every = enumerate(self.organization.company.directories)
        chosen = tuple(at for at, directory in every if wanted in ("-", directory.id))
        return chosen or refuse_unknown("ADMIN-404-1", "directory")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a JSON payload (or `text`), a status and headers.

    `again` makes the payload that this page has if its cursor leads back to itself; the fault of that name needs it.
    """

    payload: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    again: Callable[[], Json] | None = None
    text: str | None = None
    cut: int | None = None
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation: method, path template, the scope that a scoped key needs, what answers, how it words refusals.

    `a_minute` is how many calls a minute its documentation allows; None where that has not been published.
    `unscoped` operations are for keys without scopes only. `stranger` is the status for another organization.
    """

    method: str
    path: str
    scope: str | None
    respond: Callable[[Call], Reply]
    refuse: Callable[[Call, Reply], Reply] = lambda _, refused: refused
    body: bool = False
    a_minute: int | None = None
    unscoped: bool = False
    stranger: int = 404

    @property
    def name(self) -> str:
        """Method and path template, as fault files write an operation."""
        return f"{self.method} {self.path}"


def reply_without_body(status: int = 204) -> Reply:
    """Return an answer without a body."""
    return Reply(None, status, text="")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of this program
    """The request ends with the refusal `reply`."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def build_refusal(status: int, code: str, title: str, detail: str) -> Reply:
    """Return a refusal in the shape of the organizations API: a list of errors."""
    error = {"id": f"{code}-{len(detail):04}", "status": str(status), "code": code, "title": title, "detail": detail}
    return Reply({"errors": [error]}, status)


def build_gateway_refusal(status: int, message: str, **headers: str) -> Reply:
    """Return a refusal in the shape of the gateway in front of the API."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply({"code": status, "message": message}, status, named)


def refuse_unknown(code: str, what: str) -> NoReturn:
    """Raise `Refused` with status 404: the thing is not there."""
    raise Refused(build_refusal(404, code, "Not found", f"The {what} was not found."))


def refuse_stranger(status: int) -> NoReturn:
    """Raise `Refused` for another organization than the key's, with the status of this operation."""
    if status == HTTPStatus.NOT_FOUND:
        refuse_unknown("ADMIN-404-2", "organization")
    raise Refused(build_refusal(status, "ADMIN-403-3", "Forbidden", "The key is not for this organization."))


def refuse_bad(code: str, detail: str) -> NoReturn:
    """Raise `Refused` with status 400: the request contradicts itself or the specification."""
    raise Refused(build_refusal(400, code, "Bad request", detail))


def refuse_conflict(code: str, detail: str) -> NoReturn:
    """Raise `Refused` with status 409: the request does not fit the present state."""
    raise Refused(build_refusal(409, code, "Conflict", detail))


def refuse_forbidden(code: str, detail: str) -> NoReturn:
    """Raise `Refused` with status 403: no key may do this to this thing."""
    raise Refused(build_refusal(403, code, "Forbidden", detail))


def refuse_scoped() -> NoReturn:
    """Raise `Refused` with status 403: only keys without scopes may do this."""
    raise Refused(build_refusal(403, "ADMIN-403-3", "Forbidden", "Only a key without scopes may do this."))


def refuse_scope(scope: str) -> NoReturn:
    """Raise `Refused` with status 403: the key does not have the scope."""
    raise Refused(build_refusal(403, "ADMIN-403-3", "Forbidden", f"The key does not have the scope {scope}."))

"""What the lists of API keys and of API tokens have in common: what they are narrowed and ordered by, and how shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from orglint_simulator.call import Call, Endpoint, Json, Reply
from orglint_simulator.endpoints.access import (
    BASE,
    PAGED,
    answer_page,
    build_window_test,
    epoch_to_iso,
    refusal_to_gateway,
    sort_name_field,
)
from orglint_simulator.fields import RequestField, parse_query


class Credential(Protocol):
    """A key or a token: times are seconds of the epoch."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def created(self) -> int:
        """When it was made."""

    @property
    def expires(self) -> int | None:
        """When it ends, if ever."""

    @property
    def used(self) -> int | None:
        """When it was last used, if ever."""


READ: Mapping[str, Callable[[Credential], Any]] = {
    "createdAt": lambda it: it.created,
    "lastActiveAt": lambda it: it.used,
    "expiresAt": lambda it: it.expires,
    "label": lambda it: it.label,
}
PAGE_FIELDS: Mapping[str, RequestField] = {**PAGED, "sort": sort_name_field(*READ)}


def times_to_members(it: Credential) -> dict[str, Json]:
    """Return the members of a row that are times."""
    return {name: epoch_to_iso(READ[name](it)) for name in ("createdAt", "expiresAt", "lastActiveAt")}


def is_meant(it: Credential, query: Mapping[str, Any], *, names: Iterable[str], times: Iterable[str]) -> bool:
    """Return whether a query means it: by its label or one of the names, and by windows of the times."""
    term = query.get("q", "").casefold()
    return any(term in part.casefold() for part in (it.label, *names)) and all(
        build_window_test(query, name)(READ[name](it)) for name in times
    )


def build_endpoints(
    name: str,
    scope: str,
    filters: Mapping[str, RequestField],
    *,
    find: Callable[[Call, Mapping[str, Any]], Sequence[Any]],
    to_row: Callable[[Call, Any], Json],
) -> tuple[Endpoint, ...]:
    """Return the endpoint that lists what `find` finds, and the one that answers how many there are: a bare number."""

    def answer_list(call: Call) -> Reply:
        return answer_page(call, {**filters, **PAGE_FIELDS}, find, to_row)

    def answer_count(call: Call) -> Reply:
        return Reply(len(find(call, parse_query(filters, call.query))))

    return (
        Endpoint("GET", f"{BASE}/{name}", scope, answer_list, refusal_to_gateway, stranger=403),
        Endpoint("GET", f"{BASE}/{name}/count", scope, answer_count, refusal_to_gateway, stranger=403),
    )

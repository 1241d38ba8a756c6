"""Requests as the generated clients build them; nothing in a client is found by a name that its generator chose."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, get_args, get_type_hints
from urllib.parse import quote

from orglint.errors import UnbuildableRequestError
from orglint.tables.endpoints import Endpoint
from orglint.tables.schema import load_specification

_HINT = "The client was made of a document with which orglint cannot work: make it again of one that regen accepts."
_OWN_HEADER = {"content-type"}
_COMPARED = {"method", "url", "params", "json", "headers"}


@dataclass(frozen=True, slots=True)
class _Builder:
    """How a client builds the requests of an operation.

    `unset` is given for each parameter that is left out: a client sends the defaults of its document otherwise. `body`
    is the class of the JSON body, which may stand among others or be left out; None if there is none. `names` are what
    the client calls its parameters, each by its letters and digits alone: clients write `page_size` for `pageSize`.
    """

    build: Callable[..., Mapping[str, Any]]
    signature: inspect.Signature
    unset: Mapping[str, Any]
    body: Any
    names: Mapping[str, str]


def build_request(
    endpoint: Endpoint, *path: str, body: Mapping[str, Any] | None = None, **query: str | int | None
) -> Mapping[str, Any]:
    """Return the keyword arguments of the request that a generated client makes for an operation.

    `path` are the values of its path parameters in their order, `body` are the members of its JSON, `query` its other
    parameters; one that is None is left out. Raises `UnbuildableRequestError` if the client would send anything else,
    be it more or less.
    """
    builder = _find_builder(endpoint)
    asked = {name: value for name, value in query.items() if value is not None}
    wanted = {"method": endpoint.method, "url": _fill_path(endpoint, path), "params": asked, "json": body}
    # Whether that parameter is the one that was meant is seen in the request.
    given = {**builder.unset, **{builder.names.get(_strip_name(name), name): value for name, value in asked.items()}}
    if body is not None:
        if builder.body is None:
            raise _refuse(endpoint, "takes no JSON body")
        given["body"] = _build_body(endpoint, builder, body)
    try:
        builder.signature.bind(*path, **given)
    except TypeError as problem:
        raise _refuse(endpoint, f"takes other parameters: {problem}") from None
    try:
        request = builder.build(*path, **given)
    except (TypeError, ValueError, LookupError, AttributeError) as problem:
        raise _refuse(endpoint, f"does not take the values of its parameters ({type(problem).__name__})") from None
    _compare_request(endpoint, request, wanted)
    return request


def _build_body(endpoint: Endpoint, builder: _Builder, body: Mapping[str, Any]) -> Any:
    try:
        return builder.body.from_dict(dict(body))
    except (TypeError, ValueError, LookupError, AttributeError) as problem:
        raise _refuse(endpoint, f"does not take the members of its body ({type(problem).__name__})") from None


def _compare_request(endpoint: Endpoint, request: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Refuse a request that says anything but what it has to; its members are named, never their values."""
    if (str(request.get("method")).upper(), request.get("url")) != (wanted["method"], wanted["url"]):
        raise _refuse(endpoint, "asks for another operation, or has the values of its path in another order")
    for what, kind in (("params", "parameters"), ("json", "members of the body")):
        found, meant = request.get(what) or {}, wanted[what] or {}
        if not isinstance(found, Mapping):
            raise _refuse(endpoint, f"sends other {kind}")
        differing = sorted({name for name, _ in _pair_up(found) ^ _pair_up(meant)})
        if differing:
            raise _refuse(endpoint, f"adds, leaves out or changes {kind}: {', '.join(differing)}")
    more = [name for name in request.get("headers") or () if name.lower() not in _OWN_HEADER]
    more += [what for what, said in request.items() if said and what not in _COMPARED]
    if more:
        raise _refuse(endpoint, f"adds {', '.join(sorted(more))}")


def _pair_up(members: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(str(name), repr(value)) for name, value in members.items()}


def _fill_path(endpoint: Endpoint, path: tuple[str, ...]) -> str:
    """Return the path with its values; more or fewer of them than it takes fit no request."""
    values = iter(path)
    return re.sub(r"{[^{}]*}", lambda _: quote(next(values, ""), safe=""), endpoint.path)


@cache
def _find_builder(endpoint: Endpoint) -> _Builder:
    operation = load_specification(endpoint.api).find_operation(endpoint)
    build = import_module(f"{endpoint.api.package}.api.{operation.module}")._get_kwargs  # noqa: SLF001 - see ApiClient.ask
    types, hints = import_module(f"{endpoint.api.package}.types"), get_type_hints(build)
    body = (hints.get("body"), *get_args(hints.get("body")))
    signature = inspect.signature(build)
    return _Builder(
        build,
        signature,
        {name: types.UNSET for name, hint in hints.items() if types.Unset in get_args(hint)},
        next((one for one in body if hasattr(one, "from_dict")), None),
        {_strip_name(name): name for name in signature.parameters},
    )


def _strip_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _refuse(endpoint: Endpoint, why: str) -> UnbuildableRequestError:
    return UnbuildableRequestError(f"{endpoint} cannot be asked: its client {why}", _HINT, endpoint=str(endpoint))

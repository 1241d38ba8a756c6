"""Requests as the generated clients build them; nothing in a client is found by a name that its generator chose."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, get_args, get_type_hints

from orglint.tables.endpoints import Endpoint
from orglint.tables.schema import load_specification


class UnbuildableRequestError(Exception):
    """The client cannot say what a request has to say: it was made of a document of which orglint cannot be used."""


def build_request(
    endpoint: Endpoint, *path: str, body: Mapping[str, Any] | None = None, **query: str | int | None
) -> Mapping[str, Any]:
    """Return the keyword arguments of the request that a generated client makes for an operation.

    `path` are the values of its path parameters in their order, `body` are the members of its JSON, `query` its other
    parameters; one that is None is left out. Raises `UnbuildableRequestError` if the client would send anything else.
    """
    module = _import_operation(endpoint)
    given: dict[str, Any] = {name: value for name, value in query.items() if value is not None}
    if body is not None:
        given["body"] = _find_body_class(endpoint).from_dict(dict(body))
    try:
        request: Mapping[str, Any] = module._get_kwargs(*path, **given)  # noqa: SLF001 - see ApiClient.ask
    except TypeError as problem:
        raise UnbuildableRequestError(f"{endpoint}: the client takes other parameters: {problem}") from None
    if body is not None and request.get("json") != body:
        raise UnbuildableRequestError(f"{endpoint}: the client leaves out some of what its body has to say")
    return request


@cache
def _import_operation(endpoint: Endpoint) -> ModuleType:
    operation = load_specification(endpoint.api).find_operation(endpoint)
    return import_module(f"{endpoint.api.package}.api.{operation.module}")


@cache
def _find_body_class(endpoint: Endpoint) -> Any:
    """Return the class of an operation's JSON body, which may stand among others or be left out."""
    hint = get_type_hints(_import_operation(endpoint)._get_kwargs).get("body")  # noqa: SLF001 - see ApiClient.ask
    found = next((one for one in (hint, *get_args(hint)) if hasattr(one, "from_dict")), None)
    if found is None:
        raise UnbuildableRequestError(f"{endpoint}: the client takes no JSON body")
    return found

"""Requests that a document has twice, though the tool could only ask for one."""

from collections.abc import Mapping
from typing import Any

from orglint.collect.tables import CALLS
from orglint.tables import DECLARATIONS
from orglint.tables.apis import Api
from orglint.tables.endpoints import build_key
from regen.refusal import Refusal


def refuse_twins(content: Mapping[str, Any], api: Api) -> None:
    """Refuse the content of a `schemas.json` in which two operations of a table differ in parameters' names only."""
    paths: dict[str, list[str]] = {}
    for each in content["x-operations"].values():
        paths.setdefault(build_key(each["method"], each["path"]), []).append(f"{each['method']} {each['path']}")
    for declaration in DECLARATIONS:
        for endpoint in (declaration.endpoint, *(call.endpoint for call in CALLS[declaration.name])):
            twins = paths.get(endpoint.key, []) if endpoint.api == api else []
            if len(twins) > 1:
                raise Refusal(f"{' and '.join(twins)} are one request: which one {declaration.name} are of is not told")

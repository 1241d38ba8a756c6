"""Requests that a document has twice, though the tool could only ask for one."""

from collections.abc import Mapping
from typing import Any

from orglint.tables.apis import Api
from orglint.tables.endpoints import build_key
from regen.impact.columns import list_declarations
from regen.impact.losses import list_endpoints
from regen.refusal import Refusal


def refuse_twins(content: Mapping[str, Any], api: Api) -> None:
    """Refuse the content of a `schemas.json` in which two operations of a table differ in parameters' names only."""
    paths: dict[str, list[str]] = {}
    for each in content["x-operations"].values():
        paths.setdefault(build_key(each["method"], each["path"]), []).append(f"{each['method']} {each['path']}")
    for declaration in list_declarations(api.name):
        for endpoint in list_endpoints(declaration):
            twins = paths.get(endpoint.key, [])
            if len(twins) > 1:
                raise Refusal(f"{' and '.join(twins)} are one request: which one {declaration.name} are of is not told")

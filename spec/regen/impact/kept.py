"""Going on without something: what a new specification lacks is kept of the one before, and marked as gone.

Rules that read it still compile, the collector does not ask for it, and so it is unknown to them for that reason.
"""

import copy
from collections.abc import Iterable
from typing import Any

from orglint.tables import DECLARATIONS, Declaration, find_declaration
from orglint.tables.endpoints import build_key
from orglint.tables.members import Member, list_members
from regen.impact.columns import Content
from regen.refusal import Refusal

KEPT = "Kept."


def require_known_names(before: Content, names: Iterable[str]) -> None:
    """Refuse names of which the client of before has neither a table (`policies`) nor a column (`users.email`)."""
    for name in names:
        table, dot, column = name.partition(".")
        declaration = next((one for one in DECLARATIONS if one.name == table), None)
        if declaration is None or _find_operation(before, declaration) is None:
            raise Refusal(f"WITHOUT names {name}, and there is no such table in the client of before")
        if dot and _find_member(before, declaration, column) is None:
            raise Refusal(f"WITHOUT names {name}, and the client of before has no such column")


def keep_lost(before: Content, after: Content, names: Iterable[str]) -> dict[str, Any]:
    """Return the new content of `schemas.json` with tables (`policies`) and columns (`users.email`) of the old one."""
    kept: dict[str, Any] = copy.deepcopy(dict(after))
    for name in names:
        table, dot, column = name.partition(".")
        if dot:
            _keep_column(before, kept, find_declaration(table), column)
        else:
            _keep_table(before, kept, find_declaration(table))
    return kept


def _keep_table(before: Content, kept: dict[str, Any], declaration: Declaration) -> None:
    described = (_find_operation(before, declaration) or ("", {}))[1]
    there = _find_operation(kept, declaration)
    item = KEPT + declaration.name
    # Under a name that no operation has: the new document may call another one by the old name.
    kept["x-operations"][there[0] if there else item] = {**described, "gone": True, "itemSchema": item}
    kept["$defs"][item] = before["$defs"][described["itemSchema"]]


def _keep_column(before: Content, kept: dict[str, Any], declaration: Declaration, column: str) -> None:
    member = _find_member(before, declaration, column)
    assert member, f"{declaration.name}.{column}"
    outer, _, inner = member.path.partition(".")
    new = _find_properties(kept, declaration)
    holder = new.setdefault(outer, {"type": "object"}).setdefault("properties", {}) if inner else new
    holder[inner or outer] = {**member.schema, "x-gone": True}


def _find_member(content: Content, declaration: Declaration, column: str) -> Member | None:
    members = list_members(declaration, _find_properties(content, declaration))
    return next((it for it in members if it.column == column), None)


def _find_operation(content: Content, declaration: Declaration) -> tuple[str, dict[str, Any]] | None:
    key = declaration.endpoint.key
    return next(
        (it for it in content["x-operations"].items() if build_key(it[1]["method"], it[1]["path"]) == key), None
    )


def _find_properties(content: Content, declaration: Declaration) -> dict[str, Any]:
    found = _find_operation(content, declaration)
    item = found[1].get("itemSchema") if found else None
    properties: dict[str, Any] = content["$defs"].get(item, {}).get("properties", {})
    return properties

"""Which module of a package asks for which operation, found by what the modules' own text says."""

import re
from pathlib import Path

from regen.document import Document, Operation, operations
from regen.refusal import Refusal
from regen.requested import list_asking


def find_modules(document: Document, package: Path) -> dict[str, str]:
    """Return the module below a package's api that asks for each operation, by the operation's name."""
    asking: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for each in list_asking(package):
        asking.setdefault(each.request, []).append((f"{each.file.parent.name}.{each.file.stem}", each.url))
    return {str(each.node["operationId"]): _choose(each, asking.get(each.request, [])) for each in operations(document)}


def _choose(operation: Operation, found: list[tuple[str, str]]) -> str:
    # Paths that differ only in the names of their parameters are told apart by these.
    alike = [each for each in found if _flat(each[1]) == _flat(operation.path)] if len(found) > 1 else found
    if len(alike) != 1:
        raise Refusal(f"{operation.place}: {len(alike)} modules ask for it")
    return alike[0][0]


def _flat(path: str) -> str:
    return re.sub(r"[^a-z0-9/{}]", "", path.lower())

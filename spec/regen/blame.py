"""Which operations something keeps from being generated: a refusal names them, whichever stage it comes from."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from regen.document import METHODS, Document, Node, Operation, follow, operations, unescape
from regen.requested import list_asking

MANY = 5
IMPORT = re.compile(r"from \.+models\.(\w+) import|from \.(?:\.models\.)?(\w+) import")


def name_some(places: Iterable[str]) -> str:
    """Name the first few of some operations, and how many more there are."""
    each = list(dict.fromkeys(places))
    more = f" and {len(each) - MANY} more" if len(each) > MANY else ""
    return ", ".join(each[:MANY]) + more


def list_users(document: Document, reference: str) -> list[str]:
    """List the operations that use a part of the document, however far round."""
    return [each.place for each in operations(document) if reference in list_reached(document, each)]


def list_dangling(document: Document) -> Iterator[tuple[str, str]]:
    """List the references that lead nowhere in the document, each with an operation that uses it."""
    for operation in operations(document):
        for reference in sorted(list_reached(document, operation)):
            if not reference.startswith("#/") or follow(document, {"$ref": reference}) is None:
                yield operation.place, reference


def list_reached(document: Document, operation: Operation) -> set[str]:
    """List the references that an operation leads to."""
    reached: set[str] = set()
    waiting: list[Node] = [operation.node, operation.item.get("parameters", [])]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            reference = node.get("$ref")
            if isinstance(reference, str) and unescape(reference) not in reached:
                reached.add(unescape(reference))
                waiting.append(follow(document, node) if reference.startswith("#/") else None)
    return reached


def list_culprits(document: Document, attempt: Callable[[Document], object]) -> list[str]:
    """List the operations with which alone an attempt fails; none, if it fails with what no operation uses."""
    return list(_search(document, attempt, list(operations(document))))


def _search(document: Document, attempt: Callable[[Document], object], some: list[Operation]) -> Iterator[str]:
    try:
        attempt(_restrict(document, some))
    except Exception:  # noqa: BLE001  (whatever it is, it comes from one of these)
        if len(some) == 1:
            yield some[0].place
            return
        half = len(some) // 2
        yield from _search(document, attempt, some[:half])
        yield from _search(document, attempt, some[half:])


def _restrict(document: Document, some: list[Operation]) -> Document:
    """Return the document with some of its operations, and the schemas that these use."""
    reached = {reference for each in some for reference in list_reached(document, each)}
    kept = {(each.path, each.method) for each in some}
    paths = {
        path: {key: value for key, value in item.items() if key not in METHODS or (path, key) in kept}
        for path, item in document["paths"].items()
        if any(path == each.path for each in some)
    }
    components: dict[str, Any] = {
        kind: {name: part for name, part in parts.items() if f"#/components/{kind}/{name}" in reached}
        for kind, parts in document.get("components", {}).items()
        if isinstance(parts, dict)
    }
    return {**document, "paths": paths, "components": components}


def list_missing(document: Document, package: Path) -> list[str]:
    """List the operations that a package has no module for."""
    asked = {each.request for each in list_asking(package)}
    return [each.place for each in operations(document) if each.request not in asked]


def list_needing(document: Document, package: Path, files: set[Path]) -> list[str]:
    """List the operations whose modules are some files of a package, or import them, however far round."""
    stems = {path.stem for path in files if path.parent.name == "models"}
    models = {path.stem: set(_list_imported(path)) for path in (package / "models").glob("*.py")}
    while more := {stem for stem, imported in models.items() if imported & stems} - stems:
        stems |= more
    asking = (each for each in list_asking(package) if each.file in files or stems & set(_list_imported(each.file)))
    asked = {each.request for each in asking}
    return [each.place for each in operations(document) if each.request in asked]


def _list_imported(path: Path) -> Iterator[str]:
    for names in IMPORT.findall(path.read_text("utf-8")):
        yield from (name for name in names if name)

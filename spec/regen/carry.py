"""What our document knows about an operation and no other document says, carried over to a newer one."""

from collections.abc import Iterator

from regen.document import Document, operations

NAME = "operationId"


def carry(ours: Document, newer: Document) -> Iterator[tuple[str, str]]:
    """Give each operation of a newer document the words that only ours has: its name, and what begins with x-."""
    known = {operation.request: operation.node for operation in operations(ours)}
    taken = {operation.node.get(NAME) for operation in operations(newer)}
    for operation in operations(newer):
        words = known.get(operation.request, {})
        lacking = {key: words[key] for key in words if key.startswith("x-") and key not in operation.node}
        if not operation.node.get(NAME) and words and words[NAME] not in taken:
            lacking[NAME] = words[NAME]
        operation.node.update(lacking)
        if lacking:
            yield operation.place, f"{', '.join(sorted(lacking))} as in our document"

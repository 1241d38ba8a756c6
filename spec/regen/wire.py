"""What is sent, where the generator could not be told: it has one word for a name on the wire and in Python."""

import json
from collections.abc import Iterator
from pathlib import Path

from regen.document import Document, Operation, operations
from regen.refusal import Refusal
from regen.requested import list_asking
from regen.view.arguments import WIRE_NAME
from regen.view.bodies import BYTES, CONTENT_TYPE

HOLDERS = {"query": "params", "header": "headers", "cookie": "cookies"}


def restore_wire(document: Document, package: Path) -> None:
    """Let a package send what the document names, wherever the view had to give the generator another name."""
    words = {operation.place: list(_list_words(operation)) for operation in operations(document)}
    if not any(words.values()):
        return
    asking = list(list_asking(package))
    texts = {each.file: each.file.read_text("utf-8") for each in asking}
    for operation in operations(document):
        modules = [each.file for each in asking if each.request == operation.request]
        for seen, meant in words[operation.place]:
            having = [path for path in modules if texts[path].count(seen) == 1]
            if len(having) != 1:
                raise Refusal(f"{operation.place}: {len(having)} modules send {seen}, where the document has {meant}")
            texts[having[0]] = texts[having[0]].replace(seen, meant)
            having[0].write_text(texts[having[0]], encoding="utf-8")


def _list_words(operation: Operation) -> Iterator[tuple[str, str]]:
    for parameter in operation.node.get("parameters", []):
        if WIRE_NAME in parameter:
            holder = HOLDERS[parameter["in"]]
            yield f'{holder}["{parameter["name"]}"] =', f"{holder}[{json.dumps(parameter[WIRE_NAME])}] ="
    if kind := operation.node.get("requestBody", {}).get(CONTENT_TYPE):
        yield f'headers["Content-Type"] = "{BYTES}"', f'headers["Content-Type"] = {json.dumps(kind)}'

"""Where the findings are in a document that is laid out as results are written: each on a line of its own."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BEGIN, _END = b'"findings": [\n', b"\n  ]}"


class Span(NamedTuple):
    """Where the lines of a rule's findings are; no line feed is after the last of them."""

    begin: int
    end: int


def find_spans(content: bytes) -> Iterator[Span]:
    """Yield where findings are.

    In JSON a line feed never stands in a text, so that nothing but the end of the list is taken for it.
    """
    end = 0
    while (begin := content.find(_BEGIN, end)) >= 0 and (end := content.find(_END, begin)) >= 0:
        yield Span(begin + len(_BEGIN), end)


def replace_spans(content: bytes, spans: Sequence[Span], instead: Sequence[bytes]) -> bytes:
    """Return the document with something else instead of the lines."""
    parts: list[bytes | memoryview] = []
    whole, after = memoryview(content), 0
    for span, other in zip(spans, instead, strict=True):
        parts += [whole[after : span.begin], other]
        after = span.end
    return b"".join([*parts, whole[after:]])

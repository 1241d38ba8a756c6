"""A kept result without its findings: what it counted is in its rules, and findings may be a million."""

from collections.abc import Iterator

from orglint.errors import ResultError
from orglint.model.result import Result
from orglint.results.kept import KeptResult

_BEGIN, _END = b'"findings": [\n', b"\n  ]}"


def read_counts(kept: KeptResult) -> Result:
    """Return a kept result as it was kept, but with no findings; raises `ResultError` if the file is not that.

    All of the file is compared with its digest. Each finding is on a line of its own there; where a file is laid
    out otherwise, all of it is parsed.
    """
    content = kept.read_content()
    try:
        return kept.parse_content(drop_findings(content))
    except ResultError:
        return kept.parse_content(content)


def drop_findings(content: bytes) -> bytes:
    """Return the document of a result with empty lists of findings, wherever it is laid out as results are written.

    In JSON a line feed never stands in a text, so that nothing but the end of the list is taken for it.
    """
    return b"".join(_select_others(content))


def _select_others(content: bytes) -> Iterator[memoryview]:
    """Yield the parts of a document that are no findings."""
    whole, after = memoryview(content), 0
    while (begin := content.find(_BEGIN, after)) >= 0 and (end := content.find(_END, begin)) >= 0:
        yield whole[after : begin + len(_BEGIN)]
        after = end
    yield whole[after:]

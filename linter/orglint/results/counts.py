"""A kept result without its findings: what it counted is in its rules, and findings may be a million."""

from orglint.errors import ResultError
from orglint.model.result import Result
from orglint.results.kept import KeptResult
from orglint.results.spans import find_spans, replace_spans


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
    """Return the document of a result with empty lists of findings, wherever it is laid out as results are written."""
    spans = list(find_spans(content))
    return replace_spans(content, spans, [b""] * len(spans))

"""Render a result as JSON: the document that `results` writes and reads."""

from collections.abc import Iterator

from orglint.model.result import Result
from orglint.results.write import encode_result


def render(result: Result) -> Iterator[str]:
    """Return the pieces of the document that `result.schema.json` describes."""
    return encode_result(result)

"""Render a result as JSON: the document that `results` writes and reads."""

from orglint.model.result import Result
from orglint.results.write import write_result


def render(result: Result) -> str:
    """Return the document that `result.schema.json` describes."""
    return write_result(result)

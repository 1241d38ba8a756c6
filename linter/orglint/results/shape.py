"""The shape of a result."""

from collections.abc import Mapping
from typing import Any

from orglint.documents.json_schema import load_schema


def load_result_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a result."""
    return load_schema("orglint.results", "result.schema.json")

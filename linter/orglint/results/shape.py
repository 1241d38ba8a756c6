"""The shape of a result."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def load_result_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a result."""
    return dict(json.loads(files("orglint.results").joinpath("result.schema.json").read_text("utf-8")))

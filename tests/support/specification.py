"""The vendored document, read by another reader of YAML than the one that regenerates the client."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DOCUMENT = Path(__file__).parents[2] / "spec" / "admin.openapi.yaml"


@cache
def read_specification() -> dict[str, Any]:
    """Return the document; its reader is in C, and ten times as fast as the one that keeps comments."""
    loaded: dict[str, Any] = yaml.load(DOCUMENT.read_text("utf-8"), yaml.CSafeLoader)
    return loaded

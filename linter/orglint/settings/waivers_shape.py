"""The shape of a waiver file."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from orglint.documents.schema_check import SchemaCheck


@cache
def load_waivers_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a waiver file."""
    text = files("orglint.settings").joinpath("waivers.schema.json").read_text("utf-8")
    return dict(json.loads(text))


@cache
def waivers_schema_check() -> SchemaCheck:
    """Return what finds the mistakes of a waiver file against its schema."""
    return SchemaCheck(load_waivers_schema(), "a waiver file", _FORMS)


_FORMS = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day such as 2027-03-31, without a time",
    "\\w": "some text",
}
"""The patterns of the schema, in words."""

"""The shape of a waiver file."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from orglint.documents.json_schema import load_schema
from orglint.documents.schema_check import SchemaCheck


def load_waivers_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a waiver file."""
    return load_schema("orglint.settings", "waivers.schema.json")


@cache
def waivers_schema_check() -> SchemaCheck:
    """Return what finds the mistakes of a waiver file against its schema."""
    return SchemaCheck(load_waivers_schema(), "a waiver file", _FORMS)


_FORMS = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day such as 2027-03-31, without a time",
    "\\w": "some text",
}
"""The patterns of the schema, in words."""

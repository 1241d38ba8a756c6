"""The shape of a rule file."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from orglint.documents.json_schema import load_schema
from orglint.documents.schema_check import NOT_ALLOWED, SchemaCheck


def load_rule_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a rule file."""
    return load_schema("orglint.rulebook", "rule.schema.json")


@cache
def schema_check() -> SchemaCheck:
    """Return what finds the mistakes of a rule file against its schema."""
    return SchemaCheck(load_rule_schema(), "a rule", _FORMS)


_FORMS = {
    r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$": "one line of signs that can be printed",
    "^[^\\n]*$": "one line",
    "^[a-z][a-z0-9_]{0,39}$": "named with small letters, digits and _, a letter first, 40 at most",
    "^[a-z0-9][a-z0-9-]*$": "named with small letters, digits and -",
    r"^(POST|PUT|DELETE) /v[12]/orgs/\{orgId\}(/([a-z][a-z-]*|\{[a-z][A-Za-z]*\}))+$": (
        "a method and a path that changes something in an organization, such as DELETE /v2/orgs/{orgId}/..."
    ),
    "^[a-z][A-Za-z]*$": "named with letters, the first in lower case",
    "^[A-Za-z0-9:_|/.-]{1,128}$": "a text of letters, digits and : _ | / . -, 128 characters at most",
    "^https://": "an address that begins with https://",
    NOT_ALLOWED: "has no meaning beside attest: a statement decides, and nothing is read",
}
"""The patterns of the schema, in words, and what is wrong with a key that it does not allow beside another."""

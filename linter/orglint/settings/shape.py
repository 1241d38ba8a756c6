"""The shape of `orglint.yaml`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from orglint.documents.json_schema import load_schema
from orglint.documents.schema_check import NOT_ALLOWED, SchemaCheck


def load_config_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of `orglint.yaml`."""
    return load_schema("orglint.settings", "config.schema.json")


_KEY = r"^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|credential:[A-Za-z0-9][A-Za-z0-9._-]*|keyring:[^/]+/.+|cmd:.*\S.*)$"

_TO = r"^(env:ORGLINT_NOTIFY[A-Za-z0-9_]*|file:(.*/)?orglint-notify[^/]*)$"


@cache
def config_check() -> SchemaCheck:
    """Return what finds the mistakes of an `orglint.yaml` against its schema."""
    return SchemaCheck(load_config_schema(), "orglint.yaml", _FORMS, frozenset({"key", "proxy", "to"}))


_FORMS = {
    r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$": "one line of signs that can be printed",
    r"^(?=.*\w)[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$": "some words in one line",
    "^[A-Za-z0-9][A-Za-z0-9-]{0,63}$": "an id of letters, digits and hyphens",
    "^[0-9a-f]{64}$": "a SHA-256 of 64 digits and small letters",
    "^[0-9]{1,6}[smhd]$": "a length of time such as 30s, 90m, 24h or 7d",
    "^https?://": "an address that begins with https://",
    "^(?!all$|[0-9a-f]{8}-)[a-z0-9][a-z0-9-]{0,39}$": (
        "named with lower case letters, digits and -, 40 at most; not all, and not as an id"
    ),
    NOT_ALLOWED: "does not go with organizations, where each has its id",
    _TO: "env:NAME with a name that begins with ORGLINT_NOTIFY, or file:PATH with a file called orglint-notify...",
    _KEY: "env:NAME, file:PATH, credential:NAME, keyring:SERVICE/NAME or cmd:COMMAND",
}
"""The patterns of the schema, in words."""

"""The vendored documents, read by another reader of YAML than regen's, and what the clients say of themselves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SPEC = Path(__file__).parents[2] / "spec"
GENERATED = SPEC.parent / "generated"
VENDOR = "https://api.atlassian.com/admin"
BASES = {
    "organizations": "https://api.atlassian.com/admin",
    "api-access": "https://api.atlassian.com/admin/api-access",
    "control": "https://api.atlassian.com/admin/control",
}
"""Where each API is served; the paths of its document begin there."""
PACKAGES = {
    "organizations": "atlassian_admin",
    "api-access": "atlassian_api_access",
    "control": "atlassian_control",
}
"""The client of each API."""


def locate_apis(vendor: str) -> dict[str, str]:
    """Return the base URL of each API where the vendor's is another one."""
    return {api: vendor + url.removeprefix(VENDOR) for api, url in BASES.items()}


SCHEMAS: dict[str, dict[str, Any]] = {
    api: json.loads((GENERATED / package / "schemas.json").read_text("utf-8")) for api, package in PACKAGES.items()
}
OPERATIONS: dict[str, Any] = {
    name: {**facts, "api": api, "below": BASES[api].removeprefix(VENDOR) + facts["path"]}
    for api, content in SCHEMAS.items()
    for name, facts in content["x-operations"].items()
}
"""What schemas.json says of each operation, its API, and its path below the vendor's base; no two have one name."""


def locate_document(api: str) -> Path:
    """Return where the document of an API is."""
    return SPEC / f"{api}.openapi.yaml"


@cache
def read_specification(api: str = "organizations") -> dict[str, Any]:
    """Return the document of an API; its reader is in C, and ten times as fast as the one that keeps comments."""
    loaded: dict[str, Any] = yaml.load(locate_document(api).read_text("utf-8"), yaml.CSafeLoader)
    return loaded

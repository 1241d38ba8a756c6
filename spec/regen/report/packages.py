"""Two packages side by side: what they were made of, and the files that differ."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from orglint.tables.apis import Api

SCHEMAS = "schemas.json"


def find_package_before(api: Api, out: Path) -> Path | None:
    """Return the package in a new one's place; where none is, that of the client that orglint has, if it has one."""
    if (out / SCHEMAS).is_file():
        return out
    found = find_spec(api.package)
    return Path(found.origin).parent if found and found.origin else None


def read_schemas(package: Path | None) -> dict[str, Any] | None:
    """Return what a package's `schemas.json` holds; None if there is no such package."""
    path = package / SCHEMAS if package else None
    if path is None or not path.is_file():
        return None
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def read_digest(package: Path) -> str:
    """Return the digest of the document that a package was made of; empty if there is none."""
    content = read_schemas(package)
    return str(content.get("x-document-sha256", "")) if content else ""


def list_differing_files(old: Path, new: Path) -> list[str]:
    """List the files that two packages do not have in common, byte for byte."""
    before, after = _read_files(old), _read_files(new)
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def _read_files(package: Path) -> dict[str, bytes]:
    found = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in found}

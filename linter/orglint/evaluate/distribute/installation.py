"""What an installation judges with; two that differ in it may judge differently, and so do not work together."""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from orglint import __version__
from orglint.tables.apis import APIS
from orglint.tables.schema import load_specification

_SHORT = 8
"""Digits of a digest that are shown."""


@cache
def describe_installation() -> Mapping[str, str]:
    """Return what this installation judges with: versions, and digests of the code and of the specifications."""
    specifications = {f"specification of {name}": load_specification(api).sha256 for name, api in APIS.items()}
    return {"orglint": __version__, "code": _digest_code(), "DuckDB": version("duckdb"), **specifications}


def list_differences(here: Mapping[str, str], there: Mapping[str, str]) -> Iterator[str]:
    """Yield in which respects an installation is another one than that here."""
    for name in dict.fromkeys((*here, *there)):
        ours, theirs = here.get(name, "none"), there.get(name, "none")
        if ours != theirs:
            yield f"{name} {_shorten(theirs)} in place of {_shorten(ours)}"


def _shorten(value: str) -> str:
    return value[:_SHORT] if len(value) == sha256().digest_size * 2 else value


def _digest_code() -> str:
    digest = sha256()
    for path, file in sorted(_list_modules(files("orglint"), "")):
        digest.update(f"{path}\0".encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _list_modules(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _list_modules(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{path}{entry.name}", entry

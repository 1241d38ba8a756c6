"""Where compiled rules are kept for runs to come, and what they follow from beside their own text."""

import os
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from platform import python_version

from orglint import __version__
from orglint.rulebook.kept import KeptRules
from orglint.tables.apis import APIS
from orglint.tables.schema import locate_specification

CACHE = "ORGLINT_CACHE"
"""The environment variable that names the folder; if it is empty, nothing is kept."""

_FILE = "rules.bin"
_LIBRARIES = ("cel-expr-python", "protobuf", "sqlglot")
_DISTRIBUTIONS = frozenset(name.replace("-", "_") for name in _LIBRARIES)


def open_kept_rules() -> KeptRules | None:
    """Return the compiled rules of earlier runs; None if nothing is to be kept, or there is nowhere to keep it."""
    folder = find_cache(os.environ)
    return KeptRules(folder / _FILE, _digest_installation()) if folder else None


def find_cache(environment: Mapping[str, str]) -> Path | None:
    """Return the folder that an environment names for what can be made again; None if there is none."""
    named = environment.get(CACHE)
    if named is not None:
        return Path(named) if named else None
    try:
        caches = Path(environment.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    except RuntimeError:  # nobody's home is known
        return None
    return caches / "orglint" if caches.is_absolute() else None


@cache
def _digest_installation() -> bytes:
    """Return a digest of all that compiles rules: versions, specifications and the code of orglint itself.

    A specification counts with all that regen made of it: that may differ where the document is the same.
    """
    digest = sha256(repr((python_version(), __version__, *_list_versions())).encode())
    for path in (*map(locate_specification, APIS.values()), *_list_sources()):
        digest.update(sha256(path.read_bytes()).digest())
    return digest.digest()


def _list_versions() -> list[str]:
    """Return the versions of the libraries, as the folders are called that their installation left.

    Where these do not tell all, `importlib.metadata` does: it takes longer to load than everything else here.
    """
    installed = [(it.name.partition("-")[0], it.name) for folder in sys.path for it in Path(folder).glob("*.dist-info")]
    found = sorted((library, folder) for library, folder in installed if library in _DISTRIBUTIONS)
    if [library for library, _ in found] == sorted(_DISTRIBUTIONS):
        return [folder for _, folder in found]
    from importlib.metadata import version

    return [version(library) for library in _LIBRARIES]


def _list_sources() -> list[Path]:
    """Return the modules and the schemas of the rooms that decide what a rule is compiled to.

    Without looking into the folders of compiled modules, and sorted as texts: every check waits for it.
    """
    package, found = Path(__file__).parents[1], []
    for room in _ROOMS:
        for folder, below, names in os.walk(package / room):
            below[:] = [name for name in below if name != "__pycache__"]
            found += [f"{folder}/{name}" for name in names if name.endswith((".py", ".json"))]
    return [Path(path) for path in sorted(found)]


_ROOMS = ("documents", "expressions", "model", "rulebook", "sql", "tables")

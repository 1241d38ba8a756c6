"""The digest of a pack: what `orglint.yaml` pins."""

from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from orglint.errors import Mistake, RuleError
from orglint.rulebook import rule_files


def digest_pack(folder: Path) -> str:
    """Return the SHA-256 of a pack: of the lines that `sha256sum` prints for its files, in the order of their paths.

    These are `pack.yaml` and the rules, with paths relative to the folder. Raises `RuleError` if one cannot be read.
    """
    paths = sorted(path.relative_to(folder).as_posix() for path in _list_files(folder))
    lines = (f"{_digest_file(folder / path)}  {path}\n" for path in paths)
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _list_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a pack; whatever else is wrong with the folder is told by who loads it."""
    if (folder / rule_files.PACK).is_file():
        yield folder / rule_files.PACK
    yield from rule_files.find_rule_files(folder, lambda _: None)


def _digest_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RuleError((Mistake(f"cannot be read: {error.strerror}", rule_files.escape_path(path)),)) from None

"""Packs whose digest `orglint.yaml` pins."""

from collections.abc import Iterator, Sequence
from os.path import realpath
from pathlib import Path

from orglint import rulebook
from orglint.errors import Mistake, RuleError
from orglint.settings import Config


def refuse_other_digests(config: Config, folders: Sequence[Path]) -> None:
    """Raise `RuleError` with both digests for each pack of these folders that is not the one that the file pins."""
    if mistakes := tuple(_find_other_digests(config, folders)):
        raise RuleError(mistakes)


def _find_other_digests(config: Config, folders: Sequence[Path]) -> Iterator[Mistake]:
    used = {realpath(folder) for folder in folders if folder.is_dir()}
    for item in config.pack_items:
        folder = item.locate(config.folder) or rulebook.find_bundled_rules()
        if item.sha256 and realpath(folder) in used and (found := rulebook.digest_pack(folder)) != item.sha256:
            text = f"the pack {item.written} is not the pinned one: its sha256 is {found}, and not {item.sha256}"
            yield config.build_mistake(("rules", item.place), f"{text}; look at what changed before you pin it")

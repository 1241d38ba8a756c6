"""The packs that `orglint.yaml` names: a path, or a path with the digest that the pack must have."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

BUNDLED = "bundled"


class PackItem(NamedTuple):
    """An entry under `rules`: its number, what is written as the pack, and the digest that is pinned, if one is."""

    place: int
    written: str
    sha256: str = ""

    def locate(self, folder: Path) -> Path | None:
        """Return the folder of the pack; None for the bundled one."""
        return None if self.written == BUNDLED else folder / self.written


def list_pack_items(values: Mapping[str, Any]) -> Iterator[PackItem]:
    """Yield what a file says under `rules`; the bundled pack if it says nothing."""
    for place, item in enumerate(values.get("rules", [BUNDLED])):
        if isinstance(item, str):
            yield PackItem(place, item)
        else:
            yield PackItem(place, item["pack"], item["sha256"])

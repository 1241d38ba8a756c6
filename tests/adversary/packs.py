"""Folders of rules: the first bundled ones and this folder's, or only those of them that an attack is about."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from support.bundled import find_founding_rules

_HERE = Path(__file__).parent
_FOLDERS = (find_founding_rules(), _HERE / "rules")


@dataclass(frozen=True, slots=True)
class Packs:
    """A place for folders of rules; each is made once."""

    place: Path

    def of(self, rules: tuple[str, ...] = ()) -> Path:
        """Return a folder that holds these rules, or every rule if none is named."""
        folder = self.place / "+".join(rules).replace("/", ".")[:200] if rules else self.place / "every"
        if not folder.exists():
            for root in _FOLDERS:
                for file in sorted(root.glob("*/*.yaml")):
                    name = file.relative_to(root)
                    if not rules or str(name.with_suffix("")) in rules:
                        (folder / name).parent.mkdir(parents=True, exist_ok=True)
                        shutil.copy(file, folder / name)
        return folder

"""Three large documents in the shape of the official ones: June 2026 is whole, the others are differences to it.

.venv/bin/python tests/spec/large/build.py august-2026 > august-2026.json
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
WHOLE = "june-2026"
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))

Node = Any  # what JSON can say


def build(name: str) -> dict[str, Any]:
    """Return a document as plain JSON values, its names in order, as stored copies of the official ones have them."""
    document = _load(WHOLE) if name == WHOLE else _patched(_load(WHOLE), _load(name))
    whole = {key: value for key, value in document.items() if key != "x-parts"}
    in_order: dict[str, Any] = json.loads(json.dumps(whole, sort_keys=True))
    return in_order


def write(name: str, folder: Path) -> Path:
    """Write a document as JSON into a folder."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(build(name), indent=1), encoding="utf-8")
    return path


@cache
def _load(name: str) -> Node:
    return YAML(typ="safe", pure=True).load((HERE / f"{name}.yaml").read_text("utf-8"))


def _patched(whole: Node, patch: Node) -> Node:
    """Apply a merge patch (RFC 7396): null takes away, mappings are merged, anything else is put in place."""
    if not isinstance(patch, dict):
        return patch
    kept = whole if isinstance(whole, dict) else {}
    given = {key: _patched(kept.get(key), value) for key, value in patch.items() if value is not None}
    return {key: value for key, value in kept.items() if key not in patch} | given


if __name__ == "__main__":
    json.dump(build(sys.argv[1]), sys.stdout, indent=1)

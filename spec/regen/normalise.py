"""Make any document of this API one that generates whole."""

import json
from collections import deque
from dataclasses import dataclass

from regen.blame import list_culprits, name_some
from regen.document import Document
from regen.refusal import Refusal
from regen.repairs import REPAIRS
from regen.validate import validate


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was put right, and where."""

    repair: str
    place: str
    what: str


def normalise(document: Document) -> tuple[Document, list[Note]]:
    """Return a repaired copy of the document, and all that was repaired."""
    # Through text, so that no two places share a part (YAML anchors do) and a repair of one is a repair of one.
    repaired = json.loads(json.dumps(document))
    return repaired, [note for name in REPAIRS for note in _notes(name, repaired, document)]


def _notes(name: str, repaired: Document, original: Document) -> list[Note]:
    try:
        return [Note(name, *said) for said in REPAIRS[name](repaired)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        validate(original)  # It says best what is wrong.
        of = name_some(list_culprits(original, _repair_all)) or "what no operation uses"
        raise Refusal(f"the repair {name} cannot read {of} ({error})") from None


def _repair_all(document: Document) -> None:
    repaired = json.loads(json.dumps(document))
    for repair in REPAIRS.values():
        deque(repair(repaired), maxlen=0)

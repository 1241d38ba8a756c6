"""Make any document of this API one that generates whole."""

import json
from dataclasses import dataclass

from openapi_spec_validator import OpenAPIV31SpecValidator

from regen.document import Document
from regen.refusal import Refusal
from regen.repairs import REPAIRS


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
    notes = [Note(name, *said) for name, repair in REPAIRS.items() for said in repair(repaired)]
    return repaired, notes


def validate(document: Document) -> None:
    """Refuse a document that is not valid OpenAPI 3.1."""
    try:
        mistakes = [_sentence(mistake) for mistake in OpenAPIV31SpecValidator(document).iter_errors()]
    except Exception as error:  # noqa: BLE001  (it fails in many own ways on references to nowhere)
        raise Refusal(f"the document is not valid OpenAPI 3.1: {type(error).__name__}: {error}") from None
    if mistakes:
        raise Refusal("the document is not valid OpenAPI 3.1:\n" + "\n".join(f"  {each}" for each in mistakes))


def _sentence(mistake: Exception) -> str:
    place = "/".join(str(step) for step in getattr(mistake, "absolute_path", ()))
    message = str(getattr(mistake, "message", mistake)).splitlines()[0]
    return f"{place or 'document'}: {message[:300]}"

"""Make any document of this API one that generates whole."""

import json
from dataclasses import dataclass

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import ExtraParametersError

from regen.document import Document, Node
from regen.refusal import Refusal
from regen.repairs import REPAIRS

VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}


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
        raise Refusal(f"the repair {name} cannot read the document: {type(error).__name__}: {error}") from None


def validate(document: Document) -> None:
    """Refuse a document that is not valid OpenAPI."""
    version = str(document["openapi"])[:3]
    try:
        mistakes = [_sentence(mistake) for mistake in _list_mistakes(document, version)]
    except Exception as error:  # noqa: BLE001  (it fails in many own ways on references to nowhere)
        raise Refusal(f"the document is not valid OpenAPI {version}: {type(error).__name__}: {error}") from None
    if mistakes:
        raise Refusal(f"the document is not valid OpenAPI {version}:\n" + "\n".join(f"  {each}" for each in mistakes))


def _list_mistakes(document: Document, version: str) -> list[Exception]:
    try:
        found = list(VALIDATORS[version](document).iter_errors())
    except RecursionError:
        # It follows sums that lead back to themselves, as a discriminator's heirs do, without end; unions it does not.
        found = list(VALIDATORS[version](_without_sums(document)).iter_errors())
    # OpenAPI lets a schema require a property that it does not describe; the validator does not.
    return [mistake for mistake in found if not isinstance(mistake, ExtraParametersError)]


def _without_sums(node: Node) -> Node:
    if isinstance(node, list):
        return [_without_sums(each) for each in node]
    if not isinstance(node, dict):
        return node
    whole = {key: _without_sums(value) for key, value in node.items() if key != "allOf"}
    return {**whole, "anyOf": [*_without_sums(node["allOf"]), *whole.get("anyOf", [])]} if "allOf" in node else whole


def _sentence(mistake: Exception) -> str:
    place = "/".join(str(step) for step in getattr(mistake, "absolute_path", ()))
    message = str(getattr(mistake, "message", mistake)).splitlines()[0]
    return f"{place or 'document'}: {message[:300]}"

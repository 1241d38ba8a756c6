"""The shape of a rule file, checked against the JSON Schema that editors use too."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from orglint.errors import Mistake
from orglint.rulebook.document import At, Document

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a rule file."""
    text = files("orglint.rulebook").joinpath("rule.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def mistakes(document: Document) -> Iterator[Mistake]:
    """Yield every place where a document has not the shape of a rule."""
    if _quick().is_valid(document.data):
        return
    found = (mistake for error in _validator().iter_errors(document.data) for mistake in _told(document, error))
    yield from dict.fromkeys(found)  # the library tells every missing key by itself, and here they are told together


def _told(document: Document, error: "ValidationError") -> Iterator[Mistake]:
    at: At = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(document, at, error)
    else:
        yield document.mistake(at, _explain(error, at))


@cache
def _quick() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(schema()))


@cache
def _validator() -> "Draft202012Validator":
    # it finds more words for what is wrong, and takes a tenth of a second to import: only files with mistakes need it
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(schema())


def _unknown_keys(document: Document, at: At, error: "ValidationError") -> Iterator[Mistake]:
    schema: Any = error.schema
    instance: Any = error.instance
    known = list(schema["properties"])
    for key in sorted(set(instance) - set(known)):
        close = get_close_matches(key, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
        yield document.mistake((*at, key), f"there is no key {key}{hint}")


def _explain(error: "ValidationError", at: At) -> str:
    where = ".".join(str(part) for part in at) or "a rule"
    wanted: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            missing = [key for key in wanted if key not in instance]
            return f"{where} needs {_listed(missing, 'and')}"
        case "enum":
            return f"{where} is one of {', '.join(wanted)}, not {json.dumps(instance)}"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return f"{where} must be {_listed([_SPOKEN[kind] for kind in kinds])}{_given(instance)}"
        case "pattern":
            return f"{where} must be {_FORMS[wanted]}{_given(instance)}"
    return f"{where} {_LIMITS[str(error.validator)].format(wanted)}"


def _listed(words: list[str], last: str = "or") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def _given(instance: Any) -> str:
    """Return what stands there, where that is short enough to be told."""
    return "" if isinstance(instance, list | dict) else f", it is {json.dumps(instance, ensure_ascii=False)[:40]}"


_SPOKEN = {
    "string": "text",
    "object": "keys with values",
    "array": "a list",
    "boolean": "true or false",
    "number": "a number",
}

_LIMITS = {
    "format": "is no {}",
    "maxItems": "may have {} elements, it has more",
    "maxLength": "may have {} characters, it has more",
    "maxProperties": "may have {} keys, it has more",
    "minItems": "is empty: it needs at least {}",
    "minLength": "is empty: it needs some text",
}
"""What is wrong with a value that is beyond a limit of the schema, which stands in the braces."""

_FORMS = {
    r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$": "one line of signs that can be printed",
    "^[^\\n]*$": "one line",
    "^[a-z][a-z0-9_]{0,39}$": "named with small letters, digits and _, a letter first, 40 at most",
    "^[a-z0-9][a-z0-9-]*$": "named with small letters, digits and -",
    "^https://": "an address that begins with https://",
}
"""The patterns of the schema, in words."""

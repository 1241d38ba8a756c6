"""Check a document against its JSON Schema, which editors use too; each mistake has a place and plain words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from orglint.documents.json_schema import SchemaValidator
from orglint.documents.strict_yaml import At, Document
from orglint.errors import MOST_TOLD, Mistake

if TYPE_CHECKING:
    from jsonschema import ValidationError


_MORE = f"there are more than {MOST_TOLD} mistakes in this file"

NOT_ALLOWED = "not"
"""What a schema says of a key that is known, and may not be there beside another: {"not": {}}."""


@dataclass(frozen=True)
class SchemaCheck:
    """A kind of document with its schema: `subject` names it, `forms` says each pattern of the schema in words.

    `forms` may also say what is wrong with a key that is not allowed beside another one (`NOT_ALLOWED`).
    The values of `secret` keys are in no message; nor is a document that is a text, which may be any other file.
    """

    schema: Mapping[str, Any]
    subject: str
    forms: Mapping[str, str]
    secret: frozenset[str] = frozenset()

    def mistakes(self, document: Document) -> Iterator[Mistake]:
        """Yield every place where a document has not the shape of its kind, up to a number that somebody mends at once.

        Whoever takes them all knows the last one: it says that there are more. To count those of a file with one in
        each line would take many times as long as to read it.
        """
        errors = self._validator.iterate_errors(document.data)
        found = (mistake for error in errors for mistake in self._error_to_mistakes(document, error))
        told: set[Mistake] = set()
        for mistake in found:
            if mistake in told:  # the library reports each missing key by itself; here they are reported together
                continue
            if len(told) == MOST_TOLD:
                yield replace(mistake, text=f"{_MORE}: the next one is here")
                return
            told.add(mistake)
            yield mistake

    @cached_property
    def _validator(self) -> SchemaValidator:
        return SchemaValidator(self.schema)

    def _error_to_mistakes(self, document: Document, error: "ValidationError") -> Iterator[Mistake]:
        at: At = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            yield from _unknown_keys(document, at, error)
        else:
            yield document.mistake(at, self._explain_error(error, at))

    def _explain_error(self, error: "ValidationError", at: At) -> str:
        where = ".".join(str(part) for part in at) or self.subject
        wanted: Any = error.validator_value
        instance: Any = error.instance
        shown = "" if not at or self.secret.intersection(at) else _format_instance(instance)
        match error.validator:
            case "not":
                return f"{where} {self.forms[NOT_ALLOWED]}"
            case "const":
                return f"{where} must be {json.dumps(wanted)}{shown}"
            case "required":
                missing = [key for key in wanted if key not in instance]
                return f"{where} needs {_join_words(missing, 'and')}"
            case "enum":
                return f"{where} is one of {', '.join(wanted)}, not {json.dumps(instance)}"
            case "type":
                kinds = [wanted] if isinstance(wanted, str) else wanted
                return f"{where} must be {_join_words([_TYPE_WORDS[kind] for kind in kinds])}{shown}"
            case "pattern":
                return f"{where} must be {self.forms[wanted]}{shown}"
        return f"{where} {_LIMITS[str(error.validator)].format(wanted)}"


def _unknown_keys(document: Document, at: At, error: "ValidationError") -> Iterator[Mistake]:
    schema: Any = error.schema
    instance: Any = error.instance
    known = list(schema["properties"])
    for key in (it for it in instance if it not in known):
        close = get_close_matches(key, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
        yield document.mistake((*at, key), f"there is no key {key}{hint}")


def _join_words(words: list[str], last: str = "or") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def _format_instance(instance: Any) -> str:
    """Return the value at the place of a mistake, if it is short enough to be shown."""
    return "" if isinstance(instance, list | dict) else f", it is {json.dumps(instance, ensure_ascii=False)[:40]}"


_TYPE_WORDS = {
    "string": "text",
    "object": "keys with values",
    "array": "a list",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
}

_LIMITS = {
    "format": "is no {}",
    "maxItems": "may have {} elements, it has more",
    "maxLength": "may have {} characters, it has more",
    "maxProperties": "may have {} keys, it has more",
    "minItems": "is empty: it needs at least {}",
    "minLength": "is empty: it needs some text",
    "minProperties": "is empty: it needs at least {}",
    "minimum": "must be {:,} or more",
    "maximum": "must be {:,} or less",
    "uniqueItems": "names something twice",
}
"""What is wrong with a value that is beyond a limit of the schema, which stands in the braces."""

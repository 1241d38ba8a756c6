"""Check data against a JSON Schema: quickly where nothing is wrong, and with the place of what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import orjson

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError


@dataclass(frozen=True)
class SchemaValidator:
    """A JSON Schema; with `formats` it also asks that a date is one, and so on."""

    schema: Mapping[str, Any]
    formats: bool = False

    def iterate_errors(self, data: Any) -> Iterator["ValidationError"]:
        """Yield what the schema does not allow in `data`; each error knows its place."""
        if not self._fast_validator.is_valid(data):
            yield from self._explaining_validator.iter_errors(data)

    def find_first_misfit(self, data: Any) -> str | None:
        """Return the place of the first part that is not allowed, such as `tables/users`; None if all of them are."""
        error = next(self.iterate_errors(data), None)
        return None if error is None else "/".join(str(part) for part in error.absolute_path) or "its top"

    @cached_property
    def _fast_validator(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(dict(self.schema), validate_formats=self.formats)

    @cached_property
    def _explaining_validator(self) -> "Draft202012Validator":
        # it finds more words for what is wrong, and takes a tenth of a second to import: only mistakes need it
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above
        from jsonschema.validators import extend  # noqa: PLC0415 - see above

        checker = Draft202012Validator.FORMAT_CHECKER if self.formats else None
        strict: type[Draft202012Validator] = extend(Draft202012Validator, _OURS)  # type: ignore[no-untyped-call]
        return strict(self.schema, format_checker=checker)


def _find_pattern_errors(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator["ValidationError"]:
    """Yield an error where a text does not match; to Python `$` would also be before a line break at the end."""
    from jsonschema import ValidationError  # noqa: PLC0415 - see `_explaining_validator`

    del validator, schema
    ends = pattern.endswith("$") and not pattern.endswith(r"\$")
    if isinstance(instance, str) and not re.search(f"{pattern[:-1]}\\Z" if ends else pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _find_errors_of_others(validator: Any, rest: Any, instance: Any, schema: Any) -> Iterator["ValidationError"]:
    """Yield the errors of members that the schema does not name, in their order; the library goes through a set."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - see `_explaining_validator`

    if not isinstance(rest, Mapping) or not isinstance(instance, dict) or "patternProperties" in schema:
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](validator, rest, instance, schema)
        return
    named = schema.get("properties", {})
    for name in instance:
        if name not in named:
            yield from validator.descend(instance[name], rest, path=name)


_OURS = {"pattern": _find_pattern_errors, "additionalProperties": _find_errors_of_others}
"""What is checked otherwise than the library does."""


def first_misfit(members: Mapping[str, Any], package: str, name: str) -> str | None:
    """Return the place of the first part that a schema of ours does not allow; None if all of them fit.

    A place is a path such as `tables/users`. The schema is the file `name` beside the modules of `package`; the whole
    document is called `its top`.
    """
    return _read_validator(package, name).find_first_misfit(members)


@cache
def load_schema(package: str, name: str) -> Mapping[str, Any]:
    """Return the schema in the file `name` beside the modules of `package`."""
    return dict(orjson.loads(files(package).joinpath(name).read_bytes()))


@cache
def _read_validator(package: str, name: str) -> SchemaValidator:
    return SchemaValidator(load_schema(package, name), formats=True)

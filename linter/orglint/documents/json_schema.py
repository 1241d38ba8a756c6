"""Where a JSON document of our own does not match its JSON Schema."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
import orjson


def first_misfit(members: Mapping[str, Any], package: str, name: str) -> str | None:
    """Return the place of the first part that a schema of ours does not allow; None if all of them fit.

    A place is a path such as `tables/users`. The schema is the file `name` beside the modules of `package`; the whole
    document is called `its top`.
    """
    if _quick_validator(package, name).is_valid(members):
        return None
    mistake = next(_validator(package, name).iter_errors(members), None)
    return mistake and ("/".join(str(part) for part in mistake.absolute_path) or "its top")


@cache
def _schema(package: str, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = orjson.loads(files(package).joinpath(name).read_bytes())
    return found


@cache
def _quick_validator(package: str, name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(_schema(package, name)), validate_formats=True)


@cache
def _validator(package: str, name: str) -> Any:
    # it knows the place of a mistake; importing it takes a tenth of a second that only what is damaged needs
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(_schema(package, name), format_checker=Draft202012Validator.FORMAT_CHECKER)

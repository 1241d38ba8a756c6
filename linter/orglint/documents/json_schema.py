"""What does not have the shape that a JSON Schema asks for, told with its place."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


def first_misfit(members: Mapping[str, Any], package: str, name: str) -> str | None:
    """Return the place of the first part that a schema of ours does not allow; None if all of them fit.

    A place is a path such as `tables/users`. The schema is the file `name` beside the modules of `package`; the whole
    document is called `its top`.
    """
    mistake = next(_load_validator(package, name).iter_errors(members), None)
    return None if mistake is None else "/".join(str(part) for part in mistake.absolute_path) or "its top"


@cache
def _load_validator(package: str, name: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - a tenth of a second that only a reader pays

    schema = orjson.loads(files(package).joinpath(name).read_bytes())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

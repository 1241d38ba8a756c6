"""The generator's own names: what it makes of a document's names, and which ones its modules need themselves."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import openapi_python_client
from openapi_python_client.strings import ClassName, PythonIdentifier, pascal_case, snake_case

GENERATOR = Path(openapi_python_client.__file__).parent
PREFIX = "field_"

# How a template binds a name, and how the parser lists what a module has to import.
IMPORT = re.compile(r"^\s*(?:from\s+\S+\s+)?import\s+([\w., ]+)", re.MULTILINE)
LISTED = re.compile(r"\"(?:from \S+ )?import ([\w, ]+)\"")
DEFINITION = re.compile(r"^\s*(?:async\s+)?(?:class|def)\s+(\w+)", re.MULTILINE)
ASSIGNMENT = re.compile(r"^\s*(\w+)(?:\s*:\s*[^=\n]+)?\s=\s", re.MULTILINE)
ARGUMENTS = re.compile(r"^def \w+\(\*, (\w+): .*, (\w+): ", re.MULTILINE)
INSIDE = re.compile(r"(.+?)(_item|_type_\d+)+(_data)?")
LOGIC = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)


@cache
def make_class_name(text: str) -> str:
    """Return the name of the class that the generator makes of a schema's name or title."""
    return str(ClassName(text, PREFIX))


@cache
def make_nested_name(parent: str, text: str) -> str:
    """Return the name of the class that the generator makes of a schema inside another class or operation."""
    return make_class_name(f"{pascal_case(parent)}{pascal_case(text)}" if parent else text)


@cache
def make_identifier(text: str) -> str:
    """Return the name of the argument, attribute or module that the generator makes of a name."""
    return str(PythonIdentifier(text, PREFIX))


def make_raw_identifier(text: str) -> str:
    """Return the identifier that the generator falls back to when two names become the same one."""
    return str(PythonIdentifier(text, PREFIX, skip_snake_case=True))


def make_member_name(text: str) -> str:
    """Return the name of the member that the generator makes of an enum's value."""
    return snake_case(text.upper()).upper()


def is_inside(name: str, others: Collection[str]) -> bool:
    """Say whether generated code calls a value so on its way into or out of another argument or attribute."""
    found = INSIDE.fullmatch(name)
    return found is not None and found[1] in others


def flatten(name: str) -> str:
    """Return what two names have in common if their classes, modules or files could be taken for each other."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@cache
def find_taken_classes() -> frozenset[str]:
    """List the names that a generated module imports or defines itself, so that no class may have them."""
    found = {name for kind in ("model", "endpoint_module", "str_enum", "int_enum") for name in _bound(kind)}
    for path in (GENERATOR / "parser/properties").glob("*.py"):
        found |= {name.strip() for names in LISTED.findall(path.read_text("utf-8")) for name in names.split(",")}
    return frozenset(found)


@cache
def find_taken_arguments() -> frozenset[str]:
    """List the names that the functions of an operation use themselves, so that no argument may have them."""
    given = ARGUMENTS.findall(_template("endpoint_module"))
    return frozenset({*_bound("endpoint_module"), *_bound("endpoint_macros"), *chain(*given), "body", "url"})


def _bound(kind: str) -> Iterator[str]:
    text = _template(kind)
    for names in IMPORT.findall(text):
        yield from (each.split(" as ")[-1].split(".")[0].strip() for each in names.split(","))
    yield from DEFINITION.findall(text)
    yield from ASSIGNMENT.findall(text)


def _template(kind: str) -> str:
    return LOGIC.sub("", (GENERATOR / "templates" / f"{kind}.py.jinja").read_text("utf-8"))

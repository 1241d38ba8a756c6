"""Values of YAML with the text that they were written as: what is no text for YAML may be meant as one."""

import math
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import ScalarNode

# Where a value of the type that a schema names stands.
VALUES = ("enum", "const", "default", "example")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a yes or a no, or a date, and how it was written."""

    value: bool | float | None
    text: str


class _Constructor(SafeConstructor):
    """Keeps the text of what YAML knows and JSON does not, or writes in another way."""


def make_loader() -> YAML:
    """Make a reader of YAML 1.2, and of 1.1 where a document says so, that returns such values as scalars."""
    loader = YAML(typ="safe", pure=True)
    loader.Constructor = _Constructor
    return loader


def simplify(value: Any, *, is_text: bool = False) -> Any:
    """Turn what was read into what JSON knows; where a schema's type is text, what only looks like a number is text."""
    if isinstance(value, Scalar):
        return _choose(value, is_text=is_text)
    if isinstance(value, list):
        return [simplify(inner, is_text=is_text) for inner in value]
    if not isinstance(value, dict):
        return value
    is_string = value.get("type") == "string"
    return {
        key.text if isinstance(key, Scalar) else str(key): simplify(inner, is_text=is_string and key in VALUES)
        for key, inner in value.items()
    }


def _choose(scalar: Scalar, *, is_text: bool) -> Any:
    value = scalar.value
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return scalar.text
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return scalar.text if is_text and said != scalar.text else value


def _construct_bool(constructor: _Constructor, node: ScalarNode) -> Scalar:
    return Scalar(bool(SafeConstructor.construct_yaml_bool(constructor, node)), node.value)


def _construct_int(constructor: _Constructor, node: ScalarNode) -> Scalar:
    return Scalar(SafeConstructor.construct_yaml_int(constructor, node), node.value)


def _construct_float(constructor: _Constructor, node: ScalarNode) -> Scalar:
    return Scalar(SafeConstructor.construct_yaml_float(constructor, node), node.value)


def _construct_date(_: _Constructor, node: ScalarNode) -> Scalar:
    return Scalar(None, node.value)


_Constructor.add_constructor("tag:yaml.org,2002:bool", _construct_bool)
_Constructor.add_constructor("tag:yaml.org,2002:int", _construct_int)
_Constructor.add_constructor("tag:yaml.org,2002:float", _construct_float)
_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _construct_date)

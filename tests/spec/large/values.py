"""Values that the schemas of a document allow, made at random from the document's own text."""

import random
from collections.abc import Iterator
from typing import Any

DEEP = 6
FORMATS = {
    "date": "2030-01-02",
    "date-time": "2030-01-02T03:04:05+00:00",
    "email": "a@example.com",
    "uuid": "0f8fad5b-d9cb-469f-a165-70867728950e",
}
ANYTHING = (1, "x", None, {"a": 1}, [1])


class Values:
    """Makes values of the schemas of one document; the same seed makes the same."""

    def __init__(self, document: dict[str, Any], *, seed: int) -> None:
        self._schemas = document["components"]["schemas"]
        self._random = random.Random(seed)

    def make(self, name: str, number: int) -> Iterator[Any]:
        """Yield values of a named schema that are not null."""
        made = (self._make({"$ref": name}, 0) for _ in range(number))
        return (value for value in made if value is not None)

    def _make(self, schema: dict[str, Any], depth: int) -> Any:
        if "$ref" in schema:
            return self._make(self._schemas[schema["$ref"].rpartition("/")[2]], depth)
        if schema.get("nullable") and self._random.random() < 0.2:
            return None
        if branches := schema.get("anyOf") or schema.get("oneOf"):
            return self._make(self._random.choice(branches), depth)
        if "allOf" in schema:
            return {key: value for part in schema["allOf"] for key, value in self._make(part, depth).items()}
        if "enum" in schema:
            return self._random.choice(schema["enum"])
        return self._make_plain(schema, depth)

    def _make_plain(self, schema: dict[str, Any], depth: int) -> Any:
        kind = schema.get("type", "object" if "properties" in schema else None)
        if kind == "object":
            return dict(self._make_members(schema, depth + 1))
        if kind == "array":
            return [self._make(schema["items"], depth + 1) for _ in range(self._random.randint(0, 2))]
        if kind == "string":
            return FORMATS.get(schema.get("format", ""), self._random.choice(["", "x", "y"]))
        choices = {"boolean": (False, True), "integer": (0, 7), "number": (1, 2.5)}
        return self._random.choice(choices.get(kind, ANYTHING))

    def _make_members(self, schema: dict[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
        for name, inner in schema.get("properties", {}).items():
            if name in schema.get("required", []) or (depth < DEEP and self._random.random() < 0.8):
                yield name, self._make(inner, depth)
        if isinstance(schema.get("additionalProperties"), dict):
            yield "an-other", self._make(schema["additionalProperties"], depth)

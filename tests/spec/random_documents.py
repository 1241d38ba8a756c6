"""Random documents: every kind of schema inside every other, in both spellings, under names that get in the way."""

import random
from collections.abc import Callable
from typing import Any

NAMES = ("Org", "Client", "org_user", "OrgUser", "T", "Kind", "Query", "Box", "Errors", "Data")
PROPERTIES = ("id", "name", "data", "userId", "user_id", "d", "class", "items", "tags", "tags_item", "errors", "client")
ARGUMENTS = ("params", "kwargs", "response", "id", "user-id", "userId", "from", "client", "body", "json_id", "X-A")
NULL = {"type": "null"}
PLAIN: tuple[Any, ...] = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "enum": ["a", "A"]},
    {},
)

Schema = Any


class Maker:
    """Makes one random document."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._version = self._random.choice(["3.0.3", "3.1.0"])
        self._names = self._random.sample(NAMES, self._random.randint(3, 7))

    def make_document(self) -> dict[str, Any]:
        """Make a document with one operation, whose parameters, body and answer are random."""
        body = {"content": {"application/json": {"schema": self.make_schema(2)}}}
        answer = {"description": "ok", "content": {"application/json": {"schema": self.make_schema(3)}}}
        parameters = [
            {"name": name, "in": self._random.choice(["query", "header", "cookie"]), "schema": self.make_schema(2)}
            for name in self._random.sample(ARGUMENTS, 4)
        ]
        post = {"operationId": "post", "parameters": parameters, "requestBody": body, "responses": {"200": answer}}
        schemas = {name: self.make_schema(self._random.randint(1, 4)) for name in self._names}
        info = {"title": "Random", "version": "1"}
        paths = {"/v1/orgs": {"post": post}}
        return {"openapi": self._version, "info": info, "paths": paths, "components": {"schemas": schemas}}

    def make_schema(self, depth: int) -> Schema:
        """Make a schema that is so many schemas deep, or less."""
        kinds: tuple[Callable[[int], Schema], ...] = (
            *(self._make_object, self._make_object, self._make_list, self._make_map),
            *(self._make_union, self._make_sum, self._make_sum, self._make_reference, self._make_word),
        )
        if depth <= 0 or self._random.random() < 0.18:
            schema = self._random.choice([*PLAIN, self._make_reference(0)])
        else:
            schema = self._random.choice(kinds)(depth - 1)
        return self._make_nullable(schema) if isinstance(schema, dict) and self._random.random() < 0.28 else schema

    def _make_nullable(self, schema: dict[str, Any]) -> Schema:
        if self._version.startswith("3.0"):
            return {**schema, "nullable": True}
        if isinstance(schema.get("type"), str) and self._random.random() < 0.5:
            return {**schema, "type": [schema["type"], "null"]}
        return {self._random.choice(["oneOf", "anyOf"]): [schema, NULL]}

    def _make_object(self, depth: int) -> Schema:
        names = self._random.sample(PROPERTIES, self._random.randint(1, 4))
        schema: dict[str, Any] = {"type": "object", "properties": {name: self.make_schema(depth) for name in names}}
        more = {
            "required": [names[0]],
            "additionalProperties": self._random.choice([True, False, self.make_schema(depth)]),
            "title": self._random.choice(["Same", "Client", "Org"]),
            "oneOf": [self.make_schema(depth), self.make_schema(depth)],
        }
        return schema | {key: value for key, value in more.items() if self._random.random() < 0.12}

    def _make_list(self, depth: int) -> Schema:
        return {"type": "array", "items": self.make_schema(depth)}

    def _make_map(self, depth: int) -> Schema:
        return {"type": "object", "additionalProperties": self.make_schema(depth)}

    def _make_union(self, depth: int) -> Schema:
        branches = [self.make_schema(depth) for _ in range(self._random.randint(1, 3))]
        return {self._random.choice(["oneOf", "anyOf"]): branches}

    def _make_sum(self, depth: int) -> Schema:
        kinds = (self._make_reference, self._make_object, self.make_schema)
        parts = [self._random.choice(kinds)(depth) for _ in range(self._random.randint(1, 3))]
        more = {"default": self._random.choice(["a", 1, {}, None]), "description": "words"}
        more["properties"] = {self._random.choice(PROPERTIES): self.make_schema(depth)}
        return {"allOf": parts} | {key: value for key, value in more.items() if self._random.random() < 0.12}

    def _make_reference(self, _: int) -> Schema:
        return {"$ref": f"#/components/schemas/{self._random.choice(self._names)}"}

    def _make_word(self, depth: int) -> Schema:
        if self._version.startswith("3.0"):
            return self.make_schema(depth)
        pair = {"type": "array", "prefixItems": [self.make_schema(depth), self.make_schema(depth)]}
        return self._random.choice([True, {"const": self._random.choice(["x", 1, None, True, 1.5])}, pair])

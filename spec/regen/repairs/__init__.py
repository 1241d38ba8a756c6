"""All repairs, in the order in which they are tried.

A repair puts one defect right wherever it is, and yields a place and a sentence for each time it did.
To add one: write the function, add a line here, add a document that needs it to tests/spec.
"""

from collections.abc import Callable, Iterator, Mapping

from regen.document import Document
from regen.repairs import bodies, openness, operations, paths, schemas, version

Repair = Callable[[Document], Iterator[tuple[str, str]]]

REPAIRS: Mapping[str, Repair] = {
    "shared-path-item": paths.inlined,
    "openapi-3.0": version.upgraded,
    "type-naming-a-schema": schemas.types_that_are_names,
    "equal-paths": paths.merged,
    "missing-operation-id": operations.named,
    "duplicate-operation-id": operations.told_apart,
    "path-parameters": operations.path_parameters_matched,
    "body-on-204": operations.emptied,
    "deep-object": paths.spread,
    "several-json-bodies": bodies.one_json,
    "inline-answer": bodies.named,
    "discriminator": schemas.without_discriminators,
    "recursive-union": schemas.named_branches,
    "list-of-unsaid": schemas.listed,
    "uuid-id": schemas.plain_ids,
    "closed-response-enum": openness.known_values,
    "unsound-enum": schemas.sound_enums,
    "closed-response": openness.opened,
    "enum-without-null": schemas.null_in_enums,
}

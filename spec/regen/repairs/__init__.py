"""All repairs, in the order in which they are tried.

A repair puts one defect right wherever it is, and yields a place and a sentence for each time it did.
To add one: write the function, add a line here, add a document that needs it to tests/spec.
"""

from collections.abc import Callable, Iterator, Mapping

from regen.document import Document
from regen.repairs import bodies, openness, operations, paths, references, schemas, structure, version

Repair = Callable[[Document], Iterator[tuple[str, str]]]

REPAIRS: Mapping[str, Repair] = {
    "shared-path-item": paths.inlined,
    "frame": structure.frame,
    "openapi-3.0": version.upgraded,
    "endless-reference": references.ended,
    "reference-elsewhere": references.brought_home,
    "required-by-itself": schemas.required_by_name,
    "value-without-quotes": schemas.typed_values,
    "type-naming-a-schema": schemas.types_that_are_names,
    "equal-paths": paths.merged,
    "missing-operation-id": operations.named,
    "duplicate-operation-id": operations.told_apart,
    "parameter-twice": operations.given_once,
    "path-parameters": operations.path_parameters_matched,
    "body-on-204": operations.emptied,
    "deep-object": paths.spread,
    "several-json-bodies": bodies.one_json,
    "inline-answer": bodies.named,
    "discriminator": schemas.without_discriminators,
    "list-of-unsaid": schemas.listed,
    "uuid-id": schemas.plain_ids,
    "closed-response-enum": openness.known_values,
    "unsound-enum": schemas.sound_enums,
    "default": schemas.fitting_defaults,
    "closed-response": openness.opened,
    "enum-without-null": schemas.null_in_enums,
}

"""All repairs, in the order in which they are tried.

A repair puts one defect right wherever it is, and yields a place and a sentence for each time it did.
To add one: write the function, add a line here, add a document that needs it to tests/spec.
"""

from collections.abc import Callable, Iterator, Mapping

from regen.document import Document
from regen.repairs import bodies, openness, operations, paths, references, schemas, structure, version

Repair = Callable[[Document], Iterator[tuple[str, str]]]

REPAIRS: Mapping[str, Repair] = {
    "shared-path-item": paths.inline_items,
    "frame": structure.mend_frame,
    "openapi-3.0": version.upgrade_words,
    "endless-reference": references.end_circles,
    "reference-elsewhere": references.bring_home,
    "required-by-itself": schemas.move_required,
    "value-without-quotes": schemas.type_values,
    "type-naming-a-schema": schemas.refer_to_types,
    "equal-paths": paths.merge_paths,
    "missing-operation-id": operations.name_operations,
    "duplicate-operation-id": operations.tell_operations_apart,
    "parameter-twice": operations.drop_repeated_parameters,
    "path-parameters": operations.match_path_parameters,
    "body-on-204": operations.empty_answers,
    "deep-object": paths.spread_objects,
    "several-json-bodies": bodies.keep_one_json,
    "inline-answer": bodies.name_answers,
    "discriminator": schemas.drop_discriminators,
    "list-of-unsaid": schemas.loosen_lists,
    "uuid-id": schemas.loosen_ids,
    "closed-response-enum": openness.loosen_enums,
    "unsound-enum": schemas.drop_unsound_enums,
    "default": schemas.drop_unfit_defaults,
    "closed-response": openness.open_responses,
    "enum-without-null": schemas.add_null_to_enums,
}

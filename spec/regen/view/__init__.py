"""What the generator would get wrong, said in words that it gets right.

Only the generator sees these words; the truth stays in the document and in schemas.json.
"""

import json
from collections.abc import Callable, Iterator, Mapping

from regen.blame import list_culprits, name_some
from regen.document import Document
from regen.refusal import Refusal
from regen.view import arguments, bodies, classes, nulls, simple, sums, unions, values
from regen.view.gather import gather

Change = Callable[[Document], Iterator[tuple[str, str]]]

CHANGES: Mapping[str, Change] = {
    "schema-of-one-word": simple.say_schemas,
    "nullable-name": nulls.split_nullable,
    "sum": sums.add_up,
    "other-name": nulls.resolve_names,
    "branch-without-name": unions.name_branches,
    "circle": unions.cut_circles,
    "list-or-union-by-name": unions.write_out,
    "lists-of-one-union": unions.unite_lists,
    "closed-branch": unions.open_branches,
    "list-of-anything": simple.loosen_lists,
    "answer-of-bytes": bodies.read_answers,
    "body": bodies.write_bodies,
    "joined-parameter": arguments.join_lists,
    "flat-parameter": arguments.write_as_text,
    "taken-argument": arguments.rename_arguments,
    "default": values.drop_defaults,
    "members-of-one-name": values.name_members,
    "taken-property": classes.leave_properties,
    "taken-class": classes.rename_classes,
}


def view(document: Document) -> tuple[Document, list[tuple[str, str, str]]]:
    """Return the document as the generator should see it, and what is said in other words there."""
    try:
        return _change(document)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        of = name_some(list_culprits(document, _change)) or "what no operation uses"
        raise Refusal(f"no client can be made of {of} ({error})") from None


def _change(document: Document) -> tuple[Document, list[tuple[str, str, str]]]:
    seen = gather(document)
    notes = [(name, *said) for name, change in CHANGES.items() for said in change(seen)]
    return json.loads(json.dumps(seen)), notes

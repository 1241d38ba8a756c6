"""Add entries to a YAML file that people write: their comments and their order stay."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any

from orglint.documents.strict_yaml import parse_document
from orglint.errors import Mistake, RuleError

_BY_HAND = "cannot be changed so that it says the same for the rest: write it by hand"
_WIDEST = 1 << 16
"""Characters of a line: texts are not folded, so that what was written in one line stays in it."""


def append_entries(text: str, section: str, entries: Sequence[Mapping[str, Any] | str]) -> str:
    """Return the text of a file with entries put to the end of the list `section`, which is made if it is not there.

    The file must have been read strictly: it holds a mapping, and nothing that YAML has besides lists and scalars.
    """
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415 - see `_open_document`

    document, write = _open_document(text)
    if not document.get(section):
        document[section] = CommentedSeq()
    below = _take_comment_below(document[section][-1]) if document[section] else ""
    document[section].extend(_to_yaml(entry) for entry in entries)
    _put_comment_below(document[section][-1], below)
    return _verify_edit(text, write(), lambda said: {section: [*said.get(section, []), *map(_to_plain, entries)]})


def put_entry(text: str, section: str, name: str, entry: Mapping[str, Any]) -> str:
    """Return the text of a file in which `name` of the mapping `section` is the entry; the mapping is made if need be.

    The file must have been read strictly, as for `append_entries`. An entry of that name is changed where it stands.
    """
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - see `_open_document`

    document, write = _open_document(text)
    if not document.get(section):
        document[section] = CommentedMap()
    held = document[section]
    last = next(reversed(held), None)
    below = _take_comment_below(held[last]) if last is not None else ""
    if name in held:
        for member in [it for it in held[name] if it not in entry]:
            del held[name][member]
        held[name].update(_to_yaml(entry))
    else:
        held[name] = _to_yaml(entry)
    _put_comment_below(held[next(reversed(held))], below)
    return _verify_edit(text, write(), lambda said: {section: {**said.get(section, {}), name: _to_plain(entry)}})


def _open_document(text: str) -> tuple[Any, Callable[[], str]]:
    """Return the document of a text, and a function that writes it with what was changed."""
    # it takes a while to import, and only who writes waivers needs it
    from ruamel.yaml import YAML  # noqa: PLC0415 - see above
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - see above
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - see above

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        document = yaml.load(text) if text.strip() else CommentedMap()
    except YAMLError:  # some files are YAML to one of the two libraries alone
        raise RuleError((Mistake(_BY_HAND),)) from None

    def write() -> str:
        written = StringIO()
        yaml.dump(document, written)
        return written.getvalue()

    return document, write


def _verify_edit(before: str, after: str, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> str:
    """Return the text after an edit: read strictly, it says what it said before, with the change and nothing else."""
    said = parse_document(before.encode(), "").data if before.strip() else {}
    if parse_document(after.encode(), "").data != {**said, **change(said)}:
        raise RuleError((Mistake(_BY_HAND),))
    return after


def _to_plain(value: Any) -> Any:
    """Return a value as it is read again: a day is a text."""
    if isinstance(value, Mapping):
        return {name: _to_plain(item) for name, item in value.items()}
    if isinstance(value, date):
        return str(value)
    return [_to_plain(item) for item in value] if isinstance(value, list) else value


def _to_yaml(value: Any) -> Any:
    """Return a value as it is to be written: every text in quotes, so that nobody takes it for something else."""
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - see above
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415 - see above

    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, Mapping):
        return CommentedMap((name, _to_yaml(item)) for name, item in value.items())
    return [_to_yaml(item) for item in value] if isinstance(value, list) else value


def _take_comment_below(entry: Any) -> str:
    """Take away what stands below the last entry of a list, and is about what comes after it; return it."""
    mapping, name = _find_last_member(entry)
    held = mapping.ca.items.get(name) if name is not None else None
    token = held[2] if held else None
    if token is None:
        return ""
    beside, _, below = str(token.value).partition("\n")
    token.value = f"{beside}\n"
    return below


def _put_comment_below(entry: Any, comment: str) -> None:
    from ruamel.yaml.error import CommentMark  # noqa: PLC0415 - see above
    from ruamel.yaml.tokens import CommentToken  # noqa: PLC0415 - see above

    if comment:
        mapping, name = _find_last_member(entry)
        mapping.ca.items[name] = [None, None, CommentToken(f"\n{comment}", CommentMark(0)), None]


def _find_last_member(entry: Any) -> tuple[Any, Any]:
    """Return the mapping that the last member of an entry is in, however deep, and its name; None for no name."""
    mapping, name = entry, None
    while isinstance(entry, dict) and entry:
        mapping, name = entry, list(entry)[-1]
        entry = entry[name]
    return mapping, name

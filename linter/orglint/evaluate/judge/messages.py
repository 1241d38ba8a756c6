"""Messages of findings: made by the query where SQL has the words of every value, else of the values that it gives."""

from collections.abc import Callable, Sequence
from typing import Any

from orglint.model.value_words import choose_message_writer
from orglint.rulebook.rule import Message
from orglint.sql.message_words import write_in_message
from orglint.sql.quoting import quote_text


def compile_message(message: Message, places: Sequence[int]) -> Callable[[tuple[Any, ...]], str]:
    """Return what makes the message of a row that has the values at these places."""
    text = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in message.parts)
    order = [part for part in message.parts if isinstance(part, int)]
    writers = [(choose_message_writer(message.values[part].type), places[part]) for part in order]
    return lambda row: text % tuple([write(row[place]) for write, place in writers])


def write_message(message: Message, columns: Sequence[str]) -> str | None:
    """Return the SQL of a whole message, of the columns that have its values.

    None if it is empty, or if a value has a type whose words SQL does not have.
    """
    words = [write_in_message(column, value.type) for column, value in zip(columns, message.values, strict=True)]
    parts = [quote_text(part) if isinstance(part, str) else words[part] for part in message.parts]
    known = [part for part in parts if part is not None]
    return " || ".join(known) if known and len(known) == len(parts) else None

"""Messages of findings: made by the query where SQL has the words of every value, else of the values that it gives."""

from collections.abc import Callable
from typing import Any

from orglint.model.value_words import choose_message_writer
from orglint.rulebook.rule import Message
from orglint.sql.message_words import write_in_message
from orglint.sql.quoting import quote_text


def build_message_columns(message: Message) -> tuple[str, ...]:
    """Return the SQL that a message is made of: its whole text, or each of its values; nothing for an empty one."""
    if not message.parts:
        return ()
    text = write_message(message)
    return (text,) if text else tuple(value.sql_with_lets for value in message.values)


def compile_message(message: Message, places: tuple[int, ...]) -> Callable[[tuple[Any, ...]], str]:
    """Return what gives the message of a row that has the columns at these places."""
    if not message.parts:
        return lambda _: ""
    if write_message(message):
        (place,) = places
        return lambda row: row[place]
    text = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in message.parts)
    order = [part for part in message.parts if isinstance(part, int)]
    writers = [(choose_message_writer(message.values[part].type), places[part]) for part in order]
    return lambda row: text % tuple([write(row[place]) for write, place in writers])


def write_message(message: Message) -> str | None:
    """Return the SQL of a whole message; None if a value has a type whose words SQL does not have."""
    words = [write_in_message(value.sql_with_lets, value.type) for value in message.values]
    parts = [quote_text(part) if isinstance(part, str) else words[part] for part in message.parts]
    known = [part for part in parts if part is not None]
    return " || ".join(known) if len(known) == len(parts) else None

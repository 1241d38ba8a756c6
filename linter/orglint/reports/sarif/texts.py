"""Texts in SARIF, where braces are placeholders and `[...](...)` is a link."""

from orglint.reports.inert import fit_text

NAME, DESCRIPTION = 255, 1_024
"""Characters that GitHub allows in the name of a rule, and in each of its descriptions."""
MESSAGE = 1_000
"""Characters of a message: no limit of GitHub's is documented, and nobody reads on."""


def to_message(text: str, most: int) -> str:
    """Return a text in one line, inert, that holds no link and no placeholder, in at most so many characters."""
    room = most
    while len(escaped := _escape_text(fit_text(text, room))) > most:
        room -= max(1, len(escaped) - most)
    return escaped


def _escape_text(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")

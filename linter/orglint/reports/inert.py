"""Foreign text on its way into a format of machines: inert, in one line, and never longer than its field."""

from orglint.model.neutralize import neutralize
from orglint.model.wording import join_lines

_CUT = "…"


def fit_text(text: str, most: int) -> str:
    """Return a text in one line, inert, in at most so many characters; one that is cut ends with `…`.

    Line feeds and other blanks count as one, as authors of rules break lines where they like.
    """
    # What makes a text inert only makes it longer, so no more of it is looked at than can be shown.
    shown = neutralize(join_lines(text[: most * 4 + 1]))
    return shown if len(shown) <= most and len(text) <= most * 4 else f"{shown[: most - 1]}{_CUT}"


def end_sentence(text: str) -> str:
    """Return a text that ends as a sentence does: readers often show the first one only."""
    return text if text.endswith((".", "!", "?", _CUT)) else f"{text}."

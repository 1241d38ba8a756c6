"""How regen says no."""


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, no accident)
    """Something that keeps the new client from taking the old one's place; its text is the whole message."""

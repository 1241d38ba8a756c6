"""What something that is gone is probably called now: a new name beside it, of its type, that shares words with it."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

ALIKE = 0.6
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


def find_new_name(place: str, kind: str, added: Mapping[str, str]) -> str:
    """Return the most likely new name of a place among those that were added with their types; empty if none is."""
    beside = [new for new, new_kind in added.items() if new_kind == kind and _find_parent(new) == _find_parent(place)]
    likely = [new for new in beside if _share_words(place, new) or _compare_spelling(place, new) >= ALIKE]
    return max(likely, key=lambda new: (_compare_spelling(place, new), new), default="")


def _find_parent(place: str) -> str:
    return place.rpartition(".")[0]


def _share_words(one: str, other: str) -> bool:
    return bool(_split_words(one) & _split_words(other))


def _split_words(place: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(place.rpartition(".")[2])}


def _compare_spelling(one: str, other: str) -> float:
    """Return how alike two names are written, from 0 to 1."""
    first, second = (place.rpartition(".")[2].lower() for place in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()

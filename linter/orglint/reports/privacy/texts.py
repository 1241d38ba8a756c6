"""Texts as they may be shown, wherever they stand: in records, lists and mappings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from orglint.reports.privacy.pseudonyms import Pseudonyms

T = TypeVar("T")

HIDDEN = "(not shown)"
_MAIL = re.compile(r"[^\s@<>()\[\]{},;:'\"|`]+@[^\s@<>()\[\]{},;:'\"|`]+")
# as Atlassian writes the ids of accounts
_ACCOUNT = re.compile(r"\b(?:[0-9]{5,7}:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9a-f]{24})\b", re.ASCII)


def hide_mails(text: str) -> str:
    """Return a text without mail addresses."""
    return _MAIL.sub(HIDDEN, text) if "@" in text else text


def replace_accounts(text: str, replace_id: Callable[[str], str]) -> str:
    """Return a text with the ids of accounts in it replaced."""
    return _ACCOUNT.sub(lambda found: replace_id(found[0]), text)


def conceal_text(text: str, pseudonyms: Pseudonyms | None) -> str:
    """Return a text that anybody may have written without mail addresses, and with pseudonyms if there are any."""
    text = hide_mails(text)
    return replace_accounts(text, pseudonyms.replace_id) if pseudonyms else text


def rewrite_texts(value: T, rewrite: Callable[[str], str]) -> T:
    """Return a value with every text in it rewritten, names of members and values of enumerations apart."""
    return cast("T", _rewrite(value, rewrite))


def _rewrite(value: Any, rewrite: Callable[[str], str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return rewrite(value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {it.name: _rewrite(getattr(value, it.name), rewrite) for it in fields(value) if it.init}
        return replace(value, **changed)
    if isinstance(value, Mapping):
        return {_rewrite(name, rewrite): _rewrite(inner, rewrite) for name, inner in value.items()}
    if isinstance(value, tuple):
        inner = [_rewrite(it, rewrite) for it in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    if isinstance(value, list):
        return [_rewrite(it, rewrite) for it in value]
    if isinstance(value, frozenset):
        return frozenset(_rewrite(it, rewrite) for it in value)
    return value
